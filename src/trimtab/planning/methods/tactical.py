"""TACTICAL_REBALANCING: base weights plus bounded tilts, exits by signal, stop-losses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from trimtab.domain.drift import DriftReport, DriftRow
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ZERO
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.tactics import Signal, Tactics
from trimtab.planning.caps import scale_to
from trimtab.planning.methods.destination import Move
from trimtab.planning.methods.full import move_all
from trimtab.planning.universe import Universe

Weights = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """A position to be sold whole: its score is below, or its price at or below, the limit.

    A price is in the instrument's currency.
    """

    symbol: str
    code: ReasonCode
    measured: Decimal
    limit: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tilts:
    """What weights before tilts are to gain and to lose, all positive, and what exits have freed."""

    ups: Weights
    downs: Weights
    freed: Decimal


def tilted(request: PlanRequest, weights: Weights, universe: Universe) -> Weights:
    """Tilt weights within `max_tilt` either way and take exits to zero; their sum stays what it is.

    Only targets are tilted, never cash, an exit, or upwards what cannot be bought. Up-tilts are paid by exits
    and down-tilts first, then by the untilted targets in proportion, and shrink where these do not suffice.
    What exits free beyond that goes to cash; what down-tilts free, to the untilted targets in proportion.
    """
    exits = find_exits(request).keys() & weights.keys() - {CASH}
    kept = {symbol: ZERO if symbol in exits else weight for symbol, weight in weights.items()}
    freed = sum((weight for symbol, weight in weights.items() if symbol in exits), ZERO)
    growing = {member.symbol for member in universe.members if member.may_grow} - exits
    tilts = _bounded(request.policy.tactics, kept, growing, freed)
    moved = {s: w + tilts.ups.get(s, ZERO) - tilts.downs.get(s, ZERO) for s, w in kept.items()}
    free = {s: w for s, w in kept.items() if w > 0 and s not in {CASH, *tilts.ups, *tilts.downs}}
    return _settled(moved, free, growing, tilts)


def move_tactically(request: PlanRequest, drift: DriftReport, rows: tuple[DriftRow, ...]) -> dict[str, Move]:
    """Move everything to its tilted weight, and name the moves that exits and tilts ask for."""
    exits, wishes = find_exits(request), _wishes(request.policy.tactics)
    moves = move_all(request, drift, rows)
    named: dict[str, Move] = {}
    for symbol, move in moves.items():
        if symbol in exits and move.is_exit:
            named[symbol] = replace(move, code=exits[symbol].code)
        elif move.change * wishes.get(symbol, ZERO) > 0:
            named[symbol] = replace(move, code=ReasonCode.TILT)
    return moves | named


def find_exits(request: PlanRequest) -> dict[str, Exit]:
    """Find what is to be sold whole by symbol; of two reasons the stop-loss counts."""
    signals = request.policy.tactics.signals
    found = [*_faded(request.policy.tactics), *_stopped(request, signals)]
    return {exit_.symbol: exit_ for exit_ in found}


def stop_losses(request: PlanRequest) -> tuple[Exit, ...]:
    """Find the held positions whose price has come down to their stop price, in symbol order."""
    reached = {exit_.symbol: exit_ for exit_ in _stopped(request, request.policy.tactics.signals)}
    held = (symbol for symbol in sorted(reached) if request.snapshot.holding(symbol).quantity > 0)
    return tuple(reached[symbol] for symbol in held)


def _faded(tactics: Tactics) -> Iterator[Exit]:
    for signal in tactics.signals:
        if signal.score is not None and signal.score < tactics.exit_below:
            yield Exit(
                symbol=signal.symbol,
                code=ReasonCode.SIGNAL_EXIT,
                measured=signal.score,
                limit=tactics.exit_below,
            )


def _stopped(request: PlanRequest, signals: tuple[Signal, ...]) -> Iterator[Exit]:
    for signal in signals:
        quote = request.snapshot.quote(signal.symbol)
        if signal.stop_price is not None and quote is not None and quote.price <= signal.stop_price:
            yield Exit(
                symbol=signal.symbol,
                code=ReasonCode.STOP_LOSS,
                measured=quote.price,
                limit=signal.stop_price,
            )


def _wishes(tactics: Tactics) -> dict[str, Decimal]:
    """Sum up the tilts of each symbol, within the bound."""
    wishes: dict[str, Decimal] = {}
    for tilt in tactics.tilts:
        wishes[tilt.symbol] = wishes.get(tilt.symbol, ZERO) + tilt.change
    return {s: max(-tactics.max_tilt, min(change, tactics.max_tilt)) for s, change in wishes.items()}


def _bounded(tactics: Tactics, kept: Weights, growing: set[str], freed: Decimal) -> _Tilts:
    wishes = {s: change for s, change in _wishes(tactics).items() if s in kept and s != CASH}
    ups = {s: change for s, change in wishes.items() if change > 0 and s in growing}
    downs = {s: min(-change, kept[s]) for s, change in wishes.items() if change < 0}
    untilted = (w for s, w in kept.items() if s not in {CASH, *ups, *downs})
    supply = sum(untilted, freed + sum(downs.values(), ZERO))
    if sum(ups.values(), ZERO) > supply:
        ups = scale_to(ups, supply, tactics.max_tilt)
    return _Tilts(ups=ups, downs=downs, freed=freed)


def _settled(moved: Weights, free: Weights, growing: set[str], tilts: _Tilts) -> Weights:
    """Let untilted targets and cash take what is left over, or the untilted give what is missing."""
    surplus = sum(tilts.downs.values(), ZERO) - sum(tilts.ups.values(), ZERO)
    to_cash = max(tilts.freed + min(surplus, ZERO), ZERO)
    change = surplus + tilts.freed - to_cash
    takers = {s: w for s, w in free.items() if s in growing} if change > 0 else free
    if not takers:
        to_cash += change
        change = ZERO
    shared = scale_to(takers, sum(takers.values(), change)) if change else {}
    return {**moved, **shared, CASH: moved.get(CASH, ZERO) + to_cash}
