"""The form in which domain values are stored: maps of text, whole numbers, flags, times and lists.

Decimals are plain text, enums their text, days ISO text, times aware and in UTC, tuples lists, dataclasses
maps by field name. Reading back gives an equal value; an unknown field is passed over, a missing one takes
its default.
"""

from __future__ import annotations

import dataclasses
import json
import zlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter

from trimtab.contracts.packing import unpack
from trimtab.domain.canonical import canonical_json
from trimtab.domain.money import to_text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Stored = TypeVar("Stored", bound="DataclassInstance")


def to_document(value: object) -> dict[str, object]:
    """Write a dataclass as a map that a document store takes.

    Raises TypeError for a field without a stored form (floats and lists in lists among them), and ValueError
    for a time without zone or a decimal that is not finite.
    """
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"{value!r} is not a dataclass; only those are stored as documents")
    return {field.name: _stored(getattr(value, field.name)) for field in dataclasses.fields(value)}


def from_document(kind: type[Stored], document: Mapping[str, object]) -> Stored:
    """Read a dataclass back. Raises ValueError naming the first field that does not fit, floats included."""
    known = {field.name for field in dataclasses.fields(kind)}
    text = json.dumps(_as_json({name: item for name, item in document.items() if name in known}))
    # Strict JSON is the one mode that reads enums and tuples, yet takes no text for a number or a flag.
    value: Stored = _adapter(kind).validate_json(text, strict=True, extra="ignore")
    return value


def pack_value(value: DataclassInstance) -> bytes:
    """Compress a dataclass, for values that are too long, or too deep, to stand in a document themselves."""
    return zlib.compress(canonical_json(value).encode("ascii"))


def unpack_value(kind: type[Stored], packed: object) -> Stored:
    """Read a packed dataclass back. Raises ValueError for what is none, or names the first wrong field."""
    value: Stored = _adapter(kind).validate_json(unpack(packed), strict=True, extra="ignore")
    return value


def _stored(value: object) -> object:
    if dataclasses.is_dataclass(value):
        return to_document(value)
    if isinstance(value, tuple | list):
        return _list(value)
    return _scalar(value)


def _list(items: tuple[object, ...] | list[object]) -> list[object]:
    stored = [_stored(item) for item in items]
    if any(isinstance(item, list) for item in stored):
        raise TypeError(f"{items!r} is a list of lists, which no document can hold; use a dataclass inside")
    return stored


def _scalar(value: object) -> object:
    if isinstance(value, Enum):
        return _enum_text(value)
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Decimal):
        return to_text(value)
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} of type {type(value).__name__} has no stored form")


def _enum_text(value: Enum) -> str:
    if isinstance(value.value, str):
        return value.value
    raise TypeError(f"{value!r} is an enum of numbers; only enums of text are stored")


def _instant(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone; store aware times")
    return value.astimezone(UTC)


def _as_json(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if value is None or isinstance(value, str | int):
        return value
    raise ValueError(f"{value!r} of type {type(value).__name__} cannot be read; decimals are stored as text")


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
