"""What is stored about a person, and what becomes of it when they leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

WITHHELD: Final = "[secret]"

_SECRET: Final = ("secret", "ciphertext", "wrapped", "token", "password")


class Fate(StrEnum):
    """What a deletion does with a record.

    KEPT is an order record, which moves under the pseudonym; RENAMED stays where it is, without the uid.
    """

    DESTROYED = "DESTROYED"
    KEPT = "KEPT"
    RENAMED = "RENAMED"


@dataclass(frozen=True, slots=True)
class PersonalRecord:
    """One stored document of a person, by its path."""

    path: str
    fields: Mapping[str, object]
    fate: Fate = Fate.DESTROYED


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """A deletion that has begun; `ended_at` tells when it last came to its end."""

    pseudonym: str
    begun_at: datetime
    ended_at: datetime | None = None


def without_secrets(fields: Mapping[str, object]) -> dict[str, object]:
    """Withhold every value whose field names a secret, however deep it lies."""
    return {name: WITHHELD if _is_secret(name) else _cleaned(value) for name, value in fields.items()}


def under_pseudonym(fields: Mapping[str, object], uid: str, pseudonym: str) -> dict[str, object]:
    """Write a pseudonym wherever a uid stands, in names of fields too."""
    return {name.replace(uid, pseudonym): _renamed(value, uid, pseudonym) for name, value in fields.items()}


def _renamed(value: object, uid: str, pseudonym: str) -> object:
    if isinstance(value, str):
        return value.replace(uid, pseudonym)
    if isinstance(value, Mapping):
        return under_pseudonym(value, uid, pseudonym)
    if isinstance(value, list | tuple):
        return [_renamed(item, uid, pseudonym) for item in value]
    return value


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in _SECRET)


def _cleaned(value: object) -> object:
    if isinstance(value, Mapping):
        return without_secrets({str(name): item for name, item in value.items()})
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    return value
