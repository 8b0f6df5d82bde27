"""Many workers at once: of any number exactly one may win."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal as D
from functools import partial

import pytest

from contract.stores import samples, tax_samples
from contract.stores.conftest import Stores
from racing import kinds, race
from trimtab.domain.claims import Claim, Claimed, KeyBusy
from trimtab.domain.run import Run, RunState
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trading_state import TradingMode, TradingScope, TradingState
from trimtab.ports import (
    AccountMoved,
    IdempotencyKey,
    KeySeen,
    PlanSeen,
    Reservation,
    Reserved,
    RunStore,
    SimulationStore,
)

RACERS = 16
ROUNDS = 3
NAMES = [f"run{racer}" for racer in range(RACERS)]


@pytest.fixture(params=range(ROUNDS))
def again() -> None:
    """Run the test this often, each time on empty stores."""


def reservation(runs: RunStore, run: Run, key: IdempotencyKey) -> Callable[[], Reservation]:
    """Prepare an attempt to reserve a run."""
    opening = samples.opening(runs, run, key)
    return lambda: runs.reserve(opening)


def finish(store: SimulationStore, key: IdempotencyKey, claim: Claim) -> Callable[[], bool]:
    """Prepare an attempt to keep the sample run under a key."""
    assert isinstance(claim, Claimed)
    return lambda: store.finish(key, claim, samples.simulation())


@pytest.mark.usefixtures("again")
def test_one_of_many_keys_gets_the_account(stores: Stores):
    """Sixteen requests with keys of their own: one is reserved, all others are told to look again (F-060)."""
    outcomes = race([reservation(stores.runs, samples.run(name), samples.key(name)) for name in NAMES])
    winner = next(each.record.run.ref for each in outcomes if isinstance(each, Reserved))

    assert {Reserved: 1, AccountMoved: RACERS - 1} == kinds(outcomes)
    assert winner == stores.runs.account("acct_1", BrokerMode.PAPER).state.active_run


@pytest.mark.usefixtures("again")
@pytest.mark.parametrize("account", ["acct_1", "acct_of_{}"], ids=["one account", "an account each"])
def test_one_key_starts_one_run(stores: Stores, account: str):
    """Sixteen repeats of one request: one starts the run, and all others are told which."""
    runs = [samples.run(name, account_key=account.format(name)) for name in NAMES]
    outcomes = race([reservation(stores.runs, run, samples.key("k1")) for run in runs])
    winner = next(each.record.run.run_id for each in outcomes if isinstance(each, Reserved))

    assert {Reserved: 1, KeySeen: RACERS - 1} == kinds(outcomes)
    assert {winner} == {each.run_id for each in outcomes if isinstance(each, KeySeen)}


@pytest.mark.usefixtures("again")
@pytest.mark.parametrize("account", ["acct_1", "acct_of_{}"], ids=["one account", "an account each"])
def test_one_plan_starts_one_run(stores: Stores, account: str):
    """Sixteen approvals of one plan under as many keys: one starts the run, all others are told which."""
    runs = [replace(samples.run(name, account_key=account.format(name)), plan_id="pl_1") for name in NAMES]
    outcomes = race([reservation(stores.runs, run, samples.key(run.run_id)) for run in runs])
    winner = next(each.record.run.run_id for each in outcomes if isinstance(each, Reserved))

    assert {Reserved: 1, PlanSeen: RACERS - 1} == kinds(outcomes)
    assert {winner} == {each.run_id for each in outcomes if isinstance(each, PlanSeen)}


@pytest.mark.usefixtures("again")
def test_one_of_many_twins_claims_a_fresh_key(stores: Stores):
    """Sixteen equal requests at once: one answers, and all others are told that somebody does."""
    key = samples.key("k1")
    outcomes = race([lambda: stores.simulations.claim(key, samples.NOON, samples.LEASE)] * RACERS)

    assert {Claimed: 1, KeyBusy: RACERS - 1} == kinds(outcomes)


@pytest.mark.usefixtures("again")
def test_one_of_many_twins_takes_a_dead_lease_over(stores: Stores):
    """A twin died; of sixteen who come after its lease one goes on."""
    key, later = samples.key("k1"), samples.NOON + samples.LEASE
    stores.simulations.claim(key, samples.NOON, samples.LEASE)
    outcomes = race([lambda: stores.simulations.claim(key, later, samples.LEASE)] * RACERS)

    assert {Claimed: 1, KeyBusy: RACERS - 1} == kinds(outcomes)


@pytest.mark.usefixtures("again")
def test_many_keys_keep_one_run(stores: Stores):
    """Sixteen keys with the same question finish at once: all are answered by one and the same run."""
    keys = [samples.key(name) for name in NAMES]
    claims = [(key, stores.simulations.claim(key, samples.NOON, samples.LEASE)) for key in keys]
    attempts = [finish(stores.simulations, key, claim) for key, claim in claims]

    assert [True] * RACERS == race(attempts)
    assert samples.simulation() == stores.simulations.find(samples.HOME, "rr_1")


def test_one_worker_takes_the_step(stores: Stores):
    """Sixteen workers save the same step, byte for byte: one has won, the ledger holds it once (F-063)."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    step = samples.step(record, RunState.SELLING)
    outcomes = race([lambda: stores.runs.save(record, step)] * RACERS)
    won = [each for each in outcomes if each]

    assert [stores.runs.load(samples.HOME, "run1")] == won


