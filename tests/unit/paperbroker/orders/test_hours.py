from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from paperbroker.orders.hours import ends_at, in_extended_hours, trades_now
from paperbroker.orders.order import Ticket
from unit.paperbroker.builders import clock, ticket

GTC, EXTENDED = {"time_in_force": "gtc"}, {"extended_hours": True}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "inside"),
    [
        ("2026-11-20T08:59", False),
        ("2026-11-20T09:00", True),
        ("2026-11-21T00:59", True),
        ("2026-11-21T01:00", False),
        ("2026-11-21T15:00", False),
        ("2026-11-26T15:00", False),
    ],
    ids=["03:59", "04:00", "19:59", "20:00", "Saturday", "Thanksgiving"],
)
def test_extended_hours_are_four_to_eight_of_a_trading_day(now: str, *, inside: bool) -> None:
    """In New York, the first minute included and the last one not (alpaca §9)."""
    assert inside == in_extended_hours(clock(now=utc(now)))


def test_a_market_held_closed_has_no_extended_hours() -> None:
    """Closed on request is closed."""
    assert not trades_now(ticket(**EXTENDED), clock(is_open=False))


@pytest.mark.parametrize(
    ("placed", "now", "end"),
    [
        (ticket(), "2026-11-20T15:00", "2026-11-20T21:00"),
        (ticket(), "2026-11-20T22:00", "2026-11-23T21:00"),
        (ticket(), "2026-11-27T15:00", "2026-11-27T18:00"),
        (ticket(**EXTENDED), "2026-11-20T15:00", "2026-11-21T01:00"),
        (ticket(**EXTENDED), "2026-11-20T22:00", "2026-11-21T01:00"),
        (ticket(**EXTENDED), "2026-11-21T15:00", "2026-11-24T01:00"),
        (ticket(**GTC), "2026-11-20T15:00", "2027-02-18T21:15"),
        (ticket(**GTC), "2026-09-01T15:00", "2026-11-30T21:15"),
    ],
    ids=[
        "session",
        "evening",
        "early close",
        "extended",
        "after hours",
        "weekend",
        "gtc",
        "gtc over a clock change",
    ],
)
def test_orders_end_by_themselves(placed: Ticket, now: str, end: str) -> None:
    """A day order with its session, an extended one at 20:00, gtc after 90 days at 16:15 (alpaca §6, §9)."""
    assert utc(end) == ends_at(placed, clock(now=utc(now)))


def test_an_ordinary_order_keeps_to_the_session() -> None:
    """08:00 is too early without extended hours."""
    early: Any = clock(now=utc("2026-11-20T13:00"))

    assert (False, True) == (trades_now(ticket(), early), trades_now(ticket(**EXTENDED), early))
