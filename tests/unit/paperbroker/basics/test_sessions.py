from __future__ import annotations

from datetime import date, time

import pytest

from paperbroker.basics.sessions import session_on, sessions_between, sessions_from

CLOSED_2026 = ["01-01", "01-19", "02-16", "04-03", "05-25", "06-19", "07-03", "09-07", "11-26", "12-25"]


def test_the_holidays_of_2026() -> None:
    """The exchange's published full closures, 3 July for the Saturday holiday included."""
    weekdays = [
        date.fromordinal(n) for n in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal())
    ]
    closed = [f"{day:%m-%d}" for day in weekdays if day.weekday() < 5 and session_on(day) is None]

    assert CLOSED_2026 == closed


@pytest.mark.parametrize("day", ["2027-06-18", "2027-12-24", "2027-03-26", "2028-04-14", "2023-01-02"])
def test_moved_and_moving_holidays_are_closed(day: str) -> None:
    """Observed days and Good Fridays of other years."""
    assert session_on(date.fromisoformat(day)) is None


@pytest.mark.parametrize("day", ["2027-12-31", "2021-06-18", "1997-01-20"])
def test_days_that_only_look_like_holidays_are_open(day: str) -> None:
    """A Saturday New Year is not moved back; Juneteenth and King Day once did not exist."""
    assert session_on(date.fromisoformat(day)) is not None


@pytest.mark.parametrize(("day", "close"), [("2026-11-27", 13), ("2026-12-24", 13), ("2026-11-25", 16)])
def test_early_closes(day: str, close: int) -> None:
    """The day after Thanksgiving and Christmas Eve end at 13:00 New York time."""
    session = session_on(date.fromisoformat(day))

    assert session is not None
    assert time(close) == session.closes_at.time()


def test_a_week_with_a_holiday_has_four_sessions() -> None:
    """Both ends of a range are included."""
    week = sessions_between(date(2026, 11, 23), date(2026, 11, 27))

    assert [23, 24, 25, 27] == [session.day.day for session in week]


def test_the_first_session_from_a_saturday_is_monday() -> None:
    """Weekends are passed over."""
    assert date(2026, 11, 23) == next(sessions_from(date(2026, 11, 21))).day
