"""What every ledger promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from google.cloud.firestore import Client

from contract.stores import samples
from contract.stores.conftest import Stores
from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.firestore.runs import UNREADABLE_PAUSE, FirestoreRuns
from trimtab.adapters.identifiers import RandomIdentifiers
from trimtab.adapters.memory.telemetry import MemoryLog
from trimtab.domain.decision import Decision, DecisionKind
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import RunState
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.suggestion import mark_cancelled, mark_executed
from trimtab.execution.journal import find_broken_link
from trimtab.ports import AccountChange, AccountMoved, KeySeen, PlanSeen, Reserved, RunRecord


def test_a_reserved_run_can_be_loaded(stores: Stores):
    """Run, legs and revision are read as `reserve` returned them."""
    reserved = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))

    assert reserved == stores.runs.load(samples.HOME, "run1")


def test_a_used_key_names_its_run(stores: Stores):
    """The same key again tells the run it started and the request it came with."""
    twin = samples.opening(stores.runs, samples.run("run2"), samples.key("k1"))
    samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))

    assert KeySeen(run_id="run1", request_hash="hash of k1") == stores.runs.reserve(twin)


def test_a_key_can_be_looked_up(stores: Stores):
    """Before anything is checked a caller's key tells whether it was used."""
    samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    found = [stores.runs.find_key(samples.key(name)) for name in ("k1", "k2")]

    assert [KeySeen(run_id="run1", request_hash="hash of k1"), None] == found


def test_keys_of_two_people_are_apart(stores: Stores):
    """Somebody else's equal key is a fresh one (F-003)."""
    samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))

    assert stores.runs.find_key(samples.key("k1", uid="bob")) is None


def test_a_plan_that_has_a_run_names_it(stores: Stores):
    """Another key for the same plan is told which run there is, even an ended one; nothing new is kept."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    stores.runs.save(record, samples.ending(stores.runs, record))
    again = replace(samples.run("run2"), plan_id=record.run.plan_id)
    outcome = stores.runs.reserve(samples.opening(stores.runs, again, samples.key("k2")))

    assert PlanSeen("run1") == outcome
    assert [None, None] == [stores.runs.load(samples.HOME, "run2"), stores.runs.find_key(samples.key("k2"))]


def test_a_plan_can_be_looked_up(stores: Stores):
    """A plan tells its run, in its own portfolio only."""
    samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    places = [(samples.HOME, "pl_run1"), (samples.HOME, "pl_run2"), (samples.SECOND, "pl_run1")]

    assert [PlanSeen("run1"), None, None] == [stores.runs.find_plan(*place) for place in places]


def test_runs_without_a_plan_do_not_meet(stores: Stores):
    """Two single orders on two accounts are two runs."""
    first = replace(samples.run("run1"), plan_id=None)
    second = replace(samples.run("run2", account_key="acct_2"), plan_id=None)
    reserved = [samples.reserve(stores.runs, each, samples.key(each.run_id)) for each in (first, second)]

    assert ["run1", "run2"] == [record.run.run_id for record in reserved]


def test_an_account_that_has_moved_takes_no_run(stores: Stores):
    """Two runs are prepared for a free account: the second is refused, and nothing of it is kept (F-004)."""
    first = samples.opening(stores.runs, samples.run("run1"), samples.key("k1"))
    second = samples.opening(stores.runs, samples.run("run2"), samples.key("k2"))
    outcomes = [stores.runs.reserve(each) for each in (first, second)]

    assert (Reserved, AccountMoved()) == (type(outcomes[0]), outcomes[1])
    assert [None, None] == [stores.runs.load(samples.HOME, "run2"), stores.runs.find_key(samples.key("k2"))]


def test_the_account_names_its_run(stores: Stores):
    """A reserved run holds its account under the next fence, with the day's totals."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    held = stores.runs.account("acct_1", BrokerMode.PAPER).state

    assert (record.run.ref, 1, samples.TOTALS) == (held.active_run, held.fence, held.totals)


def test_accounts_are_apart(stores: Stores):
    """A run on one account does not keep another account from trading."""
    samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    other = samples.run("run2", account_key="acct_2")

    assert other.run_id == samples.reserve(stores.runs, other, samples.key("k2")).run.run_id


