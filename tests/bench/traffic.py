"""Open-loop traffic: requests count from the moment they were due, not from when the last one ended."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

_HEADER_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Ask:
    """One request of one account."""

    key: str
    method: str
    path: str
    body: object = None

    def wire(self, host: str) -> bytes:
        """Write it for the wire."""
        content = b"" if self.body is None else json.dumps(self.body).encode()
        fields = {
            "Host": host,
            "APCA-API-KEY-ID": self.key,
            "APCA-API-SECRET-KEY": "secret",
            "Content-Type": "application/json",
            "Content-Length": str(len(content)),
        }
        lines = [
            f"{self.method} {self.path} HTTP/1.1",
            *(f"{name}: {value}" for name, value in fields.items()),
        ]
        head = "\r\n".join([*lines, "", ""])
        return head.encode() + content


@dataclass(slots=True)
class Tally:
    """Milliseconds from the moment a request was due to its last byte, and how the answers ended."""

    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


async def drive(port: int, asks: Sequence[Ask], per_second: float) -> Tally:
    """Send the asks at an even rate; accounts run beside each other, each waits for its own answers."""
    tally = Tally()
    began = time.perf_counter() + 0.2
    queues: dict[str, asyncio.Queue[tuple[float, Ask] | None]] = {ask.key: asyncio.Queue() for ask in asks}
    workers = [asyncio.create_task(_work(port, queue, tally)) for queue in queues.values()]
    for number, ask in enumerate(asks):
        due = began + number / per_second
        while (left := due - time.perf_counter()) > 0:
            await asyncio.sleep(left)
        queues[ask.key].put_nowait((due, ask))
    for queue in queues.values():
        queue.put_nowait(None)
    await asyncio.gather(*workers)
    return tally


async def _work(port: int, queue: asyncio.Queue[tuple[float, Ask] | None], tally: Tally) -> None:
    while (item := await queue.get()) is not None:
        due, ask = item
        tally.statuses[await _exchange(port, ask)] += 1
        tally.times.append((time.perf_counter() - due) * 1000)


async def _exchange(port: int, ask: Ask) -> int:
    """Ask over a connection of its own, for the broker closes each after its answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(ask.wire("127.0.0.1"))
    head = await reader.readuntil(_HEADER_END)
    await reader.readexactly(_length(head))
    writer.close()
    return int(head.split(b" ", 2)[1])


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0
