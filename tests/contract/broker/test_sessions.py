"""Which days every broker trades on: holidays and early closes, both ends of a range included."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from contract.broker.harness import Harness

ROWS = {
    "a week with Thanksgiving": (
        ("2026-11-23", "2026-11-29"),
        ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-27"],
    ),
    "one day": (("2026-11-20", "2026-11-20"), ["2026-11-20"]),
    "a weekend": (("2026-11-21", "2026-11-22"), []),
    "Good Friday": (("2026-04-03", "2026-04-03"), []),
    "over a weekend": (("2026-11-20", "2026-11-23"), ["2026-11-20", "2026-11-23"]),
    "backwards": (("2026-11-23", "2026-11-20"), []),
}


@pytest.mark.parametrize(("asked", "days"), ROWS.values(), ids=ROWS.keys())
def test_only_trading_days_are_listed(harness: Harness, asked: tuple[str, str], days: list[str]):
    """Weekends and holidays are left out, the first and the last day are not (alpaca §2, §9)."""
    first, last = (date.fromisoformat(day) for day in asked)

    assert days == [session.day.isoformat() for session in harness.broker.sessions(first, last)]


HOURS = {
    "2026-11-20": ("2026-11-20T14:30", "2026-11-20T21:00"),
    "2026-11-27": ("2026-11-27T14:30", "2026-11-27T18:00"),
    "2026-04-02": ("2026-04-02T13:30", "2026-04-02T20:00"),
}


@pytest.mark.parametrize("day", HOURS, ids=["a winter day", "half a day", "a summer day"])
def test_a_session_tells_its_hours(harness: Harness, day: str):
    """Hours are instants, so that summer time and early closes are in them, F-177 (alpaca §3, §9)."""
    found = harness.broker.sessions(date.fromisoformat(day), date.fromisoformat(day))

    expected = tuple(datetime.fromisoformat(text).replace(tzinfo=UTC) for text in HOURS[day])
    assert [expected] == [(session.opens_at, session.closes_at) for session in found]
