"""Compare two drift reports: what changed."""

from __future__ import annotations

from trimtab.domain.drift import DriftChange, DriftLevel, DriftReport, DriftRow, RowChange
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ZERO


def compare(before: DriftReport, after: DriftReport) -> DriftChange:
    """Compare two reports over the keys of both; rows that are as they were are left out."""
    old, new = _by_key(before), _by_key(after)
    keys = sorted(old.keys() | new.keys(), key=lambda key: (key == CASH, key))
    changes = (_change(key, old.get(key), new.get(key)) for key in keys)
    return DriftChange(
        rows=tuple(row for row in changes if row.moved_by or row.level_after is not row.level_before)
    )


def _change(key: str, before: DriftRow | None, after: DriftRow | None) -> RowChange:
    return RowChange(
        key=key,
        drift_before=before.drift if before else ZERO,
        drift_after=after.drift if after else ZERO,
        level_before=before.level if before else DriftLevel.WITHIN_TOLERANCE,
        level_after=after.level if after else DriftLevel.WITHIN_TOLERANCE,
    )


def _by_key(report: DriftReport) -> dict[str, DriftRow]:
    return {row.key: row for row in report.rows}
