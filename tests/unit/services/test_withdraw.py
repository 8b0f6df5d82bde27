"""Taking orders back."""

from __future__ import annotations

import pytest

from trimtab.domain.errors import UnavailableError
from trimtab.domain.leg import LegState
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import RunState
from trimtab.execution.decide import CancelLeg, SendLeg, WithdrawLegs
from trimtab.services.send_leg import send_leg
from trimtab.services.withdraw import cancel_leg, withdraw
from worlds import ANNA, world

WHY = Reason(ReasonCode.TRADING_HALTED, "Trading mode is HALTED: drill")


def test_an_order_that_has_not_left_ends_with_its_reason():
    """The other stays as it is, and nothing is sent."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    after = withdraw(record, WithdrawLegs(RunState.RESERVED, ((2, WHY),)), here.services)

    assert after is not None
    assert (record.leg(1), LegState.NEVER_SENT, WHY.code, []) == (
        after.leg(1),
        after.leg(2).state,
        after.leg(2).reason_code,
        here.broker.sent,
    )


def test_a_cancellation_is_asked_for_and_waited_for():
    """The leg stays open until a look-up shows what became of it (F-091)."""
    here = world()
    here.broker.fill_fraction = here.broker.fill_fraction * 0
    record = here.reserved(SPY="60", TLT="40")
    sent = send_leg(record, SendLeg(RunState.SELLING, 1), here.services)
    assert sent is not None
    after = cancel_leg(sent, CancelLeg(RunState.SELLS_OPEN, 1), here.services)

    assert after is not None
    assert (LegState.ACKED, here.clock.now()) == (after.leg(1).state, after.leg(1).cancel_requested_at)


@pytest.mark.parametrize("is_repriced", [True, False])
def test_the_leg_remembers_why_it_was_cancelled(*, is_repriced: bool):
    """A rest follows only what was cancelled for a new price."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    after = cancel_leg(record, CancelLeg(RunState.SELLS_OPEN, 1, is_repriced), here.services)

    assert after is not None
    assert is_repriced is after.leg(1).is_repriced


def test_a_new_price_is_on_record_before_the_broker_is_asked():
    """A worker that ends right after it was heard leaves no rest behind that nobody sends (I-02)."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    sent = send_leg(record, SendLeg(RunState.SELLING, 1), here.services)
    assert sent is not None
    here.broker.is_down = True
    with pytest.raises(UnavailableError):
        cancel_leg(sent, CancelLeg(RunState.SELLS_OPEN, 1, is_repriced=True), here.services)
    stored = here.runs.load(ANNA, record.run.run_id)

    assert stored is not None
    assert (True, None) == (stored.leg(1).is_repriced, stored.leg(1).cancel_requested_at)


def test_a_lost_step_asks_the_broker_for_nothing():
    """Whoever is no longer the last to have moved the run leaves its orders alone (I-21)."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    sent = send_leg(record, SendLeg(RunState.SELLING, 1), here.services)
    assert sent is not None
    here.broker.is_down = True

    assert None is cancel_leg(record, CancelLeg(RunState.SELLS_OPEN, 1, is_repriced=True), here.services)
