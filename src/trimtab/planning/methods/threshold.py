"""THRESHOLD_REBALANCING: only what has left its band, and what that takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from trimtab.domain.drift import DriftLevel, DriftReport, DriftRow
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ZERO
from trimtab.domain.policy import Destination
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.planning.methods.destination import Move, move_to_destinations, move_to_target
from trimtab.planning.methods.steps import step_value, whole_cost
from trimtab.planning.methods.tax_bounds import within_sell_limits
from trimtab.planning.universe import find_universe

Rows = tuple[DriftRow, ...]
Moves = dict[str, Move]


def move_breached(request: PlanRequest, drift: DriftReport, rows: Rows) -> Moves:
    """Move what is out of its band, and whatever else it takes to leave cash inside its own.

    Bands do not keep what must leave the portfolio, nor losses the request wants harvested.
    """
    chosen = _chosen(request, rows)
    cash = next((row for row in drift.rows if row.key == CASH), None)
    if cash is None:
        return _moves(request, drift, chosen)
    if request.policy.destination is Destination.BAND_EDGE:
        return _with_cash_at_edge(request, drift, rows, cash)
    return _moves(request, drift, _widen(request, drift, chosen, rows, cash))


def _chosen(request: PlanRequest, rows: Rows) -> Rows:
    leaving = _leaving(request, rows)
    return tuple(
        row
        for row in rows
        if row.level > DriftLevel.WITHIN_TOLERANCE or row.key in leaving or _is_harvest(request, row)
    )


def _leaving(request: PlanRequest, rows: Rows) -> frozenset[str]:
    small = {row.key for row in rows if not row.target_weight and row.level is DriftLevel.WITHIN_TOLERANCE}
    if not small:
        return frozenset()
    members = find_universe(request).members
    return frozenset(member.symbol for member in members if member.must_exit and member.symbol in small)


def _is_harvest(request: PlanRequest, row: DriftRow) -> bool:
    return row.drift > 0 and row.key in request.harvest


def _moves(request: PlanRequest, drift: DriftReport, rows: Iterable[DriftRow]) -> Moves:
    chosen = tuple(rows)
    harvests = (row for row in chosen if _is_harvest(request, row))
    moves = move_to_destinations(request, drift, chosen)
    moves |= {row.key: _harvest(row, drift) for row in harvests}
    return within_sell_limits(request, moves)


def _harvest(row: DriftRow, drift: DriftReport) -> Move:
    home = move_to_target(row, drift.total_value)
    return home if home.is_exit else replace(home, code=ReasonCode.HARVEST)


def _widen(request: PlanRequest, drift: DriftReport, chosen: Rows, rows: Rows, cash: DriftRow) -> Rows:
    """Add the rows that take up cash left over by the chosen ones, or that pay for what they lack.

    Inside its band cash may stay where the chosen rows leave it; its own breach is repaired to the target.
    """
    slack = cash.band.tolerance * drift.total_value if cash.level is DriftLevel.WITHIN_TOLERANCE else ZERO
    idle = _idle(drift, cash, _moves(request, drift, chosen))
    wants_money = any(row.drift < 0 for row in chosen)
    keys = {row.key for row in chosen}
    if idle > slack:
        wider = tuple(row for row in rows if row.key in keys or row.drift < 0)
    elif idle < -slack or (wants_money and idle < 0):
        wider = tuple(row for row in rows if row.key in keys or row.drift > 0)
    else:
        return chosen
    return chosen if len(wider) == len(chosen) else _widen(request, drift, wider, rows, cash)


def _idle(drift: DriftReport, cash: DriftRow, moves: Moves) -> Decimal:
    """Return the cash above its target once the moves are made, in base currency; negative is missing."""
    spent = sum((move.change for move in moves.values()), ZERO)
    return cash.market_value - cash.target_weight * drift.total_value - spent


def _with_cash_at_edge(request: PlanRequest, drift: DriftReport, rows: Rows, cash: DriftRow) -> Moves:
    """Move breached rows to their edges, then others as little as takes cash to its own.

    Buys want cash at its target: they may not take it below.
    """
    moves = _moves(request, drift, _chosen(request, rows))
    idle = _idle(drift, cash, moves)
    slack = cash.band.tolerance * drift.total_value
    if idle > slack:
        takers = tuple(row for row in rows if row.drift < 0)
        return moves | _share(request, drift, moves, takers, idle - slack)
    wants_money = any(move.change > 0 for move in moves.values())
    lacking = -idle if wants_money else -idle - slack
    if lacking <= 0:
        return moves
    lacking += whole_cost(request, drift.total_value, rows)
    givers = tuple(row for row in rows if row.drift > 0)
    return moves | _share(request, drift, moves, givers, lacking)


def _share(request: PlanRequest, drift: DriftReport, moves: Moves, rows: Rows, need: Decimal) -> Moves:
    """Let rows go the same part of what is left of their way to the target, to meet a need together."""
    home = {row.key: move_to_target(row, drift.total_value) for row in rows}
    ways = within_sell_limits(request, home)
    done = {symbol: moves[symbol].change if symbol in moves else ZERO for symbol in ways}
    left = {symbol: way.change - done[symbol] for symbol, way in ways.items() if way.change != done[symbol]}
    # What cutting to steps will take away is asked for, too.
    need += sum((2 * step_value(request.snapshot, symbol) for symbol in left), ZERO)
    room = sum((abs(change) for change in left.values()), ZERO)
    if need >= room:
        return {symbol: ways[symbol] for symbol in left}
    return {symbol: Move(symbol, done[symbol] + change * need / room) for symbol, change in left.items()}
