"""Advancing a run: sells, cash, buys, and everything that may go wrong between."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest

from trimtab.adapters.memory.broker import MemoryBroker
from trimtab.domain.lease import Lease
from trimtab.domain.leg import LegState
from trimtab.domain.order import MarketClock
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RUN_FORM, RunState
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode
from trimtab.execution import lease
from trimtab.execution.journal import find_broken_link
from trimtab.services.advance_run import advance_run
from trimtab.services.ledger import Entry, save
from worlds import ANNA, NOON, World, world


def ready(here: World) -> Plan:
    """Anna is 8000 in SPY, 1000 in TLT and 1000 in cash, and wants 60 and 40."""
    here.save(SPY="60", TLT="40")
    return here.check()


def test_a_run_brings_the_portfolio_to_its_targets():
    """Sell SPY, wait for the cash, buy TLT: afterwards the weights are the targets."""
    here = world()
    record = here.finish(here.execute(ready(here)))

    assert RunState.COMPLETED == record.run.state
    assert (D(15), D("39.97002997"), True) == (
        here.broker.shares["SPY"],
        here.broker.shares["TLT"],
        here.broker.cash < 5,
    )


def test_a_finished_run_leaves_nothing_to_do():
    """The second check after a run finds nothing."""
    here = world()
    here.finish(here.execute(ready(here)))

    assert ReasonCode.EVERYTHING_IN_BAND == here.check().finding.code


def test_sells_are_final_before_the_first_buy():
    """Cash is there before it is spent (I-05)."""
    here = world()
    here.finish(here.execute(ready(here)))

    assert [Side.SELL, Side.BUY] == [intent.side for intent in here.broker.sent]


def test_a_lost_answer_is_looked_up_and_never_sent_again():
    """An order whose answer was lost is found by its id (F-072)."""
    here = world()
    here.broker.lose_next_submit(after_taking=True)
    record = here.finish(here.execute(ready(here)))

    assert RunState.COMPLETED == record.run.state
    assert {1} == set(Counter(intent.client_order_id for intent in here.broker.sent).values())


def test_an_order_that_never_arrived_is_sent_again_under_its_id():
    """After patient look-ups the same order leaves again, with the same id (F-073)."""
    here = world()
    here.broker.lose_next_submit(after_taking=False)
    record = here.finish(here.execute(ready(here)))

    first, second = here.broker.sent[0], here.broker.sent[1]
    assert (RunState.COMPLETED, first) == (record.run.state, second)


def test_a_refused_sell_leaves_the_rest_to_go_on():
    """A refusal is final for its leg and named; the buys use the cash that is there (F-076)."""
    here = world()
    plan = ready(here)
    here.broker.refuse_next("insufficient qty")
    record = here.finish(here.execute(plan))

    assert (RunState.PARTIAL, LegState.REFUSED, "insufficient qty") == (
        record.run.state,
        record.leg(1).state,
        record.leg(1).note,
    )


def test_buys_are_scaled_to_the_cash_that_is_there():
    """When the sell brings nothing, the buy shrinks to the thousand in cash (F-110)."""
    here = world()
    plan = ready(here)
    here.broker.refuse_next("insufficient qty")
    record = here.finish(here.execute(plan))

    assert D("9.99000999") == record.leg(2).quantity
    assert here.broker.cash >= 0


def test_a_switch_turned_mid_run_stops_the_next_order():
    """Trading halted after the sell: the buy is not sent, and the run says so (F-082)."""
    here = world()
    started = here.execute(ready(here))
    here.broker.fill_fraction = D("0.5")
    advance_run(ANNA, started.run.run_id, here.services)
    here.switch(TradingMode.HALTED, "drill")
    record = here.finish(started)

    assert (RunState.HALTED, LegState.NEVER_SENT) == (record.run.state, record.leg(2).state)
    assert [Side.SELL] == [intent.side for intent in here.broker.sent]


def test_reduce_only_lets_the_sells_of_a_sealed_plan_through():
    """REDUCE_ONLY sells and does not buy."""
    here = world()
    plan = ready(here)
    here.switch(TradingMode.REDUCE_ONLY, "careful")
    record = here.finish(here.execute(plan))

    assert [LegState.FILLED, LegState.NEVER_SENT] == [leg.state for leg in record.legs]


def test_an_order_that_does_not_fill_is_cancelled_after_its_time():
    """Patience ends: what is left of an order is cancelled and the run ends partial (F-090)."""
    here = world()
    here.broker.fill_fraction = D(0)
    record = here.finish(here.execute(ready(here)))

    assert LegState.CANCELLED == record.leg(1).state


def test_a_price_that_ran_away_keeps_the_leg_at_home():
    """No order leaves at a price the owner did not approve."""
    here = world()
    started = here.execute(ready(here))
    here.broker.prices["SPY"] = D(300)
    record = here.finish(started)

    assert (LegState.NEVER_SENT, ReasonCode.PRICE_MOVED) == (record.leg(1).state, record.leg(1).reason_code)


def test_a_session_that_ends_mid_run_sends_nothing_more():
    """Five minutes before the close nothing is sold any more (F-083)."""
    here = world()
    started = here.execute(ready(here))
    here.broker.session_left = timedelta(minutes=4)
    record = here.finish(started)

    assert ({ReasonCode.MARKET_CLOSED}, []) == ({leg.reason_code for leg in record.legs}, here.broker.sent)


def test_a_silent_broker_leaves_the_run_where_it_is():
    """Nothing is half-done: the tick is counted, and the next one asked for after a pause."""
    here = world()
    started = here.execute(ready(here))
    here.broker.is_down = True
    after = advance_run(ANNA, started.run.run_id, here.services)

    assert after is not None
    assert (started.legs, 1, None) == (after.legs, after.run.tick_failures, after.run.lease)
    assert 6 == here.queue.asked[-1].delay_seconds


def test_the_account_is_free_after_the_run():
    """Only the end of a run gives the account back."""
    here = world()
    here.finish(here.execute(ready(here)))
    here.broker.prices["SPY"] = D(500)
    second = here.execute(here.check(), key="key-00000002")

    assert not second.is_replay


def test_a_finished_run_is_not_moved_again():
    """Terminal is immutable (I-08): another tick changes nothing."""
    here = world()
    record = here.finish(here.execute(ready(here)))

    assert record == advance_run(ANNA, record.run.run_id, here.services)


def test_a_run_nobody_knows_is_nothing():
    """A task for a deleted run does nothing."""
    assert advance_run(ANNA, "id000000000000000099", world().services) is None


def test_the_history_of_a_run_is_one_chain():
    """Each event covers the one before (I-18)."""
    here = world()
    record = here.finish(here.execute(ready(here)))

    assert find_broken_link(tuple(here.runs.events[record.run.run_id])) is None


def test_two_workers_send_each_order_once():
    """A tick delivered in the middle of another's work changes nothing about what is sent (F-080)."""
    here = world()
    started = here.execute(ready(here))
    stale = here.runs.load(ANNA, started.run.run_id)
    assert stale is not None
    record = here.finish(started)
    advance_run(ANNA, started.run.run_id, here.services)

    assert len(record.legs) == len(here.broker.sent)
    assert save(stale, Entry(text="Too late."), here.services) is None


