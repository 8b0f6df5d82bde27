"""Measure what docs/scaling.md counts with: a look, a page of due portfolios, and tasks a second.

It needs `FIRESTORE_EMULATOR_HOST`; with `CLOUD_TASKS_EMULATOR_HOST` too it fills the real queue, else one
that answers after five milliseconds. Prints, never fails.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from threading import Event
from time import perf_counter, process_time
from typing import Final
from uuid import uuid4

from google.cloud.firestore import Client

from automated_worlds import due_world, schedule
from bench.figures import Figures
from real_stores import HALVES, CountingDocuments, crowd, on_firestore
from trimtab.adapters.cloud_tasks import SIDE_BY_SIDE, CloudTasksQueue
from trimtab.adapters.firestore.documents import LARGE_CALL_SECONDS
from trimtab.domain.checkup import DueCheck
from trimtab.domain.policy import Policy
from trimtab.domain.portfolio import PortfolioRef
from trimtab.services.check_portfolio import check_portfolio
from trimtab.services.rebalance_on_schedule import PAGE
from worlds import ANNA, NOON, World

LOOKS: Final = 300
STORED_LOOKS: Final = 20
CROWD: Final = 10_000
PAGES: Final = 20
TASKS: Final = 500
ANSWER_SECONDS: Final = 0.005


def main() -> None:
    """Print every constant."""
    _say(f"a look without broker or store    {_in_memory()}")
    documents = CountingDocuments(Client(project=f"demo-{uuid4().hex[:20]}"), LARGE_CALL_SECONDS)
    for name, prices in (("quiet", {"SPY": D(50), "TLT": D(100)}), ("that proposes", {})):
        times, counts = _stored(documents, prices)
        each = "   ".join(f"{what} {number / STORED_LOOKS:.1f}" for what, number in sorted(counts.items()))
        _say(f"a look {name:<13} on the store  {times}   {each}")
    size = int(os.environ.get("TRIMTAB_CROWD", CROWD))
    _say(f"a page of {PAGE} among {size:,} due      {_pages(documents, size)}")
    _say(_enqueued())


def _in_memory() -> Figures:
    """Time looks of which every tenth finds a breach."""
    here = due_world()
    times = []
    for number in range(LOOKS):
        here.broker.prices.update(SPY=D(400 if number % 10 == 0 else 75), TLT=D(150))
        here.clock.advance(_until_due(here))
        start = process_time()
        check_portfolio(DueCheck(portfolio=ANNA, due_at=here.clock.now()), here.services)
        times.append((process_time() - start) * 1000)
    return Figures.of(times)


def _until_due(here: World) -> timedelta:
    due_at = schedule(here).next_due_at
    assert due_at
    return max(due_at - here.clock.now(), timedelta())


def _stored(documents: CountingDocuments, prices: dict[str, D]) -> tuple[Figures, Counter[str]]:
    """Time looks at the second session of portfolios, each of its own."""
    here = due_world()
    here.broker.prices.update(prices)
    here.broker.cash = D(0)
    services = on_firestore(here, documents)
    times, counts = [], Counter[str]()
    for number in range(STORED_LOOKS + 1):
        person = PortfolioRef(f"{len(prices)}-{number}")
        saved: Policy = replace(HALVES, version=1, saved_at=NOON)
        services.policies.append(person, saved)
        due = DueCheck(portfolio=person, due_at=NOON)
        here.clock.advance(timedelta(seconds=1))
        with documents.counting() as counted:
            start = perf_counter()
            check_portfolio(due, services)
            spent = (perf_counter() - start) * 1000
        if number:  # the first one reads the calendar from the broker
            counts.update(counted)
            times.append(spent)
    return Figures.of(times), counts


def _pages(documents: CountingDocuments, size: int) -> Figures:
    crowd(documents, size, NOON - timedelta(days=1))
    schedules = on_firestore(due_world(), documents).automation.schedules
    after, times = None, []
    for _ in range(min(PAGES, size // PAGE)):
        start = perf_counter()
        page = schedules.due(NOON, PAGE, after)
        times.append((perf_counter() - start) * 1000)
        after = page[-1]
    return Figures.of(times)


def _enqueued() -> str:
    checks = [DueCheck(portfolio=PortfolioRef(uuid4().hex), due_at=NOON) for _ in range(TASKS)]
    is_real = "CLOUD_TASKS_EMULATOR_HOST" in os.environ
    start = perf_counter()
    (_fill_emulator if is_real else _fill_stand_in)(checks)
    rate = TASKS / (perf_counter() - start)
    where = "the emulator's queue" if is_real else f"a queue that answers in {ANSWER_SECONDS * 1000:.0f} ms"
    return f"tasks a second into {where}, {SIDE_BY_SIDE} side by side: {rate:,.0f}"


def _fill_emulator(checks: Sequence[DueCheck]) -> None:
    import firebase_admin  # noqa: PLC0415 - half a second

    firebase_admin.initialize_app(options={"projectId": os.environ.get("GCLOUD_PROJECT", "demo-trimtab")})
    CloudTasksQueue().check_portfolios(checks)


def _fill_stand_in(checks: Sequence[DueCheck]) -> None:
    never = Event()
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        tuple(pool.map(lambda _: never.wait(ANSWER_SECONDS), checks))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
