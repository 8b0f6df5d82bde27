"""Dataclasses as rows of text: one column per field, exact both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Generic, TypeVar, get_args, get_type_hints
from uuid import UUID

T = TypeVar("T")
Cell = str | int | None

_READERS: Mapping[type, Callable[[Any], object]] = MappingProxyType(
    {
        Decimal: Decimal,
        datetime: datetime.fromisoformat,
        date: date.fromisoformat,
        UUID: UUID,
        bool: bool,
        int: int,
        str: str,
    }
)


class Codec(Generic[T]):
    """Turn values of one dataclass into cells and back; nested dataclasses add their own columns."""

    def __init__(self, kind: type[T]) -> None:
        self._kind = kind
        self._columns = tuple(_columns(kind))
        self.names = tuple(name for column in self._columns for name in column.names)

    def encode(self, value: T) -> tuple[Cell, ...]:
        """Write a value as cells, in the order of `names`."""
        return tuple(cell for column in self._columns for cell in column.encode(getattr(value, column.field)))

    def decode(self, cells: Sequence[Cell]) -> T:
        """Read a value from its cells."""
        left = iter(cells)
        return self._kind(**{column.field: column.decode(left) for column in self._columns})


@dataclass(frozen=True, slots=True)
class _Column:
    field: str
    names: tuple[str, ...]
    encode: Callable[[Any], tuple[Cell, ...]]
    decode: Callable[[Iterator[Cell]], object]


def _columns(kind: type) -> Iterator[_Column]:
    hints = get_type_hints(kind)
    for field in fields(kind):
        inner = _without_none(hints[field.name])
        yield _nested(field.name, inner) if is_dataclass(inner) else _plain(field.name, inner)


def _nested(name: str, kind: type) -> _Column:
    codec: Codec[Any] = Codec(kind)
    width = len(codec.names)
    return _Column(
        name, codec.names, codec.encode, lambda left: codec.decode([next(left) for _ in range(width)])
    )


def _plain(name: str, kind: type) -> _Column:
    read = _READERS.get(kind, kind)
    return _Column(
        name,
        (name,),
        lambda value: (_cell(value),),
        lambda left: None if (cell := next(left)) is None else read(cell),
    )


def _without_none(hint: type | UnionType) -> type:
    if isinstance(hint, UnionType):
        return next(arm for arm in get_args(hint) if isinstance(arm, type) and arm is not NoneType)
    return hint


def _cell(value: object) -> Cell:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, int):
        return int(value)
    return None if value is None else str(value)


def columns_of(names: Sequence[str]) -> str:
    """Declare columns for a table; their types are the codec's business."""
    return ", ".join(f'"{name}"' for name in names)


def marks_for(names: Sequence[str]) -> str:
    """Write one question mark per column."""
    return ", ".join("?" for _ in names)
