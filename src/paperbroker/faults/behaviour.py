"""Faults that change what the broker does: orders and a market that take another course."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar

from paperbroker.basics.fields import Fields
from paperbroker.basics.money import ONE, ZERO
from paperbroker.orders.behaviour import (
    ORDINARY,
    Behaviour,
    CancelCourse,
    CloseMarket,
    Halt,
    MarketAction,
    PriceJump,
)

_LARGEST_FACTOR: Final = Decimal(1_000)

T = TypeVar("T")
Changes = dict[str, Any]
"""Fields of `Behaviour` that differ from the ordinary course."""


@dataclass(frozen=True, slots=True)
class Departure:
    """Another course for orders of a symbol, or of any; `given` is how it was asked for."""

    name: str
    symbol: str | None
    changes: Changes
    given: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class MarketEvent:
    """Something that befalls the market right after so many more orders were taken, or at once after none."""

    action: MarketAction
    after_orders: int
    given: Mapping[str, object]


@dataclass(slots=True)
class _Waiting(Generic[T]):
    item: T
    left: int


class BehaviourQueue:
    """What is still to go differently, in the order it was asked for."""

    def __init__(self) -> None:
        self._departures: list[_Waiting[Departure]] = []
        self._events: list[_Waiting[MarketEvent]] = []

    def depart(self, departure: Departure, count: int) -> None:
        """Let the next `count` orders it concerns take another course."""
        self._departures.append(_Waiting(departure, count))

    def befall(self, event: MarketEvent) -> None:
        """Let something befall the market, counting orders from now."""
        self._events.append(_Waiting(event, event.after_orders))

    def clear(self) -> None:
        """Forget everything; orders keep the course they were given."""
        self._departures.clear()
        self._events.clear()

    def waiting(self) -> list[dict[str, object]]:
        """Show what has not happened yet, as it was asked for."""
        return [
            *({**waiting.item.given, "count": waiting.left} for waiting in self._departures),
            *({**waiting.item.given, "after_orders": waiting.left} for waiting in self._events),
        ]

    def take_behaviour(self, symbol: str) -> Behaviour:
        """Give an order that was just taken its course, one departure of each kind at most."""
        for event in self._events:
            event.left = max(event.left - 1, 0)
        taken: dict[str, _Waiting[Departure]] = {}
        for waiting in self._departures:
            if waiting.item.symbol in {None, symbol}:
                taken.setdefault(waiting.item.name, waiting)
        for waiting in taken.values():
            waiting.left -= 1
        self._departures = [waiting for waiting in self._departures if waiting.left]
        return replace(ORDINARY, **dict(ChainMap(*(waiting.item.changes for waiting in taken.values()))))

    def take_actions(self) -> tuple[MarketAction, ...]:
        """Give what has become due in the market."""
        due = tuple(waiting.item.action for waiting in self._events if not waiting.left)
        self._events = [waiting for waiting in self._events if waiting.left]
        return due


@dataclass(frozen=True, slots=True)
class CourseKind:
    """A course an order can take: the options it knows and how they become changes."""

    read: Callable[[Fields], Changes]
    options: tuple[str, ...] = ()


def _portion(fields: Fields) -> Changes:
    portion = fields.number("portion", "0.5")
    if not ZERO <= portion < ONE:
        raise fields.error("portion", f"must be from 0 to below 1, not {portion}")
    return {"portion": portion}


COURSES: Final[Mapping[str, CourseKind]] = MappingProxyType(
    {
        "late_fill": CourseKind(lambda fields: {"looks_to_wait": fields.whole("looks", 5)}, ("looks",)),
        "partial_then_nothing": CourseKind(_portion, ("portion",)),
        "reject_after_accept": CourseKind(lambda _: {"is_rejected": True}),
        "stuck_pending_cancel": CourseKind(lambda _: {"cancel": CancelCourse.STUCK}),
        "cancel_lost": CourseKind(lambda _: {"cancel": CancelCourse.LOST}),
    }
)
"""Faults of an order's life by name."""


@dataclass(frozen=True, slots=True)
class EventKind:
    """A thing that can befall the market."""

    read: Callable[[Fields], MarketAction]
    options: tuple[str, ...] = ()


EVENTS: Final[Mapping[str, EventKind]] = MappingProxyType(
    {
        "halt": EventKind(lambda fields: Halt(fields.text("symbol")), ("symbol",)),
        "price_jump": EventKind(
            lambda fields: PriceJump(fields.text("symbol"), fields.amount("factor", _LARGEST_FACTOR)),
            ("symbol", "factor"),
        ),
        "close_market": EventKind(lambda _: CloseMarket()),
    }
)
"""Faults of the market by name."""


def read_departure(name: str, fields: Fields) -> Departure:
    """Read a fault of an order's life; raises `SettingError`."""
    kind = COURSES[name]
    fields.only(["fault", "count", "symbol", *kind.options])
    symbol = fields.text("symbol") if "symbol" in fields.values else None
    return Departure(name, symbol, kind.read(fields), fields.values)


def read_event(name: str, fields: Fields) -> MarketEvent:
    """Read a fault of the market; without `after_orders` it is due at once. Raises `SettingError`."""
    kind = EVENTS[name]
    fields.only(["fault", "after_orders", *kind.options])
    after_orders = fields.whole("after_orders", 1) if "after_orders" in fields.values else 0
    return MarketEvent(kind.read(fields), after_orders, fields.values)
