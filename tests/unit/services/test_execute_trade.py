"""One order through the whole apparatus."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest

from trimtab.domain.commands import ExecuteTrade
from trimtab.domain.errors import ConflictError, InvalidRequestError, RefusedError
from trimtab.domain.holdings import DailyBar
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.intent import OrderType, TimeInForce
from trimtab.domain.leg import LegState
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode
from trimtab.services.execute_trade import execute_trade
from worlds import ANNA, NOON, World, world

SELL = ExecuteTrade(
    portfolio=ANNA,
    symbol="SPY",
    side=Side.SELL,
    quantity=D(5),
    order_type=OrderType.MARKET,
    time_in_force=TimeInForce.DAY,
    limit_price=None,
    idempotency_key="key-00000001",
)
BUY = replace(SELL, side=Side.BUY, quantity=D(2))


def test_an_order_is_sent_at_once():
    """The answer already knows the broker's order id."""
    started = execute_trade(SELL, world().services)

    assert started.legs[0].broker_order_id is not None


def test_a_repeated_key_sends_nothing_again():
    """A retry finds its order."""
    here = world()

    execute_trade(SELL, here.services)
    again = execute_trade(SELL, here.services)

    assert (True, 1) == (again.is_replay, len(here.broker.sent))


def test_a_key_for_another_order_is_refused():
    """A key belongs to one order."""
    here = world()
    execute_trade(SELL, here.services)

    with pytest.raises(ConflictError):
        execute_trade(replace(SELL, quantity=D(6)), here.services)


def test_a_lost_answer_is_unknown_and_never_failed():
    """Without an answer the order is UNKNOWN (I-20)."""
    here = world()
    here.broker.lose_next_submit(after_taking=True)

    started = execute_trade(SELL, here.services)

    assert started.legs[0].state in {LegState.UNKNOWN, LegState.ACKED, LegState.FILLED}
    assert 1 == len(here.broker.sent)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (replace(SELL, quantity=D(21)), ReasonCode.SHARES_HELD_BY_ORDERS),
        (replace(BUY, quantity=D(3)), ReasonCode.CASH_SHORT),
    ],
)
def test_an_order_beyond_ones_means_is_refused(command: ExecuteTrade, code: ReasonCode):
    """Nobody sells what is not there or buys on margin (I-03, I-04)."""
    with pytest.raises(RefusedError) as refused:
        execute_trade(command, world().services)

    assert code == refused.value.code


def test_an_unknown_symbol_is_named():
    """The symbol is refused by name before anything is reserved."""
    with pytest.raises(InvalidRequestError, match="ZZZZ"):
        execute_trade(replace(SELL, symbol="ZZZZ"), world().services)


def test_a_fraction_of_a_whole_share_is_refused():
    """Quantities follow what the instrument allows."""
    here = world()
    here.broker.listed["SPY"] = replace(here.broker.instruments(("SPY",))["SPY"], unit=QuantityUnit.WHOLE)

    with pytest.raises(InvalidRequestError, match="must be whole"):
        execute_trade(replace(SELL, quantity=D("1.5")), here.services)


@pytest.mark.parametrize(("mode", "command"), [(TradingMode.HALTED, SELL), (TradingMode.REDUCE_ONLY, BUY)])
def test_the_switch_stops_single_orders_too(mode: TradingMode, command: ExecuteTrade):
    """There is no way round the kill switch."""
    here = world()
    here.switch(mode, "drill")

    with pytest.raises(RefusedError, match="drill"):
        execute_trade(command, here.services)

    assert [] == here.broker.sent


def test_a_closed_market_takes_no_order():
    """No order leaves outside the session."""
    here = world()
    here.broker.is_open = False

    with pytest.raises(RefusedError) as refused:
        execute_trade(SELL, here.services)

    assert ReasonCode.MARKET_CLOSED == refused.value.code


