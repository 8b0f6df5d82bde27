from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from paperbroker.basics.clock import MarketClock, wall_clock
from unit.paperbroker.builders import CLOSE, NOON, clock, noon

SATURDAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "is_open"), [("14:29", False), ("14:30", True), ("20:59", True), ("21:00", False)]
)
def test_the_market_follows_new_york_hours(at: str, *, is_open: bool) -> None:
    """The open is inside the session, the close is not."""
    now = datetime.fromisoformat(f"2026-11-20T{at}:00+00:00")

    assert is_open == clock(now=now).is_open


def test_real_time_is_used_unless_fixed() -> None:
    """Without a fixed instant the clock asks the wall."""
    assert NOON == MarketClock(noon).now()


def test_the_wall_clock_tells_utc() -> None:
    """Instants carry an offset."""
    assert UTC is wall_clock().tzinfo


def test_while_open_the_close_comes_first() -> None:
    """Friday noon: this afternoon's close, then Monday's open."""
    next_open, next_close = clock().upcoming()

    assert (CLOSE, datetime(2026, 11, 23, 14, 30, tzinfo=UTC)) == (next_close, next_open)


def test_while_closed_the_close_belongs_to_the_coming_session() -> None:
    """Saturday: Monday's open, then Monday's close."""
    next_open, next_close = clock(now=SATURDAY).upcoming()

    assert [datetime(2026, 11, 23, 14, 30, tzinfo=UTC), datetime(2026, 11, 23, 21, tzinfo=UTC)] == [
        next_open,
        next_close,
    ]


def test_a_market_held_open_is_open_on_saturday() -> None:
    """A forced state overrides the calendar, and the next close is Monday's."""
    held = clock(now=SATURDAY, is_open=True)

    assert (True, datetime(2026, 11, 23, 21, tzinfo=UTC)) == (held.is_open, held.upcoming()[1])


@pytest.mark.parametrize("minutes", [1, 0])
def test_a_market_held_open_does_not_close_with_todays_session(minutes: int) -> None:
    """A minute before Friday's close and at it, the next close is Monday's; no time of day ends a test."""
    held = clock(now=CLOSE - timedelta(minutes=minutes), is_open=True)

    assert datetime(2026, 11, 23, 21, tzinfo=UTC) == held.upcoming()[1]


def test_a_market_held_closed_is_closed_at_noon() -> None:
    """Friday noon by order closed: the next open is Monday's."""
    held = clock(is_open=False)

    assert (False, datetime(2026, 11, 23, 14, 30, tzinfo=UTC)) == (held.is_open, held.upcoming()[0])


@pytest.mark.parametrize(("held", "ended"), [(None, True), (False, True), (True, False)])
def test_a_session_never_ends_while_held_open(*, held: bool | None, ended: bool) -> None:
    """Only a market held open outlives its closing time."""
    assert ended == clock(now=CLOSE, is_open=held).has_closed_since(CLOSE)


def test_a_moving_clock_goes_on_from_its_instant() -> None:
    """Ten real seconds later it is ten seconds after the instant that was set."""
    moving = MarketClock(lambda: NOON + timedelta(seconds=10), SATURDAY, moving_since=NOON)

    assert SATURDAY + timedelta(seconds=10) == moving.now()


def test_a_stopped_clock_tells_one_time() -> None:
    """However the wall goes on, the answer stays."""
    walls = iter([NOON, CLOSE])
    stopped = MarketClock(lambda: next(walls)).stopped()

    assert [NOON, NOON] == [stopped.now(), stopped.now()]


@pytest.mark.parametrize(
    ("at", "held", "since", "active"),
    [
        (NOON, None, None, NOON),
        (SATURDAY, None, None, CLOSE),
        (SATURDAY, True, NOON, SATURDAY),
        (NOON, False, None, NOON),
        (NOON + timedelta(hours=1), False, NOON, NOON),
        (SATURDAY, False, NOON, NOON),
        (SATURDAY, False, SATURDAY, CLOSE),
    ],
)
def test_trading_was_last_active_when_it_stopped(
    at: datetime, *, held: bool | None, since: datetime | None, active: datetime
) -> None:
    """Now while open, the close by calendar, or the instant the market was held closed if that came first."""
    assert active == MarketClock(noon, at, held, held_since=since).last_active()


def test_a_market_held_open_on_saturday_has_a_session_all_day() -> None:
    """Bars need hours to stand in; the calendar itself is not changed for other days."""
    held = clock(now=SATURDAY, is_open=True)
    today, sunday = held.session_on(SATURDAY.date()), held.session_on(SATURDAY.date() + timedelta(days=1))

    assert today is not None
    assert (timedelta(days=1), None) == (today.closes_at - today.opens_at, sunday)


def test_a_market_held_open_in_its_hours_keeps_them() -> None:
    """Friday noon is a session anyway."""
    session = clock(is_open=True).session_on(NOON.date())

    assert session is not None
    assert CLOSE == session.closes_at
