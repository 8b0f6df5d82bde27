"""Reviewing an account after its runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest

from trimtab.domain.intent import OrderIntent, client_order_id
from trimtab.domain.order import OrderStatus
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import RUN_FORM
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.trade import Side
from trimtab.execution.journal import find_broken_link
from trimtab.ports import AccountRecord, RunRecord
from trimtab.services.review_account import REVIEWS_A_SWEEP, review_account, review_accounts
from worlds import World, world


def finished(here: World) -> RunRecord:
    here.save(SPY="60", TLT="40")
    return here.finish(here.execute(here.check()))


def account(here: World) -> AccountRecord:
    return next(iter(here.runs.accounts.values()))


def review(here: World) -> Reason | None:
    here.clock.advance(timedelta(minutes=1))
    return review_account(account(here), here.services)


def stray(name: str) -> OrderIntent:
    return OrderIntent(client_order_id=name, symbol="GLD", side=Side.BUY, quantity=D("0.01"))


def test_an_account_whose_orders_all_have_legs_stays_open():
    """Nothing is found, and the next review comes later."""
    here = world()
    finished(here)

    assert review(here) is None
    assert (None, here.clock.now() + timedelta(minutes=1)) == (
        account(here).state.locked,
        account(here).state.next_review_at,
    )


def test_reviews_become_rarer():
    """As long again as the run is over, and once a day in the end."""
    here, times = world(), list[float]()
    finished(here)
    began = here.clock.now()
    for _ in range(14):
        due = account(here).state.next_review_at
        assert due is not None
        here.clock.advance(due - here.clock.now())
        times.append((due - began).total_seconds() / 60)
        review_accounts(here.services)

    assert ([1, 2, 4, 8], 1440) == (times[:4], times[-1] - times[-2])


def test_an_order_of_ours_without_a_leg_locks_the_account():
    """The ledger has lost it, or somebody has our names: a person must look, and it is cancelled (F-132)."""
    here = world()
    finished(here)
    here.broker.fill_fraction = D(0)
    here.broker.submit(stray(client_order_id(BrokerMode.PAPER, "memory-account", "lost", 1)))
    found = review(here)

    assert found is not None
    assert ("ORPHAN_ORDER", found) == (found.code.value, account(here).state.locked)
    assert OrderStatus.CANCELLED is here.broker.box.slips[-1].order.status


def test_other_people_s_orders_are_none_of_ours():
    """A name that we do not give is somebody's own affair (F-032)."""
    here = world()
    finished(here)
    here.broker.submit(stray("by-hand"))

    assert review(here) is None


def test_an_order_that_filled_after_its_run_had_ended_is_a_correction():
    """It goes into the run's history, whose end stays as it was, and locks the account (F-095, I-08)."""
    here = world()
    record = finished(here)
    slip = here.broker.box.slips[0]
    slip.order = replace(slip.order, filled_quantity=slip.order.filled_quantity + 1)
    found = review(here)
    after = here.runs.records[record.run.portfolio, record.run.run_id]

    assert found is not None
    assert ("LATE_FILL", record.run.state) == (found.code.value, after.run.state)
    assert (record.run.sequence + 1, None) == (
        after.run.sequence,
        find_broken_link(here.runs.history_of(after.run)),
    )


def test_a_correction_is_written_once():
    """The account is locked already: the next review adds nothing."""
    here = world()
    record = finished(here)
    slip = here.broker.box.slips[0]
    slip.order = replace(slip.order, filled_quantity=slip.order.filled_quantity + 1)
    for _ in range(3):
        review(here)

    assert record.run.sequence + 1 == len(here.runs.history_of(record.run))


def test_a_history_in_a_later_form_is_left_alone():
    """This version would lose what it does not know of it; the account is locked all the same (F-170)."""
    here = world()
    record = finished(here)
    later = replace(record, run=replace(record.run, form=RUN_FORM + 1))
    here.runs.records[record.run.portfolio, record.run.run_id] = later
    slip = here.broker.box.slips[0]
    slip.order = replace(slip.order, filled_quantity=slip.order.filled_quantity + 1)
    found = review(here)

    assert found == account(here).state.locked
    assert later == here.runs.records[record.run.portfolio, record.run.run_id]


