"""Hard limits on a basket, and on each order when it leaves."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import leg, trade
from trimtab.domain.bounds import Bounds
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.past_trading import PastTrading
from trimtab.domain.policy import Limits
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.trade import Side
from trimtab.execution.limits import (
    asks_of_legs,
    asks_of_trades,
    find_breach,
    find_order_breach,
    volume_unknown,
)

LIMITS = Limits(
    max_orders=2,
    max_order_value=D(1_000),
    max_run_value=D(1_500),
    max_day_orders=5,
    max_day_value=D(4_000),
    max_run_turnover=D("0.75"),
    max_day_turnover=D(2),
    max_volume_share=D("0.01"),
)
BOUNDS = Bounds(limits=LIMITS, account_value=D(1_000))


def broken(legs: tuple[Leg, ...], **bounds: Any) -> Reason | None:
    """Name the limit that a basket breaks."""
    return find_breach(asks_of_legs(legs), replace(BOUNDS, **bounds))


def code(found: Reason | None) -> str | None:
    return found.code.value if found else None


@pytest.mark.parametrize(
    ("quantities", "expected"),
    [
        (("10",), None),
        (("10", "5"), None),
        (("1", "1", "1"), "LIMIT_ORDER_COUNT"),
        (("10.0001",), "LIMIT_ORDER_VALUE"),
        (("10", "5.0001"), "LIMIT_RUN_VALUE"),
        ((), None),
    ],
)
def test_each_limit_holds_to_its_edge(quantities: tuple[str, ...], expected: str | None):
    """Exactly at a limit is allowed; the first step over it refuses the whole basket (I-17, F-054)."""
    legs = tuple(leg(number, quantity=quantity) for number, quantity in enumerate(quantities, start=1))

    assert expected == code(broken(legs))


def test_buys_and_sells_both_count():
    """A sell of 1,000 and a buy of 600 are a run of 1,600 dollars."""
    legs = (leg(1, Side.SELL, "10"), leg(2, Side.BUY, "6"))

    assert "LIMIT_RUN_VALUE" == code(broken(legs))


@pytest.mark.parametrize(("value", "expected"), [("1000", None), ("999.99", "LIMIT_RUN_TURNOVER")])
def test_a_run_turns_over_no_more_than_its_part(value: str, expected: str | None):
    """Orders of 1,500 dollars turn three quarters of 1,000 over: half of what is traded (I-17, F-054)."""
    legs = (leg(1, Side.SELL, "10"), leg(2, Side.BUY, "5"))

    assert expected == code(broken(legs, account_value=D(value)))


@pytest.mark.parametrize(
    ("orders", "value", "expected"),
    [
        (4, "3000", None),
        (5, "0", "LIMIT_DAY_ORDERS"),
        (0, "3000.01", "LIMIT_DAY_VALUE"),
    ],
)
def test_a_day_has_limits_too(orders: int, value: str, expected: str | None):
    """What was sent before and this basket may reach a limit together, and not pass it (I-17)."""
    found = broken((leg(),), day_orders=orders, day_value=D(value))

    assert expected == code(found)


@pytest.mark.parametrize(("value", "expected"), [("3000", None), ("3000.01", "LIMIT_DAY_TURNOVER")])
def test_a_day_turns_over_no_more_than_its_part(value: str, expected: str | None):
    """With 1,000 dollars more an account of 1,000 has been turned over twice (I-17)."""
    wide = replace(LIMITS, max_day_value=D(10_000))

    assert expected == code(broken((leg(),), limits=wide, day_value=D(value)))


@pytest.mark.parametrize(
    ("volume", "expected"), [("1000", None), ("999", "LIMIT_VOLUME_SHARE"), (None, None)]
)
def test_an_order_is_a_small_part_of_a_day_s_trading(volume: str | None, expected: str | None):
    """Ten shares are a hundredth of a thousand; an unknown volume bounds nothing (I-17)."""
    known = None if volume is None else D(volume)
    past = (PastTrading(symbol="SPY", last_close=D(100), average_volume=known),)

    assert expected == code(broken((leg(),), past=past))


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        ({"limits": replace(LIMITS, max_order_value=D(500))}, ("SPY", "1000 ", "500.")),
        ({"limits": replace(LIMITS, max_run_value=D(500))}, ("1000 ", "500.")),
        ({"limits": replace(LIMITS, max_run_turnover=D("0.2"))}, ("50%", "20%")),
        ({"limits": replace(LIMITS, max_orders=0)}, ("1 orders", "limit of 0")),
        ({"day_orders": 7}, ("8 orders", "5 allowed")),
        ({"day_value": D(8_000)}, ("9000 ", "4000")),
        ({"day_value": D(3_000), "account_value": D(800)}, ("250%", "200%")),
        (
            {"past": (PastTrading(symbol="SPY", last_close=D(1), average_volume=D(7)),)},
            ("SPY", "10 ", "1%", "7 "),
        ),
    ],
)
def test_the_sentence_names_limit_and_value(bounds: dict[str, Any], told: tuple[str, ...]):
    """Who is refused reads how much of what was too much."""
    found = broken((leg(),), **bounds)

    assert found is not None
    assert [] == [part for part in told if part not in found.text]


def test_an_account_that_is_worth_nothing_turns_nothing_over():
    """There is no part of it to measure by: any order is too much."""
    found = broken((leg(),), account_value=D(0))

    assert found is not None
    assert (ReasonCode.LIMIT_RUN_TURNOVER, True) == (found.code, "more than all" in found.text)


def test_a_plan_s_trades_count_in_us_dollars():
    """Twelve shares at a hundred euros of 1.25 dollars each are 1,500 dollars."""
    euros = trade(quantity="12", currency="EUR", fx_rate=D("1.25"))

    assert [D(1_500)] == [ask.value for ask in asks_of_trades((euros,))]


def sent(number: int, quantity: str, filled: str, state: LegState = LegState.FILLED) -> Leg:
    """A sell that has left, filled at 110 dollars as far as it is filled."""
    return leg(
        number,
        quantity=quantity,
        state=state,
        attempts=1,
        filled_quantity=D(filled),
        filled_average_price=D(110) if D(filled) else None,
    )


@pytest.mark.parametrize(("price", "expected"), [("100", None), ("100.01", "LIMIT_ORDER_VALUE")])
def test_an_order_is_measured_at_the_price_it_leaves_at(price: str, expected: str | None):
    """Ten shares were approved at 100 dollars; a cent more and they are over the limit (I-17)."""
    assert expected == code(find_order_breach(leg(), (leg(),), D(price), BOUNDS))


def test_a_limit_is_the_price_it_leaves_at():
    """A buy may cost its limit, whatever it would cost now (I-17)."""
    buy = leg(side=Side.BUY, limit_price=D(101))

    assert "LIMIT_ORDER_VALUE" == code(find_order_breach(buy, (buy,), D(50), BOUNDS))


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        (sent(1, "10", "10"), "LIMIT_RUN_VALUE"),
        (sent(1, "10", "9"), None),
        (sent(1, "10", "0", LegState.ACKED), None),
        (sent(1, "11", "0", LegState.UNKNOWN), "LIMIT_RUN_VALUE"),
        (replace(sent(1, "10", "0", LegState.NEVER_SENT), attempts=0), None),
    ],
)
def test_what_has_left_counts_as_filled_or_in_full(gone: Leg, expected: str | None):
    """An ended order counts what it has moved, an open one all it may, one that never left nothing (I-17)."""
    last = leg(2, quantity="5")

    assert expected == code(find_order_breach(last, (gone, last), D(100), BOUNDS))


def test_orders_are_counted_in_the_ledger():
    """Two have left, an order for a rest among them: a third is one too many (I-17, F-179)."""
    legs = (sent(1, "2", "1"), replace(sent(2, "1", "1"), residual_of=1), leg(3, quantity="1"))

    assert "LIMIT_ORDER_COUNT" == code(find_order_breach(legs[2], legs, D(100), BOUNDS))


def test_an_order_that_is_sent_again_is_one_order():
    """Its first attempt is in doubt; the second goes under the same id (I-01)."""
    legs = (sent(1, "1", "1"), leg(2, quantity="1", attempts=1))

    assert None is find_order_breach(legs[1], legs, D(100), BOUNDS)


def test_a_price_that_rises_is_no_turnover():
    """What the basket was allowed at its prices it may carry out at a little more (I-17)."""
    bounds = replace(BOUNDS, limits=replace(LIMITS, max_order_value=D(2_000), max_run_turnover=D("0.5")))

    assert None is find_order_breach(leg(), (leg(),), D(104), bounds)


def test_a_basket_is_turned_over_once():
    """Nothing that was not in the basket leaves beside it (I-17)."""
    legs = (sent(1, "10", "10"), leg(2, quantity="5.0001"))
    bounds = replace(BOUNDS, limits=replace(LIMITS, max_run_value=D(9_000)))

    assert "LIMIT_RUN_TURNOVER" == code(find_order_breach(legs[1], legs, D(100), bounds))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ({"day_orders": 4}, None),
        ({"day_orders": 5}, "LIMIT_DAY_ORDERS"),
        ({"day_value": D("3000.01")}, "LIMIT_DAY_VALUE"),
    ],
)
def test_earlier_runs_of_the_day_count_at_each_order(day: dict[str, Any], expected: str | None):
    """While a run holds the account nobody else sends (I-06, I-17)."""
    assert expected == code(find_order_breach(leg(), (leg(),), D(100), replace(BOUNDS, **day)))


def test_an_unknown_volume_is_said():
    """No share bounds these orders, and the reason is a warning of its own."""
    found = volume_unknown(("GLD", "TLT"))

    assert (ReasonCode.VOLUME_UNKNOWN, True) == (found.code, "GLD, TLT" in found.text)
