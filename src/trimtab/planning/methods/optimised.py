"""FULL_OPTIMIZATION: from where things are towards their targets, as far as that is worth it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from trimtab.domain.drift import DriftReport, DriftRow
from trimtab.domain.request import PlanRequest
from trimtab.planning.methods.destination import Move
from trimtab.planning.methods.full import move_all


def move_to_aims(request: PlanRequest, drift: DriftReport, rows: tuple[DriftRow, ...]) -> dict[str, Move]:
    """Make the part of each move that the request aims for; without aims, as FULL does (domain rule 18)."""
    whole = move_all(request, drift, rows)
    if request.aims is None:
        return whole
    changes = {aim.symbol: aim.change for aim in request.aims}
    return {symbol: _part(whole[symbol], changes[symbol]) for symbol in whole if symbol in changes}


def _part(move: Move, change: Decimal | None) -> Move:
    return move if change is None else replace(move, change=change, is_exit=False)
