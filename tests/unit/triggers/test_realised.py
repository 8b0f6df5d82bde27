"""Figures of daily returns, checked against textbook values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from trigger_builders import MONDAY, bars
from trimtab.domain.holdings import DailyBar
from trimtab.triggers.realised import (
    common_days,
    correlation,
    difference,
    log_returns,
    mixed_returns,
    relative_difference,
    volatility,
)

ONE = D(1)


def days(*closes: tuple[int, str]) -> tuple[DailyBar, ...]:
    return tuple(DailyBar(date(2026, 11, day), D(price)) for day, price in closes)


def test_a_return_is_the_logarithm_of_the_quotient():
    """From 100 to 110 is ln 1.1, and back again its negative."""
    series = bars([100, 110, 100])
    up, down = log_returns(series, [bar.day for bar in series])

    assert D("0.095310179804324860") == up
    assert up == -down


def test_common_days_are_those_on_which_all_have_a_close():
    """A day that one lacks is left out, and so is the day of the look itself."""
    both = {"A": days((2, "1"), (3, "1"), (4, "1"), (5, "1")), "B": days((2, "1"), (4, "1"), (5, "1"))}

    assert (date(2026, 11, 2), date(2026, 11, 4)) == common_days(both, ["A", "B"], date(2026, 11, 5))


def test_there_are_no_common_days_with_a_stranger():
    """A symbol without any close, or no symbol at all."""
    known = {"A": bars([1, 2])}

    assert () == common_days(known, ["A", "B"], MONDAY) == common_days(known, [], MONDAY)


def test_returns_skip_days_that_are_not_common():
    """From the second to the fourth: the third is not looked at."""
    series = days((2, "100"), (3, "500"), (4, "100"))

    assert (D(0),) == log_returns(series, [date(2026, 11, 2), date(2026, 11, 4)])


def test_volatility_is_the_yearly_sample_deviation():
    """Returns of 1, 2 and 3 hundredths have a deviation of one hundredth; times the root of 252."""
    expected = (D("0.0001") * 252).sqrt()

    assert expected == volatility((D("0.01"), D("0.02"), D("0.03")))


def test_a_constant_series_has_no_volatility():
    """No deviation from the mean, however high the mean is."""
    assert D(0) == volatility((D("0.01"),) * 5)


def test_steady_growth_has_no_volatility():
    """Two per cent up every day: the returns are one and the same, to the last digit."""
    series = bars([D("1.02") ** day for day in range(7)])

    assert D(0) == volatility(log_returns(series, [bar.day for bar in series]))


def test_equal_and_opposite_series_correlate_fully():
    """One moves as the other, or against it, whatever the size of its moves."""
    series = (D("0.01"), D("-0.02"), D("0.03"))

    assert ONE == correlation(series, tuple(2 * each for each in series))
    assert -ONE == correlation(series, tuple(-each for each in series))


def test_series_at_right_angles_do_not_correlate():
    """(1, -1, 1, -1) and (1, 1, -1, -1)."""
    assert D(0) == correlation((ONE, -ONE, ONE, -ONE), (ONE, ONE, -ONE, -ONE))


def test_a_series_that_never_moves_has_no_correlation():
    """Nothing can move with it, nor against it."""
    assert correlation((D(0), D(0)), (ONE, -ONE)) is None


def test_a_mix_adds_up_weighted_returns():
    """60 per cent of 1 and 40 per cent of 2 hundredths."""
    returns = {"A": (D("0.01"), D(0)), "B": (D("0.02"), D("0.05"))}

    assert (D("0.014"), D("0.02")) == mixed_returns(returns, {"A": D("0.6"), "B": D("0.4")})


@pytest.mark.parametrize(
    ("before", "now", "points", "part"),
    [
        ("0.2", "0.3", "0.1", "0.5"),
        ("0.2", "0.1", "0.1", "0.5"),
        ("-0.5", "0.5", "1", "2"),
        ("0", "0.1", "0.1", "Infinity"),
        ("0", "0", "0", "0"),
        ("0.2", "0.2", "0", "0"),
    ],
)
def test_a_change_is_counted_in_points_or_as_a_part(before: str, now: str, points: str, part: str):
    """Up or down; of nothing every part is without bound, but for nothing itself."""
    figures = D(before), D(now)

    assert (D(points), D(part)) == (difference(*figures), relative_difference(*figures))
