"""What every ledger promises."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract.stores import samples
from contract.stores.conftest import Stores
from trimtab.domain.run import RunState
from trimtab.execution.journal import first_event
from trimtab.ports import AccountHeld, KeySeen, Reserved, RunRecord


def test_a_reserved_run_can_be_loaded(stores: Stores):
    """Run, legs and revision are read as `reserve` returned them."""
    reserved = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))

    assert reserved == stores.runs.load(samples.HOME, "run1")


def test_a_used_key_names_its_run(stores: Stores):
    """The same key again tells the run it started and the request it came with."""
    samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    run, event = first_event(samples.run("run2"), samples.legs())
    outcome = stores.runs.reserve(run, samples.legs(), event, samples.key("k1"))

    assert KeySeen(run_id="run1", request_hash="hash of k1") == outcome


def test_a_key_can_be_looked_up(stores: Stores):
    """Before anything is checked a caller's key tells whether it was used."""
    samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    found = [stores.runs.find_key(samples.key(name)) for name in ("k1", "k2")]

    assert [KeySeen(run_id="run1", request_hash="hash of k1"), None] == found


def test_keys_of_two_people_are_apart(stores: Stores):
    """Somebody else's equal key is a fresh one."""
    samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))

    assert stores.runs.find_key(samples.key("k1", uid="bob")) is None


def test_an_account_holds_one_run(stores: Stores):
    """While a run is active its account takes no other, and nothing of the other is kept."""
    samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    run, event = first_event(samples.run("run2"), samples.legs())
    outcome = stores.runs.reserve(run, samples.legs(), event, samples.key("k2"))

    assert (AccountHeld("run1"), None) == (outcome, stores.runs.load(samples.HOME, "run2"))


def test_accounts_are_apart(stores: Stores):
    """A run on one account does not keep another account from trading."""
    samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    other = samples.run("run2", account_key="acct_2")

    assert other.run_id == samples.reserve(stores.runs, other, samples.key("k2")).run.run_id


def test_a_saved_step_can_be_loaded(stores: Stores):
    """The next state, the changed leg and the new revision are read as `save` returned them."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    run, legs, event = samples.step(record, RunState.SELLING)
    saved = stores.runs.save(record, run, legs, event)
    loaded = stores.runs.load(samples.HOME, "run1")

    assert saved == loaded == RunRecord(run=run, legs=legs, revision=loaded.revision if loaded else "")


def test_steps_follow_one_another(stores: Stores):
    """The record a step returns is the one the next step builds on."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    second = stores.runs.save(record, *samples.step(record, RunState.SELLING)) or record
    third = stores.runs.save(second, *samples.step(second, RunState.SELLS_OPEN)) or second

    assert (3, RunState.SELLS_OPEN) == (third.run.sequence, third.run.state)


def test_a_step_from_an_old_record_is_lost(stores: Stores):
    """Two workers take the same step, byte for byte; the second one is told that it lost."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    step = samples.step(record, RunState.SELLING)
    first, second = stores.runs.save(record, *step), stores.runs.save(record, *step)

    assert (True, None) == (first is not None, second)


@pytest.mark.parametrize("state", [RunState.COMPLETED, RunState.BLOCKED, RunState.CANCELLED])
def test_a_final_state_gives_the_account_back(stores: Stores, state: RunState):
    """Once a run has ended, the next one may have its account."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    stores.runs.save(record, *samples.step(record, state))
    run, event = first_event(samples.run("run2"), samples.legs())

    assert isinstance(stores.runs.reserve(run, samples.legs(), event, samples.key("k2")), Reserved)


@pytest.mark.parametrize("state", [RunState.SELLING, RunState.NEEDS_OPERATOR])
def test_an_unfinished_run_keeps_the_account(stores: Stores, state: RunState):
    """A run that still trades, or waits for a person, keeps everybody else out."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    stores.runs.save(record, *samples.step(record, state))
    run, event = first_event(samples.run("run2"), samples.legs())

    assert AccountHeld("run1") == stores.runs.reserve(run, samples.legs(), event, samples.key("k2"))


def test_an_ended_run_cannot_give_back_the_next_ones_account(stores: Stores):
    """A change to a run that ended long ago leaves the lock with the run that holds it now."""
    ended = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    ended = stores.runs.save(ended, *samples.step(ended, RunState.COMPLETED)) or ended
    samples.reserve(stores.runs, samples.run("run2"), samples.key("k2"))
    stores.runs.save(ended, *samples.step(ended, RunState.COMPLETED))
    run, event = first_event(samples.run("run3"), samples.legs())

    assert AccountHeld("run2") == stores.runs.reserve(run, samples.legs(), event, samples.key("k3"))


def test_a_run_belongs_to_its_portfolio(stores: Stores):
    """The id of a run opens it nowhere else."""
    samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))

    assert stores.runs.load(samples.SECOND, "run1") is None


@pytest.mark.parametrize("name", ["", ".", "..", "__all__", "run1/legs/1", "no such run", "nobody"])
def test_what_is_no_run_id_finds_nothing(stores: Stores, name: str):
    """An id that names no run is simply unknown."""
    assert stores.runs.load(samples.HOME, name) is None


def test_an_optional_leg_field_can_be_emptied(stores: Stores):
    """A leg is stored whole, so what a step clears does not linger."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    sent = stores.runs.save(record, *samples.step(record, RunState.SELLING)) or record
    run, legs, event = samples.step(sent, RunState.SELLING)
    cleared = stores.runs.save(sent, run, (replace(legs[0], sent_at=None), *legs[1:]), event)

    assert cleared == stores.runs.load(samples.HOME, "run1")
