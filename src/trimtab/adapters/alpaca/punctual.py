"""Connections that keep the time of a whole answer: a library's timeout counts from each byte to the next."""

from __future__ import annotations

import http.client
import io
import socket
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MILLISECOND: Final = 10**6


class _PunctualReader(io.RawIOBase):
    """Reads from a socket until a moment; `end` is on the machine's monotonic clock, in nanoseconds."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, end: int) -> None:
        self._raw = raw
        self._sock = sock
        self._end = end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        left = (self._end - time.monotonic_ns()) // _MILLISECOND
        if left <= 0:
            raise TimeoutError("the answer's time is over")
        self._sock.settimeout(left / 1000)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _PunctualResponse(http.client.HTTPResponse):
    """An answer whose head and body must arrive within the socket's timeout, taken all together."""

    def __init__(self, sock: socket.socket, debuglevel: int = 0, method: str | None = None) -> None:
        super().__init__(sock, debuglevel, method)
        seconds = sock.gettimeout()
        if seconds is not None:
            end = time.monotonic_ns() + int(seconds * 1000) * _MILLISECOND
            self.fp = io.BufferedReader(_PunctualReader(self.fp.detach(), sock, end))


class _PunctualConnection(HTTPConnection):
    response_class = _PunctualResponse


class _PunctualSecureConnection(HTTPSConnection):
    response_class = _PunctualResponse


class _PunctualPool(HTTPConnectionPool):
    ConnectionCls = _PunctualConnection  # pyright: ignore[reportAssignmentType] - as in urllib3 itself


class _PunctualSecurePool(HTTPSConnectionPool):
    ConnectionCls = _PunctualSecureConnection  # pyright: ignore[reportAssignmentType]


POOLS: Final[Mapping[str, type[HTTPConnectionPool]]] = {"http": _PunctualPool, "https": _PunctualSecurePool}
"""Pools of such connections, by scheme."""
