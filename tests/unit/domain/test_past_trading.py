"""What past days tell of a symbol."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from trimtab.domain.holdings import DailyBar
from trimtab.domain.past_trading import AVERAGED_DAYS, PastTrading, sum_up

FIRST = date(2026, 10, 1)


def bars(*volumes: int | None) -> tuple[DailyBar, ...]:
    """Days in a row, the last of which ends at 100 dollars."""
    days = len(volumes)
    return tuple(
        DailyBar(FIRST + timedelta(days=n), D(101 + n - days), None if volume is None else D(volume))
        for n, volume in enumerate(volumes)
    )


def test_the_last_close_and_the_average_are_kept():
    """Three days of 100, 200 and 300 shares."""
    assert PastTrading(symbol="SPY", last_close=D(100), average_volume=D(200)) == (
        sum_up("SPY", bars(100, 200, 300))
    )


def test_only_the_last_days_are_averaged():
    """A busy day before them is long past."""
    found = sum_up("SPY", bars(1_000_000, *[10] * AVERAGED_DAYS))

    assert found is not None
    assert D(10) == found.average_volume


def test_an_average_is_in_whole_shares():
    """Rounded down: a limit must not be wider than what was traded."""
    found = sum_up("SPY", bars(1, 2, 2))

    assert found is not None
    assert D(1) == found.average_volume


def test_a_day_of_unknown_volume_leaves_the_average_unknown():
    """The other days may not be like it."""
    found = sum_up("SPY", bars(100, None, 300))

    assert found is not None
    assert (D(100), None) == (found.last_close, found.average_volume)


def test_without_a_day_nothing_is_known():
    """A new symbol has no past."""
    assert None is sum_up("SPY", ())


@pytest.mark.parametrize(
    ("price", "expected"),
    [("100", False), ("180", False), ("180.01", True), ("55.56", False), ("55.55", True), ("1000", True)],
)
def test_a_jump_beyond_the_factor_is_an_outlier(price: str, *, expected: bool):
    """Up or down by four fifths more than before is too much to be believed, tenfold by far (F-035)."""
    assert expected is PastTrading(symbol="SPY", last_close=D(100)).is_outlier(D(price))


@pytest.mark.parametrize("move", ["0.91", "1", "1.1"])
@pytest.mark.parametrize("ratio", ["0.5", "2", "10"])
def test_a_split_one_side_does_not_know_of_is_an_outlier(ratio: str, move: str):
    """Two for one, its reverse and ten for one, on a day on which the price moves by a tenth (F-036)."""
    past = PastTrading(symbol="SPY", last_close=D(100))

    assert past.is_outlier(D(100) * D(ratio) * (D(move) if D(ratio) < 1 else 1 / D(move)))
