"""What every broker says of the market's hours; the broker's own word decides, not our clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from contract.broker.harness import Harness


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


OPEN_MARKET = [
    ("2026-11-20T14:30", "2026-11-20T21:00", "2026-11-23T14:30"),
    ("2026-11-20T20:59:59", "2026-11-20T21:00", "2026-11-23T14:30"),
    ("2026-11-25T15:00", "2026-11-25T21:00", "2026-11-27T14:30"),
    ("2026-11-27T15:00", "2026-11-27T18:00", "2026-11-30T14:30"),
    ("2026-04-02T15:00", "2026-04-02T20:00", "2026-04-06T13:30"),
]


@pytest.mark.parametrize(
    ("now", "close", "following"),
    OPEN_MARKET,
    ids=["at the bell", "last second", "before a holiday", "half a day", "summer time"],
)
def test_an_open_market_closes_before_it_opens_again(harness: Harness, now: str, close: str, following: str):
    """While open, the next close is this session's, and the next open the following one's (alpaca §3)."""
    harness.at(now)
    clock = harness.broker.market_clock()

    assert (True, utc(now), utc(close), utc(following)) == (
        clock.is_open,
        clock.now,
        clock.next_close,
        clock.next_open,
    )


CLOSED_MARKET = [
    ("2026-11-20T14:29:59", "2026-11-20T14:30", "2026-11-20T21:00"),
    ("2026-11-20T21:00", "2026-11-23T14:30", "2026-11-23T21:00"),
    ("2026-11-21T15:00", "2026-11-23T14:30", "2026-11-23T21:00"),
    ("2026-11-26T15:00", "2026-11-27T14:30", "2026-11-27T18:00"),
    ("2026-11-27T18:00", "2026-11-30T14:30", "2026-11-30T21:00"),
    ("2026-04-03T15:00", "2026-04-06T13:30", "2026-04-06T20:00"),
]


@pytest.mark.parametrize(
    ("now", "opening", "close"),
    CLOSED_MARKET,
    ids=["before the bell", "at the close", "Saturday", "Thanksgiving", "early close", "Good Friday"],
)
def test_a_closed_market_opens_before_it_closes_again(harness: Harness, now: str, opening: str, close: str):
    """While closed, the next close belongs to the coming session (alpaca §3, §9)."""
    harness.at(now)
    clock = harness.broker.market_clock()

    assert (False, utc(opening), utc(close)) == (clock.is_open, clock.next_open, clock.next_close)


def test_the_clock_carries_an_offset(harness: Harness):
    """Every time of the clock is aware, so that it can be compared with ours (alpaca §3)."""
    clock = harness.broker.market_clock()

    assert None not in {moment.utcoffset() for moment in (clock.now, clock.next_open, clock.next_close)}
