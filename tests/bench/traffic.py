"""Open-loop traffic: requests count from the moment they were due, not from when the last one ended."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.exchange import exchange, wire


@dataclass(frozen=True, slots=True)
class Ask:
    """One request of one account."""

    key: str
    method: str
    path: str
    body: object = None

    def wire(self) -> bytes:
        """Write it for the wire."""
        headers = {"APCA-API-KEY-ID": self.key, "APCA-API-SECRET-KEY": "secret"}
        return wire(self.method, self.path, headers, self.body)


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
        status, _ = await exchange(port, ask.wire())
        tally.statuses[status] += 1
        tally.times.append((time.perf_counter() - due) * 1000)