def test_a_buy_is_all_or_nothing():
    """A person named the quantity: it is bought in full or not at all."""
    here = world(cash="400", SPY="1")
    here.save(SPY="100")

    started = execute_trade(replace(BUY, quantity=D(1)), here.services)

    assert (LegState.SKIPPED, ReasonCode.CASH_SHORT) == (started.legs[0].state, started.legs[0].reason_code)


@pytest.mark.parametrize(
    ("quantity", "limit", "code"),
    [("2", "400.005", ReasonCode.SUB_PENNY_PRICE), ("0.002", "400", ReasonCode.BELOW_BROKER_MINIMUM)],
)
def test_what_the_broker_cannot_take_is_refused_before_anything_is_reserved(
    quantity: str, limit: str, code: ReasonCode
):
    """A limit finer than a cent, and a buy for less than a dollar."""
    here = world()
    order = replace(BUY, order_type=OrderType.LIMIT, quantity=D(quantity), limit_price=D(limit))

    with pytest.raises(RefusedError) as refused:
        execute_trade(order, here.services)

    assert (code, ()) == (refused.value.code, here.runs.busy_accounts())


def fallen() -> World:
    """Anna may lose a hundredth, is checked once, and then SPY loses a fortieth."""
    here = world()
    here.save(SPY="60", TLT="40")
    here.limit_drawdown("0.01")
    here.check()
    here.broker.prices["SPY"] = D(390)
    return here


def test_a_portfolio_that_has_fallen_too_far_buys_nothing():
    """Nobody has checked since the fall: the order itself trips the guard, and is refused for it."""
    here = fallen()

    with pytest.raises(RefusedError, match="below the peak of 10000"):
        execute_trade(BUY, here.services)
    assert () == here.runs.busy_accounts()


def test_a_portfolio_that_has_fallen_too_far_may_sell():
    """A sale reduces it."""
    here = fallen()

    assert LegState.FILLED is execute_trade(SELL, here.services).legs[0].state
    assert [TradingMode.REDUCE_ONLY] == [change.state.mode for change in here.trading.changes]


@pytest.mark.parametrize(("side", "limit"), [(Side.BUY, "421"), (Side.SELL, "379")])
def test_a_mistyped_limit_is_refused(side: Side, limit: str):
    """SPY costs 400: a limit more than five points beyond it would trade at any price (I-17)."""
    here = world()
    wild = replace(SELL, side=side, quantity=D(1), order_type=OrderType.LIMIT, limit_price=D(limit))

    with pytest.raises(RefusedError) as refused:
        execute_trade(wild, here.services)

    assert (ReasonCode.LIMIT_PRICE_MOVE, []) == (refused.value.code, here.broker.sent)


def test_a_single_order_is_a_small_part_of_a_day_s_trading():
    """Six shares are more than a hundredth of five hundred (I-17)."""
    here = world()
    here.broker.tape.bars["SPY"] = [DailyBar(NOON.date() - timedelta(days=1), D(400), D(500))]

    with pytest.raises(RefusedError, match="is 6 shares; the limit is 1% of the 500"):
        execute_trade(replace(SELL, quantity=D(6)), here.services)


@pytest.mark.parametrize("side", list(Side))
def test_a_blocked_account_takes_no_order(side: Side):
    """The broker would refuse it: nothing is reserved, and nothing sent (F-031)."""
    here = world()
    here.broker.is_blocked = True

    with pytest.raises(RefusedError) as refused:
        execute_trade(replace(SELL, side=side), here.services)

    assert (ReasonCode.ACCOUNT_BLOCKED, {}, []) == (refused.value.code, here.runs.records, here.broker.sent)


def test_a_single_order_at_a_price_nobody_can_believe_is_refused():
    """Yesterday a share cost a tenth (F-035)."""
    here = world()
    here.broker.tape.bars["SPY"] = [DailyBar(NOON.date() - timedelta(days=1), D(40), D(10_000_000))]

    with pytest.raises(RefusedError, match="too far from its last close"):
        execute_trade(SELL, here.services)
