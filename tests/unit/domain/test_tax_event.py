"""The order of events."""

from __future__ import annotations

from dataclasses import replace

from tax_builders import bought, in_order, opened, sold


def test_events_stand_by_trade_date_then_instant_then_id():
    """A trade date in New York comes before the instant, which may be of the next day in UTC."""
    evening = replace(sold("2026-01-05", "1", "1"), at=opened("2026-01-06", 1))
    next_day = bought("2026-01-06", "1", "1", hour=0)
    twin = bought("2026-01-06", "1", "1", hour=0, event_id="z")

    assert (evening, next_day, twin) == in_order(twin, next_day, evening)
