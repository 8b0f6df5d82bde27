"""Compare two drift reports: what changed, and which alerts that opens and resolves."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from trimtab.domain.drift import Alert, DriftChange, DriftLevel, DriftReport, DriftRow, RowChange
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


def update_alerts(alerts: tuple[Alert, ...], report: DriftReport, now: datetime) -> tuple[Alert, ...]:
    """Bring a history of alerts up to a report taken at `now`; the same report again changes nothing.

    Every alert is given back: resolved ones as they were, open ones raised to the worst level seen or
    resolved. A new one follows for each breached key without an open one, in the order of rows.
    """
    breached = {row.key: row.level for row in report.breached}
    known = tuple(_updated(alert, breached.get(alert.key), now) for alert in alerts)
    is_open = {alert.key for alert in known if alert.is_open}
    opened = (
        Alert(key=key, level=level, opened_at=now) for key, level in breached.items() if key not in is_open
    )
    return (*known, *opened)


def _updated(alert: Alert, level: DriftLevel | None, now: datetime) -> Alert:
    if not alert.is_open:
        return alert
    return replace(alert, resolved_at=now) if level is None else replace(alert, level=max(alert.level, level))


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
