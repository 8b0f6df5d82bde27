"""The broker's clock: real, moved or stopped time, and a market that follows the calendar or an order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from paperbroker.basics.sessions import NEW_YORK, Session, session_on, sessions_back, sessions_from

WallClock = Callable[[], datetime]

_DAY = timedelta(days=1)


def wall_clock() -> datetime:
    """Read the machine's clock in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class MarketClock:
    """Tell the time and whether the market is open.

    `fixed` stops time at that instant, or lets it move on from there where `moving_since` tells what the wall
    showed then. `forced_open` overrides the calendar either way, `held_since` tells from when on. Without
    them the clock is real and the calendar rules.
    """

    wall: WallClock
    fixed: datetime | None = None
    forced_open: bool | None = None
    moving_since: datetime | None = None
    held_since: datetime | None = None

    def now(self) -> datetime:
        """The current instant, in UTC."""
        if self.fixed is None:
            return self.wall().astimezone(UTC)
        passed = timedelta() if self.moving_since is None else self.wall() - self.moving_since
        return (self.fixed + passed).astimezone(UTC)

    def stopped(self) -> MarketClock:
        """Stop at this instant, so that one answer knows one time."""
        return replace(self, fixed=self.now(), moving_since=None)

    @property
    def today(self) -> date:
        """The day in New York."""
        return self.now().astimezone(NEW_YORK).date()

    @property
    def is_open(self) -> bool:
        """Whether orders are executed now."""
        return self._is_session_time if self.forced_open is None else self.forced_open

    def upcoming(self) -> tuple[datetime, datetime]:
        """Tell the next open and the next close; while open the close comes first.

        A market held open does not close with today's session, so that no time of day ends a test: its close
        is that of the session after.
        """
        coming = self._first(lambda session, now: session.opens_at > now)
        if not self.is_open:
            return coming.opens_at, coming.closes_at
        current = coming if self.forced_open else self._first(lambda session, now: session.closes_at > now)
        following = self._first(lambda session, _: session.opens_at > current.closes_at)
        return following.opens_at, current.closes_at

    def has_closed_since(self, close: datetime) -> bool:
        """Whether the session that ends at `close` is over; never while the market is held open."""
        return self.forced_open is not True and self.now() >= close

    def last_active(self) -> datetime:
        """The last instant the market traded: now while it is open, else when it closed."""
        if self.is_open:
            return self.now()
        by_calendar = self.now() if self._is_session_time else self._last_close()
        return min(by_calendar, self.held_since or by_calendar)

    def session_on(self, day: date) -> Session | None:
        """Find the session of a day; a market held open outside its hours makes today one long session."""
        if self.forced_open and day == self.today and not self._is_session_time:
            return Session(day, *(datetime.combine(on, time(), NEW_YORK) for on in (day, day + _DAY)))
        return session_on(day)

    @property
    def _is_session_time(self) -> bool:
        now = self.now()
        session = session_on(now.astimezone(NEW_YORK).date())
        return session is not None and session.opens_at <= now < session.closes_at

    def _last_close(self) -> datetime:
        now = self.now()
        past = (session.closes_at for session in sessions_back(self.today))
        return next(close.astimezone(UTC) for close in past if close <= now)

    def _first(self, wanted: Callable[[Session, datetime], bool]) -> Session:
        now = self.now()
        return next(s for s in sessions_from(now.astimezone(NEW_YORK).date()) if wanted(s, now))
