"""The small fields of requirement 003: names, currencies, amounts and times as its callers send them."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Final, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from trimtab.contracts.base import Contract, DecimalText
from trimtab.domain.canonical import instant_text
from trimtab.domain.money import ONE, ZERO

_NAME: Final = r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$"
_RFC_3339: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_YEARS: Final = range(1970, 2201)


def not_negative(value: Decimal) -> Decimal:
    """Want an amount that is nothing or more."""
    if value < 0:
        raise PydanticCustomError("amount", "must not be negative")
    return value


def _positive(value: Decimal) -> Decimal:
    if value <= 0:
        raise PydanticCustomError("amount", "must be more than 0")
    return value


def weight(value: Decimal) -> Decimal:
    """Want a fraction from 0 to 1."""
    if not ZERO <= value <= ONE:
        raise PydanticCustomError("weight", "must be a fraction between 0 and 1")
    return value


def _read_instant(value: object) -> datetime:
    """Read a time of the years 1970 to 2200 with its zone; every other way to write one is refused."""
    if not isinstance(value, str) or not _RFC_3339.fullmatch(value):
        raise PydanticCustomError("instant", "must be an RFC 3339 time such as 2026-01-02T15:04:05Z")
    try:
        instant = datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise PydanticCustomError("instant", "is not a time that exists") from error
    if instant.year not in _YEARS:
        raise PydanticCustomError("instant", "must be between the years 1970 and 2200")
    return instant


Name = Annotated[str, Field(pattern=_NAME)]
"""A caller's own name for a snapshot, a model, a mandate or a version."""

InstrumentId = Annotated[str, Field(pattern=_NAME)]
"""An ISIN, a ticker or any other name of 1 to 64 letters, digits and `. _ : -`."""

EntityContext = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$")]
"""Whom a shelf entry is for, and whose a portfolio is: booking centre and kind of client, as `SG/UHNW`."""

AssetClass = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{0,31}$")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
CurrencyPair = Annotated[str, Field(pattern=r"^[A-Z]{3}/[A-Z]{3}$")]
Amount = DecimalText
NotNegative = Annotated[DecimalText, AfterValidator(not_negative)]
Positive = Annotated[DecimalText, AfterValidator(_positive)]
Weight = Annotated[DecimalText, AfterValidator(weight)]
SentInstant = Annotated[
    datetime, BeforeValidator(_read_instant), PlainSerializer(instant_text, return_type=str)
]


class Money(Contract):
    """An amount in one currency."""

    amount: Amount
    currency: Currency


class MinimumNotional(Contract):
    """The smallest trade of an instrument, in its own currency."""

    amount: NotNegative
    currency: Currency


Row = TypeVar("Row")


def in_order(field: str, key: Callable[[Row], Hashable]) -> Callable[[tuple[Row, ...]], tuple[Row, ...]]:
    """Make a validator that wants each key once and puts rows in key order, so that equal lists are equal."""

    def check(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        by_key = {key(row): row for row in rows}
        if len(by_key) < len(rows):
            keys = [key(row) for row in rows]
            found = {"field": field, "name": next(name for name in keys if keys.count(name) > 1)}
            raise PydanticCustomError("twice", "{field} {name} appears twice", found)
        return tuple(by_key[name] for name in sorted(by_key, key=str))

    return check
