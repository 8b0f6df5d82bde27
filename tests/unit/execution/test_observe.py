"""What the broker says moves one leg."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from builders import NOON, leaving, leg, order
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.order import Accepted, NotSent, OrderStatus, Refusal, Throttled, Unknown
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trade import Side
from trimtab.execution.observe import (
    LONGEST_THROTTLE,
    LOOKUP_SPACING,
    MAX_ATTEMPTS,
    MAX_THROTTLES,
    THROTTLE_PAUSE,
    adopt_order,
    is_lookup_due,
    start_sending,
    take_absence,
    take_order,
    take_outcome,
)


def later(seconds: int) -> datetime:
    return NOON + timedelta(seconds=seconds)


def missed(sent: Leg, *seconds: int) -> Leg:
    for second in seconds:
        sent = take_absence(sent, later(second))
    return sent


def test_sending_is_marked_before_anything_leaves():
    """A leg on its way is SENDING, in doubt from that moment, and its attempt is counted (I-02)."""
    going = leaving(leg(), NOON)

    assert (LegState.SENDING, 1, NOON, NOON) == (
        going.state,
        going.attempts,
        going.in_doubt_since,
        going.sent_at,
    )


def test_a_repeat_is_the_same_order():
    """A second attempt changes nothing of what is sent (I-12)."""
    once = leaving(leg(), NOON)

    assert once.intent == leaving(once, later(90)).intent


@pytest.mark.parametrize(
    ("status", "filled", "state"),
    [
        (OrderStatus.OPEN, "0", LegState.ACKED),
        (OrderStatus.PARTIALLY_FILLED, "4", LegState.PARTIAL),
        (OrderStatus.FILLED, "10", LegState.FILLED),
        (OrderStatus.CANCELLED, "4", LegState.CANCELLED),
        (OrderStatus.EXPIRED, "0", LegState.EXPIRED),
        (OrderStatus.REJECTED, "0", LegState.REJECTED),
    ],
)
def test_every_status_has_its_state(status: OrderStatus, filled: str, state: LegState):
    """The leg stands where the broker's order stands, with its fills and its id."""
    seen = take_order(leaving(leg(), NOON), order(leg(), status, filled), NOON)

    assert (state, D(filled), "order-1") == (seen.state, seen.filled_quantity, seen.broker_order_id)
    assert (None, 0) == (seen.in_doubt_since, seen.missed_lookups)


def test_an_accepted_submit_is_an_observed_order():
    """A clear answer to a submit and a look-up mean the same."""
    sent = leaving(leg(), NOON)

    assert take_order(sent, order(sent), NOON) == take_outcome(sent, Accepted(order(sent)), NOON)


def test_a_refusal_is_final_and_says_why():
    """The broker did not take the order, and its words are kept."""
    refused = take_outcome(leaving(leg(), NOON), Refusal("no shorting"), NOON)

    assert (LegState.REFUSED, ReasonCode.BROKER_REFUSED, "no shorting") == (
        refused.state,
        refused.reason_code,
        refused.note,
    )


def test_a_refused_repeat_is_unclear():
    """The first attempt may be what stands in the way of the second, so only a look-up can tell."""
    repeated = leaving(leaving(leg(), NOON), later(90))

    assert LegState.UNKNOWN == take_outcome(repeated, Refusal("insufficient qty"), later(91)).state


def test_a_final_leg_stays_final():
    """An older answer does not bring a filled order back to life (I-08)."""
    filled = take_order(leg(), order(leg(), OrderStatus.FILLED, "10"), NOON)

    assert filled == take_order(filled, order(leg(), OrderStatus.OPEN, "10"), later(1))


def test_an_unclear_answer_is_unknown_never_failed():
    """A time-out is not a refusal: the order may live (I-20)."""
    unclear = take_outcome(leaving(leg(), NOON), Unknown("timed out"), NOON)

    assert (LegState.UNKNOWN, False) == (unclear.state, unclear.is_final)


