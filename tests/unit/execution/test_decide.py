"""What to do next about a run."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from builders import NOON, control, leg, run
from trimtab.domain.control import CancelRequest, Control
from trimtab.domain.execution_config import ExecutionConfig
from trimtab.domain.intent import OrderType
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunKind, RunState
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode, TradingState
from trimtab.execution.decide import (
    LEG_PATIENCE,
    STUCK_AFTER,
    AddResidual,
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
    """After a quarter of an hour a person must look (I-09, F-093)."""
    parked = step(sell("ACKED", sent_at=NOON, cancel_requested_at=NOON), after=STUCK_AFTER + LEG_PATIENCE)

    assert isinstance(parked, Conclude)
    assert ("NEEDS_OPERATOR", "ORDER_STUCK") == (parked.state.value, parked.reason.code.value)


def test_a_throttled_leg_waits_for_its_time_and_holds_the_others():
    """Requests are counted by account: until the reset no other order of the run is sent either."""
    throttled = sell("INTENT", 1, not_before=NOON + timedelta(seconds=30))
    ready = sell("INTENT", 2)

    assert AwaitFills(RunState.SELLING) == step(throttled, ready, after=timedelta(seconds=29))
    assert SendLeg(RunState.SELLING, 1) == step(throttled, ready, after=timedelta(seconds=30))


def test_a_leg_that_waits_for_its_price_holds_nobody_of_its_side():
    """The next one goes first, and the waiting one when its time has come."""
    waiting = sell("INTENT", 1, hindered_since=NOON, not_before=NOON + timedelta(seconds=30))
    ready = sell("INTENT", 2)

    assert SendLeg(RunState.SELLING, 2) == step(waiting, ready, after=timedelta(seconds=29))
    assert SendLeg(RunState.SELLING, 1) == step(waiting, ready, after=timedelta(seconds=30))
    assert AwaitFills(RunState.SELLING) == step(waiting, buy("INTENT"), after=timedelta(seconds=29))


@pytest.mark.parametrize(("count", "expected"), [(2, SendLeg(RunState.SELLING, 9)), (3, None)])
def test_looks_at_waiting_legs_count_as_sends(count: int, expected: SendLeg | None):
    """Each is looked at twice a minute, with as many requests as a send (I-19)."""
    until = NOON + timedelta(seconds=30)
    waiting = [sell("INTENT", n + 1, hindered_since=NOON, not_before=until) for n in range(count)]

    assert (expected or AwaitFills(RunState.SELLING)) == step(*waiting, sell("INTENT", 9), after=timedelta())


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


@pytest.mark.parametrize(("sent", "step_type"), [(5, SendLeg), (6, AwaitFills)])
def test_six_orders_leave_a_minute(sent: int, step_type: type[Step]):
    """The seventh waits, so that the account stays below 120 requests (I-19)."""
    legs = [sell("FILLED", number, sent_at=NOON) for number in range(1, sent + 1)]

    assert step_type is type(step(*legs, sell(number=sent + 1)))


def test_the_pace_is_by_the_minute():
    """A minute after the first six the next may leave."""
    legs = [sell("FILLED", number, sent_at=NOON) for number in range(1, 7)]

    assert SendLeg(RunState.SELLING, 7) == step(*legs, sell(number=7), after=timedelta(minutes=1))


def test_the_pace_is_the_run_s():
    """Three sells and three buys have left: the fourth buy waits for its minute like any other (I-19)."""
    legs = [sell("FILLED", number, sent_at=NOON) for number in range(1, 4)]
    legs += [buy("FILLED", number, sent_at=NOON) for number in range(4, 7)]

    assert AwaitFills(RunState.BUYING) == step(*legs, buy("INTENT", 7))


@pytest.mark.parametrize(("sent", "step_type"), [(5, AddResidual), (6, AwaitFills)])
def test_a_rest_keeps_the_pace(sent: int, step_type: type[Step]):
    """Making its order asks the broker as much as sending one (I-19)."""
    legs = [sell("FILLED", number, sent_at=NOON) for number in range(1, sent)]
    cut = sell("CANCELLED", sent, sent_at=NOON, is_repriced=True)

    assert step_type is type(step(*legs, cut))


def test_the_order_for_a_rest_counts_twice():
    """It was looked round for when it was made, and again when it left (I-19)."""
    rests = [sell("FILLED", number, sent_at=NOON, residual_of=number + 3) for number in range(1, 4)]

    assert AwaitFills(RunState.SELLING) == step(*rests, sell(number=7))


STYLE = ExecutionConfig(order_type=OrderType.LIMIT, reprice_after_seconds=60, max_reprices=1)
CUT: dict[str, Any] = {"order_type": OrderType.LIMIT, "is_repriced": True, "filled_quantity": D(4)}
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def styled(*legs: Leg, after: timedelta = timedelta(), by: Control | None = None, **fields: Any) -> Step:
    """Decide about a run whose policy has limit orders priced afresh once, after a minute."""
    return decide(run(len(legs), execution=STYLE, **fields), legs, by or control(), NOON + after)


def limit_order(number: int = 1, **fields: Any) -> Leg:
    return sell("ACKED", number, order_type=OrderType.LIMIT, sent_at=NOON, **fields)


def test_a_limit_order_that_does_not_fill_is_cancelled_for_a_new_price():
    """At its minute it still works, a second later it is called back to be sent again."""
    assert AwaitFills(RunState.SELLS_OPEN) == styled(limit_order(), after=MINUTE)
    assert CancelLeg(RunState.SELLS_OPEN, 1, is_repriced=True) == styled(limit_order(), after=MINUTE + SECOND)


def test_the_last_limit_order_is_cancelled_for_good():
    """The style allows one new price, and this order had it."""
    last = limit_order(2, residual_of=1, reprices=1)

    assert CancelLeg(RunState.SELLS_OPEN, 2) == styled(sell("CANCELLED"), last, after=MINUTE + SECOND)


def test_a_limit_of_the_owner_s_own_is_not_changed():
    """A single order works as long as any other, and is then cancelled for good."""
    kind = RunKind.SINGLE_TRADE

    assert AwaitFills(RunState.SELLS_OPEN) == styled(limit_order(), after=LEG_PATIENCE, kind=kind)
    assert CancelLeg(RunState.SELLS_OPEN, 1) == styled(limit_order(), after=LEG_PATIENCE + SECOND, kind=kind)


def test_a_market_order_of_the_style_has_the_usual_patience():
    """The last resort has no price to change."""
    market_order = replace(limit_order(), order_type=OrderType.MARKET)

    assert AwaitFills(RunState.SELLS_OPEN) == styled(market_order, after=LEG_PATIENCE)
    assert CancelLeg(RunState.SELLS_OPEN, 1) == styled(market_order, after=LEG_PATIENCE + SECOND)


def test_a_second_cancellation_is_none_for_a_new_price():
    """What the owner or a switch has cancelled first is not sent again."""
    asked = limit_order(cancel_requested_at=NOON)

    assert CancelLeg(RunState.SELLS_OPEN, 1) == styled(asked, after=LEG_PATIENCE + SECOND)


def test_a_rest_is_added_before_the_buys_are_sealed():
    """A sell's rest is a sell, and goes before every buy (I-05)."""
    assert AddResidual(RunState.SELLING, 1) == styled(sell("CANCELLED", **CUT), buy())


