"""What brokers and markets do to a run, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest

from trimtab.adapters.memory.broker import MemoryBroker
from trimtab.adapters.memory.corporate import rename, split_shares
from trimtab.adapters.memory.slips import Course
from trimtab.domain.leg import LegState
from trimtab.domain.order import OrderStatus, Session, Throttled
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunState
from trimtab.domain.trade import Side
from trimtab.services.advance_run import advance_run
from unit.failures.scenes import buyer, taken_orders, trader
from worlds import ANNA, NOON, World, world

Trouble = Callable[[MemoryBroker], object]


def loses_the_answer(broker: MemoryBroker) -> None:
    broker.lose_next_submit(after_taking=True)


def loses_the_order(broker: MemoryBroker) -> None:
    broker.lose_next_submit(after_taking=False)


@pytest.mark.parametrize("trouble", [loses_the_answer, loses_the_order])
def test_a_buy_survives_what_a_sell_survives(trouble: Trouble):
    """A lost answer or a lost order: in the end the buy is there once, and the run complete (F-117)."""
    here, record = buyer()
    trouble(here.broker)
    ended = here.finish(record)

    assert (RunState.COMPLETED, {"TLT": 1}) == (ended.run.state, taken_orders(here))


def test_a_buy_that_comes_too_often_waits(monkeypatch: pytest.MonkeyPatch):
    """The broker takes no more requests for half a minute: then the same order leaves (F-117)."""
    here, record = buyer()
    until = NOON + timedelta(seconds=30)
    with monkeypatch.context() as patch:
        patch.setattr(MemoryBroker, "submit", lambda *_: Throttled("rate limit exceeded", until))
        here.finish(record, ticks=1)
    here.clock.advance(timedelta(seconds=30))
    ended = here.finish(record)

    assert (RunState.COMPLETED, {"TLT": 1}) == (ended.run.state, taken_orders(here))


@pytest.mark.parametrize("course", [Course.REJECTED_LATER, Course.ORDINARY])
def test_a_buy_that_is_turned_away_is_not_tried_again(course: Course):
    """Rejected after it was taken, or refused at once: its leg has ended, no second one leaves (F-117)."""
    here, record = buyer()
    here.broker.next_course = course
    if course is Course.ORDINARY:
        here.broker.refuse_next("asset is halted")
    ended = here.finish(record)

    assert (RunState.BLOCKED, D(2_000), 1) == (ended.run.state, here.broker.cash, len(here.broker.sent))


def test_a_sell_that_is_rejected_later_brings_nothing():
    """It was accepted: its proceeds are not assumed, and the buy costs no more than there is (F-086)."""
    here, record = trader()
    here.broker.next_course = Course.REJECTED_LATER
    ended = here.finish(record)

    assert [LegState.REJECTED, LegState.FILLED] == [leg.state for leg in ended.legs]
    assert D("9.99000999") == ended.leg(2).quantity


def test_unsettled_proceeds_are_the_broker_s_decision():
    """It does not let the day's proceeds be spent: that is final, nobody insists, and cash stays (F-113)."""
    here, record = trader()
    here.broker.fill_fraction = D(0)
    here.finish(record, ticks=1)
    here.broker.fill_fraction = D(1)
    here.broker.refuse_next("insufficient buying power: funds are not settled")
    ended = here.finish(record)

    assert [LegState.FILLED, LegState.REFUSED] == [leg.state for leg in ended.legs]
    assert (RunState.PARTIAL, [Side.SELL, Side.BUY]) == (
        ended.run.state,
        [intent.side for intent in here.broker.sent],
    )


def test_a_refused_buy_leaves_its_cash_alone():
    """The other buy keeps to what was sealed, although there is cash for more (F-116)."""
    here = world(cash="4000", SPY="10")
    record = here.reserved(SPY="50", TLT="25", GLD="25")
    here.broker.refuse_next("asset is not tradable")
    ended = here.finish(record)
    bought = next(leg for leg in ended.legs if leg.state is LegState.FILLED)

    assert {LegState.REFUSED, LegState.FILLED} == {leg.state for leg in ended.legs}
    assert (True, D(10)) == (bought.filled_quantity <= bought.planned_quantity, here.broker.shares["SPY"])


