"""Limit orders that are priced afresh, from the plan to the end of the run."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from trimtab.domain.execution_config import ExecutionConfig, LastResort
from trimtab.domain.intent import OrderType
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.results import RunStarted
from trimtab.domain.run import RunState
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode
from trimtab.execution.decide import AddResidual, CancelLeg, SendLeg
from trimtab.execution.journal import find_broken_link
from trimtab.ports import RunRecord
from trimtab.services.advance_run import advance_run
from trimtab.services.look import look
from trimtab.services.residual import add_residual
from trimtab.services.send_leg import send_leg
from trimtab.services.withdraw import cancel_leg
from worlds import ANNA, World, world


def started(here: World, **style: Any) -> RunStarted:
    """Start Anna's sell of SPY and buy of TLT as limit orders."""
    here.save(SPY="60", TLT="40")
    config = ExecutionConfig(order_type=OrderType.LIMIT, hold_seconds=0, **style)
    here.policies.versions[ANNA][-1] = replace(here.policies.versions[ANNA][-1], execution=config)
    return here.execute(here.check())


def slipped(**style: Any) -> tuple[World, RunStarted]:
    """Start a run whose sell, with a limit of 399.20, meets a price of 398.40."""
    here = world()
    run = started(here, **style)
    here.broker.prices["SPY"] = D("398.40")
    return here, run


def cut(here: World) -> RunRecord:
    """Bring a run to where its sell was cancelled for a new price, with nothing filled."""
    record = here.runs.load(ANNA, started(here).run.run_id)
    assert record is not None
    here.broker.fill_fraction = D(0)
    sent = send_leg(record, SendLeg(RunState.SELLING, 1), here.services)
    assert sent is not None
    asked = cancel_leg(sent, CancelLeg(RunState.SELLS_OPEN, 1, is_repriced=True), here.services)
    assert asked is not None
    after = look(asked, here.services)
    assert after is not None
    return after


def terms(*legs: Leg) -> list[tuple[str, OrderType, D | None, str]]:
    return [(leg.symbol, leg.order_type, leg.limit_price, leg.state.value) for leg in legs]


def test_limit_orders_within_the_buffer_fill_at_once():
    """The sell may bring 0.2 % less, the buy may cost 0.2 % more."""
    here = world()
    record = here.finish(started(here))

    assert RunState.COMPLETED == record.run.state
    assert [
        ("SPY", OrderType.LIMIT, D("399.20"), "FILLED"),
        ("TLT", OrderType.LIMIT, D("100.20"), "FILLED"),
    ] == terms(*record.legs)


def test_an_order_that_does_not_fill_is_priced_afresh():
    """After its minute the sell goes again, 0.2 % below what the price is then; and the buy follows."""
    here, run = slipped()
    record = here.finish(run)

    assert (RunState.COMPLETED, 3, "All 2 orders were filled.") == (
        record.run.state,
        record.run.leg_count,
        record.run.message,
    )
    assert [
        ("SPY", OrderType.LIMIT, D("399.20"), "CANCELLED"),
        ("SPY", OrderType.LIMIT, D("397.61"), "FILLED"),
    ] == terms(record.leg(1), record.leg(3))


def test_a_rest_of_a_sell_leaves_before_the_buy():
    """All that is sold is sold before anything is bought (I-05)."""
    here, run = slipped()
    here.finish(run)

    assert [Side.SELL, Side.SELL, Side.BUY] == [intent.side for intent in here.broker.sent]


def test_only_what_is_missing_is_ordered_anew():
    """Two of five shares were sold before the price slipped; the rest is three (I-12)."""
    here = world()
    run = started(here)
    here.broker.fill_fraction = D("0.4")
    advance_run(ANNA, run.run.run_id, here.services)
    here.broker.prices["SPY"] = D("398.40")
    here.broker.fill_fraction = D(1)
    record = here.finish(run)

    sold = [leg.filled_quantity for leg in record.legs if leg.symbol == "SPY"]
    assert (record.leg(1).quantity, record.leg(3).quantity) == (
        sum(sold),
        D(5) - record.leg(1).filled_quantity,
    )
    assert 0 < record.leg(1).filled_quantity < 5


@pytest.mark.parametrize(
    ("resort", "count", "last"),
    [
        (LastResort.LEAVE_UNFILLED, 3, ("SPY", OrderType.LIMIT, D(400), "CANCELLED")),
        (LastResort.CONVERT_TO_MARKET, 4, ("SPY", OrderType.MARKET, None, "FILLED")),
    ],
)
def test_the_policy_says_what_happens_in_the_end(
    resort: LastResort, count: int, last: tuple[str, OrderType, D | None, str]
):
    """Nobody pays the middle of a spread: after two new prices the rest is left, or goes at market."""
    here = world(cash="0")
    here.broker.tape.spread_bps = D(10)
    record = here.finish(started(here, limit_buffer=D(0), last_resort=resort))

    sells = [leg for leg in record.legs if leg.side is Side.SELL]
    assert (count, [last]) == (len(sells), terms(sells[-1]))


