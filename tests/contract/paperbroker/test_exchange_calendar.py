"""The paper broker's calendar is the exchange's, as somebody else has written it down."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import exchange_calendars
import pytest

from paperbroker.basics.sessions import NEW_YORK, session_on, sessions_between

YEARS = range(2024, 2029)
Hours = tuple[date, datetime, datetime]


def published(year: int) -> list[Hours]:
    """List the days of a year on which the New York Stock Exchange trades, with their hours in UTC."""
    calendar = exchange_calendars.get_calendar("XNYS", start=f"{year}-01-01", end=f"{year}-12-31")
    return [
        (row.Index.date(), row.open.to_pydatetime(), row.close.to_pydatetime())
        for row in calendar.schedule.itertuples()
    ]


def ours(year: int) -> list[Hours]:
    listed = sessions_between(date(year, 1, 1), date(year, 12, 31))
    return [(each.day, each.opens_at.astimezone(UTC), each.closes_at.astimezone(UTC)) for each in listed]


@pytest.mark.filterwarnings("ignore:Series.values returning:DeprecationWarning")  # exchange_calendars' own
@pytest.mark.parametrize("year", YEARS)
def test_every_session_of_a_year_is_the_exchanges(year: int):
    """Days, openings and closes, early ones and those around a change of the clock included."""
    assert published(year) == ours(year)


@pytest.mark.parametrize(
    "day", ["2026-07-03", "2027-06-18", "2027-12-24", "2026-04-03", "2027-03-26", "2028-04-14"]
)
def test_the_traps_of_the_domain_are_closed(day: str):
    """Observed holidays and Good Fridays (domain §4.6)."""
    assert session_on(date.fromisoformat(day)) is None


def test_a_new_years_day_on_saturday_is_not_observed():
    """The last day of 2027 is a whole session (domain §4.6)."""
    session = session_on(date(2027, 12, 31))

    assert session is not None
    assert time(16) == session.closes_at.astimezone(NEW_YORK).time()