def split(here: World) -> None:
    split_shares(here.broker, "SPY", D(1), D(2))


def reverse_split(here: World) -> None:
    split_shares(here.broker, "SPY", D(10), D(1))


def another_name(here: World) -> None:
    rename(here.broker, "SPY", "SPYX")


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (split, ReasonCode.PRICE_MOVED),
        (reverse_split, ReasonCode.PRICE_MOVED),
        (another_name, ReasonCode.NOT_TRADABLE),
    ],
)
def test_nothing_is_sold_at_yesterday_s_numbers(event: Callable[[World], None], reason: ReasonCode):
    """A split or a new name came overnight: no sell of the old plan leaves, and the run says why (F-036)."""
    here, record = trader()
    here.clock.advance(timedelta(hours=20))
    event(here)
    ended = here.finish(record)

    assert (reason, 0) == (ended.leg(1).reason_code, taken_orders(here)["SPY"])


def test_a_sell_that_was_replaced_ends_with_what_it_filled():
    """Somebody put another order in its place: nothing more fills under our name (F-036, F-093)."""
    here, record = trader()
    here.broker.fill_fraction = D("0.1")
    advance_run(ANNA, record.run.run_id, here.services)
    here.broker.box.slips[0].stand(OrderStatus.CANCELLED, "replaced")
    ended = here.finish(record)

    assert (LegState.CANCELLED, "replaced") == (ended.leg(1).state, ended.leg(1).broker_status)
    assert 0 < D(20) - here.broker.shares["SPY"] == ended.leg(1).filled_quantity < 5


def test_keys_that_are_revoked_mid_run_stop_it():
    """Nothing is sent with any other keys; a person is told, and the account stays with the run (F-084)."""
    here, record = trader()
    here.broker.are_keys_refused = True
    ended = here.finish(record)
    while not ended.run.is_over:
        here.clock.advance(timedelta(minutes=5))
        ended = here.finish(record)

    assert (RunState.NEEDS_OPERATOR, ReasonCode.TICKS_FAILED, []) == (
        ended.run.state,
        ended.run.reason_code,
        here.broker.sent,
    )
    assert [RunState.NEEDS_OPERATOR] == [notice.state for notice in here.runs.notices.values()]


def test_a_halt_that_lasts_to_the_close_ends_the_order():
    """The day order expires half filled, nothing follows it today, and the run ends as PARTIAL (F-099)."""
    here, record = trader()
    close, morning = NOON + timedelta(minutes=10), NOON + timedelta(hours=21)
    here.broker.calendar = (
        Session(NOON.date(), NOON - timedelta(hours=3), close),
        Session(morning.date(), morning, morning + timedelta(hours=6)),
    )
    here.broker.fill_fraction, here.broker.next_course = D("0.1"), Course.CANCEL_LOST
    advance_run(ANNA, record.run.run_id, here.services)
    here.broker.halted = {"SPY"}
    ended = here.finish(record)

    assert (RunState.PARTIAL, [LegState.EXPIRED, LegState.NEVER_SENT]) == (
        ended.run.state,
        [leg.state for leg in ended.legs],
    )


def closes(here: World) -> None:
    here.broker.is_open = False


def pauses(here: World) -> None:
    instrument = here.broker.instrument("SPY")
    assert instrument is not None
    here.broker.listed["SPY"] = replace(instrument, is_tradable=False)


def falls_silent(here: World) -> None:
    here.broker.tape.stopped["SPY"] = NOON - timedelta(minutes=2)


@pytest.mark.parametrize(
    ("market", "reason"),
    [
        (closes, ReasonCode.MARKET_CLOSED),
        (pauses, ReasonCode.NOT_TRADABLE),
        (falls_silent, ReasonCode.PRICE_STALE),
    ],
)
def test_a_market_that_breaks_takes_no_new_orders(market: Callable[[World], None], reason: ReasonCode):
    """The session is stopped, the stock paused, or nobody quotes: the sell stays at home (F-178)."""
    here, record = trader()
    market(here)
    ended = here.finish(record)

    assert (reason, 0) == (ended.leg(1).reason_code, taken_orders(here)["SPY"])