def test_a_saved_step_can_be_loaded(stores: Stores):
    """The next state, the changed leg and the new revision are read as `save` returned them."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    step = samples.step(record, RunState.SELLING)
    saved = stores.runs.save(record, step)
    loaded = stores.runs.load(samples.HOME, "run1")
    revision = loaded.revision if loaded else ""

    assert saved == loaded == RunRecord(run=step.run, legs=step.legs, revision=revision)


def test_steps_follow_one_another(stores: Stores):
    """The record a step returns is the one the next step builds on."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    second = stores.runs.save(record, samples.step(record, RunState.SELLING)) or record
    third = stores.runs.save(second, samples.step(second, RunState.SELLS_OPEN)) or second

    assert (3, RunState.SELLS_OPEN) == (third.run.sequence, third.run.state)


def test_a_step_from_an_old_record_is_lost(stores: Stores):
    """Two workers take the same step, byte for byte; the second one is told that it lost."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    step = samples.step(record, RunState.SELLING)
    first, second = stores.runs.save(record, step), stores.runs.save(record, step)

    assert (True, None) == (first is not None, second)


@pytest.mark.parametrize("state", [RunState.COMPLETED, RunState.BLOCKED, RunState.CANCELLED])
def test_the_last_step_gives_the_account_back(stores: Stores, state: RunState):
    """Once a run has ended, the next one may have its account."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    stores.runs.save(record, samples.ending(stores.runs, record, state))
    samples.reserve(stores.runs, samples.run("run2"), samples.key("k2"))
    held = stores.runs.account("acct_1", BrokerMode.PAPER).state

    assert ("run2", 2, ["run1"]) == (
        held.active_run and held.active_run.run_id,
        held.fence,
        [each.run.run_id for each in held.ended],
    )


def test_an_unfinished_run_keeps_the_account(stores: Stores):
    """A step that is not the last leaves the account as it is (F-065)."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    stores.runs.save(record, samples.step(record, RunState.NEEDS_OPERATOR))

    assert record.run.ref == stores.runs.account("acct_1", BrokerMode.PAPER).state.active_run


def test_a_step_is_lost_when_its_account_has_moved(stores: Stores):
    """The account is locked while its run ends: nothing of the last step is kept, nor its notice (F-130)."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    last = samples.ending(stores.runs, record)
    account = stores.runs.account("acct_1", BrokerMode.PAPER)
    locked = replace(account.state, locked=Reason(ReasonCode.LEDGER_DIFFERS, "An order nobody knows."))
    stores.runs.change_account(AccountChange(before=account, after=locked))

    assert (None, record, ()) == (
        stores.runs.save(record, last),
        stores.runs.load(samples.HOME, "run1"),
        stores.outbox.due(samples.NOON + timedelta(hours=1), 10),
    )


def test_an_account_is_changed_once(stores: Stores):
    """Of two changes that were decided from one record the second is lost."""
    account = stores.runs.account("acct_1", BrokerMode.PAPER)
    change = AccountChange(before=account, after=replace(account.state, updated_at=samples.NOON))

    assert [True, False] == [stores.runs.change_account(change) for _ in range(2)]


def test_a_decision_is_kept_with_the_account_it_changes(stores: Stores):
    """By its day; the one that came too late is not kept, for it has changed nothing."""
    account = stores.runs.account("acct_1", BrokerMode.PAPER)
    made = [
        Decision(kind=DecisionKind.UNLOCK, subject="acct_1", by=by, reason="seen to", at=samples.NOON)
        for by in ("olga", "ada")
    ]
    changes = [AccountChange(before=account, after=account.state, decision=each) for each in made]

    assert [True, False] == [stores.runs.change_account(change) for change in changes]
    assert (made[0],) == stores.runs.decisions_of(samples.NOON.date())
    assert () == stores.runs.decisions_of(samples.NOON.date() + timedelta(days=1))


def test_busy_accounts_are_listed(stores: Stores):
    """An account is busy while a run holds it."""
    ended = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    busy = samples.reserve(stores.runs, samples.run("run2", account_key="acct_2"), samples.key("k2"))
    stores.runs.save(ended, samples.ending(stores.runs, ended))

    assert [busy.run.ref] == [account.state.active_run for account in stores.runs.busy_accounts()]


def test_locked_accounts_are_listed(stores: Stores):
    """One of two waits for a person."""
    for name, lock in (("acct_1", None), ("acct_2", Reason(ReasonCode.ORPHAN_ORDER, "Whose is it?"))):
        account = stores.runs.account(name, BrokerMode.PAPER)
        stores.runs.change_account(AccountChange(before=account, after=replace(account.state, locked=lock)))

    assert ["acct_2"] == [account.state.account_key for account in stores.runs.locked_accounts()]


