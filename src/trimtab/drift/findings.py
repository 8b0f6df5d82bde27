"""What a drift report says to alerts: a finding for each row out of its band."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from trimtab.domain.alert import AlertKind, AlertLevel, Finding, Observation
from trimtab.domain.drift import DriftLevel, DriftReport, DriftRow
from trimtab.drift.words import place_text

_LEVELS: Final = {DriftLevel.WARNING: AlertLevel.WARNING, DriftLevel.CRITICAL: AlertLevel.CRITICAL}


def observe_drift(report: DriftReport, at: datetime) -> Observation:
    """Turn a report into an observation: a row that is back in its band, or gone, is resolved by it.

    One in the outer half of its band wavers: prices alone would bring it out and in again all day. A plan
    that trades to the edge leaves it there for good, so that it must be resolved in time all the same.
    """
    return Observation(
        at=at,
        kinds=frozenset({AlertKind.DRIFT}),
        findings=tuple(_finding(row) for row in report.breached),
        wavering=frozenset(row.key for row in report.rows if 2 * abs(row.drift) > row.band.tolerance),
    )


def _finding(row: DriftRow) -> Finding:
    return Finding(kind=AlertKind.DRIFT, key=row.key, level=_LEVELS[row.level], text=place_text(row))
