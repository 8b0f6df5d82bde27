"""The broker's clock: real or fixed time, and a market that follows the calendar or an order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from paperbroker.basics.sessions import NEW_YORK, Session, session_on, sessions_from

WallClock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Read the machine's clock in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class MarketClock:
    """Tell the time and whether the market is open.

    `fixed` stops time at that instant; `forced_open` overrides the calendar either way. Without them the
    clock is real and the calendar rules.
    """

    wall: WallClock
    fixed: datetime | None = None
    forced_open: bool | None = None

    def now(self) -> datetime:
        """The current instant, in UTC."""
        return (self.fixed or self.wall()).astimezone(UTC)

    @property
    def is_open(self) -> bool:
        """Whether orders are executed now."""
        if self.forced_open is not None:
            return self.forced_open
        now = self.now()
        session = session_on(now.astimezone(NEW_YORK).date())
        return session is not None and session.opens_at <= now < session.closes_at

    def upcoming(self) -> tuple[datetime, datetime]:
        """Tell the next open and the next close; while open the close comes first."""
        if self.is_open:
            current = self._first(lambda session, now: session.closes_at > now)
            following = self._first(lambda session, _: session.opens_at > current.closes_at)
            return following.opens_at, current.closes_at
        coming = self._first(lambda session, now: session.opens_at > now)
        return coming.opens_at, coming.closes_at

    def has_closed_since(self, close: datetime) -> bool:
        """Whether the session that ends at `close` is over; never while the market is held open."""
        return self.forced_open is not True and self.now() >= close

    def _first(self, wanted: Callable[[Session, datetime], bool]) -> Session:
        now = self.now()
        return next(s for s in sessions_from(now.astimezone(NEW_YORK).date()) if wanted(s, now))
