"""When a person may be told, by the person's own clock, over every change of it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from trimtab.domain.preferences import QuietHours

_DAYS: Final = (timedelta(days=0), timedelta(days=1), timedelta(days=2))


def is_quiet(now: datetime, quiet: QuietHours, zone: str) -> bool:
    """Tell whether the person's clock shows a quiet minute."""
    local = now.astimezone(ZoneInfo(zone))
    return quiet.holds(local.hour * 60 + local.minute)


def after_quiet(now: datetime, quiet: QuietHours | None, zone: str) -> datetime:
    """Return `now`, or the instant at which the quiet hours around it end.

    An end that the clock shows twice is the next of both; one that it skips comes as much later as it skips.
    """
    if quiet is None or not is_quiet(now, quiet, zone):
        return now
    return min(at for at in _showings(now, quiet.ends, zone) if at > now and not is_quiet(at, quiet, zone))


def next_digest(now: datetime, hour: int, zone: str) -> datetime:
    """Return the next instant at which the person's clock shows the hour; never `now` itself.

    One digest a day: an hour that is shown twice counts at its first showing, a skipped one just after.
    """
    firsts = _showings(now, hour * 60, zone)[::2]
    return min(at for at in firsts if at > now)


def _showings(now: datetime, minute: int, zone: str) -> tuple[datetime, ...]:
    """List when the clock shows a minute of today and the two days after, twice where it turns back."""
    clock = ZoneInfo(zone)
    today = now.astimezone(clock).date()
    shown = time(minute // 60, minute % 60)
    return tuple(
        datetime.combine(today + day, shown.replace(fold=fold), clock).astimezone(UTC)
        for day in _DAYS
        for fold in (0, 1)
    )
