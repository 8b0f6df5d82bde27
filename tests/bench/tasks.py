"""A stand-in for Cloud Tasks: takes tasks as the Tasks emulator does, and delivers each when it is due.

The emulator itself delivers at once whatever delay was asked for. Here a name is taken once, at most
`MOST_AT_ONCE` tasks are under way, and a failed one comes again as `functions/handlers/advance_run.py` orders
it; tasks are lost or doubled only where the real service would.
"""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from bench.exchange import HEADER_END, LOOPBACK, content_length, exchange, wire

MOST_AT_ONCE: Final = 10
MOST_ATTEMPTS: Final = 10
FIRST_PAUSE: Final = 2.0
LONGEST_PAUSE: Final = 30.0
SUCCESSES: Final = range(200, 300)


@dataclass(slots=True)
class Deliveries:
    """Milliseconds that ticks took, that they waited for a free place, and how their answers ended."""

    took: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    given_up: int = 0


class TaskQueue:
    """One queue in front of one function; `deliveries` is what has been seen so far."""

    def __init__(self, target_port: int, most_at_once: int = MOST_AT_ONCE) -> None:
        self.deliveries = Deliveries()
        self._port = target_port
        self._names: set[str] = set()
        self._places = asyncio.Semaphore(most_at_once)
        self._under_way: set[asyncio.Task[None]] = set()

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing waits and nothing is under way."""
        return not self._under_way

    async def serve(self, port: int) -> asyncio.Server:
        """Take tasks at `POST /projects/…/queues/…/tasks`."""
        return await asyncio.start_server(self._answer, LOOPBACK, port)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            while True:
                head = await reader.readuntil(HEADER_END)
                body = await reader.readexactly(content_length(head))
                status, answer = self._take(json.loads(body)["task"])
                content = json.dumps(answer).encode()
                writer.write(
                    f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n"
                    f"Content-Length: {len(content)}\r\n\r\n".encode()
                    + content
                )
                await writer.drain()
        writer.close()

    def _take(self, task: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        name = task["name"]
        if name in self._names:
            return "409 Conflict", {"error": {"status": "ALREADY_EXISTS", "message": name}}
        self._names.add(name)
        delivery = asyncio.create_task(self._deliver(task))
        self._under_way.add(delivery)
        delivery.add_done_callback(self._under_way.discard)
        return "200 OK", {"task": {"name": f"/{name}"}}

    async def _deliver(self, task: dict[str, Any]) -> None:
        body = json.loads(base64.b64decode(task["httpRequest"]["body"]))
        await _wait(_seconds_until(task.get("scheduleTime")))
        pause = FIRST_PAUSE
        for _ in range(MOST_ATTEMPTS):
            if await self._attempt(body) in SUCCESSES:
                return
            await _wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        self.deliveries.given_up += 1

    async def _attempt(self, body: object) -> int:
        due = time.perf_counter()
        async with self._places:
            began = time.perf_counter()
            status = await self._post(body)
        self.deliveries.waited.append((began - due) * 1000)
        self.deliveries.took.append((time.perf_counter() - began) * 1000)
        self.deliveries.statuses[status] += 1
        return status

    async def _post(self, body: object) -> int:
        try:
            status, _ = await exchange(self._port, wire("POST", "/", {}, body))
        except (OSError, asyncio.IncompleteReadError):
            return 0
        return status


async def _wait(seconds: float) -> None:
    over = time.perf_counter() + seconds
    while (left := over - time.perf_counter()) > 0:
        await asyncio.sleep(left)


def _seconds_until(moment: str | None) -> float:
    if moment is None:
        return 0.0
    return (datetime.fromisoformat(moment) - datetime.now(UTC)).total_seconds()
