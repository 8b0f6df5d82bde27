"""Send an event to a webhook: one request, one answer, no redirect, and an end in time whatever happens."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from threading import Timer
from typing import Final

from trimtab.adapters.webhooks.addresses import Target, find_target
from trimtab.contracts.events import event_attributes, event_bytes
from trimtab.contracts.signature import SIGNATURE_HEADER, sign
from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.event import Event
from trimtab.domain.reasons import ReasonCode
from trimtab.ports import Clock

CONNECT_SECONDS: Final = 3
WHOLE_SECONDS: Final = 10
MOST_BYTES: Final = 262_144
"""Of a body; an event of that size has thousands of trades, and more is a bug."""

GONE: Final = 410


class HttpWebhooks:
    """Calls webhooks; `is_local` allows addresses of this machine, for the local stack only."""

    def __init__(self, clock: Clock, *, is_local: bool = False, whole_seconds: int = WHOLE_SECONDS) -> None:
        self._clock = clock
        self._is_local = is_local
        self._whole_seconds = whole_seconds

    def post(self, event: Event, url: str, secret: str) -> None:
        """Send an event; what the receiver says beyond its status is not read.

        Raises UnavailableError for any status but 200 to 299, RefusedError for 410 (it is gone for good).
        """
        body = event_bytes(event)
        if len(body) > MOST_BYTES:
            raise _refused(f"its {len(body)} bytes are more than {MOST_BYTES}")
        target = find_target(url, is_local=self._is_local)
        headers = self._headers(event, body, secret)
        status = self._exchange(target, body, {**headers, "Host": target.host_header})
        if status == GONE:
            raise _refused("the receiver answered 410, it is gone")
        if status // 100 != 2:  # noqa: PLR2004 - the class of answers that say yes
            raise _unavailable(f"the receiver answered {status}")

    def _headers(self, event: Event, body: bytes, secret: str) -> dict[str, str]:
        beside = {
            f"Trimtab-{name.replace('_', '-').title()}": value
            for name, value in event_attributes(event).items()
        }
        return {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "User-Agent": "Trimtab-Webhooks/1",
            "Connection": "close",
            **beside,
            SIGNATURE_HEADER: sign(beside, body, secret, self._clock.now()),
        }

    def _exchange(self, target: Target, body: bytes, headers: dict[str, str]) -> int:
        try:
            with self._connected(target) as connection:
                connection.request("POST", target.path, body, headers)
                return connection.getresponse().status
        except (OSError, HTTPException) as error:
            raise _unavailable(f"{target.host} did not answer ({type(error).__name__})") from error

    @contextmanager
    def _connected(self, target: Target) -> Iterator[HTTPConnection]:
        """Connect to the address that was checked; the line is cut when the whole time is over."""
        connection = HTTPConnection(target.host, target.port)
        connection.sock = socket.create_connection((target.address, target.port), CONNECT_SECONDS)
        timer = Timer(self._whole_seconds, _cut, (connection,))
        timer.daemon = True
        timer.start()
        try:
            connection.sock.settimeout(self._whole_seconds)
            if target.is_encrypted:
                _encrypt(connection)
            yield connection
        finally:
            timer.cancel()
            connection.close()


def _encrypt(connection: HTTPConnection) -> None:
    """Put TLS on the line; the line stays where the timer finds it."""
    secured = ssl.create_default_context().wrap_socket(
        connection.sock, server_hostname=connection.host, do_handshake_on_connect=False
    )
    connection.sock = secured
    secured.do_handshake()


def _cut(connection: HTTPConnection) -> None:
    """Wake whoever waits on the line with its end."""
    try:
        connection.sock.shutdown(socket.SHUT_RDWR)
    except (OSError, AttributeError):
        return


def _unavailable(problem: str) -> UnavailableError:
    text = f"The webhook did not take the event: {problem}; it is tried again."
    return UnavailableError(ReasonCode.RECEIVER_UNAVAILABLE, text)


def _refused(problem: str) -> RefusedError:
    return RefusedError(ReasonCode.RECEIVER_REFUSED, f"The event was not sent: {problem}.")
