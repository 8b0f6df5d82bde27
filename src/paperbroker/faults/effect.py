"""What a fault may do to one request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from werkzeug.wrappers import Response

from paperbroker.basics.fields import Fields

Handle = Callable[[], Response]


@dataclass(frozen=True, slots=True)
class Strike:
    """One struck request: `handle` lets the broker answer it, `released` ends every wait early."""

    handle: Handle
    released: Event
    now: datetime


Effect = Callable[[Strike], Response]
"""Answers a struck request; raises `ConnectionAbortedError` to drop the connection."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault: how its options become an effect, and which requests it hits unless told."""

    read: Callable[[Fields], Effect]
    options: tuple[str, ...] = ()
    match: str = ""


def instead(respond: Callable[[Strike], Response], *, is_before: bool) -> Effect:
    """Answer in the broker's place, before the request reaches it or after it was handled."""

    def effect(strike: Strike) -> Response:
        if not is_before:
            strike.handle()
        return respond(strike)

    return effect


def rewriting(change: Callable[[bytes], bytes]) -> Effect:
    """Let the broker answer and change the body; an answer that carries no JSON stays as it is."""

    def effect(strike: Strike) -> Response:
        response = strike.handle()
        if response.data and response.is_json:
            response.data = change(response.data)
        return response

    return effect