def test_a_rest_is_sent_like_any_leg():
    """Its own line of the ledger is ready to leave."""
    rest = sell("INTENT", 3, residual_of=1, reprices=1)

    assert SendLeg(RunState.SELLING, 3) == styled(sell("CANCELLED", **CUT), buy(), rest)


@pytest.mark.parametrize("state", ["SENDING", "UNKNOWN"])
def test_a_rest_waits_for_what_is_in_doubt(state: str):
    """Shares and cash are only counted when nothing unseen may hold them."""
    assert AwaitFills(RunState.SELLS_OPEN) == styled(sell("CANCELLED", **CUT), sell(state, 2))


def test_a_rest_waits_for_orders_that_have_not_left():
    """What is sealed for them is not spent on something else."""
    throttled = sell("INTENT", 2, not_before=NOON + MINUTE)

    assert AwaitFills(RunState.SELLING) == styled(sell("CANCELLED", **CUT), throttled)


def test_nothing_follows_what_was_cancelled_for_good():
    """The sell is over, the buys are next."""
    assert SealBuys() == styled(sell("CANCELLED", filled_quantity=D(4)), buy())


@pytest.mark.parametrize(
    ("by", "code"),
    [
        (control(TradingMode.HALTED), "TRADING_HALTED"),
        (control(cancel=WISH), "CANCELLED_BY_OWNER"),
    ],
)
def test_a_rest_that_may_not_be_sent_is_given_up(by: Control, code: str):
    """Stopped or cancelled: no order follows."""
    made = styled(sell("CANCELLED", **CUT), by=by)

    assert isinstance(made, AddResidual)
    assert made.ban is not None
    assert code == made.ban.code.value


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        (sell("FILLED", 2, quantity="6", residual_of=1, filled_quantity=D(6)), ("COMPLETED", "All 1 orders")),
        (sell("CANCELLED", 2, quantity="6", residual_of=1), ("PARTIAL", "0 of 1 orders")),
        (
            sell("SKIPPED", 2, quantity="0", residual_of=1, reason_code=ReasonCode.TRADING_HALTED),
            ("HALTED", "Trading was stopped: 0 of 1 orders"),
        ),
    ],
)
def test_the_verdict_counts_orders_with_their_rests(rest: Leg, expected: tuple[str, str]):
    """An order and its rest are one order of the plan: filled when both together are."""
    made = styled(sell("CANCELLED", **CUT), rest)

    assert isinstance(made, Conclude)
    assert (expected[0], True) == (made.state.value, made.reason.text.startswith(expected[1]))


