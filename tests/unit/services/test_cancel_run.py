"""Cancelling a run."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest

from trimtab.domain.commands import CancelRun
from trimtab.domain.control import CancelRequest
from trimtab.domain.errors import NotFoundError, RefusedError, UnavailableError
from trimtab.domain.leg import LegState
from trimtab.domain.order import OrderStatus
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.results import RunStarted
from trimtab.domain.run import RunState
from trimtab.ports import RunRecord
from trimtab.services.advance_run import advance_run
from trimtab.services.cancel_run import cancel_run
from trimtab.services.conclude import park
from trimtab.services.ledger import Entry, save, with_leg
from worlds import ANNA, BEN, NOON, World, world


def started(here: World) -> RunStarted:
    here.save(SPY="60", TLT="40")
    return here.execute(here.check())


def cancel(here: World, run_id: str) -> RunStarted:
    return cancel_run(CancelRun(portfolio=ANNA, run_id=run_id, reason="second thoughts"), here.services)


def test_a_run_that_has_sent_nothing_ends_at_once():
    """No order leaves, and the account is free."""
    here = world()
    after = cancel(here, started(here).run.run_id)

    assert (RunState.CANCELLED, []) == (after.run.state, here.broker.sent)
    assert () == here.runs.busy_accounts()


@pytest.mark.parametrize("seconds", [0, 599])
def test_a_run_that_is_held_ends_at_once(seconds: int):
    """Whoever thinks better of it in time has sent nothing, and need not wait for the end of the hold."""
    here = world()
    here.save(SPY="60", TLT="40")
    here.hold(600)
    run_id = here.execute(here.check()).run.run_id
    here.clock.advance(timedelta(seconds=seconds))
    after = cancel(here, run_id)

    assert (RunState.CANCELLED, []) == (after.run.state, here.broker.sent)
    assert () == here.runs.busy_accounts()


def test_an_open_order_is_cancelled_at_the_broker():
    """A part of the sell was filled: that stays, the rest is cancelled, and nothing is bought."""
    here = world()
    run_id = started(here).run.run_id
    here.broker.fill_fraction = D("0.01")
    advance_run(ANNA, run_id, here.services)
    record = here.finish(cancel(here, run_id))

    assert (RunState.CANCELLED, LegState.CANCELLED, LegState.NEVER_SENT, 1) == (
        record.run.state,
        record.leg(1).state,
        record.leg(2).state,
        len(here.broker.sent),
    )


def test_cancelling_twice_is_cancelling_once():
    """The second time shows the same end."""
    here = world()
    run_id = started(here).run.run_id

    assert cancel(here, run_id) == cancel(here, run_id)


def test_the_first_wish_is_kept():
    """Who asked first, and why, stays on record."""
    here = world()
    run = started(here).run
    here.trading.request_cancel(run, CancelRequest(by="anna", reason="first", at=NOON))
    cancel(here, run.run_id)

    assert "first" == here.trading.cancels[run.ref].reason


def test_a_run_that_has_ended_cannot_be_cancelled():
    """What was bought and sold stays so."""
    here = world()
    record = here.finish(started(here))

    with pytest.raises(RefusedError) as refused:
        cancel(here, record.run.run_id)

    assert (ReasonCode.RUN_ENDED, "COMPLETED") == (refused.value.code, refused.value.details["state"])


def test_nobody_cancels_somebody_elses_run():
    """To Ben the run does not exist (I-16)."""
    here = world()
    command = CancelRun(portfolio=BEN, run_id=started(here).run.run_id, reason="mischief")

    with pytest.raises(NotFoundError):
        cancel_run(command, here.services)

    assert {} == here.trading.cancels


def test_a_wish_is_kept_while_the_broker_is_silent():
    """Nothing can be cancelled there now; the worker goes on when it answers."""
    here = world()
    run_id = started(here).run.run_id
    here.broker.is_down = True
    waiting = cancel(here, run_id)
    here.broker.is_down = False

    assert (RunState.RESERVED, RunState.CANCELLED) == (waiting.run.state, here.finish(waiting).run.state)


def parked(here: World, reason: ReasonCode = ReasonCode.LEDGER_DIFFERS) -> RunRecord:
    """A run that was parked while its sell was open."""
    here.broker.fill_fraction = D(0)
    run_id = started(here).run.run_id
    advance_run(ANNA, run_id, here.services)
    record = park(here.runs.records[ANNA, run_id], Reason(reason, "Something is strange."), here.services)
    assert record is not None
    return record


def test_the_open_orders_of_a_parked_run_are_cancelled():
    """Nobody works on it, so that the wish is carried out at once; it stays parked, and asks once."""
    here = world()
    record = parked(here)
    _, after = (cancel(here, record.run.run_id) for _ in range(2))

    assert (RunState.NEEDS_OPERATOR, OrderStatus.CANCELLED) == (
        after.run.state,
        here.broker.box.slips[0].order.status,
    )
    assert (here.clock.now(), record.run.sequence + 1) == (
        after.legs[0].cancel_requested_at,
        after.run.sequence,
    )


def test_an_order_that_may_be_somebody_elses_is_left_alone():
    """Only a person can tell whose it is."""
    here = world()
    record = parked(here)
    strange = replace(record.leg(1), reason_code=ReasonCode.ORDER_MISMATCH)
    save(record, Entry(text="Strange.", legs=with_leg(record, strange)), here.services)
    cancel(here, record.run.run_id)

    assert OrderStatus.OPEN is here.broker.box.slips[0].order.status


@pytest.mark.parametrize("trouble", ["down", "swapped"])
def test_a_parked_run_that_cannot_be_cancelled_says_so(trouble: str):
    """Nobody may believe that the orders are taken back; nothing is cancelled in another account."""
    here = world()
    record = parked(here)
    if trouble == "down":
        here.broker.is_down = True
    else:
        here.swap_keys()

    with pytest.raises((UnavailableError, RefusedError)):
        cancel(here, record.run.run_id)
