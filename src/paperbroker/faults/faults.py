"""Failures on demand: what a client meets when the network or the broker misbehaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Event
from types import MappingProxyType
from typing import Final

from werkzeug.wrappers import Response

from paperbroker.basics.clock import WallClock, wall_clock
from paperbroker.basics.fields import Fields
from paperbroker.faults import answers, bodies, connection, options, rows
from paperbroker.faults.behaviour import (
    COURSES,
    EVENTS,
    BehaviourQueue,
    Departure,
    MarketEvent,
    read_departure,
    read_event,
)
from paperbroker.faults.effect import Effect, Handle, Kind, Strike

KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {**connection.KINDS, **answers.KINDS, **bodies.KINDS, **rows.KINDS}
)
"""Faults of requests by name."""

_MOST_SKIPPED: Final = range(1_000_001)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A failure of requests whose "METHOD /path" starts with `match`, after letting `skip` of them pass."""

    name: str
    match: str
    skip: int
    effect: Effect
    given: Mapping[str, object]


AnyFault = Fault | Departure | MarketEvent


@dataclass(slots=True)
class _Waiting:
    fault: Fault
    skip: int
    left: int

    def meets(self, line: str) -> bool:
        """Count a request line such as "POST /v2/orders", and tell whether it is struck."""
        if not line.startswith(self.fault.match):
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.left -= 1
        return True

    @property
    def shown(self) -> dict[str, object]:
        """The fault as it was asked for, with what is left of it."""
        return {**self.fault.given, "match": self.fault.match, "skip": self.skip, "count": self.left}


def read_fault(body: object) -> tuple[AnyFault, int]:
    """Read the body of a fault request: the fault and how often it strikes. Raises `SettingError`."""
    fields = Fields.of(body)
    name = fields.text("fault")
    read = _READERS.get(name)
    if read is None:
        raise fields.error("fault", f"must be one of {', '.join(sorted(_READERS))}, not {name!r}")
    return read(name, fields), fields.whole("count", 1)


def _read_request_fault(name: str, fields: Fields) -> Fault:
    kind = KINDS[name]
    fields.only(["fault", "count", "skip", "match", *kind.options])
    return Fault(
        name=name,
        match=fields.text("match") if "match" in fields.values else kind.match,
        effect=kind.read(fields),
        skip=options.number_in(fields, "skip", _MOST_SKIPPED, 0),
        given=fields.values,
    )


_READERS: Final[Mapping[str, Callable[[str, Fields], AnyFault]]] = MappingProxyType(
    {
        **dict.fromkeys(KINDS, _read_request_fault),
        **dict.fromkeys(COURSES, read_departure),
        **dict.fromkeys(EVENTS, read_event),
    }
)


class FaultQueue:
    """Faults in the order they were asked for; they live as long as the process.

    `behaviours` holds those that change what the broker does, for the desk. Callers take turns.
    """

    def __init__(self, wall: WallClock = wall_clock) -> None:
        self.behaviours = BehaviourQueue()
        self._wall = wall
        self._waiting: list[_Waiting] = []
        self._released = Event()

    def add(self, fault: AnyFault, count: int) -> None:
        """Let a fault strike `count` times from now on; the market is struck once."""
        if isinstance(fault, Fault):
            self._waiting.append(_Waiting(fault, fault.skip, count))
        elif isinstance(fault, Departure):
            self.behaviours.depart(fault, count)
        else:
            self.behaviours.befall(fault)

    def clear(self) -> None:
        """Forget every fault and let hanging requests go on."""
        self._waiting.clear()
        self.behaviours.clear()
        self._released.set()
        self._released = Event()

    def waiting(self) -> list[dict[str, object]]:
        """Show the faults that have strikes left, as they were asked for."""
        return [*(waiting.shown for waiting in self._waiting), *self.behaviours.waiting()]

    def take(self, line: str) -> Handler:
        """Use up one strike of the first fault that meets a request, or none."""
        struck = next((waiting.fault for waiting in self._waiting if waiting.meets(line)), None)
        self._waiting = [waiting for waiting in self._waiting if waiting.left]
        return Handler(struck, self._released, self._wall)


@dataclass(frozen=True, slots=True)
class Handler:
    """How one request is answered; `released` ends a wait early."""

    fault: Fault | None
    released: Event
    wall: WallClock

    def answer(self, handle: Handle) -> Response:
        """Answer through the fault, where there is one.

        Raises `ConnectionAbortedError` where the connection is to be dropped.
        """
        if self.fault is None:
            return handle()
        return self.fault.effect(Strike(handle, self.released, self.wall()))
