"""Failures on demand: what a client meets when the network or the broker misbehaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Event
from types import MappingProxyType

from werkzeug.wrappers import Response

from paperbroker.basics.fields import Fields

Handle = Callable[[], Response]

_SUBMISSION = "POST /v2/orders"
_LONGEST_HANG_SECONDS = 600
_STATUS_CODES: Mapping[int, int | None] = MappingProxyType(
    {429: 42910000, 500: 50010000, 502: None, 503: None, 504: None}
)
_HTML = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One failure and the requests it strikes.

    `match` is the start of "METHOD /path"; `is_before` says whether it strikes before the broker handles the
    request or after; `status` and `seconds` belong to the faults that use them.
    """

    name: str
    match: str = ""
    is_before: bool = True
    status: int = 503
    seconds: float = 30

    def strikes(self, line: str) -> bool:
        """Whether a request line such as "POST /v2/orders" is struck."""
        return line.startswith(self.match)


def read_fault(body: object) -> tuple[Fault, int]:
    """Read the body of a fault request: the fault and how often it strikes."""
    fields = Fields.of(body).only(["fault", "count", "match", "before", "status", "seconds"])
    name = fields.text("fault")
    if name not in EFFECTS:
        raise fields.error("fault", f"must be one of {', '.join(sorted(EFFECTS))}, not {name!r}")
    fault = Fault(
        name=name,
        match=_match(fields, _SUBMISSION if name == "lose_next" else ""),
        is_before=fields.flag("before", default=True),
        status=_status(fields),
        seconds=_seconds(fields),
    )
    return fault, fields.whole("count", 1)


def _match(fields: Fields, default: str) -> str:
    return fields.text("match") if "match" in fields.values else default


def _status(fields: Fields) -> int:
    status = fields.whole("status", 503)
    if status not in _STATUS_CODES:
        raise fields.error("status", f"must be one of {', '.join(map(str, _STATUS_CODES))}, not {status}")
    return status


def _seconds(fields: Fields) -> float:
    seconds = fields.number("seconds", "30")
    if not 0 <= seconds <= _LONGEST_HANG_SECONDS:
        raise fields.error("seconds", f"must be from 0 to {_LONGEST_HANG_SECONDS}, not {seconds}")
    return float(seconds)


class FaultQueue:
    """Faults in the order they were asked for, each with the strikes it has left."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Fault, int]] = []
        self._released = Event()

    def add(self, fault: Fault, count: int) -> None:
        """Let a fault strike the next `count` requests it matches."""
        self._waiting.append((fault, count))

    def clear(self) -> None:
        """Forget every fault and let hanging requests go on."""
        self._waiting.clear()
        self._released.set()
        self._released = Event()

    def take(self, line: str) -> Handler:
        """Use up the first fault that strikes a request, or none."""
        for index, (fault, left) in enumerate(self._waiting):
            if fault.strikes(line):
                self._waiting[index : index + 1] = [(fault, left - 1)] if left > 1 else []
                return Handler(fault, self._released)
        return Handler(None, self._released)


@dataclass(frozen=True, slots=True)
class Handler:
    """How one request is answered; `released` ends a hang early."""

    fault: Fault | None
    released: Event

    def answer(self, handle: Handle) -> Response:
        """Answer through the fault, where there is one.

        Raises `ConnectionAbortedError` where the connection is to be dropped.
        """
        return handle() if self.fault is None else EFFECTS[self.fault.name](self, self.fault, handle)


def _lose(_: Handler, __: Fault, handle: Handle) -> Response:
    handle()
    raise ConnectionAbortedError("the connection is dropped on request")


def _hang(handler: Handler, fault: Fault, handle: Handle) -> Response:
    if fault.is_before:
        handler.released.wait(fault.seconds)
        return handle()
    response = handle()
    handler.released.wait(fault.seconds)
    return response


def _answer_status(_: Handler, fault: Fault, handle: Handle) -> Response:
    if not fault.is_before:
        handle()
    code = _STATUS_CODES[fault.status]
    prefix = "" if code is None else f'"code":{code},'
    return Response(
        f'{{{prefix}"message":"injected status {fault.status}"}}', fault.status, mimetype="application/json"
    )


def _answer_html(_: Handler, fault: Fault, handle: Handle) -> Response:
    if not fault.is_before:
        handle()
    return Response(_HTML, 502, mimetype="text/html")


EFFECTS: Mapping[str, Callable[[Handler, Fault, Handle], Response]] = MappingProxyType(
    {"lose_next": _lose, "hang": _hang, "status": _answer_status, "html": _answer_html}
)