def test_a_run_that_is_not_over_looks_after_its_own_orders():
    """What it has sent is open, and none of the review's business."""
    here = world()
    here.broker.fill_fraction = D(0)
    finished(here)

    assert review(here) is None


@pytest.mark.parametrize("seconds", [59, 60])
def test_an_account_is_reviewed_when_it_is_due(seconds: int):
    """A minute after the run, not before."""
    here = world()
    finished(here)
    here.clock.advance(timedelta(seconds=seconds))

    assert (seconds >= 60) == review_accounts(here.services)


def test_an_account_without_runs_has_nothing_to_review():
    """Nobody's orders are looked at."""
    here = world()
    record = here.runs.account("acct_1", BrokerMode.PAPER)

    assert review_account(record, here.services) is None


def test_a_worker_with_a_wrong_clock_reviews_nothing():
    """By its clock the next review would be due too late (F-040)."""
    here = world()
    finished(here)
    before = account(here)
    here.clock.advance(timedelta(minutes=10))
    right = here.clock.now()
    here.broker.now = lambda: right - timedelta(minutes=10)

    assert 0 == review_accounts(here.services)
    assert before == account(here)


def test_nothing_is_cancelled_in_another_account():
    """The keys were swapped: its orders are none of this account's, which is looked at again later (I-22)."""
    here = world()
    finished(here)
    other = here.swap_keys()
    other.submit(stray(client_order_id(BrokerMode.PAPER, "other", "run-1", 1)))
    here.clock.advance(timedelta(minutes=1))
    count, after = review_accounts(here.services), account(here).state

    assert (0, OrderStatus.OPEN, None) == (count, other.box.slips[0].order.status, after.locked)
    assert ("ACCOUNT_CHANGED", here.clock.now() + timedelta(minutes=1)) == (
        here.log.lines[-1].fields["reason_code"],
        after.next_review_at,
    )


def test_dead_accounts_leave_the_others_their_turn():
    """Forty that cannot be read are put off, each, and the one that can has its review at the third sweep."""
    here = world()
    finished(here)
    (sound,) = here.runs.accounts.values()
    due = sound.state.next_review_at
    assert due is not None
    for number in range(2 * REVIEWS_A_SWEEP):
        ended = replace(sound.state.ended[0], run=replace(sound.state.ended[0].run, uid=f"gone-{number}"))
        dead = replace(sound.state, account_key=f"dead-{number}", ended=(ended,))
        dead = replace(dead, next_review_at=due - timedelta(seconds=1))
        here.runs.accounts[dead.account_key] = replace(sound, state=dead)
    here.clock.advance(timedelta(minutes=1))

    assert [0, 0, 1] == [review_accounts(here.services) for _ in range(3)]


def test_a_defect_is_told_when_all_had_their_turn(monkeypatch: pytest.MonkeyPatch):
    """It is put off as well, and the sweep counts as failed."""
    here = world()
    finished(here)
    before = account(here).state.next_review_at
    monkeypatch.setattr(type(here.broker), "orders_since", lambda *_: 1 // 0)
    here.clock.advance(timedelta(minutes=1))

    with pytest.raises(ZeroDivisionError):
        review_accounts(here.services)

    assert before != account(here).state.next_review_at


def test_an_order_of_the_hour_between_two_reviews_is_found():
    """Reviews come a day apart in the end: each looks back to the one before (I-01)."""
    here = world()
    finished(here)
    here.clock.advance(timedelta(days=2))
    review_accounts(here.services)
    here.broker.fill_fraction = D(0)
    here.clock.advance(timedelta(minutes=30))
    here.broker.submit(stray(client_order_id(BrokerMode.PAPER, "memory-account", "lost", 1)))
    here.clock.advance(timedelta(hours=23, minutes=45))
    review_accounts(here.services)

    locked = account(here).state.locked
    assert locked is not None
    assert ReasonCode.ORPHAN_ORDER is locked.code