def test_reduce_only_calls_back_the_buys_alone():
    """The sells it allows are neither kept back nor called back once they are out."""
    careful = TradingState(mode=TradingMode.REDUCE_ONLY, reason="careful", epoch=1, cancels_open_orders=True)
    legs = (sell("ACKED", sent_at=NOON), buy("ACKED", sent_at=NOON))

    assert CancelLeg(RunState.RESERVED, 2) == stopped(*legs, by=control(trading=careful))


def held(*legs: Leg, seconds: int, **fields: Any) -> Step:
    waiting = run(len(legs), state=RunState.RESERVED, hold_until=NOON + timedelta(seconds=10))
    return decide(waiting, legs, control(**fields), NOON + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, AwaitFills(RunState.RESERVED)),
        (9, AwaitFills(RunState.RESERVED)),
        (10, SendLeg(RunState.SELLING, 1)),
    ],
)
def test_nothing_leaves_before_the_hold_is_over(seconds: int, expected: Step):
    """The run stays reserved for ten seconds, and then its first sell goes."""
    assert expected == held(sell(), buy(), seconds=seconds)


def test_no_buy_is_sealed_before_the_hold_is_over():
    """The cash is counted when it is needed."""
    assert [AwaitFills(RunState.RESERVED), SealBuys()] == [held(buy(), seconds=at) for at in (9, 10)]


@pytest.mark.parametrize(
    "stop",
    [{"mode": TradingMode.HALTED}, {"cancel": CancelRequest(by="anna", reason="no", at=NOON)}],
    ids=["halted", "cancelled"],
)
def test_a_stop_does_not_wait_for_the_end_of_the_hold(stop: dict[str, Any]):
    """What has not left is given up at once."""
    made = held(sell(), buy(), seconds=3, **stop)

    assert isinstance(made, WithdrawLegs)


def test_a_run_that_was_cancelled_while_it_was_held_is_over():
    """With nothing left to send there is nothing to wait for."""
    wish = CancelRequest(by="anna", reason="no", at=NOON)
    made = held(sell("NEVER_SENT"), buy("NEVER_SENT"), seconds=3, cancel=wish)

    assert isinstance(made, Conclude)
    assert RunState.CANCELLED is made.state


STRANGE = leg(2, Side.BUY, state=LegState.UNKNOWN, reason_code=ReasonCode.ORDER_MISMATCH)


def test_in_trouble_an_overdue_order_is_cancelled():
    """Nothing is sent any more, but nothing works on for ever either."""
    overdue = sell("ACKED", sent_at=NOON)

    assert CancelLeg(RunState.SELLS_OPEN, 1) == step(
        overdue, STRANGE, after=LEG_PATIENCE + timedelta(seconds=1)
    )


@pytest.mark.parametrize("said", ["cancel", "kill"])
def test_in_trouble_a_stop_takes_open_orders_back(said: str):
    """The owner's wish and the switch reach what is known to be ours."""
    wish = CancelRequest(by="anna", reason="stop", at=NOON)
    switch = replace(control(TradingMode.HALTED).trading, cancels_open_orders=True)
    stop = replace(control(), cancel=wish) if said == "cancel" else replace(control(), trading=switch)
    legs = (sell("ACKED", sent_at=NOON), STRANGE)

    assert CancelLeg(RunState.RESERVED, 1) == decide(run(2), legs, stop, NOON)


def test_a_strange_order_is_not_cancelled():
    """It may be somebody else's."""
    known = replace(STRANGE, state=LegState.ACKED, sent_at=NOON)

    assert isinstance(step(sell("FILLED"), known, after=LEG_PATIENCE * 2), Conclude)


@pytest.mark.parametrize("state", ["SENDING", "UNKNOWN"])
def test_in_trouble_a_doubt_is_cleared_first(state: str):
    """An order that may have left is looked for before the run is parked."""
    assert AwaitFills(RunState.SELLS_OPEN) == step(sell(state, sent_at=NOON), STRANGE)


def test_a_stuck_order_nobody_has_cancelled_is_cancelled_first():
    """Its worker was away for long."""
    assert CancelLeg(RunState.SELLS_OPEN, 1) == step(sell("ACKED", sent_at=NOON), after=STUCK_AFTER * 2)