@pytest.mark.parametrize(("passed", "delay"), [(0, 10), (4_000, 6), (9_500, 1)])
def test_a_tick_before_the_end_of_a_hold_only_asks_for_one_then(passed: int, delay: int):
    """It stores nothing and asks the broker for nothing, be it a second too early."""
    here = world()
    here.save(SPY="60", TLT="40")
    here.hold(10)
    started = here.execute(here.check())
    here.clock.advance(timedelta(milliseconds=passed))
    here.broker.is_down = True
    after = advance_run(ANNA, started.run.run_id, here.services)

    assert after is not None
    assert (started.run, delay) == (after.run, here.queue.asked[-1].delay_seconds)


def test_a_worker_that_takes_a_held_run_gives_it_back_until_its_hold_is_over():
    """Somebody was in a hurry, and nothing had stopped the run."""
    here = world()
    here.save(SPY="60", TLT="40")
    here.hold(10)
    started = here.execute(here.check())
    after = advance_run(ANNA, started.run.run_id, here.services, is_urgent=True)

    assert after is not None
    assert (RunState.RESERVED, None, []) == (after.run.state, after.run.lease, here.broker.sent)
    assert (after.run.hold_until, 10) == (after.run.next_tick_at, here.queue.asked[-1].delay_seconds)


def test_a_held_run_goes_on_when_its_hold_is_over():
    """It comes to its end, with its first order at its time."""
    here = world()
    here.save(SPY="60", TLT="40")
    here.hold(300)
    record = here.finish(here.execute(here.check()))

    assert RunState.COMPLETED is record.run.state
    assert NOON + timedelta(minutes=5) == record.leg(1).sent_at


def test_a_run_that_another_worker_holds_is_left_to_it():
    """The second worker does nothing, and comes back when the lease is over (F-080)."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    held = replace(record.run, fence=1, lease=Lease(holder="w1", until=NOON + timedelta(seconds=30)))
    save(record, Entry(text="Taken.", head=held), here.services)
    tried = advance_run(ANNA, record.run.run_id, here.services)

    assert (None, [], 30) == (tried, here.broker.sent, here.queue.asked[-1].delay_seconds)


def test_a_dead_worker_s_run_is_taken_over():
    """Its lease has run out: the next worker goes on under the next fence (I-21)."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    held = replace(record.run, fence=1, lease=Lease(holder="w1", until=NOON))
    save(record, Entry(text="Taken.", head=held), here.services)
    after = advance_run(ANNA, record.run.run_id, here.services)

    assert after is not None
    assert (RunState.COMPLETED, 2) == (after.run.state, after.run.fence)


