"""The calendar day that counts for taxes: that of the exchange, wherever the clock stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

EXCHANGE_ZONE: Final = "America/New_York"


def trade_day(instant: datetime) -> date:
    """Return the day in New York of an aware instant. Raises ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant!r} has no time zone; pass an aware time")
    return instant.astimezone(ZoneInfo(EXCHANGE_ZONE)).date()


def start_of_day(day: date) -> datetime:
    """Return the instant in UTC with which a day begins in New York."""
    return datetime.combine(day, time(), ZoneInfo(EXCHANGE_ZONE)).astimezone(UTC)