def test_an_older_answer_does_not_take_fills_back():
    """A stale look-up with fewer fills changes nothing (F-092)."""
    filled = take_order(leg(), order(leg(), OrderStatus.PARTIALLY_FILLED, "6"), NOON)

    assert filled == take_order(filled, order(leg(), OrderStatus.OPEN, "2"), later(5))


@pytest.mark.parametrize("foreign", [{"symbol": "QQQ"}, {"side": Side.BUY}, {"quantity": D(11)}])
def test_a_foreign_order_is_not_adopted(foreign: dict[str, Any]):
    """An order that differs in symbol, side or quantity is not ours; none of its fills are taken (F-079)."""
    strange = replace(order(leg(), OrderStatus.FILLED, "10"), **foreign)
    seen = take_order(leaving(leg(), NOON), strange, NOON)

    assert (LegState.UNKNOWN, ReasonCode.ORDER_MISMATCH, D(0)) == (
        seen.state,
        seen.reason_code,
        seen.filled_quantity,
    )


@pytest.mark.parametrize("seconds", [(10,), (10, 20), (10, 20, 59), (60, 120)])
def test_a_doubt_is_not_ended_in_haste(seconds: tuple[int, ...]):
    """Fewer than three misses, or less than a minute, leave the leg in doubt."""
    doubtful = missed(leaving(leg(), NOON), *seconds)

    assert (LegState.UNKNOWN, len(seconds), NOON) == (
        doubtful.state,
        doubtful.missed_lookups,
        doubtful.in_doubt_since,
    )


def test_three_misses_over_a_minute_allow_the_same_order_again():
    """After patience the leg may be sent again, under the same id."""
    again = missed(leaving(leg(), NOON), 20, 40, 60)

    assert (LegState.INTENT, leg().intent, 0) == (again.state, again.intent, again.missed_lookups)


def test_a_leg_that_never_arrives_is_given_up():
    """After the last attempt an order that is nowhere was never sent."""
    last = replace(leaving(leg(), NOON), attempts=MAX_ATTEMPTS)
    given_up = missed(last, 20, 40, 60)

    assert (LegState.NEVER_SENT, ReasonCode.NEVER_ARRIVED) == (given_up.state, given_up.reason_code)


def test_an_order_found_late_ends_the_doubt():
    """A look-up that finds the order after two misses clears them."""
    found = take_order(missed(leaving(leg(), NOON), 10, 20), order(leg()), later(30))

    assert (LegState.ACKED, 0, None) == (found.state, found.missed_lookups, found.in_doubt_since)


def test_working_orders_are_always_looked_up():
    """An open order may fill at any moment; a final one may not."""
    due = [state for state in LegState if is_lookup_due(leg(state=state), NOON)]

    assert {LegState.SENDING, LegState.UNKNOWN, LegState.ACKED, LegState.PARTIAL} == set(due)


def test_a_missed_order_is_not_asked_for_all_the_time():
    """Between two look-ups of a missing order the broker is left alone."""
    once = missed(leaving(leg(), NOON), 0)

    assert (False, True) == (is_lookup_due(once, later(9)), is_lookup_due(once, NOON + LOOKUP_SPACING))


def test_a_refusal_is_named_by_its_reason():
    """The leg keeps the reason the broker's words stand for."""
    outcome = Refusal("wash trade", 40310000, ReasonCode.OPPOSITE_ORDER_OPEN)
    refused = take_outcome(leaving(leg(), NOON), outcome, NOON)

    assert (LegState.REFUSED, ReasonCode.OPPOSITE_ORDER_OPEN) == (refused.state, refused.reason_code)


def test_a_taken_name_is_looked_into():
    """An order under our id that is not ours is no plain refusal: the look-up parks the run."""
    outcome = Refusal("must be unique", 40010001, ReasonCode.CLIENT_ID_TAKEN)

    assert LegState.UNKNOWN is take_outcome(leaving(leg(), NOON), outcome, NOON).state


