"""The stretches of time bars stand for: Alpaca's timeframes laid over the sessions of the exchange."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from itertools import groupby
from typing import Final

from paperbroker.basics.sessions import NEW_YORK, Session

_TIMEFRAME: Final = re.compile(r"([1-9]\d?)(Min|T|Hour|H|Day|D|Week|W|Month|M)", re.ASCII)
_MOMENT: Final = timedelta(microseconds=1)
_MINUTES_PER_HOUR: Final = 60


class Unit(Enum):
    """What a timeframe counts in."""

    MINUTE = "Min"
    DAY = "Day"
    WEEK = "Week"
    MONTH = "Month"


@dataclass(frozen=True, slots=True)
class Timeframe:
    """How long a bar lasts; hours are counted as minutes."""

    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Frame:
    """One bar's label and the session times it covers, first and last instants included."""

    start: datetime
    windows: tuple[tuple[datetime, datetime], ...]


_UNITS: Final = {
    **dict.fromkeys(("Min", "T"), (Unit.MINUTE, 1, frozenset(range(1, 60)))),
    **dict.fromkeys(("Hour", "H"), (Unit.MINUTE, _MINUTES_PER_HOUR, frozenset(range(1, 24)))),
    **dict.fromkeys(("Day", "D"), (Unit.DAY, 1, frozenset([1]))),
    **dict.fromkeys(("Week", "W"), (Unit.WEEK, 1, frozenset([1]))),
    **dict.fromkeys(("Month", "M"), (Unit.MONTH, 1, frozenset([1, 2, 3, 4, 6, 12]))),
}


def read_timeframe(text: str) -> Timeframe:
    """Read a timeframe: 1 to 59 Min, 1 to 23 Hour, 1 Day, 1 Week, or 1, 2, 3, 4, 6 or 12 Month.

    Raises `ValueError` for anything else.
    """
    found = _TIMEFRAME.fullmatch(text)
    unit, minutes, counts = _UNITS[found[2]] if found else (Unit.DAY, 0, frozenset[int]())
    if found is None or int(found[1]) not in counts:
        raise ValueError(f"{text!r} is no timeframe; use such as 1Min, 1Hour, 1Day, 1Week or 1Month")
    return Timeframe(int(found[1]) * minutes, unit)


def frame_day(timeframe: Timeframe, day: date) -> date:
    """The first day of the frame that holds a day."""
    if timeframe.unit is Unit.WEEK:
        return day - timedelta(days=day.weekday())
    if timeframe.unit is Unit.MONTH:
        return date(day.year, day.month - (day.month - 1) % timeframe.count, 1)
    return day


def frames(timeframe: Timeframe, sessions: Iterable[Session], *, backwards: bool = False) -> Iterator[Frame]:
    """Lay frames over sessions in time order, or over sessions that run backwards."""
    if timeframe.unit is Unit.MINUTE:
        for session in sessions:
            within = list(_session_frames(timeframe, session))
            yield from reversed(within) if backwards else within
        return
    for first, group in groupby(sessions, lambda session: frame_day(timeframe, session.day)):
        windows = sorted((session.opens_at, session.closes_at) for session in group)
        yield Frame(_midnight(first), tuple(windows))


def frame_at(timeframe: Timeframe, session: Session, at: datetime) -> Frame:
    """Find the frame of a session that an instant lies in, or its last one."""
    if timeframe.unit is not Unit.MINUTE:
        return next(frames(timeframe, [session]))
    within = min(at, session.closes_at - _MOMENT).astimezone(NEW_YORK)
    return _session_frame(_aligned(timeframe, within), timeframe, session)


def _session_frames(timeframe: Timeframe, session: Session) -> Iterator[Frame]:
    start = _aligned(timeframe, session.opens_at)
    while start < session.closes_at:
        yield _session_frame(start, timeframe, session)
        start += _length(timeframe)


def _session_frame(start: datetime, timeframe: Timeframe, session: Session) -> Frame:
    end = start + _length(timeframe)
    # The closing print belongs to the session's last bar.
    last = session.closes_at if end >= session.closes_at else end - _MOMENT
    return Frame(start, ((max(start, session.opens_at), last),))


def _aligned(timeframe: Timeframe, at: datetime) -> datetime:
    midnight = _midnight(at.date())
    return midnight + (at - midnight) // _length(timeframe) * _length(timeframe)


def _length(timeframe: Timeframe) -> timedelta:
    return timedelta(minutes=timeframe.count)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), NEW_YORK)
