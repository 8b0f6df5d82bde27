"""The local stack's scheduler."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from _stack.scheduler import fire, is_due, next_minute, run
from trimtab.domain.timetable import JOBS, SWEEP, Job

SLOT = datetime(2026, 1, 2, 15, 0, tzinfo=UTC)


class Emulator(BaseHTTPRequestHandler):
    """Takes every call, and remembers its path and the time it was for."""

    seen: list[tuple[str, str | None]]

    def do_POST(self) -> None:
        """Take one call."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append((self.path, self.headers["X-CloudScheduler-ScheduleTime"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({}).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def origin() -> Iterator[str]:
    """Serve a Functions emulator that does nothing."""
    Emulator.seen = []
    with HTTPServer(("127.0.0.1", 0), Emulator) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_function_is_fired_at_its_emulated_address(origin: str):
    """With the slot's time, as the real scheduler sends it."""
    assert fire(origin, "sweep", SLOT)
    assert [
        ("/functions/projects/demo-trimtab/triggers/us-central1-sweep-0", "2026-01-02T15:00:00+00:00")
    ] == Emulator.seen


def test_a_stack_that_does_not_answer_is_no_error():
    """The next minute tries again."""
    assert not fire("http://127.0.0.1:1", "sweep", SLOT)


@pytest.mark.parametrize(("now", "due"), [(0.0, 60.0), (59.9, 60.0), (60.0, 120.0)])
def test_slots_are_full_minutes(now: float, due: float):
    """On the minute the next one is due."""
    assert due == next_minute(now)


def test_each_minute_is_swept_once(origin: str):
    """Two minutes pass in no time."""
    time = [SLOT.timestamp() + 1]
    run(origin, lambda seconds: time.__setitem__(0, time[0] + seconds), lambda: time[0], minutes=2)
    swept = [slot[11:16] for path, slot in Emulator.seen if slot and "sweep" in path]

    assert ["15:01", "15:02"] == swept


def test_a_job_is_due_when_its_line_says_so():
    """Every five minutes means on the fives."""
    job = Job(name="any", cron="*/5 * * * *")

    assert [0, 5, 10] == [minute for minute in range(12) if is_due(job, SLOT.replace(minute=minute))]


def test_a_line_is_read_in_its_own_time_zone():
    """Ten in New York is three in the afternoon in Greenwich, in winter."""
    assert is_due(Job(name="any", cron="0 10 * * *"), SLOT)


def test_every_job_is_due_sometime_within_an_hour():
    """None is left out of the local stack."""
    slots = [SLOT.replace(minute=minute) for minute in range(60)]

    assert SWEEP in JOBS
    assert all(any(is_due(job, slot) for slot in slots) for job in JOBS)
