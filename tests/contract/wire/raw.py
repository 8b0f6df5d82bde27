"""A server below HTTP: it reads a request, counts it, and puts any octets on the wire."""

from __future__ import annotations

import socket
import struct
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Final

Act = Callable[[socket.socket, Event], None]
"""Answers one request; the event ends every wait."""

_LONGEST_ACT_SECONDS: Final = 2
_PAUSE_SECONDS: Final = 0.04
_RESET_ON_CLOSE: Final = struct.pack("ii", 1, 0)


@dataclass(slots=True)
class RawServer:
    """A listening server and the requests it has seen, by method."""

    url: str
    seen: Counter[str] = field(default_factory=Counter)
    ended: Event = field(default_factory=Event)


@contextmanager
def raw_server(act: Act) -> Iterator[RawServer]:
    """Answer every request with an act while the context lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = RawServer(f"http://127.0.0.1:{listener.getsockname()[1]}")
        thread = Thread(target=_accept, args=(listener, server, act), daemon=True)
        thread.start()
        yield server
        server.ended.set()
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def _accept(listener: socket.socket, server: RawServer, act: Act) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        Thread(target=_serve, args=(connection, server, act), daemon=True).start()


def _serve(connection: socket.socket, server: RawServer, act: Act) -> None:
    with connection, suppress(OSError):
        connection.settimeout(_LONGEST_ACT_SECONDS)
        with connection.makefile("rb") as stream:
            server.seen[stream.readline().split(b" ")[0].decode()] += 1
            stream.read(_body_length(iter(stream.readline, b"\r\n")))
        act(connection, server.ended)


def _body_length(head: Iterator[bytes]) -> int:
    fields = dict(line.strip().lower().split(b": ", 1) for line in head)
    return int(fields.get(b"content-length", b"0"))


def sends(octets: bytes) -> Act:
    """Send octets, then close the connection in good order."""
    return lambda connection, _: connection.sendall(octets)


def resets(octets: bytes = b"") -> Act:
    """Send octets, then reset the connection."""

    def act(connection: socket.socket, _: Event) -> None:
        connection.sendall(octets)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)

    return act


def falls_silent(octets: bytes = b"") -> Act:
    """Send octets, then nothing more, and keep the connection."""

    def act(connection: socket.socket, ended: Event) -> None:
        connection.sendall(octets)
        ended.wait(_LONGEST_ACT_SECONDS)

    return act


def repeats(octets: bytes, piece: bytes) -> Act:
    """Send octets, then the same piece again and again."""

    def act(connection: socket.socket, ended: Event) -> None:
        connection.sendall(octets)
        for _ in range(int(_LONGEST_ACT_SECONDS / _PAUSE_SECONDS)):
            connection.sendall(piece)
            if ended.wait(_PAUSE_SECONDS):
                return

    return act
