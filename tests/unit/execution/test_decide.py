"""What to do next about a run."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from builders import NOON, control, leg, run
from trimtab.domain.control import CancelRequest, Control
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunState
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode
from trimtab.execution.decide import (
    LEG_PATIENCE,
    STUCK_AFTER,
    AwaitFills,
    CancelLeg,
    Conclude,
    SealBuys,
    SendLeg,
    Step,
    WithdrawLegs,
    decide,
)

ALIVE = ("INTENT", "SENDING", "UNKNOWN", "ACKED", "PARTIAL")
OVER = ("FILLED", "CANCELLED", "EXPIRED", "REJECTED", "REFUSED", "NEVER_SENT", "SKIPPED")


def sell(state: str = "INTENT", number: int = 1, **fields: Any) -> Leg:
    return leg(number, Side.SELL, state=LegState(state), **fields)


def buy(state: str = "PLANNED", number: int = 2, **fields: Any) -> Leg:
    return leg(number, Side.BUY, state=LegState(state), **fields)


def step(*legs: Leg, after: timedelta = timedelta()) -> Step:
    return decide(run(len(legs)), legs, control(), NOON + after)


def ending(*legs: Leg) -> tuple[str, str]:
    made = step(*legs)
    assert isinstance(made, Conclude)
    return made.state.value, made.reason.code.value


def test_sells_are_sent_first():
    """With a sell ready and a buy planned, the sell goes."""
    assert SendLeg(RunState.SELLING, 1) == step(sell(), buy())


def test_the_next_sell_does_not_wait_for_the_one_before():
    """All sells are sent before anything is waited for."""
    assert SendLeg(RunState.SELLING, 2) == step(sell("ACKED"), sell(number=2))


@pytest.mark.parametrize("state", ["SENDING", "UNKNOWN", "ACKED", "PARTIAL"])
def test_buys_wait_while_a_sell_is_alive(state: str):
    """A sell that may still fill, or may not even have arrived, holds all buys back (I-05)."""
    assert AwaitFills(RunState.SELLS_OPEN) == step(sell(state), buy())


@pytest.mark.parametrize("state", OVER)
def test_buys_are_sealed_once_every_sell_is_over(state: str):
    """However the sells ended, the buys are then fixed from real cash."""
    assert SealBuys() == step(sell(state), buy())


def test_sealed_buys_are_sent():
    """A buy with its final quantity goes out."""
    assert SendLeg(RunState.BUYING, 2) == step(sell("FILLED"), buy("INTENT"))


def test_open_buys_are_waited_for():
    """After the last buy there is nothing to send but fills to wait for."""
    assert AwaitFills(RunState.BUYS_OPEN) == step(sell("FILLED"), buy("ACKED"))


@pytest.mark.parametrize("state", ["ACKED", "PARTIAL"])
def test_an_order_that_works_too_long_is_cancelled(state: str):
    """Past its patience, what is left of an order is called back; at its patience it still works."""
    slow = sell(state, sent_at=NOON)

    assert AwaitFills(RunState.SELLS_OPEN) == step(slow, after=LEG_PATIENCE)
    assert CancelLeg(RunState.SELLS_OPEN, 1) == step(slow, after=LEG_PATIENCE + timedelta(seconds=1))


def test_a_cancellation_is_given_time():
    """Right after asking for a cancellation there is nothing to do but wait."""
    asked = sell("ACKED", sent_at=NOON, cancel_requested_at=NOON + 2 * LEG_PATIENCE)

    assert AwaitFills(RunState.SELLS_OPEN) == step(asked, after=2 * LEG_PATIENCE)


@pytest.mark.parametrize("state", ["SENDING", "UNKNOWN"])
def test_an_order_in_doubt_is_never_cancelled_blindly(state: str):
    """What may not exist can only be looked up."""
    doubtful = sell(state, sent_at=NOON)

    assert AwaitFills(RunState.SELLS_OPEN) == step(doubtful, after=10 * LEG_PATIENCE)


def test_all_filled_is_completed():
    """Every order filled: the job is done."""
    assert ("COMPLETED", "ALL_FILLED") == ending(sell("FILLED"), buy("FILLED"))


@pytest.mark.parametrize("state", ["CANCELLED", "EXPIRED", "REJECTED", "REFUSED", "NEVER_SENT", "SKIPPED"])
def test_something_filled_is_partial(state: str):
    """Money has moved, but not all of it."""
    assert ("PARTIAL", "SOME_FILLED") == ending(sell("FILLED", filled_quantity=D(10)), buy(state))


def test_a_partly_filled_cancelled_order_is_partial():
    """One share of ten is enough for the run not to be called without effect."""
    assert ("PARTIAL", "SOME_FILLED") == ending(sell("CANCELLED", filled_quantity=D(1)))


def test_nothing_filled_is_blocked():
    """No order filled, nothing moved."""
    assert ("BLOCKED", "NOTHING_FILLED") == ending(sell("REFUSED"), buy("SKIPPED"))


@pytest.mark.parametrize("code", [ReasonCode.TRADING_HALTED, ReasonCode.REDUCE_ONLY])
def test_a_stopped_run_is_halted(code: ReasonCode):
    """When the switch kept an order back, the run says so."""
    stopped = buy("NEVER_SENT", reason_code=code)

    assert "HALTED" == ending(sell("FILLED"), stopped)[0]


@pytest.mark.parametrize("state", ["INTENT", "FILLED", "REFUSED"])
def test_a_foreign_order_under_our_id_stops_everything(state: str):
    """Only a person can tell whose order it is; nothing more is sent."""
    strange = buy("UNKNOWN", reason_code=ReasonCode.ORDER_MISMATCH)

    assert ("NEEDS_OPERATOR", "ORDER_MISMATCH") == ending(sell(state), strange)


@pytest.mark.parametrize("state", ["ACKED", "PARTIAL"])
def test_a_foreign_order_lets_the_others_come_to_their_end(state: str):
    """What still works at the broker is watched before the run is parked."""
    strange = buy("UNKNOWN", reason_code=ReasonCode.ORDER_MISMATCH)

    assert AwaitFills(RunState.SELLS_OPEN) == step(sell(state, sent_at=NOON), strange)


def test_an_order_that_neither_fills_nor_cancels_is_parked():
    """After a quarter of an hour a person must look (I-09)."""
    parked = step(sell("ACKED", sent_at=NOON, cancel_requested_at=NOON), after=STUCK_AFTER + LEG_PATIENCE)

    assert isinstance(parked, Conclude)
    assert ("NEEDS_OPERATOR", "ORDER_STUCK") == (parked.state.value, parked.reason.code.value)


def test_a_throttled_leg_waits_for_its_time_and_holds_the_others():
    """Requests are counted by account: until the reset no other order of the run is sent either."""
    throttled = sell("INTENT", 1, not_before=NOON + timedelta(seconds=30))
    ready = sell("INTENT", 2)

    assert AwaitFills(RunState.SELLING) == step(throttled, ready, after=timedelta(seconds=29))
    assert SendLeg(RunState.SELLING, 1) == step(throttled, ready, after=timedelta(seconds=30))


def test_a_throttled_sell_keeps_the_buys_back():
    """A sell that is still to go is not final (I-05)."""
    throttled = sell("INTENT", 1, not_before=NOON + timedelta(seconds=30))

    assert AwaitFills(RunState.SELLING) == step(throttled, buy("INTENT"))


def test_an_overdue_order_is_called_back_while_others_wait():
    """A cancellation needs no place in the queue of orders."""
    throttled = sell("INTENT", 2, not_before=NOON + 2 * LEG_PATIENCE)
    slow = sell("ACKED", 1, sent_at=NOON)

    assert CancelLeg(RunState.SELLING, 1) == step(slow, throttled, after=LEG_PATIENCE + timedelta(seconds=1))


WISH = CancelRequest(by="owner", reason="changed my mind", at=NOON)


def stopped(*legs: Leg, by: Control) -> Step:
    return decide(run(len(legs)), legs, by, NOON)


def test_what_may_not_be_sent_is_given_up_at_once():
    """A halt takes back both, each with its reason (F-082)."""
    made = stopped(sell(), buy(), by=control(TradingMode.HALTED))

    assert isinstance(made, WithdrawLegs)
    assert [(1, "TRADING_HALTED"), (2, "TRADING_HALTED")] == [
        (number, reason.code.value) for number, reason in made.reasons
    ]


def test_reduce_only_gives_up_the_buys_alone():
    """The sells of a sealed plan go on."""
    made = stopped(sell(), buy(), by=control(TradingMode.REDUCE_ONLY))

    assert isinstance(made, WithdrawLegs)
    assert [2] == [number for number, _ in made.reasons]


def test_what_has_left_is_not_given_up():
    """An order on its way or at the broker is looked after, whatever the switch says (F-096)."""
    made = stopped(sell("SENDING"), sell("ACKED", number=2, sent_at=NOON), by=control(TradingMode.HALTED))

    assert AwaitFills(RunState.SELLS_OPEN) == made


@pytest.mark.parametrize(("asked", "step_type"), [(None, CancelLeg), (NOON, AwaitFills)])
def test_a_cancelled_run_cancels_what_is_open_once(asked: datetime | None, step_type: type[Step]):
    """The broker is asked once, and given time."""
    made = stopped(sell("ACKED", sent_at=NOON, cancel_requested_at=asked), by=control(cancel=WISH))

    assert step_type is type(made)


def test_a_cancelled_run_ends_as_cancelled():
    """One order was filled before, the other taken back."""
    made = stopped(sell("FILLED"), buy("NEVER_SENT"), by=control(cancel=WISH))

    assert isinstance(made, Conclude)
    assert (RunState.CANCELLED, "CANCELLED_BY_OWNER") == (made.state, made.reason.code.value)


def test_a_wish_that_comes_too_late_changes_nothing():
    """All orders were filled before."""
    made = stopped(sell("FILLED"), buy("FILLED"), by=control(cancel=WISH))

    assert isinstance(made, Conclude)
    assert RunState.COMPLETED is made.state


@pytest.mark.parametrize(("sent", "step_type"), [(19, SendLeg), (20, AwaitFills)])
def test_twenty_orders_leave_a_minute(sent: int, step_type: type[Step]):
    """The twenty-first waits, so that the account stays below 120 requests (I-19)."""
    legs = [sell("FILLED", number, sent_at=NOON) for number in range(1, sent + 1)]

    assert step_type is type(step(*legs, sell(number=sent + 1)))


def test_the_pace_is_by_the_minute():
    """A minute after the first twenty the next may leave."""
    legs = [sell("FILLED", number, sent_at=NOON) for number in range(1, 21)]

    assert SendLeg(RunState.SELLING, 21) == step(*legs, sell(number=21), after=timedelta(minutes=1))
