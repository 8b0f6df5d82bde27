from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from trimtab.adapters.memory.hours import calendar_clock, quoted_at, steady_clock
from trimtab.domain.order import Session

FRIDAY = Session(
    date(2026, 11, 20), datetime(2026, 11, 20, 14, 30, tzinfo=UTC), datetime(2026, 11, 20, 21, tzinfo=UTC)
)
NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)


def test_a_calendar_that_has_ended_tells_no_hours():
    """A test that outlives its calendar fails with words, not with an endless holiday."""
    with pytest.raises(LookupError, match="give the broker in memory a longer one"):
        calendar_clock((FRIDAY,), FRIDAY.closes_at)


def test_a_steady_session_never_comes_nearer_to_its_end():
    """Whenever it is asked, the same span is left."""
    spans = {
        steady_clock(now, timedelta(hours=4), is_open=True).next_close - now
        for now in (NOON, NOON + timedelta(hours=3))
    }

    assert {timedelta(hours=4)} == spans


def test_a_steady_market_that_is_closed_opens_first():
    """The next close belongs to the coming session."""
    clock = steady_clock(NOON, timedelta(hours=4), is_open=False)

    assert (False, True) == (clock.is_open, clock.now < clock.next_open < clock.next_close)


def test_without_a_calendar_quotes_are_always_fresh():
    """Tests that do not care for hours need no stale prices."""
    assert NOON == quoted_at((), NOON)
