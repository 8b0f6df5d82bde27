"""How orders fill: at which price, when, and in which portions."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from contract.broker.acts import accepted, at, buy, filled, has, held, looked_up, sell
from contract.broker.harness import CASH, EVENING, MONDAY, OPENING, Harness
from trimtab.domain.order import OrderStatus


def test_a_market_order_fills_completely(harness: Harness):
    """Looking an order up shows it filled, all of it, at the market (alpaca §8, §13)."""
    order = filled(harness.broker, buy("TLT", "4"))

    assert ("filled", D(4), D("100.25")) == (
        order.broker_status,
        order.filled_quantity,
        order.filled_average_price,
    )


def test_a_buy_pays_the_ask(harness: Harness):
    """With bid 399.60 and ask 400.40 a buy fills at the ask (alpaca §13)."""
    harness.reset(OPENING.with_spread("20"))

    assert D("400.40") == filled(harness.broker, buy("SPY", "1")).filled_average_price


def test_a_sell_gets_the_bid(harness: Harness):
    """With bid 399.60 and ask 400.40 a sell fills at the bid (alpaca §13)."""
    harness.reset(OPENING.with_spread("20"))

    assert D("399.60") == filled(harness.broker, sell("SPY", "1")).filled_average_price


def test_a_partial_fill_keeps_the_rest_open(harness: Harness):
    """Half of an order filled is PARTIALLY_FILLED, its quantity unchanged (alpaca §8)."""
    harness.fill("partial")
    accepted(harness.broker, buy("TLT", "4"))
    order = looked_up(harness.broker, has(OrderStatus.PARTIALLY_FILLED))

    assert ("partially_filled", D(4), D(2)) == (order.broker_status, order.quantity, order.filled_quantity)


def test_a_partly_filled_order_is_still_open(harness: Harness):
    """The rest may fill, so the order is listed (alpaca §8)."""
    harness.fill("partial")
    accepted(harness.broker, buy("TLT", "4"))
    looked_up(harness.broker, has(OrderStatus.PARTIALLY_FILLED))
    harness.fill("none")

    assert [OrderStatus.PARTIALLY_FILLED] == [order.status for order in harness.broker.open_orders()]


def test_the_rest_of_a_partial_fill_fills_later(harness: Harness):
    """The rest is tried again while it is marketable (alpaca §13)."""
    harness.fill("partial")
    accepted(harness.broker, buy("TLT", "4"))
    looked_up(harness.broker, has(OrderStatus.PARTIALLY_FILLED))
    harness.fill("full")
    order = looked_up(harness.broker, has(OrderStatus.FILLED))

    assert (OrderStatus.FILLED, D(4), (D(4), D(4))) == (
        order.status,
        order.filled_quantity,
        held(harness.broker, "TLT"),
    )


def test_the_average_price_weighs_every_fill(harness: Harness):
    """Two at 100.25 and two at 110.25 average 105.25 (alpaca §3)."""
    harness.fill("partial")
    accepted(harness.broker, buy("TLT", "4"))
    looked_up(harness.broker, has(OrderStatus.PARTIALLY_FILLED))
    harness.move_price("TLT", "110.25")
    harness.fill("full")

    assert D("105.25") == looked_up(harness.broker, has(OrderStatus.FILLED)).filled_average_price


def test_whole_shares_fill_whole(harness: Harness):
    """A partial fill never leaves a fraction of what trades whole (alpaca §16)."""
    harness.fill("partial")
    accepted(harness.broker, buy("BRK.B", "3"))
    order = looked_up(harness.broker, has(OrderStatus.PARTIALLY_FILLED))

    assert (OrderStatus.PARTIALLY_FILLED, D(1)) == (order.status, order.filled_quantity)


WAITING: dict[str, tuple[Any, str, str]] = {
    "a buy below the market": (buy("SPY", "1", **at("399.99")), "400.00", "399.99"),
    "a sell above the market": (sell("SPY", "1", **at("400.01")), "400.00", "400.01"),
}


@pytest.mark.parametrize(("intent", "apart", "met"), WAITING.values(), ids=WAITING.keys())
def test_a_limit_order_waits_for_its_price(harness: Harness, intent: Any, apart: str, met: str):
    """A limit order stays open until the market comes to its limit, a cent away or not (alpaca §13)."""
    accepted(harness.broker, intent)
    harness.move_price("SPY", apart)
    waiting = looked_up(harness.broker, has(OrderStatus.FILLED))
    harness.move_price("SPY", met)
    order = looked_up(harness.broker, has(OrderStatus.FILLED))

    assert (OrderStatus.OPEN, D(0)) == (waiting.status, waiting.filled_quantity)
    assert (OrderStatus.FILLED, D(met)) == (order.status, order.filled_average_price)


@pytest.mark.parametrize(
    ("intent", "price"),
    [(buy("SPY", "1", **at("405.00")), "400.40"), (sell("SPY", "1", **at("395.00")), "399.60")],
    ids=["buy", "sell"],
)
def test_a_marketable_limit_fills_at_the_quote(harness: Harness, intent: Any, price: str):
    """A limit beyond the quote is no worse a price (alpaca §13)."""
    harness.reset(OPENING.with_spread("20"))

    assert D(price) == filled(harness.broker, intent).filled_average_price


@pytest.mark.parametrize(
    "intent",
    [buy("SPY", "1", **at("400.39")), sell("SPY", "1", **at("399.61"))],
    ids=["buy below the ask", "sell above the bid"],
)
def test_a_limit_inside_the_spread_waits(harness: Harness, intent: Any):
    """Buys need limit ≥ ask, sells limit ≤ bid; the midpoint is not enough (alpaca §13)."""
    harness.reset(OPENING.with_spread("20"))
    accepted(harness.broker, intent)

    assert OrderStatus.OPEN is looked_up(harness.broker, has(OrderStatus.FILLED)).status


def test_an_order_sent_while_closed_waits_for_the_open(harness: Harness):
    """A closed market takes the order and fills it in the next session, at that day's price (alpaca §9)."""
    harness.at(EVENING)
    accepted(harness.broker, buy("SPY", "1"))
    waiting = looked_up(harness.broker, has(OrderStatus.FILLED))
    harness.at(MONDAY)
    harness.move_price("SPY", "380.00")
    order = looked_up(harness.broker, has(OrderStatus.FILLED))

    assert (OrderStatus.OPEN, D(0)) == (waiting.status, waiting.filled_quantity)
    assert (OrderStatus.FILLED, D("380.00")) == (order.status, order.filled_average_price)


