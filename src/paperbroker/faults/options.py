"""Read the options that several kinds of fault share."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Final

from paperbroker.basics.fields import Fields

LONGEST_WAIT_SECONDS: Final = Decimal(600)


def is_before(fields: Fields) -> bool:
    """Read whether a fault strikes before the broker handles the request, which it does unless told."""
    return fields.flag("before", default=True)


def wait(fields: Fields, default: str = "30") -> timedelta:
    """Read `seconds`, from 0 to ten minutes."""
    seconds = fields.number("seconds", default)
    if not 0 <= seconds <= LONGEST_WAIT_SECONDS:
        raise fields.error("seconds", f"must be from 0 to {LONGEST_WAIT_SECONDS}, not {seconds}")
    return timedelta(microseconds=int(seconds * 1_000_000))


def number_in(fields: Fields, name: str, allowed: range, default: int) -> int:
    """Read a whole number of a range."""
    number = fields.number(name, str(default))
    if number % 1 or int(number) not in allowed:
        raise fields.error(name, f"must be from {allowed[0]} to {allowed[-1]}, not {number}")
    return int(number)


def one_of(fields: Fields, name: str, allowed: tuple[str, ...], default: str) -> str:
    """Read one of a few words."""
    word = fields.text(name, default)
    if word not in allowed:
        raise fields.error(name, f"must be one of {', '.join(allowed)}, not {word!r}")
    return word
