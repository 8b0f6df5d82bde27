"""A crowd that is due at once, on the real store: the call of the clock dies half-way and comes twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Lock
from uuid import uuid4

import pytest
from google.cloud.firestore import Client

from automated_worlds import DAY, MONDAY, due_world
from property.counts import fewer_by_day
from real_stores import HALVES, CountingDocuments, crowd, on_firestore
from trimtab.adapters.firestore.documents import LARGE_CALL_SECONDS
from trimtab.adapters.memory.stores import MemoryPolicies
from trimtab.domain.checkup import Check, DueCheck
from trimtab.domain.portfolio import PortfolioRef
from trimtab.ports import Services
from trimtab.services import rebalance_on_schedule as rounds
from trimtab.services.check_portfolio import FIRST_PAUSE, check_portfolio
from trimtab.services.count_session import COUNTED_AFTER, count_sessions
from trimtab.services.rebalance_on_schedule import HOLD, PAGE, TickDone, rebalance_on_schedule
from worlds import NOON, World

pytestmark = pytest.mark.emulator

COUNT = min(2_000, fewer_by_day(100))
SMALL_PAGE = 30
"""A hundred in four pages in an ordinary run; two thousand at night, in pages of the usual size."""

WORKERS = 8


class Dying:
    """A queue that knows names, and whose caller dies once so many tasks are taken."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.tasks: dict[DueCheck, int] = {}
        self._lock = Lock()

    def check_portfolios(self, checks: Sequence[DueCheck]) -> None:
        """Take tasks one by one, as long as it lasts."""
        for due in checks:
            with self._lock:
                if not self.left:
                    self.left = -1
                    raise KeyboardInterrupt
                self.left -= 1
                self.tasks[due] = self.tasks.get(due, 0) + 1


@pytest.fixture
def documents(urls: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[CountingDocuments]:
    """Open the real store on a project of the test's own."""
    assert urls
    monkeypatch.setattr(rounds, "PAGE", min(PAGE, SMALL_PAGE * COUNT // 100))
    client = Client(project=f"demo-{uuid4().hex[:20]}")
    yield CountingDocuments(client, LARGE_CALL_SECONDS)
    client.close()  # type: ignore[no-untyped-call]  # the client's own gap


def opened(documents: CountingDocuments) -> tuple[World, set[PortfolioRef], Dying, Services]:
    """Let the crowd be due, with the same wishes in memory, and the first call die half-way."""
    here = due_world()
    people, queue, policies = crowd(documents, COUNT, NOON), Dying(COUNT // 2), MemoryPolicies()
    policies.versions.update({person: [replace(HALVES, version=1)] for person in people})
    services = replace(on_firestore(here, documents), policies=policies, telling=here.services.telling)
    services = replace(services, automation=replace(services.automation, checks=queue))
    with pytest.raises(KeyboardInterrupt):
        rebalance_on_schedule(NOON, services)
    here.clock.advance(HOLD)
    return here, set(people), queue, services


def twice(deeds: Sequence[Callable[[], object]]) -> list[object]:
    """Do everything two times, side by side."""
    with ThreadPoolExecutor(WORKERS) as pool:
        waiting = [pool.submit(deed) for deed in deeds for _ in range(2)]
        return [each.result() for each in waiting]


def test_everybody_is_looked_at_once(documents: CountingDocuments):
    """The call dies and is delivered twice, and so is each task: one look, one trace of it (F-005, F-008)."""
    here, people, queue, services = opened(documents)
    calls = twice([lambda: rebalance_on_schedule(NOON, services)])
    asked = {due.portfolio for due in queue.tasks}
    done = [each for each in _looks(here, queue, services) if isinstance(each, Check)]
    here.clock.advance(timedelta(hours=4) + COUNTED_AFTER)
    (counted,) = count_sessions(here.clock.now(), services)

    assert 1 == sum(isinstance(each, TickDone) and each.is_complete for each in calls)
    assert people == asked
    assert people == {each.portfolio for each in done}
    assert not [line for line in here.log.lines if "defect" in line.fields.get("error", "")]
    assert (MONDAY, COUNT, 0) == (counted.day, counted.checked_count, counted.missed_count)
    assert not services.automation.schedules.due(NOON + timedelta(hours=4), 1)
    assert {(1, 1, MONDAY)} == {_traces(person, services) for person in people}


def _looks(here: World, queue: Dying, services: Services) -> list[object]:
    """Deliver each task twice; whoever a slow store made wait is due a minute later, and asked for anew."""
    looks: list[object] = []
    while queue.tasks:
        tasks, queue.tasks = queue.tasks, {}
        looks += twice([_look(due, services) for due in tasks])
        here.clock.advance(FIRST_PAUSE)
        rebalance_on_schedule(here.clock.now(), services)
    return looks


def _look(due: DueCheck, services: Services) -> Callable[[], object]:
    return lambda: check_portfolio(due, services)


def _traces(person: PortfolioRef, services: Services) -> tuple[int, int, object]:
    """Count a portfolio's checks and drift, and tell its last session."""
    histories, record = services.automation.histories, services.automation.schedules.load(person)
    assert record
    assert record.schedule.next_due_at
    assert record.schedule.next_due_at < NOON + DAY
    return (
        len(histories.checks(person, 9)),
        len(histories.snapshots(person, 9)),
        record.schedule.last_session,
    )
