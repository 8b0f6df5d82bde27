"""Canonical text of domain values, so that equal values have equal hashes in every process."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final

from trimtab.domain.money import to_text

_NO_CANONICAL_FORM: Final = (
    "{0!r} of type {1} has no canonical form; use str, int, bool, Decimal, enum, date or a dataclass"
)


def canonical_json(value: object) -> str:
    """Write a domain value as JSON that does not depend on process, hash seed or insertion order.

    Raises TypeError for a value without a canonical form, floats included, and ValueError for naive times.
    """
    return json.dumps(primitive(value), sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def canonical_hash(value: object) -> str:
    """SHA-256 of the canonical text, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value).encode("ascii")).hexdigest()


def primitive(value: object) -> object:
    """Reduce a domain value to JSON's own types; decimals and times become text."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: primitive(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(primitive(key)): primitive(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [primitive(item) for item in value]
    return _scalar(value)


def _scalar(value: object) -> object:
    if isinstance(value, Enum):
        return value.name if isinstance(value.value, int) else value.value
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Decimal):
        return to_text(value)
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(_NO_CANONICAL_FORM.format(value, type(value).__name__))


def instant_text(instant: datetime) -> str:
    """Write an aware time as RFC 3339 in UTC with microseconds. Raises ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant!r} has no time zone; pass an aware time")
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
