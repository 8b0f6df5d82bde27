"""FULL: every row to its exact target."""

from __future__ import annotations

from trimtab.domain.drift import DriftReport, DriftRow
from trimtab.domain.request import PlanRequest
from trimtab.planning.methods.destination import Move, move_to_destinations

Rows = tuple[DriftRow, ...]


def move_all(request: PlanRequest, drift: DriftReport, rows: Rows) -> dict[str, Move]:
    """Move everything that is not exactly on its target; PROPORTIONAL takes a common part of these moves."""
    return move_to_destinations(request, drift, (row for row in rows if row.drift))
