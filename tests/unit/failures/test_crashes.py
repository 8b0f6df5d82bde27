"""Workers that die at any moment, and what the next one makes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal as D
from typing import NoReturn

import pytest

from trimtab.adapters.memory.broker import MemoryBroker
from trimtab.adapters.memory.runs import MemoryRuns
from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.leg import LegState
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunState
from trimtab.ports import RunRecord, RunStep
from trimtab.services.advance_run import advance_run
from trimtab.services.sweep import sweep
from unit.failures.scenes import (
    Submit,
    after_the_lease,
    buyer,
    dies,
    dies_after,
    mortal_tick,
    taken_orders,
    trader,
)
from worlds import ANNA, World

SUBMIT = MemoryBroker.submit
Scene = Callable[[], tuple[World, RunRecord]]


def killed_at(submit: Submit, here: World, record: RunRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    """Advance a run by a worker that does not survive its first order."""
    with monkeypatch.context() as patch:
        patch.setattr(MemoryBroker, "submit", submit)
        with pytest.raises(SystemExit):
            advance_run(ANNA, record.run.run_id, here.services)


@pytest.mark.parametrize("scene", [trader, buyer])
def test_an_order_that_never_left_is_sent_by_the_next_worker(scene: Scene, monkeypatch: pytest.MonkeyPatch):
    """Its worker wrote it down and died; nobody finds it, so it leaves under the same id (F-070, F-117)."""
    here, record = scene()
    killed_at(dies, here, record, monkeypatch)
    ended = after_the_lease(here, record)

    assert (RunState.COMPLETED, {1}) == (ended.run.state, set(taken_orders(here).values()))


@pytest.mark.parametrize("scene", [trader, buyer])
def test_an_order_that_left_is_found_by_the_next_worker(scene: Scene, monkeypatch: pytest.MonkeyPatch):
    """Its worker died before it stored the answer: a look-up finds it, none leaves again (F-071, F-117)."""
    here, record = scene()
    killed_at(dies_after(SUBMIT), here, record, monkeypatch)
    ended = after_the_lease(here, record)

    assert (RunState.COMPLETED, ended.run.leg_count) == (ended.run.state, len(here.broker.sent))


def test_a_worker_may_die_at_any_effect():
    """A signal, no memory, a lost machine: before and after each effect, the job is done once (F-172)."""
    deaths, is_dead = 0, True
    while is_dead:
        here, record = trader()
        is_dead = mortal_tick(here, record, deaths + 1)
        deaths += is_dead
        ended = after_the_lease(here, record)

        assert (RunState.COMPLETED, {"SPY": 1, "TLT": 1}) == (ended.run.state, taken_orders(here))

    assert deaths > 80


def test_sealed_buys_are_never_sealed_again(monkeypatch: pytest.MonkeyPatch):
    """Its worker died before the first buy, and the price fell since: what was sealed is bought (F-115)."""
    here, record = buyer()
    killed_at(dies, here, record, monkeypatch)
    sealed = here.runs.records[ANNA, record.run.run_id].leg(1).quantity
    here.broker.prices["TLT"] = D(96)
    ended = after_the_lease(here, record)

    assert ({sealed}, 1) == (
        {intent.quantity for intent in here.broker.sent},
        [change.state for change in ended.run.history].count(RunState.BUY_SEALED),
    )


def test_only_one_of_two_workers_ends_a_run(monkeypatch: pytest.MonkeyPatch):
    """Both decide on the same end; the second is too late: there is one last event, one notice (F-133)."""
    here, record = trader()
    steps = list[tuple[RunRecord, RunStep]]()
    save = MemoryRuns.save

    def noting(runs: MemoryRuns, before: RunRecord, step: RunStep) -> RunRecord | None:
        steps.append((before, step))
        return save(runs, before, step)

    monkeypatch.setattr(MemoryRuns, "save", noting)
    ended = here.finish(record)

    assert here.runs.save(*steps[-1]) is None
    assert (1, 1, ended.run.sequence) == (
        sum(event.run_state is RunState.COMPLETED for event in here.runs.events[record.run.run_id]),
        len(here.runs.notices),
        len(here.runs.events[record.run.run_id]),
    )


def test_a_dead_worker_s_account_stays_with_its_run():
    """Days go by, and no timer frees it: the next run is refused with the id of this one (F-065)."""
    here, record = trader()
    mortal_tick(here, record, 20)
    here.clock.advance(timedelta(days=3))

    with pytest.raises(RefusedError) as caught:
        here.execute(here.check(), key="key-00000002")
    assert (ReasonCode.ACCOUNT_BUSY, record.run.run_id) == (caught.value.code, caught.value.details["run_id"])


def test_waiting_for_a_fill_is_shared_among_short_ticks():
    """No tick lasts a minute, however long the order works; between them all is on record (F-098)."""
    here, record = trader()
    here.broker.fill_fraction = D(0)
    lengths = list[timedelta]()
    while not here.runs.records[ANNA, record.run.run_id].run.is_over:
        began = here.clock.now()
        advance_run(ANNA, record.run.run_id, here.services)
        lengths.append(here.clock.now() - began)
        here.clock.advance(timedelta(seconds=here.queue.asked[-1].delay_seconds))
    ended = here.runs.records[ANNA, record.run.run_id]

    assert (True, LegState.CANCELLED) == (len(lengths) > 4, ended.leg(1).state)
    assert max(lengths) < timedelta(minutes=1)


def test_a_lost_tick_is_missed_within_three_sweeps():
    """An order works, and the task that was to look after it never comes: a sweep asks anew (F-097)."""
    here, record = trader()
    here.broker.fill_fraction = D(0)
    advance_run(ANNA, record.run.run_id, here.services)
    woken = list[int]()
    for _ in range(3):
        here.clock.advance(timedelta(minutes=1))
        woken.append(sweep(here.services).woken)

    assert [0, 0, 1] == woken


def test_nothing_leaves_while_the_store_is_away(monkeypatch: pytest.MonkeyPatch):
    """Ten minutes without a ledger are ten minutes without an order; then the run goes on (F-175)."""
    here, record = trader()
    with monkeypatch.context() as patch:
        patch.setattr(MemoryRuns, "save", is_away)
        for _ in range(10):
            here.clock.advance(timedelta(minutes=1))
            with pytest.raises(UnavailableError):
                advance_run(ANNA, record.run.run_id, here.services)
    sent = len(here.broker.sent)

    assert (0, RunState.COMPLETED) == (sent, here.finish(record).run.state)


def is_away(*_: object) -> NoReturn:
    raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, "The store failed; try again.")
