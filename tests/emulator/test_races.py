"""Sixty-four workers at once on the real store: of any number exactly one may win."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from uuid import uuid4

import pytest
from google.cloud.firestore import Client

from contract.stores import samples
from property.counts import fewer_by_day
from racing import figures, kinds, race
from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.firestore.runs import FirestoreRuns
from trimtab.adapters.identifiers import RandomIdentifiers
from trimtab.adapters.memory.telemetry import MemoryLog
from trimtab.domain.snapshot import BrokerMode
from trimtab.execution.lease import taken
from trimtab.ports import KeySeen, PlanSeen, Reservation, Reserved, RunRecord
from trimtab.services.ledger import Entry, save
from worlds import World, world

RACERS = 64
NAMES = [f"run{racer}" for racer in range(RACERS)]
ROUNDS_BY_DAY = 10
ROUNDS_BY_NIGHT = 1_000


def rounds() -> range:
    """Ten rounds in an ordinary run, a thousand in the nightly one."""
    return range(min(fewer_by_day(ROUNDS_BY_DAY), ROUNDS_BY_NIGHT))


@pytest.fixture
def runs(urls: object) -> Iterator[FirestoreRuns]:
    """Open the real run store on a project of the test's own."""
    assert urls
    client = Client(project=f"demo-{uuid4().hex[:20]}")
    yield FirestoreRuns(Documents(client), RandomIdentifiers(), MemoryLog())
    client.close()  # type: ignore[no-untyped-call]  # the client's own gap


def test_one_of_many_requests_gets_the_account(runs: FirestoreRuns):
    """Each with a key of its own: one is reserved, and the account names it (F-060, I-06)."""
    took: list[float] = []
    for number in rounds():
        account = f"acct_{number}"
        attempts = [opening(runs, f"{name}x{number}", f"{name}x{number}", account) for name in NAMES]
        outcomes = race(attempts, took)
        winner = next(each.record.run.ref for each in outcomes if isinstance(each, Reserved))

        assert 1 == kinds(outcomes)[Reserved]
        assert winner == runs.account(account, BrokerMode.PAPER).state.active_run
    print("reserve", figures(took))  # noqa: T201 - asked for


def test_one_key_starts_one_run(runs: FirestoreRuns):
    """The same request sixty-four times: one starts the run, all others are told which (F-001, I-11)."""
    took: list[float] = []
    for number in rounds():
        attempts = [
            opening(runs, f"{name}x{number}", f"key{number}", f"acct_{name}_{number}") for name in NAMES
        ]
        outcomes = race(attempts, took)
        winner = next(each.record.run.run_id for each in outcomes if isinstance(each, Reserved))

        assert {Reserved: 1, KeySeen: RACERS - 1} == kinds(outcomes)
        assert {winner} == {each.run_id for each in outcomes if isinstance(each, KeySeen)}
    print("key", figures(took))  # noqa: T201 - asked for


def test_one_plan_starts_one_run(runs: FirestoreRuns):
    """One plan under sixty-four keys: one starts the run, all others are told which (F-001)."""
    took: list[float] = []
    for number in rounds():
        made = [
            replace(
                samples.run(f"{name}x{number}", account_key=f"acct_{name}_{number}"), plan_id=f"pl_{number}"
            )
            for name in NAMES
        ]
        openings = [samples.opening(runs, each, samples.key(each.run_id)) for each in made]
        outcomes = race([partial(runs.reserve, each) for each in openings], took)
        winner = next(each.record.run.run_id for each in outcomes if isinstance(each, Reserved))

        assert {Reserved: 1, PlanSeen: RACERS - 1} == kinds(outcomes)
        assert {winner} == {each.run_id for each in outcomes if isinstance(each, PlanSeen)}
    print("plan", figures(took))  # noqa: T201 - asked for


def opening(runs: FirestoreRuns, name: str, key: str, account: str) -> Callable[[], Reservation]:
    """Prepare a reservation of an account that is free now."""
    made = samples.opening(runs, samples.run(name, account_key=account), samples.key(key))
    return lambda: runs.reserve(made)


def test_one_worker_takes_the_lease(runs: FirestoreRuns):
    """Sixty-four deliveries of one tick: one worker holds the run, under a fence of its own (F-063, I-21)."""
    here, took = replace(world().services, runs=runs), list[float]()
    for number in rounds():
        record = samples.reserve(
            runs, samples.run(f"run{number}", account_key=f"acct_{number}"), samples.key(f"k{number}")
        )

        def take(record: RunRecord = record) -> RunRecord | None:
            head = taken(record.run, RandomIdentifiers().fresh(), samples.NOON)
            return save(record, Entry(text="Taken.", head=head), here)

        won = [each for each in race([take] * RACERS, took) if each]

        assert [runs.load(samples.HOME, record.run.run_id)] == won
    print("lease", figures(took))  # noqa: T201 - asked for


def test_a_thousand_equal_requests_start_one_run(runs: FirestoreRuns):
    """A thousand calls of execute_plan with one key, sixty-four at a time (F-001)."""
    here = replace_runs(world(), runs)
    here.save(SPY="60", TLT="40")
    plan = here.check()
    with ThreadPoolExecutor(RACERS) as pool:
        started = list(pool.map(lambda _: here.execute(plan), range(1_000)))

    assert 1 == len({each.run.run_id for each in started})
    assert 1 == sum(not each.is_replay for each in started)


def replace_runs(here: World, runs: FirestoreRuns) -> World:
    """Put the real run store into a Trimtab in memory, with names that no other run has."""
    services = replace(here.services, runs=runs, identifiers=RandomIdentifiers())
    return replace(here, services=services)
