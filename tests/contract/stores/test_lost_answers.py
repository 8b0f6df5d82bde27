"""Commits without an answer: what is stored counts as done, what is not is said to be unclear."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal as D

import pytest
from google.cloud.firestore import Client

from contract.stores import samples, tax_samples
from contract.stores.conftest import Stores, on_firestore
from trimtab.adapters.firestore.documents import Document, Documents, UnclearCommitError
from trimtab.adapters.firestore.writes import Write
from trimtab.domain.claims import Claimed, KeyBusy
from trimtab.domain.decision import Decision, DecisionKind
from trimtab.domain.errors import UnavailableError
from trimtab.domain.run import RunState
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trading_state import TradingMode, TradingScope, TradingState
from trimtab.ports import AccountChange, PlanSeen, Reserved

pytestmark = pytest.mark.emulator
NEVER = "2026-01-02T12:00:00Z"
ACTIVE = TradingState(
    mode=TradingMode.ACTIVE, reason="open", epoch=1, updated_by="ada", updated_at=samples.NOON
)


class Answerless(Documents):
    """A gateway that stores a batch, yet loses the answer."""

    def commit(self, writes: Sequence[Write]) -> str:
        """Store, then fail."""
        super().commit(writes)
        raise UnclearCommitError


class Mute(Documents):
    """A gateway whose batches never arrive."""

    def commit(self, writes: Sequence[Write]) -> str:
        """Fail without storing."""
        raise UnclearCommitError(writes)


class Outrun(Documents):
    """A gateway that loses the answer, and olga halts everything before anybody looks."""

    def commit(self, writes: Sequence[Write]) -> str:
        """Store, let olga turn the switch, then fail."""
        super().commit(writes)
        halt(self._client)
        raise UnclearCommitError


class Repeating(Documents):
    """A gateway that sends a batch again, as a client does without an answer; olga halts in between."""

    def commit(self, writes: Sequence[Write]) -> str:
        """Store, let olga turn the switch, and store again."""
        super().commit(writes)
        halt(self._client)
        return super().commit(writes)


def halt(client: Client) -> None:
    """Let olga halt everything."""
    halted = replace(ACTIVE, mode=TradingMode.HALTED, epoch=2, updated_by="olga")
    on_firestore(Documents(client)).trading.set(halted)


class TooLate(Documents):
    """A gateway before whose first batch a twin claims the same key."""

    def __init__(self, real: Documents) -> None:
        self._real = real

    def read_together(self, paths: Sequence[str]) -> tuple[Document | None, ...]:
        """Read as ever."""
        return self._real.read_together(paths)

    def commit(self, writes: Sequence[Write]) -> str:
        """Let the twin go first."""
        claimed(on_firestore(self._real))
        return self._real.commit(writes)


@pytest.fixture
def answerless(client: Client) -> Stores:
    """Open stores that lose every answer."""
    return on_firestore(Answerless(client))


@pytest.fixture
def mute(client: Client) -> Stores:
    """Open stores that store nothing."""
    return on_firestore(Mute(client))


def claimed(stores: Stores, name: str = "k1") -> Claimed:
    """Claim a fresh key."""
    claim = stores.simulations.claim(samples.key(name), samples.NOON, samples.LEASE)
    assert isinstance(claim, Claimed)
    return claim


def reserve(stores: Stores) -> object:
    """Reserve a run."""
    return stores.runs.reserve(samples.opening(stores.runs, samples.run("run1"), samples.key("k1")))


def test_a_stored_reservation_is_a_reservation(answerless: Stores):
    """The run is there and it is ours, so the lost answer changes nothing (F-061)."""
    outcome = reserve(answerless)
    loaded = answerless.runs.load(samples.HOME, "run1")

    assert loaded
    assert Reserved(loaded) == outcome


def test_a_plan_of_somebody_else_is_not_ours(mute: Stores, documents: Documents):
    """Another key has started the plan, and ours never arrived: we are told its run."""
    real = on_firestore(documents)
    twin = replace(samples.run("run1"), plan_id="pl_run2")
    opening = samples.opening(real.runs, samples.run("run2"), samples.key("k2"))
    samples.reserve(real.runs, twin, samples.key("k1"))

    assert PlanSeen("run1") == mute.runs.reserve(opening)


def test_a_stored_step_is_a_step(answerless: Stores, documents: Documents):
    """The step is there and it is ours, so its worker goes on from what is stored."""
    record = samples.reserve(on_firestore(documents).runs, samples.run("run1"), samples.key("k1"))
    saved = answerless.runs.save(record, samples.step(record, RunState.SELLING))

    assert saved
    assert saved == answerless.runs.load(samples.HOME, "run1")


def test_an_equal_step_of_another_worker_is_not_ours(mute: Stores, documents: Documents):
    """Another worker stored the very same step, and ours never arrived: we have lost."""
    real = on_firestore(documents).runs
    record = samples.reserve(real, samples.run("run1"), samples.key("k1"))
    step = samples.step(record, RunState.SELLING)
    real.save(record, step)

    assert mute.runs.save(record, step) is None


def test_a_stored_policy_is_saved(answerless: Stores):
    """The version is there and it is ours."""
    assert answerless.policies.append(samples.HOME, samples.policy(1))


def test_a_stored_plan_is_saved(answerless: Stores):
    """The plan is there, so nothing is said."""
    answerless.plans.save(samples.plan())

    assert samples.plan() == answerless.plans.find(samples.HOME, samples.plan().plan_id)


def test_a_stored_claim_is_a_claim(answerless: Stores, documents: Documents):
    """The key is ours, so the run that is then finished elsewhere binds it."""
    claim = answerless.simulations.claim(samples.key("k1"), samples.NOON, samples.LEASE)

    assert isinstance(claim, Claimed)
    assert on_firestore(documents).simulations.finish(samples.key("k1"), claim, samples.simulation())


def test_a_stored_answer_is_an_answer(answerless: Stores, documents: Documents):
    """Run and key are there and the binding is ours."""
    claim = claimed(on_firestore(documents))

    assert answerless.simulations.finish(samples.key("k1"), claim, samples.simulation())
    assert samples.simulation() == answerless.simulations.find(samples.HOME, "rr_1")


def test_a_binding_of_somebody_else_is_not_ours(mute: Stores, documents: Documents):
    """A twin took the key over and answered; ours never arrived."""
    real = on_firestore(documents)
    claim = claimed(real)
    real.simulations.finish(samples.key("k1"), claim, samples.simulation())

    assert not mute.simulations.finish(samples.key("k1"), claim, samples.simulation())


def test_a_claim_that_lost_the_race_tells_who_won(documents: Documents):
    """A twin creates the key between our look and our write."""
    racing = on_firestore(TooLate(documents))

    busy = racing.simulations.claim(samples.key("k1"), samples.NOON, samples.LEASE)

    assert KeyBusy(samples.key("k1").request_hash, samples.NOON + samples.LEASE) == busy


def test_a_release_that_never_arrived_is_no_error(mute: Stores, documents: Documents):
    """The lease ends by itself."""
    mute.simulations.release(samples.key("k1"), claimed(on_firestore(documents)), samples.NOON)

    assert isinstance(mute.simulations.claim(samples.key("k1"), samples.NOON, samples.LEASE), KeyBusy)


def test_an_answer_that_never_arrived_is_unavailable(mute: Stores, documents: Documents):
    """The key stands where it stood, so this is no lost race."""
    real = on_firestore(documents)
    claim = claimed(real)
    real.simulations.finish(samples.key("k2"), claimed(real, "k2"), samples.simulation())

    with pytest.raises(UnavailableError):
        mute.simulations.finish(samples.key("k1"), claim, samples.simulation())


def test_a_stored_book_is_kept(answerless: Stores, documents: Documents):
    """The book is there and it is ours, whether it was begun or changed."""
    assert answerless.taxes.save(samples.HOME, None, tax_samples.book())

    record = on_firestore(documents).taxes.load(samples.HOME)
    assert answerless.taxes.save(samples.HOME, record, tax_samples.book(tax_samples.BUY))


def test_an_equal_book_of_somebody_else_is_not_ours(mute: Stores, documents: Documents):
    """Somebody kept the very same book, and ours never arrived: we have lost."""
    real = on_firestore(documents).taxes
    real.save(samples.HOME, None, tax_samples.book())
    record = real.load(samples.HOME)
    real.save(samples.HOME, record, tax_samples.book(tax_samples.BUY))

    assert not mute.taxes.save(samples.HOME, record, tax_samples.book(tax_samples.BUY))


def test_a_book_that_never_arrived_is_unavailable(mute: Stores, documents: Documents):
    """The book stands where it stood, so this is no lost race."""
    real = on_firestore(documents).taxes
    real.save(samples.HOME, None, tax_samples.book())

    with pytest.raises(UnavailableError):
        mute.taxes.save(samples.HOME, real.load(samples.HOME), tax_samples.book(tax_samples.BUY))


def test_a_stored_trading_state_is_set(answerless: Stores):
    """The switch is where it was put."""
    answerless.trading.set(ACTIVE)

    assert ACTIVE == answerless.trading.current()


def test_a_stored_turn_is_kept_whatever_others_have_turned_since(client: Client, documents: Documents):
    """Another person was next before the first one looked: the first has turned it all the same."""
    outrun = on_firestore(Outrun(client))
    outrun.trading.set(ACTIVE)

    assert ["ada", "olga"] == sorted(
        change.state.updated_by for change in on_firestore(documents).trading.changes_of(samples.NOON.date())
    )


def test_a_turn_that_is_sent_twice_is_stored_once(client: Client, documents: Documents):
    """What was turned between the two stays as it was turned last."""
    repeating = on_firestore(Repeating(client))
    repeating.trading.set(ACTIVE)

    assert TradingMode.HALTED is on_firestore(documents).trading.current().mode


@pytest.mark.parametrize(
    "write",
    [
        reserve,
        lambda stores: stores.policies.append(samples.HOME, samples.policy(1)),
        lambda stores: stores.plans.save(samples.plan()),
        lambda stores: stores.plans.save(samples.plan(), samples.suggestions(120)),
        lambda stores: stores.trading.set(ACTIVE),
        claimed,
        lambda stores: stores.taxes.save(samples.HOME, None, tax_samples.book()),
        lambda stores: stores.simulations.finish(samples.key("k1"), Claimed(NEVER), samples.simulation()),
    ],
    ids=["reserve", "append", "save plan", "save trades", "set", "claim", "save taxes", "finish"],
)
def test_what_never_arrived_is_unavailable(mute: Stores, write: Callable[[Stores], object]):
    """Nothing is there and nobody else was faster, so the caller may try again (F-064)."""
    with pytest.raises(UnavailableError):
        write(mute)


def test_a_step_that_never_arrived_is_unavailable(mute: Stores, documents: Documents):
    """The run stands where it stood, so this is no lost race."""
    record = samples.reserve(on_firestore(documents).runs, samples.run("run1"), samples.key("k1"))

    with pytest.raises(UnavailableError):
        mute.runs.save(record, samples.step(record, RunState.SELLING))


def test_a_stored_decision_is_made(answerless: Stores, documents: Documents):
    """With the account it has changed, in one batch."""
    account = answerless.runs.account("acct_1", BrokerMode.PAPER)
    made = Decision(kind=DecisionKind.UNLOCK, subject="acct_1", by="olga", reason="seen to", at=samples.NOON)
    change = AccountChange(before=account, after=account.state, decision=made)

    assert answerless.runs.change_account(change)
    assert (made,) == on_firestore(documents).runs.decisions_of(samples.NOON.date())


def test_a_stored_peak_is_kept(answerless: Stores):
    """The peak is there, whether it was the first or the next."""
    higher = replace(samples.equity_peak(), value=D(200))

    assert answerless.equity_peaks.save(samples.HOME, None, samples.equity_peak())
    assert answerless.equity_peaks.save(samples.HOME, answerless.equity_peaks.load(samples.HOME), higher)


def test_a_peak_of_somebody_else_is_not_ours(mute: Stores, documents: Documents):
    """Another check kept its own, and ours never arrived: we have lost."""
    on_firestore(documents).equity_peaks.save(samples.HOME, None, samples.equity_peak())

    assert not mute.equity_peaks.save(samples.HOME, None, replace(samples.equity_peak(), value=D(200)))


def test_a_peak_that_never_arrived_is_unavailable(mute: Stores, documents: Documents):
    """The peak stands where it stood, so this is no lost race."""
    real = on_firestore(documents).equity_peaks
    real.save(samples.HOME, None, samples.equity_peak())

    for portfolio in (samples.HOME, samples.SECOND):
        with pytest.raises(UnavailableError):
            mute.equity_peaks.save(portfolio, real.load(portfolio), samples.equity_peak())


def test_a_stored_turn_of_a_guard_is_a_turn(answerless: Stores):
    """The switch is as the guard has set it, whether somebody had turned it before or not."""
    place = samples.run("run1").place

    assert [True, True] == [
        answerless.trading.set_next(replace(ACTIVE, epoch=epoch), TradingScope.ACCOUNT, place)
        for epoch in (1, 2)
    ]


def test_a_turn_of_a_guard_that_never_arrived_is_unavailable(mute: Stores):
    """Nothing has changed, so this is no lost race."""
    with pytest.raises(UnavailableError):
        mute.trading.set_next(ACTIVE, TradingScope.ACCOUNT, samples.run("run1").place)
