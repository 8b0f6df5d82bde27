"""Departures from the base weights."""

from __future__ import annotations

from decimal import Decimal as D

from trimtab.domain.tactics import Tactics


def test_tilts_are_bounded_by_five_points_unless_said_otherwise():
    """Nothing is tilted and nothing exits in the beginning."""
    assert ((), (), D("0.05"), D(0)) == (
        Tactics().tilts,
        Tactics().signals,
        Tactics().max_tilt,
        Tactics().exit_below,
    )
