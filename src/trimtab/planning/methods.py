"""Choose what to trade: each method turns a drift report into the rows to repair."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from trimtab.domain.drift import DriftLevel, DriftReport, DriftRow
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ZERO
from trimtab.domain.policy import RebalancingMethod

Rows = tuple[DriftRow, ...]


def select_symbols(
    method: RebalancingMethod, drift: DriftReport, fixed: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Name the symbols a method wants to bring to their target: never cash, and none that is fixed."""
    rows = tuple(row for row in drift.rows if row.key != CASH and row.key not in fixed)
    cash = next((row for row in drift.rows if row.key == CASH), None)
    return frozenset(row.key for row in _METHODS[method](rows, cash))


def _every_row(rows: Rows, _: DriftRow | None) -> Rows:
    return tuple(row for row in rows if row.drift != 0)


def _breached_rows(rows: Rows, cash: DriftRow | None) -> Rows:
    """What is out of its band, and whatever else it takes to leave cash inside its own."""
    breached = tuple(row for row in rows if row.level > DriftLevel.WITHIN_TOLERANCE)
    return _widen(breached, rows, cash) if cash else breached


def _widen(chosen: Rows, rows: Rows, cash: DriftRow) -> Rows:
    """Add the rows that take up cash left over by the chosen ones, or that pay for what they lack.

    Inside its band cash may stay where the chosen rows leave it; its own breach is repaired to the target.
    """
    slack = cash.band.tolerance if cash.level is DriftLevel.WITHIN_TOLERANCE else ZERO
    cash_drift = cash.drift + sum((row.drift for row in chosen), ZERO)
    wants_money = any(row.drift < 0 for row in chosen)
    if cash_drift > slack:
        wider = tuple(row for row in rows if row in chosen or row.drift < 0)
    elif cash_drift < -slack or (wants_money and cash_drift < 0):
        wider = tuple(row for row in rows if row in chosen or row.drift > 0)
    else:
        return chosen
    return chosen if len(wider) == len(chosen) else _widen(wider, rows, cash)


_METHODS: Final[Mapping[RebalancingMethod, Callable[[Rows, DriftRow | None], Rows]]] = {
    RebalancingMethod.FULL: _every_row,
    RebalancingMethod.THRESHOLD_REBALANCING: _breached_rows,
}
