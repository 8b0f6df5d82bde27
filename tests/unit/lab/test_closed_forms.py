"""Formulas of domain §4.10, and the lab beside them on few paths."""

from __future__ import annotations

import pytest

from trimtab.domain.policy import Destination
from trimtab.lab.anchor import Verdict
from trimtab.lab.closed_forms import (
    best_band,
    best_interval,
    closed_forms,
    one_way_turnover,
    squared_deviation,
)


@pytest.mark.parametrize(("cost_bp", "sessions"), [(5, 98), (10, 155), (20, 247), (40, 392)])
def test_the_best_interval_is_the_published_one(cost_bp: int, sessions: int):
    """98, 155, 247 and 392 trading days."""
    assert sessions == round(best_interval(cost_bp / 10_000))


@pytest.mark.parametrize(("destination", "points"), [(Destination.TARGET, 5.6), (Destination.BAND_EDGE, 3.5)])
def test_the_best_band_is_the_published_one(destination: Destination, points: float):
    """5.6 points back to target, 3.5 to the edge, at 10 bp."""
    assert points == round(100 * best_band(0.001, destination), 1)


def test_monthly_turnover_of_60_40_is_an_eighth():
    """About 12.6 % a year (domain §4.7)."""
    assert 0.126 == pytest.approx(one_way_turnover(1 / 12), abs=0.0005)


def test_deviation_grows_with_the_interval():
    """A quarter strays three times as far, squared, as a month, whole days counted at their start."""
    month, quarter = squared_deviation(21 / 252), squared_deviation(63 / 252)

    assert 62 / 20 == pytest.approx(quarter / month)


def test_the_lab_finds_what_the_formulas_say():
    """Turnover, deviation, best intervals and bands, and Leland's half: twelve anchors, all inside."""
    found = list(closed_forms(100, 2026))

    assert 12 == len(found)
    assert {Verdict.INSIDE} == {anchor.verdict for anchor in found}
