from __future__ import annotations

from datetime import date, time, timedelta
from itertools import islice

import pytest

from paperbroker.basics.sessions import session_on, sessions_back, sessions_between, sessions_from
from paperbroker.market.series import read_series
from unit.paperbroker.builders import PRICES

# The exchange's published full closures, weekends left out.
CLOSED = {
    2016: "01-01 01-18 02-15 03-25 05-30 07-04 09-05 11-24 12-26",
    2017: "01-02 01-16 02-20 04-14 05-29 07-04 09-04 11-23 12-25",
    2018: "01-01 01-15 02-19 03-30 05-28 07-04 09-03 11-22 12-05 12-25",
    2019: "01-01 01-21 02-18 04-19 05-27 07-04 09-02 11-28 12-25",
    2020: "01-01 01-20 02-17 04-10 05-25 07-03 09-07 11-26 12-25",
    2021: "01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24",
    2022: "01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26",
    2023: "01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25",
    2024: "01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25",
    2025: "01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25",
    2026: "01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25",
    2027: "01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24",
    2028: "01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25",
    2029: "01-01 01-15 02-19 03-30 05-28 06-19 07-04 09-03 11-22 12-25",
}
# The sessions that end at 13:00.
EARLY = {
    2016: "11-25",
    2017: "07-03 11-24",
    2018: "07-03 11-23 12-24",
    2019: "07-03 11-29 12-24",
    2020: "11-27 12-24",
    2021: "11-26",
    2022: "11-25",
    2023: "07-03 11-24",
    2024: "07-03 11-29 12-24",
    2025: "07-03 11-28 12-24",
    2026: "11-27 12-24",
    2027: "11-26",
    2028: "07-03 11-24",
    2029: "07-03 11-23 12-24",
}


def weekdays(year: int) -> list[date]:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    return [day for day in days if day.year == year and day.weekday() < 5]


@pytest.mark.parametrize(("year", "closed"), CLOSED.items())
def test_the_full_closures_of_a_year(year: int, closed: str) -> None:
    """Holidays by rule, days of mourning by list, and nothing else."""
    assert closed.split() == [f"{day:%m-%d}" for day in weekdays(year) if session_on(day) is None]


@pytest.mark.parametrize(("year", "early"), EARLY.items())
def test_the_early_closes_of_a_year(year: int, early: str) -> None:
    """The eves of Independence Day and Christmas and the day after Thanksgiving, where they are sessions."""
    sessions = sessions_between(date(year, 1, 1), date(year, 12, 31))

    assert early.split() == [f"{one.day:%m-%d}" for one in sessions if one.closes_at.time() == time(13)]


@pytest.mark.parametrize(("name", "first"), [("sp500", date(2015, 1, 2)), ("factors", date(2014, 1, 2))])
def test_real_closes_fall_on_sessions(name: str, first: date) -> None:
    """The calendar and the days the bundled series have closes for agree, day by day."""
    days = read_series(PRICES / f"{name}.csv").days

    assert list(days) == [session.day for session in sessions_between(first, days[-1])]


@pytest.mark.parametrize("day", ["2001-09-11", "2004-06-11", "2007-01-02", "2012-10-29", "2012-10-30"])
def test_one_off_closures_are_known(day: str) -> None:
    """Mourning, attack and storm closed the exchange."""
    assert session_on(date.fromisoformat(day)) is None


@pytest.mark.parametrize("day", ["2027-12-31", "2021-06-18", "1997-01-20"])
def test_days_that_only_look_like_holidays_are_open(day: str) -> None:
    """A Saturday New Year is not moved back; Juneteenth and King Day once did not exist."""
    assert session_on(date.fromisoformat(day)) is not None


@pytest.mark.parametrize(
    ("traded", "settled"),
    [
        ("2017-09-01", "2017-09-07"),  # three days, over Labor Day
        ("2024-05-24", "2024-05-29"),  # two days, over Memorial Day
        ("2024-05-28", "2024-05-29"),  # one day from here on
        ("2026-11-25", "2026-11-27"),  # Thanksgiving between
        ("2026-10-09", "2026-10-13"),  # Columbus Day: trading, but banks rest
        ("2026-11-10", "2026-11-12"),  # Veterans Day
    ],
)
def test_trades_settle_on_bank_days(traded: str, settled: str) -> None:
    """The cycle of the trade's time is counted in days on which exchange and banks both work."""
    session = session_on(date.fromisoformat(traded))

    assert session is not None
    assert date.fromisoformat(settled) == session.settles_on


def test_a_week_with_a_holiday_has_four_sessions() -> None:
    """Both ends of a range are included."""
    week = sessions_between(date(2026, 11, 23), date(2026, 11, 27))

    assert [23, 24, 25, 27] == [session.day.day for session in week]


def test_the_first_session_from_a_saturday_is_monday() -> None:
    """Weekends are passed over."""
    assert date(2026, 11, 23) == next(sessions_from(date(2026, 11, 21))).day


def test_sessions_run_backwards_too() -> None:
    """From Saturday back: Friday's half day, then Wednesday."""
    back = islice(sessions_back(date(2026, 11, 28)), 2)

    assert [date(2026, 11, 27), date(2026, 11, 25)] == [session.day for session in back]
