"""What only the Functions emulator needs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

import emulator_guard

SLEPT: list[float] = []


@pytest.fixture(autouse=True)
def _emulated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run as in the emulator, and note instead of waiting."""
    SLEPT.clear()
    monkeypatch.setenv("FUNCTIONS_EMULATOR", "true")
    monkeypatch.setattr("emulator_guard.time.sleep", SLEPT.append)


def wait(eta: str) -> list[float]:
    """Deliver a task with this header."""
    with Flask("x").test_request_context(headers={"X-CloudTasks-TaskETA": eta}):
        emulator_guard.wait_for_eta()
    return SLEPT


def test_a_delayed_task_waits_for_its_time():
    """The emulator hands it over at once."""
    due = datetime.now(UTC) + timedelta(seconds=5)

    (seconds,) = wait(due.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
    assert 4 < seconds <= 5


@pytest.mark.parametrize("eta", ["1796036157123", "1796011234567", "", "soon"])
def test_a_task_without_a_delay_waits_for_nothing(eta: str):
    """The emulator gives its time as a number, which may look like a date of long ago."""
    assert [] == wait(eta)


def test_in_production_nobody_waits(monkeypatch: pytest.MonkeyPatch):
    """There the queue keeps its own time."""
    monkeypatch.delenv("FUNCTIONS_EMULATOR")

    assert [] == wait("2126-01-01T00:00:00.000000Z")
