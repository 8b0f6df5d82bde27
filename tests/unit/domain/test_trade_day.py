"""The day that counts for taxes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from trimtab.domain.trade_day import start_of_day, trade_day


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 1, 1, 4, 59, tzinfo=UTC), date(2025, 12, 31)),
        (datetime(2026, 1, 1, 5, 0, tzinfo=UTC), date(2026, 1, 1)),
        (datetime(2026, 7, 1, 3, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 7, 1, 4, 0, tzinfo=UTC), date(2026, 7, 1)),
    ],
)
def test_the_day_begins_at_midnight_in_new_york(instant: datetime, day: date):
    """That is five hours after midnight UTC in winter, four in summer."""
    assert day == trade_day(instant)


def test_a_time_without_a_zone_has_no_day():
    """Whose midnight would count is not known."""
    with pytest.raises(ValueError, match="no time zone"):
        trade_day(datetime(2026, 1, 1))  # noqa: DTZ001 - the point of the test


@pytest.mark.parametrize(("day", "hour"), [(date(2026, 1, 5), 5), (date(2026, 7, 1), 4)])
def test_a_day_begins_where_the_one_before_ends(day: date, hour: int):
    """Its first instant is its own, and a microsecond earlier is not."""
    first = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)

    assert first == start_of_day(day)
    assert (day, day - timedelta(days=1)) == (trade_day(first), trade_day(first - timedelta(microseconds=1)))