@pytest.mark.parametrize(
    "closed",
    ["2026-11-21T15:00", "2026-11-26T15:00", "2026-11-27T18:00"],
    ids=["Saturday", "Thanksgiving", "after an early close"],
)
def test_no_order_fills_while_the_market_is_closed(harness: Harness, closed: str):
    """Weekends, holidays and the hours after an early close are closed all alike (alpaca §9)."""
    harness.at(closed)
    accepted(harness.broker, buy("SPY", "1"))

    assert OrderStatus.OPEN is looked_up(harness.broker, has(OrderStatus.FILLED)).status


def test_a_halted_symbol_does_not_trade(harness: Harness):
    """Its orders wait until trading goes on (alpaca §16)."""
    harness.halt("SPY")
    accepted(harness.broker, buy("SPY", "1", "spy"))
    waiting = looked_up(harness.broker, has(OrderStatus.FILLED), "spy")
    harness.halt()

    assert (OrderStatus.OPEN, D(0)) == (waiting.status, waiting.filled_quantity)
    assert OrderStatus.FILLED is looked_up(harness.broker, has(OrderStatus.FILLED), "spy").status


def test_a_halt_stops_no_other_symbol(harness: Harness):
    """Other symbols trade on (alpaca §16)."""
    harness.halt("SPY")

    assert OrderStatus.FILLED is filled(harness.broker, buy("TLT", "1")).status


def test_an_accepted_order_may_be_rejected_after_all(harness: Harness):
    """An acceptance promises nothing; the order ends rejected, and nothing was bought (alpaca §8)."""
    harness.misbehave("reject_after_accept")
    accepted(harness.broker, buy("TLT", "4"))
    order = looked_up(harness.broker, has(OrderStatus.REJECTED))

    assert (OrderStatus.REJECTED, "rejected", D(0)) == (
        order.status,
        order.broker_status,
        order.filled_quantity,
    )
    assert (CASH, ()) == (harness.broker.account().cash, harness.broker.open_orders())


def test_an_order_in_dollars_fills_its_dollars_worth(harness: Harness):
    """1,000 dollars buy two and a half shares at 400 (alpaca §6)."""
    order = filled(harness.broker, buy("SPY", "0", notional=D("1000.00")))

    assert (D(1000), D("2.5"), (D("12.5"), D("12.5"))) == (
        order.notional,
        order.filled_quantity,
        held(harness.broker, "SPY"),
    )


def test_an_order_in_dollars_is_cut_to_nine_decimals_of_a_share(harness: Harness):
    """100 dollars of TLT at 100.25 are 0.997506234 shares, rounded down (alpaca §6)."""
    order = filled(harness.broker, buy("TLT", "0", notional=D("100.00")))

    assert D("0.997506234") == order.filled_quantity


def test_a_sale_in_dollars_sells_its_dollars_worth(harness: Harness):
    """Selling 1,000 dollars' worth at 400 sells two and a half shares (alpaca §6)."""
    filled(harness.broker, sell("SPY", "0", notional=D("1000.00")))

    assert (D("7.5"), D("7.5")) == held(harness.broker, "SPY")