def test_accounts_are_reviewed_when_their_time_has_come(stores: Stores):
    """A minute after a run has ended, the longest waiting first, no more than asked for."""
    for name in ("run1", "run2", "run3"):
        record = samples.reserve(
            stores.runs, samples.run(name, account_key=f"acct_{name}"), samples.key(name)
        )
        if name != "run3":
            stores.runs.save(record, samples.ending(stores.runs, record))
    times = (samples.NOON, samples.NOON + timedelta(hours=1))

    assert [[], ["acct_run1", "acct_run2"], ["acct_run1"]] == [
        [account.state.account_key for account in stores.runs.accounts_to_review(at, limit)]
        for at, limit in ((times[0], 9), (times[1], 9), (times[1], 1))
    ]


def test_a_history_comes_back_in_order(stores: Stores):
    """Twelve steps are twelve lines, the tenth after the ninth, and the chain holds (I-18, F-136)."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    for _ in range(11):
        record = stores.runs.save(record, samples.step(record, RunState.SELLING)) or record
    history = stores.runs.history_of(record.run)

    assert ([*range(1, 13)], None) == ([event.sequence for event in history], find_broken_link(history))


def test_a_step_may_add_a_leg(stores: Stores):
    """What is left of an order becomes an order of its own."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    step = samples.step(record, RunState.SELLING)
    longer = replace(step, run=replace(step.run, leg_count=3), legs=(*step.legs, samples.legs(3)[2]))

    assert stores.runs.save(record, longer) == stores.runs.load(samples.HOME, "run1")


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
    sent = stores.runs.save(record, samples.step(record, RunState.SELLING)) or record
    step = samples.step(sent, RunState.SELLING)
    emptied = (replace(step.legs[0], sent_at=None), *step.legs[1:])
    cleared = stores.runs.save(sent, replace(step, legs=emptied))

    assert cleared == stores.runs.load(samples.HOME, "run1")


def test_a_run_s_last_step_tells_what_became_of_its_plan_s_trades(stores: Stores):
    """More of them than fit its batch, all told with the end (R001-14, R002-33)."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    told = tuple(
        replace(mark_executed(each, samples.NOON, each.current_quantity), run_id="run1")
        for each in samples.suggestions(120)
    )
    ended = stores.runs.save(record, replace(samples.ending(stores.runs, record), suggestions=told))

    assert ended is not None
    assert told == stores.plans.suggestions(samples.HOME, "pl_run1")


def test_the_trades_of_a_step_that_was_outrun_stay_as_they_were(stores: Stores):
    """Somebody else was faster: nothing of the step is stored."""
    record = samples.reserve(stores.runs, samples.run("run1"), samples.key("k1"))
    stores.runs.save(record, samples.step(record, RunState.SELLING))
    told = (mark_cancelled(samples.suggestions()[0]),)

    assert None is stores.runs.save(record, replace(samples.ending(stores.runs, record), suggestions=told))
    assert () == stores.plans.suggestions(samples.HOME, "pl_run1")


@pytest.mark.emulator
def test_an_account_that_cannot_be_read_keeps_no_other_from_its_turn(client: Client, documents: Documents):
    """It is left out of every list, told of, and its review is put off; what it says stays (F-010)."""
    log = MemoryLog()
    runs = FirestoreRuns(documents, RandomIdentifiers(), log)
    for name in ("bad", "good"):
        run = samples.run(f"run-{name}", account_key=f"acct_{name}")
        record = samples.reserve(runs, run, samples.key(name))
        state = runs.account(run.account_key, run.environment)
        due = replace(state.state, next_review_at=samples.NOON, locked=Reason(ReasonCode.LATE_FILL, "Late."))
        assert runs.change_account(AccountChange(before=state, after=due)), record
    client.document("accounts/acct_bad").update({"locked.code": "A_CODE_OF_THE_NEXT_VERSION"})
    at = samples.NOON + timedelta(minutes=1)
    found = (runs.busy_accounts(), runs.locked_accounts(), runs.accounts_to_review(at, 2))

    assert [["acct_good"]] * 3 == [[each.state.account_key for each in some] for some in found]
    assert {"acct_bad"} == {line.fields["account_key"] for line in log.lines}
    assert at + UNREADABLE_PAUSE == client.document("accounts/acct_bad").get().get("next_review_at")
