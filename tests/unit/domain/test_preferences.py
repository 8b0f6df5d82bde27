"""Quiet hours."""

from __future__ import annotations

import pytest

from trimtab.domain.preferences import QuietHours

NIGHT = QuietHours(22 * 60, 7 * 60)


@pytest.mark.parametrize(
    ("minute", "is_quiet"), [(1319, False), (1320, True), (0, True), (419, True), (420, False)]
)
def test_a_night_reaches_over_midnight(minute: int, *, is_quiet: bool):
    """The first minute is quiet, the last one is not."""
    assert is_quiet is NIGHT.holds(minute)


@pytest.mark.parametrize(("minute", "is_quiet"), [(779, False), (780, True), (839, True), (840, False)])
def test_a_nap_stays_within_the_day(minute: int, *, is_quiet: bool):
    """Thirteen to fourteen hours."""
    assert is_quiet is QuietHours(780, 840).holds(minute)


@pytest.mark.parametrize(("begins", "ends"), [(-1, 5), (5, 1440), (60, 60)])
def test_hours_that_are_none_are_refused(begins: int, ends: int):
    """A minute outside the day, and hours that never begin."""
    with pytest.raises(ValueError, match="quiet hours"):
        QuietHours(begins, ends)