def test_a_worker_falls_silent_before_its_lease_ends(monkeypatch: pytest.MonkeyPatch):
    """Ten seconds before the end nothing is sent or saved any more, however much there is to do (F-081)."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    clock = MemoryBroker.market_clock

    def slow(broker: MemoryBroker) -> MarketClock:
        here.clock.advance(timedelta(seconds=81))
        return clock(broker)

    monkeypatch.setattr(MemoryBroker, "market_clock", slow)
    advance_run(ANNA, record.run.run_id, here.services)

    assert [] == here.broker.sent


def test_a_defect_is_counted_and_parks_the_run_in_the_end(monkeypatch: pytest.MonkeyPatch):
    """Eight ticks in a row that fail need a person; nobody asks for a ninth (F-010)."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    monkeypatch.setattr(MemoryBroker, "market_clock", lambda _: 1 / 0)
    for _ in range(8):
        here.clock.advance(timedelta(minutes=6))
        advance_run(ANNA, record.run.run_id, here.services)
    asked = len(here.queue.asked)
    parked = advance_run(ANNA, record.run.run_id, here.services)

    assert parked is not None
    assert (RunState.NEEDS_OPERATOR, ReasonCode.TICKS_FAILED, asked) == (
        parked.run.state,
        parked.run.reason_code,
        len(here.queue.asked),
    )


def test_an_outage_of_half_an_hour_is_waited_out():
    """The run goes on when the broker is back, and sends each order once (F-176)."""
    here = world()
    started = here.execute(ready(here))
    here.broker.is_down = True
    for _ in range(6):
        here.clock.advance(timedelta(minutes=5))
        advance_run(ANNA, started.run.run_id, here.services)
    here.broker.is_down = False
    record = here.finish(started)

    assert (RunState.COMPLETED, 2) == (record.run.state, len(here.broker.sent))


def test_a_ledger_restored_from_a_backup_sends_nothing_twice():
    """The copy was made before the sell left; the broker has it, and the run comes to its end (F-134)."""
    here = world()
    started = here.execute(ready(here))
    copy = here.runs.records[ANNA, started.run.run_id]
    account = dict(here.runs.accounts)
    here.finish(started)
    here.runs.records[ANNA, started.run.run_id] = copy
    here.runs.accounts.update(account)
    record = here.finish(started)

    assert (RunState.COMPLETED, 2) == (record.run.state, len(here.broker.sent))


def test_the_end_of_a_run_settles_the_day_and_leaves_a_notice():
    """What was filled counts for the day; the owner is told in the same step (I-17, I-20)."""
    here = world()
    record = here.finish(here.execute(ready(here)))
    totals = here.runs.account(record.run.account_key, record.run.environment).state.totals

    assert totals is not None
    assert (2, sum(leg.filled_value for leg in record.legs)) == (totals.order_count, totals.value)
    assert [RunState.COMPLETED] == [notice.state for notice in here.runs.notices.values()]


def test_a_run_of_a_later_form_is_left_to_newer_workers():
    """Half of a deployment is old: it neither takes the run nor changes it (F-170)."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    later = save(record, Entry(text="Newer.", head=replace(record.run, form=RUN_FORM + 1)), here.services)

    assert later == advance_run(ANNA, record.run.run_id, here.services)
    assert (later, []) == (here.runs.records[ANNA, record.run.run_id], here.broker.sent)


def test_refused_keys_need_a_person_sooner_than_an_outage():
    """Waiting gives nobody new keys: eight ticks in a row and the run is parked, nothing sent (F-084)."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    here.broker.are_keys_refused = True
    for _ in range(8):
        here.clock.advance(timedelta(minutes=6))
        advance_run(ANNA, record.run.run_id, here.services)

    assert (RunState.NEEDS_OPERATOR, []) == (
        here.runs.records[ANNA, record.run.run_id].run.state,
        here.broker.sent,
    )


@pytest.mark.parametrize("ticks", [0, 1])
def test_a_run_is_parked_when_its_keys_open_another_account(ticks: int):
    """Nothing is sent or cancelled there, and nothing waits for better times (I-22)."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    here.broker.fill_fraction = D(0)
    for _ in range(ticks):
        advance_run(ANNA, record.run.run_id, here.services)
    other = here.swap_keys()
    here.clock.advance(timedelta(minutes=4))
    parked = advance_run(ANNA, record.run.run_id, here.services)

    assert parked is not None
    assert (RunState.NEEDS_OPERATOR, ReasonCode.ACCOUNT_CHANGED) == (parked.run.state, parked.run.reason_code)
    assert (0, ticks) == (len(other.sent), len(here.broker.sent))


def test_a_run_whose_worker_died_is_parked_too():
    """Its lease is over; the next worker takes it, and finds the other account."""
    here = world()
    record = here.reserved(SPY="60", TLT="40")
    taken = lease.taken(record.run, "nonce", here.clock.now())
    save(record, Entry(text="Taken.", head=taken), here.services)
    here.swap_keys()
    here.clock.advance(timedelta(minutes=4))
    parked = advance_run(ANNA, record.run.run_id, here.services)

    assert parked is not None
    assert ReasonCode.ACCOUNT_CHANGED is parked.run.reason_code