def test_one_save_takes_the_version(stores: Stores):
    """Sixteen saves of the same policy, byte for byte: one is told that it was stored."""
    outcomes = race([lambda: stores.policies.append(samples.HOME, samples.policy(1))] * RACERS)

    assert [True] == [outcome for outcome in outcomes if outcome]


def test_one_look_keeps_the_book(stores: Stores):
    """Sixteen looks begin the book, byte for byte: one has kept it; then sixteen change it: one again."""
    first = tax_samples.book(tax_samples.BUY)
    begun = race([lambda: stores.taxes.save(samples.HOME, None, first)] * RACERS)
    record = stores.taxes.load(samples.HOME)
    changed = race([lambda: stores.taxes.save(samples.HOME, record, tax_samples.book())] * RACERS)

    assert ([True], [True]) == ([each for each in begun if each], [each for each in changed if each])


def test_one_check_keeps_the_peak(stores: Stores):
    """Sixteen checks begin a peak, each with a value of its own: the one that was kept is told so."""
    peaks = [replace(samples.equity_peak(), value=D(value)) for value in range(RACERS)]
    attempts = [partial(stores.equity_peaks.save, samples.HOME, None, peak) for peak in peaks]
    won = [peak for peak, is_kept in zip(peaks, race(attempts), strict=True) if is_kept]
    record = stores.equity_peaks.load(samples.HOME)

    assert record
    assert [record.peak] == won


def test_one_guard_turns_the_switch(stores: Stores):
    """Sixteen guards would turn an account's switch, each for its own reason: one of them has."""
    place = samples.run("run1").place
    halt = TradingState(
        mode=TradingMode.HALTED, reason="", epoch=1, updated_by="guard", updated_at=samples.NOON
    )
    states = [replace(halt, reason=name) for name in NAMES]
    attempts = [partial(stores.trading.set_next, state, TradingScope.ACCOUNT, place) for state in states]
    won = [state for state, is_set in zip(states, race(attempts), strict=True) if is_set]

    assert [stores.trading.of(TradingScope.ACCOUNT, place)] == won
    assert won == [change.state for change in stores.trading.changes_of(samples.NOON.date())]


def test_a_run_that_ends_lets_one_other_in(stores: Stores):
    """A run ends, and sixteen who have seen it end ask for its account at once: one gets it."""
    record = samples.reserve(stores.runs, samples.run("first"), samples.key("first"))
    stores.runs.save(record, samples.ending(stores.runs, record))
    outcomes = race([reservation(stores.runs, samples.run(name), samples.key(name)) for name in NAMES])

    assert 1 == kinds(outcomes)[Reserved]
