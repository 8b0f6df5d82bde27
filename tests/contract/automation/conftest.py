"""Schedules, ticks, histories and calendars under test: in memory, and on Firestore's emulator."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest
from google.cloud.firestore import Client

from trimtab.adapters.firestore.calendars import FirestoreCalendars
from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.firestore.histories import FirestoreHistories
from trimtab.adapters.firestore.policies import FirestorePolicies
from trimtab.adapters.firestore.runs import FirestoreRuns
from trimtab.adapters.firestore.schedules import FirestoreSchedules, FirestoreTicks
from trimtab.adapters.firestore.studies import FirestoreStudies
from trimtab.adapters.identifiers import RandomIdentifiers
from trimtab.adapters.memory.automation import MemorySchedules, MemoryTicks
from trimtab.adapters.memory.calendars import MemoryCalendars
from trimtab.adapters.memory.histories import MemoryHistories
from trimtab.adapters.memory.runs import MemoryRuns
from trimtab.adapters.memory.stores import MemoryPolicies
from trimtab.adapters.memory.studies import MemoryStudies
from trimtab.adapters.memory.telemetry import MemoryLog
from trimtab.ports import PolicyStore, RunStore
from trimtab.ports.automation import Histories, Schedules, Ticks
from trimtab.ports.calendars import Calendars
from trimtab.ports.studies import Studies


@dataclass(frozen=True, slots=True)
class Kept:
    """One implementation of each port."""

    policies: PolicyStore
    schedules: Schedules
    ticks: Ticks
    histories: Histories
    calendars: Calendars
    runs: RunStore
    studies: Studies


def in_memory(_: pytest.FixtureRequest) -> Kept:
    """Open the fakes."""
    schedules, runs = MemorySchedules(), MemoryRuns()
    return Kept(
        MemoryPolicies(schedules),
        schedules,
        MemoryTicks(),
        MemoryHistories(runs),
        MemoryCalendars(),
        runs,
        MemoryStudies(),
    )


def on_firestore(request: pytest.FixtureRequest) -> Kept:
    """Open the real stores on a project of the test's own."""
    documents, names = Documents(request.getfixturevalue("client")), RandomIdentifiers()
    return Kept(
        FirestorePolicies(documents, names),
        FirestoreSchedules(documents, names),
        FirestoreTicks(documents, names),
        FirestoreHistories(documents),
        FirestoreCalendars(documents),
        FirestoreRuns(documents, names, MemoryLog()),
        FirestoreStudies(documents, names),
    )


@pytest.fixture
def client() -> Iterator[Client]:
    """Open a Firestore project of the test's own."""
    if "FIRESTORE_EMULATOR_HOST" not in os.environ:
        pytest.fail("FIRESTORE_EMULATOR_HOST is not set: run scripts/test, or start the emulator and name it")
    opened = Client(project=f"demo-{uuid4().hex[:20]}")
    yield opened
    opened.close()  # type: ignore[no-untyped-call]  # the client's own gap


@pytest.fixture(params=[in_memory, pytest.param(on_firestore, marks=pytest.mark.emulator)])
def kept(request: pytest.FixtureRequest) -> Kept:
    """Open each implementation in turn, empty."""
    opening: Callable[[pytest.FixtureRequest], Kept] = request.param
    return opening(request)
