"""Every way in which a kill switch's document can be unreadable, and a gateway that shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from google.cloud.firestore import GeoPoint

from trimtab.adapters.firestore.documents import Document, Documents

NOON: Final = datetime(2026, 1, 2, 12, tzinfo=UTC)
GOOD: Final[Mapping[str, object]] = {
    "trading_enabled": True,
    "mode": "ACTIVE",
    "reason": "open",
    "epoch": 7,
    "updated_by": "olga",
    "updated_at": NOON,
    "cancels_open_orders": False,
}

_NO_SCALARS: Final[tuple[object, ...]] = (
    [],
    {},
    ["ACTIVE"],
    {"value": True},
    b"ACTIVE",
    GeoPoint(1.0, 2.0),
    float("nan"),
    1.5,
)
_NO_FLAGS: Final = (*_NO_SCALARS, None, "true", "false", "", 0, 1, -1, 1.0, NOON)
_NO_TEXTS: Final = (*_NO_SCALARS, None, True, False, 0, 7)
WRONG: Final[Mapping[str, Sequence[object]]] = {
    "trading_enabled": _NO_FLAGS,
    "mode": (*_NO_TEXTS, "active", "Active", " ACTIVE", "ACTIVE ", "ACTIVE\n", "FULL_SPEED", "", NOON),
    "epoch": (*_NO_SCALARS, None, True, False, -1, -(2**63), 7.0, float("inf"), "7", "", NOON),
    "reason": _NO_TEXTS,
    "updated_by": _NO_TEXTS,
    "updated_at": (*_NO_SCALARS, True, "yesterday", "", "2026-01-02T12:00:00"),
    "cancels_open_orders": _NO_FLAGS,
}
"""Values that no turn of a switch stores."""

CONTRADICTIONS: Final[Mapping[str, Mapping[str, object]]] = {
    "flag up, mode HALTED": {**GOOD, "mode": "HALTED"},
    "flag down, mode ACTIVE": {**GOOD, "trading_enabled": False},
    "flag down, mode REDUCE_ONLY": {**GOOD, "trading_enabled": False, "mode": "REDUCE_ONLY"},
    "flag down, no mode": {"trading_enabled": False},
}
"""Where flag and mode disagree the stricter one counts."""


def unreadable() -> Iterator[tuple[str, Mapping[str, object]]]:
    """List documents that forbid every order, each with its name."""
    yield "empty", {}
    yield "no flag", {name: value for name, value in GOOD.items() if name != "trading_enabled"}
    yield "another spelling", {**GOOD, "trading_enabled": None, "tradingEnabled": True, "enabled": True}
    yield from CONTRADICTIONS.items()
    for field, values in WRONG.items():
        for value in values:
            yield f"{field} {value!r}", {**GOOD, field: value}


class Shelf(Documents):
    """A gateway without a store behind it: what lies under each path is what was put there.

    `looks` counts the looks at the switches; those after the first `patience` see what is in `later`, too.
    """

    def __init__(self, **_: Any) -> None:
        self.fields: dict[str, Mapping[str, object]] = {}
        self.later: dict[str, Mapping[str, object]] = {}
        self.patience = 0
        self.looks = 0

    def read_together(self, paths: Sequence[str]) -> tuple[Document | None, ...]:
        """Show what lies under each path now."""
        self.looks += 1
        shown = self.fields | (self.later if self.looks > self.patience else {})
        return tuple(Document(path, shown[path], "now") if path in shown else None for path in paths)
