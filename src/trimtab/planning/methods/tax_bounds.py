"""What taxes make of a method's moves: sales stop at their limits, and swaps come on top."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from trimtab.domain.money import ZERO
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import PlanRequest, Swap
from trimtab.planning.explain import EXIT_CODES
from trimtab.planning.methods.destination import Move

Moves = dict[str, Move]


def within_sell_limits(request: PlanRequest, moves: Mapping[str, Move]) -> Moves:
    """Let every sale stop where taxes want it to; exits do not."""
    limits = {limit.symbol: limit.quantity for limit in request.sell_limits}
    return {
        symbol: _bounded(request, move, limits[symbol]) if symbol in limits else move
        for symbol, move in without_paired_exits(request, moves).items()
    }


def without_paired_exits(request: PlanRequest, moves: Mapping[str, Move]) -> Moves:
    """Call no exit what has no goal because another stands in for it, or because it no longer stands in."""
    paired = {symbol for pair in request.substitutions for symbol in (pair.symbol, pair.substitute)}
    return {
        symbol: replace(move, code=ReasonCode.REBALANCE_DRIFT)
        if symbol in paired and move.code in EXIT_CODES
        else move
        for symbol, move in moves.items()
    }


def with_swaps(request: PlanRequest, moves: Mapping[str, Move]) -> Moves:
    """Add what is sold for a substitute, or for what it stood in for, to what the method moves."""
    added = dict(moves)
    for swap in request.swaps:
        price = request.snapshot.base_price(swap.sold)
        if price is not None:
            added |= _swapped(request, added, swap, swap.quantity * price)
    return added


def _bounded(request: PlanRequest, move: Move, most: Decimal) -> Move:
    price = request.snapshot.base_price(move.symbol)
    if move.code in EXIT_CODES or price is None or -move.change <= most * price:
        return move
    return replace(move, change=-most * price, is_exit=False)


def _swapped(request: PlanRequest, moves: Moves, swap: Swap, value: Decimal) -> Moves:
    """Let a swap's sale and purchase go on where the method's own moves end; all there is goes as a whole."""
    is_harvest = any(pair.symbol == swap.sold for pair in request.substitutions)
    sale, purchase = (
        (ReasonCode.HARVEST, ReasonCode.SUBSTITUTION)
        if is_harvest
        else (ReasonCode.RETURN_TO_PRIMARY, ReasonCode.RETURN_TO_PRIMARY)
    )
    is_whole = swap.quantity == request.snapshot.holding(swap.sold).available_quantity
    sold = _change(moves, swap.sold) - value
    bought = _change(moves, swap.bought) + value
    return {
        swap.sold: Move(swap.sold, sold, is_exit=is_whole, code=sale),
        swap.bought: Move(swap.bought, bought, code=purchase),
    }


def _change(moves: Moves, symbol: str) -> Decimal:
    return moves[symbol].change if symbol in moves else ZERO
