"""Instants to the nanosecond: whole nanoseconds since 1970-01-01 UTC, which Python's datetime cannot hold."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

NANOSECONDS_PER_MICROSECOND: Final = 1_000
NANOSECONDS_PER_SECOND: Final = 1_000_000_000

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_INSTANT: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?([Zz]|[+-]\d{2}:\d{2}))?", re.ASCII
)


def nanoseconds(at: datetime, extra: int = 0) -> int:
    """Count the nanoseconds of an aware instant, plus up to 999 that it cannot hold itself.

    Raises `ValueError` for an instant without offset or an extra out of range.
    """
    if at.tzinfo is None:
        raise ValueError(f"at must carry an offset, not {at!r}; give it a timezone")
    if not 0 <= extra < NANOSECONDS_PER_MICROSECOND:
        raise ValueError(f"extra must be 0 to 999 nanoseconds, not {extra}")
    return (at - _EPOCH) // _MICROSECOND * NANOSECONDS_PER_MICROSECOND + extra


def from_nanoseconds(ns: int) -> datetime:
    """Make a UTC instant, cut to whole microseconds."""
    return _EPOCH + (ns // NANOSECONDS_PER_MICROSECOND) * _MICROSECOND


def render_instant(ns: int) -> str:
    """Write RFC 3339 in UTC with nine decimals, such as 2026-11-20T15:00:00.123456789Z."""
    seconds, fraction = divmod(ns, NANOSECONDS_PER_SECOND)
    whole = _EPOCH + timedelta(seconds=seconds)
    return f"{whole:%Y-%m-%dT%H:%M:%S}.{fraction:09d}Z"


def parse_instant(text: str) -> int:
    """Read RFC 3339 with an offset and up to nine decimals, or a plain day, which means its midnight in UTC.

    Raises `ValueError` for anything else.
    """
    found = _INSTANT.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no instant; write it such as 2026-11-20T15:00:00.123456789Z")
    day, clock, fraction, offset = found.groups()
    zone = "+00:00" if offset in {None, "Z", "z"} else offset
    whole = datetime.fromisoformat(f"{day}T{clock or '00:00:00'}{zone}")
    return nanoseconds(whole) + int((fraction or "").ljust(9, "0"))
