"""Choose what to trade: each method turns a drift report into the rows to repair."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from trimtab.domain.drift import DriftLevel, DriftReport, DriftRow
from trimtab.domain.instruments import CASH
from trimtab.domain.policy import RebalancingMethod

Selection = frozenset[str]


def select_symbols(method: RebalancingMethod, drift: DriftReport) -> Selection:
    """Name the symbols a method wants to bring to their target; cash is never among them."""
    return _METHODS[method](drift) - {CASH}


def _every_row(drift: DriftReport) -> Selection:
    return frozenset(row.key for row in drift.rows if row.drift != 0)


def _breached_rows(drift: DriftReport) -> Selection:
    """What is out of its band; where cash is, also the rows that can take it up or give it back."""
    breached = frozenset(row.key for row in drift.breached)
    return breached | frozenset(row.key for row in drift.rows if _repairs_cash(row, drift))


def _repairs_cash(row: DriftRow, drift: DriftReport) -> bool:
    cash = next((found for found in drift.rows if found.key == CASH), None)
    if cash is None or cash.level is DriftLevel.WITHIN_TOLERANCE:
        return False
    return row.drift * cash.drift < 0


_METHODS: Final[Mapping[RebalancingMethod, Callable[[DriftReport], Selection]]] = {
    RebalancingMethod.FULL: _every_row,
    RebalancingMethod.THRESHOLD_REBALANCING: _breached_rows,
}
