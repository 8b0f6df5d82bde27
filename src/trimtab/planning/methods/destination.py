"""How far a trade goes: all the way, to the edge of the band, or half of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from trimtab.domain.drift import DriftLevel, DriftReport, DriftRow
from trimtab.domain.money import ZERO
from trimtab.domain.policy import Destination
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.planning.methods.steps import cover, step_value, whole_cost


@dataclass(frozen=True, slots=True)
class Move:
    """A change of one symbol's value in base currency, positive for more of it, and what it is for.

    An exit sells the held shares themselves, whatever they are worth.
    """

    symbol: str
    change: Decimal
    is_exit: bool = False
    code: ReasonCode = ReasonCode.REBALANCE_DRIFT


@dataclass(frozen=True, slots=True)
class _Ground:
    """The request, the portfolio's value, and at most how much of it trading costs."""

    request: PlanRequest
    total: Decimal
    cost: Decimal


def move_to_target(row: DriftRow, total_value: Decimal) -> Move:
    """Bring a row all the way to its target; what has none and is held leaves the portfolio."""
    if row.drift > 0 and not row.target_weight:
        return Move(row.key, -row.market_value, is_exit=True, code=ReasonCode.LIQUIDATION)
    return Move(row.key, row.target_weight * total_value - row.market_value)


def move_to_destinations(
    request: PlanRequest, drift: DriftReport, rows: Iterable[DriftRow]
) -> dict[str, Move]:
    """Bring rows where the policy's destination wants them; exits go all the way.

    Rows that are there already are left out: under BAND_EDGE all that are inside their band.
    """
    chosen = tuple(rows)
    destination = request.policy.destination
    is_edge = destination is Destination.BAND_EDGE
    cost = whole_cost(request, drift.total_value, chosen) if is_edge else ZERO
    ground = _Ground(request, drift.total_value, cost)
    moves = (_move(row, ground, _GOALS[destination]) for row in chosen)
    return {move.symbol: move for move in moves if move.change}


def _move(row: DriftRow, ground: _Ground, goal: Callable[[DriftRow, _Ground], Decimal]) -> Move:
    home = move_to_target(row, ground.total)
    return home if home.is_exit else Move(row.key, goal(row, ground) - row.market_value)


def _target(row: DriftRow, ground: _Ground) -> Decimal:
    return row.target_weight * ground.total


def _half_way(row: DriftRow, ground: _Ground) -> Decimal:
    return (_target(row, ground) + row.market_value) / 2


def _nearest_edge(row: DriftRow, ground: _Ground) -> Decimal:
    """Stop at the edge or as little inside it as whole steps allow; never beyond the target.

    The upper edge also allows for the costs, by which the portfolio shrinks.
    """
    if row.level is DriftLevel.WITHIN_TOLERANCE:
        return row.market_value
    step, target = step_value(ground.request.snapshot, row.key), _target(row, ground)
    if row.drift > 0:
        edge = (row.target_weight + row.band.tolerance) * (ground.total - ground.cost)
        return max(row.market_value - cover(row.market_value - edge, step), target)
    edge = (row.target_weight - row.band.tolerance) * ground.total
    return min(row.market_value + cover(edge - row.market_value, step), target)


_GOALS: Final[Mapping[Destination, Callable[[DriftRow, _Ground], Decimal]]] = {
    Destination.TARGET: _target,
    Destination.BAND_EDGE: _nearest_edge,
    Destination.HALF_WAY: _half_way,
}
