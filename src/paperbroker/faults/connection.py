"""Faults of the connection: it waits, it drops, it breaks off halfway."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from http import HTTPStatus
from threading import Event
from types import MappingProxyType
from typing import Final

from werkzeug.wrappers import Response

from paperbroker.basics.fields import Fields
from paperbroker.faults import options
from paperbroker.faults.effect import Effect, Kind, Strike, instead

_PROMISED_BYTES: Final = 1_000
_DRIPS: Final = 100


def _hang(fields: Fields) -> Effect:
    is_before, wait = options.is_before(fields), options.wait(fields)

    def effect(strike: Strike) -> Response:
        if is_before:
            strike.released.wait(wait.total_seconds())
            return strike.handle()
        response = strike.handle()
        strike.released.wait(wait.total_seconds())
        return response

    return effect


def _drop(fields: Fields) -> Effect:
    return instead(_hang_up, is_before=options.is_before(fields))


def _hang_up(_: Strike) -> Response:
    raise ConnectionAbortedError("the connection is dropped on request")


def _cut(_: Fields) -> Effect:
    return lambda strike: _sent(strike.handle(), _halved)


def _halved(body: bytes) -> Iterator[bytes]:
    yield body[: len(body) // 2]
    raise ConnectionAbortedError("the body is cut on request")


def _stall(fields: Fields) -> Effect:
    wait = options.wait(fields)
    return lambda strike: _sent(strike.handle(), lambda body: _late(body, strike.released, wait))


def _late(body: bytes, released: Event, wait: timedelta) -> Iterator[bytes]:
    yield b""
    released.wait(wait.total_seconds())
    yield body


def _drip(fields: Fields) -> Effect:
    pause = options.wait(fields) / _DRIPS
    return lambda strike: _sent(strike.handle(), lambda body: _drops(body, strike.released, pause))


def _drops(body: bytes, released: Event, pause: timedelta) -> Iterator[bytes]:
    size = -(-len(body) // _DRIPS)
    for start in range(0, len(body), size):
        released.wait(pause.total_seconds())
        yield body[start : start + size]


def _sent(response: Response, send: Callable[[bytes], Iterator[bytes]]) -> Response:
    """Promise a body by its length and send it another way; an answer without one promises blanks."""
    body = response.data or b" " * _PROMISED_BYTES
    status = HTTPStatus.OK if response.status_code == HTTPStatus.NO_CONTENT else response.status_code
    headers = {**response.headers, "Content-Length": str(len(body))}
    return Response(send(body), status, headers)


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "hang": Kind(_hang, ("before", "seconds")),
        "drop": Kind(_drop, ("before",)),
        "lose_next": Kind(lambda _: instead(_hang_up, is_before=False), match="POST /v2/orders"),
        "cut": Kind(_cut),
        "stall": Kind(_stall, ("seconds",)),
        "drip": Kind(_drip, ("seconds",)),
    }
)
"""Faults by name."""
