"""One HTTP exchange with a server on this machine, over a connection of its own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any, Final

LOOPBACK: Final = "127.0.0.1"
HEADER_END: Final = b"\r\n\r\n"


def wire(method: str, path: str, headers: Mapping[str, str], body: object = None) -> bytes:
    """Write a request for the wire, its body as JSON."""
    content = b"" if body is None else json.dumps(body).encode()
    fields = {
        "Host": LOOPBACK,
        **headers,
        "Connection": "close",
        "Content-Type": "application/json",
        "Content-Length": str(len(content)),
    }
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode() + content


async def exchange(port: int, request: bytes) -> tuple[int, bytes]:
    """Send a request and return the answer's status and body."""
    reader, writer = await asyncio.open_connection(LOOPBACK, port)
    try:
        writer.write(request)
        head = await reader.readuntil(HEADER_END)
        body = await reader.readexactly(content_length(head))
    finally:
        writer.close()
    return int(head.split(b" ", 2)[1]), body


async def ask(port: int, method: str, path: str, headers: Mapping[str, str], body: object = None) -> Any:
    """Send a request and return its answer's JSON. Raises RefusedRequestError for a status above 299."""
    status, content = await exchange(port, wire(method, path, headers, body))
    if status > 299:
        raise RefusedRequestError(status, content.decode(errors="replace"))
    return json.loads(content or b"{}")


class RefusedRequestError(Exception):
    """An answer that was no success."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(f"{status}: {text[:300]}")
        self.status = status


def content_length(head: bytes) -> int:
    """Read how long a message's body is, in bytes; zero where it does not say."""
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0