@pytest.mark.parametrize(
    ("retry_at", "not_before"),
    [
        (later(30), later(31)),
        (None, NOON + THROTTLE_PAUSE),
        (later(3600), NOON + LONGEST_THROTTLE),
    ],
    ids=["told", "not told", "too far"],
)
def test_a_throttled_order_goes_later_under_its_id(retry_at: datetime | None, not_before: datetime):
    """It was not taken: the leg is unsent again, waits for the reset, its attempt does not count (F-077)."""
    before = leg()
    after = take_outcome(leaving(before, NOON), Throttled("too many", retry_at), NOON)

    assert (LegState.INTENT, 0, 1, not_before, None) == (
        after.state,
        after.attempts,
        after.throttles,
        after.not_before,
        after.reason_code,
    )
    assert before.intent == leaving(after, not_before).intent


def test_a_throttled_repeat_keeps_its_doubt_about_the_first_attempt():
    """Only the attempt that was turned away is taken back: a later refusal is still unclear."""
    repeated = leaving(replace(leg(), attempts=1), NOON)
    again = leaving(take_outcome(repeated, Throttled("too many"), NOON), later(30))

    assert LegState.UNKNOWN is take_outcome(again, Refusal("insufficient qty"), later(31)).state


def test_a_broker_that_never_has_time_is_given_up():
    """After ten times the order stays at home, and the leg says why."""
    tired = leg()
    for _ in range(MAX_THROTTLES):
        tired = take_outcome(leaving(tired, NOON), Throttled("too many"), NOON)

    assert (LegState.NEVER_SENT, ReasonCode.BROKER_UNAVAILABLE) == (tired.state, tired.reason_code)


def test_an_attempt_that_never_left_does_not_count():
    """The order's time was over: the leg is unsent again, and may go under its id (F-081)."""
    back = take_outcome(leaving(leg()), NotSent("too late"), NOON)

    assert (LegState.INTENT, 0, None, "too late") == (
        back.state,
        back.attempts,
        back.in_doubt_since,
        back.note,
    )


def test_an_earlier_attempt_stays_in_doubt():
    """The second attempt never left; of the first nobody knows."""
    back = take_outcome(leaving(replace(leg(), attempts=1)), NotSent("too late"), NOON)

    assert (LegState.UNKNOWN, 1) == (back.state, back.attempts)


def test_doubt_counts_from_the_last_moment_it_could_leave():
    """Sent at noon with ten seconds to leave: sixty more have to pass after those (I-21)."""
    sent = start_sending(leg(), NOON, later(10))

    assert [LegState.UNKNOWN, LegState.INTENT] == [missed(sent, 20, 40, last).state for last in (69, 70)]


def test_an_order_the_ledger_does_not_know_is_taken_in():
    """The ledger is an old copy: the order counts as sent, and is not sent again (F-134)."""
    adopted = adopt_order(leg(), order(leg(), OrderStatus.FILLED, "10"), NOON)

    assert (LegState.FILLED, 1, D(10)) == (adopted.state, adopted.attempts, adopted.filled_quantity)


def test_a_buy_that_was_sealed_meanwhile_keeps_its_size():
    """Ten were approved, eight were sealed and sent."""
    planned = leg(side=Side.BUY)
    adopted = adopt_order(planned, order(replace(planned, quantity=D(8))), NOON)

    assert (LegState.ACKED, D(8)) == (adopted.state, adopted.quantity)


def test_more_than_was_approved_is_not_ours():
    """An order of twelve under a leg of ten is for a person to look at (F-075)."""
    planned = leg(side=Side.BUY)
    adopted = adopt_order(planned, order(replace(planned, quantity=D(12))), NOON)

    assert (LegState.UNKNOWN, ReasonCode.ORDER_MISMATCH) == (adopted.state, adopted.reason_code)
