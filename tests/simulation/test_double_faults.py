"""Two faults, one after the other, in every way in which that can happen to a run of four orders.

The second fault is one of an effect that the run really meets after the first: where a tick has failed there
are others than without it. By day every so-manieth pair is tried, at night each.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

import pytest

from property.counts import fewer_by_day
from simulation.matrix import double_faults
from simulation.report import first_failure

PARTS: Final = 8
EVERY: Final = 97 if fewer_by_day(1) == 1 else 1
"""The how-manieth pair is tried; no count of effects or modes has this prime in it."""

_FOUR: Final = "four legs"


@pytest.mark.parametrize("part", range(PARTS))
def test_no_two_faults_break_an_invariant(part: int):
    """Whatever fails, and then fails again, no invariant is broken, and the account ends as it would have."""
    chosen = islice(double_faults(_FOUR, part, PARTS), 0, None, EVERY)

    assert "" == first_failure((schedule, None) for schedule in chosen)


def test_second_faults_come_after_first_ones():
    """The effects after a first fault are counted from where it struck, those of its recovery among them."""
    met = {schedule.faults for schedule in islice(double_faults(_FOUR), 10_000)}
    points = {first.point for first, _ in met}

    assert 1 < len(points)
    assert all(second.number > first.number for first, second in met if first.point == second.point)
