from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal as D
from typing import Any

import pytest

from trimtab.adapters.alpaca import mapping
from trimtab.adapters.alpaca.fields import MalformedError
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.order import OrderStatus
from trimtab.domain.trade import Side
from unit.adapters.alpaca.answers import TIME, account, asset, clock, order, position, without


def test_an_account_is_its_id_and_its_cash():
    """Cash is taken, never buying power."""
    read = mapping.read_account(account(buying_power="4000.40"))

    assert ("11111111-2222-4333-8444-555555555555", D("1000.10"), False) == (
        read.account_id,
        read.cash,
        read.is_blocked,
    )


@pytest.mark.parametrize(
    "trouble",
    [
        {"trading_blocked": True},
        {"account_blocked": True},
        {"trade_suspended_by_user": True},
        {"status": "ACCOUNT_CLOSED_PENDING"},
    ],
)
def test_an_account_that_may_not_trade_is_blocked(trouble: dict[str, Any]):
    """Each block, and every status but ACTIVE, stops trading."""
    assert mapping.read_account(account(**trouble)).is_blocked


def test_an_account_in_other_money_is_not_read():
    """Euros must not be taken for dollars."""
    with pytest.raises(MalformedError, match="currency is 'EUR'"):
        mapping.read_account(account(currency="EUR"))


def test_positions_come_in_symbol_order_with_their_sign():
    """A short position keeps its negative quantity."""
    read = mapping.read_holdings(
        [position(symbol="TSLA", qty="-3", qty_available="-3", side="short"), position()]
    )

    assert [("SPY", D(10), D(7)), ("TSLA", D(-3), D(-3))] == [
        (held.symbol, held.quantity, held.available_quantity) for held in read
    ]


def test_an_asset_is_read_without_the_fields_that_went_away():
    """Neither `easy_to_borrow` nor anything else unused is required."""
    read = mapping.read_instrument(asset())

    assert ("a1", "SPDR S&P 500", True, QuantityUnit.FRACTIONAL) == (
        read.asset_id,
        read.name,
        read.is_tradable,
        read.unit,
    )


@pytest.mark.parametrize("trouble", [{"tradable": False}, {"status": "inactive"}, {"class": "crypto"}])
def test_what_cannot_be_traded_as_a_stock_is_not_tradable(trouble: dict[str, Any]):
    """Tradable means tradable, active and a stock."""
    assert not mapping.read_instrument(asset(**trouble)).is_tradable


def test_one_bad_row_of_a_long_list_spoils_only_itself():
    """Of a list of all assets only the wanted rows are read."""
    read = mapping.read_instruments([{"symbol": None}, asset(), {"symbol": "BAD"}], frozenset({"SPY"}))

    assert ["SPY"] == list(read)


def test_the_clock_is_read_in_utc():
    """New York's offset is folded away."""
    read = mapping.read_clock(clock())

    assert (datetime(2026, 11, 20, 21, 0, tzinfo=UTC), True) == (read.next_close, read.is_open)


def test_a_price_is_the_middle_of_bid_and_ask():
    """The midpoint is exact, and its time is the quote's."""
    read = mapping.read_midpoints({"quotes": {"SPY": {"t": TIME, "bp": "410.1", "ap": "410.25"}}}, ("SPY",))

    assert (D("410.175"), datetime(2026, 11, 20, 15, 0, 0, 123456, tzinfo=UTC)) == (
        read["SPY"].price,
        read["SPY"].as_of,
    )


@pytest.mark.parametrize(
    "sides", [{"bp": 0, "ap": "9"}, {"bp": "9", "ap": 0}, {"bp": "9.02", "ap": "9"}, {"bp": "-1", "ap": "9"}]
)
def test_a_quote_without_two_uncrossed_sides_has_no_midpoint(sides: dict[str, Any]):
    """Zero stands for no such side, and a crossed quote is no price."""
    assert {} == mapping.read_midpoints({"quotes": {"SPY": {"t": TIME} | sides}}, ("SPY",))


@pytest.mark.parametrize("content", [{"quotes": None}, {"quotes": {}}, {"quotes": {"SPY": None}}])
def test_symbols_without_a_quote_are_left_out(content: object):
    """Null and absence mean that there is no quote."""
    assert {} == mapping.read_midpoints(content, ("SPY",))


def test_a_last_price_is_positive():
    """A trade at zero is no price."""
    trades = {"SPY": {"t": TIME, "p": "410.25"}, "TLT": {"t": TIME, "p": 0}}

    assert {"SPY": D("410.25")} == {
        symbol: quote.price
        for symbol, quote in mapping.read_last_prices({"trades": trades}, ("SPY", "TLT")).items()
    }


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("new", OrderStatus.OPEN),
        ("accepted", OrderStatus.OPEN),
        ("pending_cancel", OrderStatus.OPEN),
        ("done_for_day", OrderStatus.OPEN),
        ("invented_tomorrow", OrderStatus.OPEN),
        ("partially_filled", OrderStatus.PARTIALLY_FILLED),
        ("filled", OrderStatus.FILLED),
        ("canceled", OrderStatus.CANCELLED),
        ("replaced", OrderStatus.CANCELLED),
        ("expired", OrderStatus.EXPIRED),
        ("rejected", OrderStatus.REJECTED),
    ],
)
def test_only_the_final_words_end_an_order(word: str, status: OrderStatus):
    """Every word that is not on the list means "look again", and is kept as it came."""
    read = mapping.read_order(order(status=word))

    assert (status, word) == (read.status, read.broker_status)


def test_an_order_is_read_field_by_field():
    """Quantities and the average price are exact; sixteen decimals are cut to twelve."""
    read = mapping.read_order(order(side="sell", filled_qty="1.5", filled_avg_price="88.0446428571428571"))

    assert (Side.SELL, D("2.5"), D("1.5"), D("88.044642857142")) == (
        read.side,
        read.quantity,
        read.filled_quantity,
        read.filled_average_price,
    )


def test_an_order_in_dollars_counts_what_it_filled():
    """A foreign order sized in dollars has no quantity, also once it is filled."""
    assert D("0.25") == mapping.read_order(order(qty=None, notional="100", filled_qty="0.25")).quantity


def test_open_orders_leave_out_what_is_no_stock():
    """A multi-leg option order has no symbol and no side, and must not spoil the list."""
    options = {"asset_class": "us_option", "symbol": None, "side": None}

    assert ["rbp1"] == [
        read.client_order_id for read in mapping.read_equity_orders([options, order()], fewer_than=500)
    ]


def test_a_full_page_of_open_orders_is_not_trusted():
    """A page as long as the broker makes it may hide more orders."""
    with pytest.raises(MalformedError, match="there are 2 or more"):
        mapping.read_equity_orders([order(), order()], fewer_than=2)


REQUIRED = [
    *((mapping.read_account, account(), name) for name in account()),
    *((mapping.read_instrument, asset(), name) for name in asset()),
    *((mapping.read_clock, clock(), name) for name in clock()),
    *(
        (mapping.read_order, order(), name)
        for name in ("id", "client_order_id", "symbol", "side", "filled_qty", "status")
    ),
]


@pytest.mark.parametrize(
    ("read", "content", "name"), REQUIRED, ids=[f"{r.__name__}-{n}" for r, _, n in REQUIRED]
)
def test_a_missing_field_is_refused_by_name(read: Any, content: dict[str, Any], name: str):
    """Nothing is guessed for a field that the documentation promises."""
    with pytest.raises(MalformedError, match=f"^{name} is None"):
        read(without(content, name))
