"""Due portfolios through the real clock's call, the real queue and the real function."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from google.cloud.firestore import Client

from _stack.addresses import Addresses
from _stack.scheduler import fire
from property.counts import fewer_by_day
from real_stores import schedule_of
from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import LARGE_CALL_SECONDS, Documents
from trimtab.adapters.firestore.schedules import FirestoreSchedules
from trimtab.adapters.firestore.writes import Delete, Put
from trimtab.adapters.identifiers import RandomIdentifiers
from trimtab.contracts.codec import to_document
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.timetable import REBALANCE_ON_SCHEDULE

pytestmark = pytest.mark.emulator

COUNT = min(40, fewer_by_day(3))
"""The emulator starts a process for every task that runs beside another: few by day."""

PATIENCE = 150.0


@pytest.fixture
def documents(urls: Addresses) -> Iterator[Documents]:
    """Open the stack's own store."""
    client = Client(project=urls.project)
    yield Documents(client, LARGE_CALL_SECONDS)
    client.close()  # type: ignore[no-untyped-call]  # the client's own gap


@pytest.fixture
def strangers(documents: Documents) -> Iterator[tuple[PortfolioRef, ...]]:
    """Let people be due who have linked no account; afterwards they are gone."""
    people = tuple(PortfolioRef(f"stranger-{uuid4().hex}") for _ in range(COUNT))
    due = datetime(2026, 1, 5, 14, 45, tzinfo=UTC)
    documents.commit(
        [Put(paths.schedule(each), {**to_document(schedule_of(each, due)), "nonce": ""}) for each in people]
    )
    yield people
    documents.commit([Delete(paths.schedule(each)) for each in people])


def failures(documents: Documents, people: Sequence[PortfolioRef]) -> list[int]:
    """Tell how many looks in vain each of them has had."""
    schedules = FirestoreSchedules(documents, RandomIdentifiers())
    records = [schedules.load(each) for each in people]
    return [record.schedule.failures for record in records if record]


def test_each_is_looked_at_once(urls: Addresses, documents: Documents, strangers: tuple[PortfolioRef, ...]):
    """One call of the clock comes twice, the next follows at once: one look each, in vain (F-005, F-008)."""
    parts = urlsplit(urls.functions_url)
    origin, slot = f"{parts.scheme}://{parts.netloc}", datetime.now(UTC)
    calls = [
        fire(origin, REBALANCE_ON_SCHEDULE.name, slot + shift * timedelta(seconds=1)) for shift in (0, 0, 1)
    ]
    until = time.monotonic() + PATIENCE
    while min(seen := failures(documents, strangers)) == 0 and time.monotonic() < until:
        time.sleep(0.5)

    assert [True] * 3 == calls
    assert [1] * COUNT == seen
