"""Canonical text of domain values, so that equal values have equal hashes in every process."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import partial
from types import NoneType
from typing import Any, Final

from trimtab.domain.money import to_text

_NO_CANONICAL_FORM: Final = (
    "{0!r} of type {1} has no canonical form; use str, int, bool, Decimal, enum, date or a dataclass"
)
_JSON: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def canonical_json(value: object) -> str:
    """Write a domain value as JSON that does not depend on process, hash seed or insertion order.

    Raises TypeError for a value without a canonical form, floats included, and ValueError for naive times.
    """
    return _JSON.encode(primitive(value))


def canonical_hash(value: object) -> str:
    """SHA-256 of the canonical text, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value).encode("ascii")).hexdigest()


def primitive(value: object) -> object:
    """Reduce a domain value to JSON's own types; decimals and times become text."""
    return _REDUCER_OF[type(value)](value)


class _Reducers(dict[type[object], Callable[[Any], object]]):
    """How the values of each type are reduced, chosen once: a hash asks for thousands of them."""

    def __missing__(self, kind: type[object]) -> Callable[[Any], object]:
        """Choose, and keep the choice."""
        found = next((reduce for kinds, reduce in _REDUCERS if issubclass(kind, kinds)), _refuse)
        if dataclasses.is_dataclass(kind):
            found = partial(_fields_of, tuple(field.name for field in dataclasses.fields(kind)))
        return self.setdefault(kind, found)


def _fields_of(names: tuple[str, ...], value: object) -> object:
    return {name: _REDUCER_OF[type(item := getattr(value, name))](item) for name in names}


def _mapping(value: Mapping[object, object]) -> object:
    return {str(primitive(key)): primitive(item) for key, item in value.items()}


def _sequence(value: tuple[object, ...] | list[object]) -> object:
    return [_REDUCER_OF[type(item)](item) for item in value]


def _enum(value: Enum) -> object:
    text: object = value.value
    return value.name if isinstance(text, int) else text


def _itself(value: object) -> object:
    return value


def _refuse(value: object) -> object:
    raise TypeError(_NO_CANONICAL_FORM.format(value, type(value).__name__))


def instant_text(instant: datetime) -> str:
    """Write an aware time as RFC 3339 in UTC with microseconds. Raises ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant!r} has no time zone; pass an aware time")
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


_REDUCERS: Final[tuple[tuple[type[Any] | tuple[type[Any], ...], Callable[[Any], object]], ...]] = (
    (Mapping, _mapping),
    ((tuple, list), _sequence),
    (Enum, _enum),
    ((NoneType, str, bool, int), _itself),
    (Decimal, to_text),
    (datetime, instant_text),
    (date, date.isoformat),
)
"""How the values of a type are reduced; the first row that fits counts."""
_REDUCER_OF: Final = _Reducers()
