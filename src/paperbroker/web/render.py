"""What every JSON shape shares: objects, instants, and the clock."""

from __future__ import annotations

from datetime import UTC, datetime

from paperbroker.basics.clock import MarketClock
from paperbroker.basics.sessions import NEW_YORK

Json = dict[str, object]


def render_clock(clock: MarketClock) -> Json:
    """Show the clock with the New York offset."""
    next_open, next_close = clock.upcoming()
    return {
        "timestamp": clock.now().astimezone(NEW_YORK).isoformat(),
        "is_open": clock.is_open,
        "next_open": next_open.isoformat(),
        "next_close": next_close.isoformat(),
    }


def instant(at: datetime | None) -> str | None:
    """Write an instant in UTC to the microsecond; None stays None."""
    return (
        None if at is None else at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    )
