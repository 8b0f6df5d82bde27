"""The table of methods, and their answer: which values should change by how much."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from trimtab.domain.drift import DriftReport, DriftRow
from trimtab.domain.instruments import CASH
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.request import PlanRequest
from trimtab.planning.methods.cash_flow import move_flow, probe_flow
from trimtab.planning.methods.destination import Move, move_to_destinations, move_to_target
from trimtab.planning.methods.full import move_all
from trimtab.planning.methods.optimised import move_to_aims
from trimtab.planning.methods.tactical import move_tactically
from trimtab.planning.methods.tax_bounds import with_swaps, without_paired_exits
from trimtab.planning.methods.threshold import move_breached

__all__ = ["Move", "choose_moves", "move_to_goal"]

_Choose = Callable[[PlanRequest, DriftReport, tuple[DriftRow, ...]], dict[str, Move]]

_METHODS: Final[Mapping[RebalancingMethod, _Choose]] = {
    RebalancingMethod.FULL: move_all,
    RebalancingMethod.THRESHOLD_REBALANCING: move_breached,
    RebalancingMethod.PROPORTIONAL_REBALANCING: move_all,
    RebalancingMethod.TACTICAL_REBALANCING: move_tactically,
    RebalancingMethod.CASH_FLOW: move_flow,
    RebalancingMethod.TAX_AWARE: move_breached,
    RebalancingMethod.FULL_OPTIMIZATION: move_to_aims,
}


def choose_moves(request: PlanRequest, drift: DriftReport, fixed: frozenset[str]) -> dict[str, Move]:
    """Ask the method what to change: never cash, and nothing that is fixed. By symbol."""
    rows = tuple(row for row in drift.rows if row.key != CASH and row.key not in fixed)
    return with_swaps(request, _METHODS[request.chosen_method](request, drift, rows))


def move_to_goal(request: PlanRequest, drift: DriftReport, row: DriftRow) -> Move:
    """Measure the move a row would make if it were chosen by itself, to see whether it can be made.

    It aims where the policy's destination wants the row, and at the target from there; under CASH_FLOW it
    goes the way of the flow.
    """
    if request.chosen_method is RebalancingMethod.CASH_FLOW:
        return probe_flow(request, drift, row)
    alone = move_to_destinations(request, drift, (row,))
    move = alone.get(row.key) or move_to_target(row, drift.total_value)
    return without_paired_exits(request, {row.key: move})[row.key]
