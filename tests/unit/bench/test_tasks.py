"""The stand-in for Cloud Tasks delivers each task once, in its time, and again when it failed."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bench import tasks
from bench.exchange import HEADER_END, LOOPBACK, content_length, exchange, wire


def task(name: str, delay: float = 0.0) -> dict[str, Any]:
    body = base64.b64encode(json.dumps({"data": name}).encode()).decode()
    due = (datetime.now(UTC) + timedelta(seconds=delay)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return {"name": name, "httpRequest": {"body": body}, "scheduleTime": due}


async def deliver(sent: Sequence[dict[str, Any]], answers: Sequence[int]) -> tuple[list[int], list[str]]:
    """Send tasks to a queue before a function that answers so; return the queue's answers and what came."""
    came, left = list[str](), list(answers)

    async def function(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(HEADER_END)
        came.append(json.loads(await reader.readexactly(content_length(head)))["data"])
        writer.write(f"HTTP/1.1 {left.pop(0)} -\r\nContent-Length: 0\r\n\r\n".encode())
        writer.close()

    target = await asyncio.start_server(function, LOOPBACK, 0)
    queue = tasks.TaskQueue(target.sockets[0].getsockname()[1])
    server = await queue.serve(0)
    port = server.sockets[0].getsockname()[1]
    statuses = [(await exchange(port, wire("POST", "/tasks", {}, {"task": each})))[0] for each in sent]
    while not queue.is_idle:
        await asyncio.sleep(0.01)
    server.close()
    target.close()
    return statuses, came


def test_a_name_is_taken_once():
    """The second task of a name is refused, and only one comes."""
    assert ([200, 409, 200], ["a", "b"]) == asyncio.run(
        deliver([task("a"), task("a"), task("b", 0.1)], [200, 200])
    )


def test_a_task_that_failed_comes_again(monkeypatch: pytest.MonkeyPatch):
    """Any answer but a success counts as a failure."""
    monkeypatch.setattr(tasks, "FIRST_PAUSE", 0.01)

    assert ([200], ["a", "a", "a"]) == asyncio.run(deliver([task("a")], [500, 429, 204]))


def test_a_task_does_not_come_before_its_time():
    """The delay that was asked for is kept, unlike in the emulator."""
    began = time.monotonic()
    asyncio.run(deliver([task("later", 0.3)], [200]))

    assert time.monotonic() - began >= 0.25
