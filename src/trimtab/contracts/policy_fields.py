"""What the sections of a saved policy share: days, symbol lists, and rules between two fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Final, Self

from pydantic import AfterValidator, BeforeValidator, Field, StrictInt, ValidationInfo
from pydantic_core import PydanticCustomError

from trimtab.contracts.base import Contract, DecimalText, Symbol
from trimtab.contracts.mandate_fields import in_order
from trimtab.domain.money import ONE, to_text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

MAX_ROWS: Final = 200
"""How many symbols, caps, tilts, groups or days one list of a policy may carry."""

_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_YEARS: Final = range(1970, 2201)


class PolicySection(Contract):
    """A part of a policy that is replaced as a whole; what is left out of it takes its default."""

    @classmethod
    def of(cls, value: DataclassInstance) -> Self:
        """Show a part whose fields are named as the engine names them."""
        return cls.model_validate(value, from_attributes=True)

    @property
    def document(self) -> dict[str, Any]:
        """The section as the codec reads it."""
        return self.model_dump(mode="json")


def _read_day(value: object) -> date:
    if type(value) is date:
        return value
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
        raise PydanticCustomError("day", "must be a date such as 2026-01-31")
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("day", "is not a date that exists") from error
    if day.year not in _YEARS:
        raise PydanticCustomError("day", "must be between the years 1970 and 2200")
    return day


def _signed_weight(value: Decimal) -> Decimal:
    if not -ONE <= value <= ONE:
        raise PydanticCustomError("weight", "must be a fraction between -1 and 1")
    return value


def at_least(field: str) -> Callable[[Decimal, ValidationInfo], Decimal]:
    """Make a validator that wants a value not to be below an earlier field's, where that is set."""

    def check(value: Decimal, info: ValidationInfo) -> Decimal:
        floor = info.data.get(field)
        if floor is not None and value < floor:
            found = {"field": field, "floor": to_text(floor)}
            raise PydanticCustomError("order", "must not be below {field}, which is {floor}", found)
        return value

    return check


SentDay = Annotated[date, BeforeValidator(_read_day)]
SignedWeight = Annotated[DecimalText, AfterValidator(_signed_weight)]

DayCount = Annotated[StrictInt, Field(ge=0, le=3_660)]
"""A number of days, up to ten years."""

Symbols = Annotated[tuple[Symbol, ...], Field(max_length=MAX_ROWS), AfterValidator(in_order("symbol", str))]
"""Symbols, each once, in symbol order."""