def test_a_halt_leaves_the_rest():
    """The sell was cancelled for a new price when trading was stopped: nothing more leaves (I-07)."""
    here = world()
    record = cut(here)
    here.switch(TradingMode.HALTED, "drill")
    end = here.finish(RunStarted(run=record.run, legs=record.legs, is_replay=False))

    assert (RunState.HALTED, 1) == (end.run.state, len(here.broker.sent))
    assert (LegState.SKIPPED, ReasonCode.TRADING_HALTED, 1) == (
        end.leg(3).state,
        end.leg(3).reason_code,
        end.leg(3).residual_of,
    )


def test_a_rest_is_on_record_before_it_leaves():
    """One step of the ledger adds the leg and its number, a later one sends it (I-02)."""
    here = world()
    after = add_residual(cut(here), AddResidual(RunState.SELLING, 1), here.services)

    assert after is not None
    assert (3, LegState.INTENT, 1) == (after.run.leg_count, after.leg(3).state, len(here.broker.sent))
    assert "SPY: 5 are ordered anew, with a limit of 399.2." == here.runs.events[after.run.run_id][-1].text


def test_a_rest_is_added_once():
    """Of two workers with the same record one adds the leg (I-21)."""
    here = world()
    before = cut(here)

    assert add_residual(before, AddResidual(RunState.SELLING, 1), here.services) is not None
    assert add_residual(before, AddResidual(RunState.SELLING, 1), here.services) is None


def test_a_rest_at_the_close_is_left():
    """Four minutes before the close no sell is sent any more (I-14)."""
    here = world()
    before = cut(here)
    here.broker.session_left = timedelta(minutes=4)
    after = add_residual(before, AddResidual(RunState.SELLING, 1), here.services)

    assert after is not None
    assert (LegState.SKIPPED, ReasonCode.MARKET_CLOSED) == (after.leg(3).state, after.leg(3).reason_code)


def test_a_rest_that_is_banned_asks_the_broker_nothing():
    """Why nothing follows is known; the broker may even be away."""
    here = world()
    before = cut(here)
    here.broker.is_down = True
    why = Reason(ReasonCode.CANCELLED_BY_OWNER, "The run was cancelled: no")
    after = add_residual(before, AddResidual(RunState.SELLING, 1, why), here.services)

    assert after is not None
    assert "5 SPY were left. The run was cancelled: no" == after.leg(3).note


def test_what_a_switch_has_cancelled_stays_cancelled():
    """Open orders were called back by the switch; no rest follows, also when it is turned on again."""
    here = world()
    here.broker.fill_fraction = D(0)
    run = started(here)
    advance_run(ANNA, run.run.run_id, here.services)
    halt = replace(here.trading.current(), mode=TradingMode.HALTED, epoch=2, cancels_open_orders=True)
    here.trading.set(replace(halt, updated_by="olga", updated_at=here.clock.now()))
    record = here.finish(run)

    assert (RunState.HALTED, 2, LegState.CANCELLED) == (
        record.run.state,
        record.run.leg_count,
        record.leg(1).state,
    )


def test_the_history_with_rests_is_one_chain():
    """A leg that is added is in every line after it (I-18)."""
    here, run = slipped()
    record = here.finish(run)
    events = here.runs.events[record.run.run_id]

    assert (None, 3) == (find_broken_link(tuple(events)), len(events[-1].leg_states))


def test_an_order_the_ledger_has_lost_is_taken_in():
    """The ledger was restored from a copy made before the rest left: it is not sent again (F-134)."""
    here = world()
    record = cut(here)
    first = add_residual(record, AddResidual(RunState.SELLING, 1), here.services)
    assert first is not None
    here.broker.fill_fraction = D(1)
    here.broker.submit(replace(first.leg(3).intent, limit_price=None, order_type=OrderType.MARKET))
    here.runs.records[ANNA, record.run.run_id] = record
    after = add_residual(record, AddResidual(RunState.SELLING, 1), here.services)

    assert after is not None
    assert [("SPY", OrderType.MARKET, None, "FILLED")] == terms(after.leg(3))
    assert (1, 1, first.leg(3).quantity) == (
        after.leg(3).attempts,
        after.leg(3).residual_of,
        after.leg(3).filled_quantity,
    )
