from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest

from trimtab.adapters.alpaca import order_mapping as mapping
from trimtab.adapters.alpaca.fields import MalformedError, Row
from trimtab.domain.activity import AccountEntry, Fill
from trimtab.domain.order import OrderStatus
from trimtab.domain.trade import Side
from unit.adapters.alpaca.answers import TIME, dividend, fill, order, without


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
    """Every word that is not on the list means "look again", and is kept as it came (F-093)."""
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


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("SPY", True, D(1))),
        ({"asset_class": "us_option", "symbol": "SPY260116C00400000"}, ("SPY260116C00400000", False, D(100))),
        ({"asset_class": "us_option", "symbol": None, "side": None}, ("several", False, D(100))),
        ({"asset_class": "", "symbol": "", "side": ""}, ("several", False, D(100))),
        ({"asset_class": "crypto", "symbol": "BTC/USD"}, ("BTC/USD", False, D(1))),
    ],
)
def test_open_orders_of_every_class_are_read(fields: dict[str, object], expected: tuple[str, bool, D]):
    """They may take cash; a multi-leg order has no symbol and no side, and must not spoil the list."""
    (read,) = mapping.read_open_orders([order(**fields)], fewer_than=500)

    assert (*expected, Side.BUY) == (read.symbol, read.is_stock, read.per_unit, read.side)


def test_a_full_page_of_open_orders_is_not_trusted():
    """A page as long as the broker makes it may hide more orders (F-039)."""
    with pytest.raises(MalformedError, match="there are 2 or more"):
        mapping.read_open_orders([order(), order()], fewer_than=2)


def test_an_order_shows_when_it_came_and_what_it_replaced():
    """Submission time, limit and predecessor are read where the broker sends them."""
    read = mapping.read_order(order(submitted_at=TIME, limit_price="410.20", stop_price="409", replaces="o0"))

    assert (datetime(2026, 11, 20, 15, 0, 0, 123456, tzinfo=UTC), D("410.2"), D(409), "o0") == (
        read.submitted_at,
        read.limit_price,
        read.stop_price,
        read.replaces,
    )


@pytest.mark.parametrize("name", ["id", "client_order_id", "symbol", "side", "qty", "filled_qty", "status"])
def test_a_missing_field_is_refused_by_name(name: str):
    """Nothing is guessed for a field that the documentation promises."""
    with pytest.raises(MalformedError, match=f"^{name} is None"):
        mapping.read_order(without(order(), name))


def test_a_fill_is_read_field_by_field():
    """Shares, price and order of a fill, at its microsecond."""
    assert Fill(
        activity_id="20261120100000123::f1",
        at=datetime(2026, 11, 20, 15, 0, 0, 123456, tzinfo=UTC),
        symbol="SPY",
        side=Side.BUY,
        quantity=D("2.5"),
        price=D("410.25"),
        order_id="o1",
        is_last=True,
    ) == mapping.read_activity(Row(fill()))


def test_a_partial_fill_is_not_the_last():
    """The broker marks the fill that completes an order, and a short sale is a sale."""
    read = mapping.read_activity(Row(fill(type="partial_fill", side="sell_short")))

    assert isinstance(read, Fill)
    assert (False, Side.SELL, date(2026, 11, 20)) == (read.is_last, read.side, read.day)


def test_a_dividend_is_an_entry_of_its_day():
    """An entry keeps the broker's words, its money and its status."""
    booked = {"created_at": "2026-11-20T03:04:05Z", "group_id": "g1", "description": "Cash DIV @ 1.234"}

    assert AccountEntry(
        activity_id="20261119000000000::d1",
        day=date(2026, 11, 19),
        kind="DIV",
        detail="CDIV",
        status="executed",
        net_amount=D("12.34"),
        symbol="SPY",
        quantity=D(10),
        per_share_amount=D("1.234"),
        at=datetime(2026, 11, 20, 3, 4, 5, tzinfo=UTC),
        group_id="g1",
        description="Cash DIV @ 1.234",
    ) == mapping.read_activity(Row(dividend(**booked)))


def test_an_entry_may_leave_out_what_does_not_concern_it():
    """A fee has neither symbol nor shares; what moved no money moved none."""
    bare = {"id": "1::x", "activity_type": "NC", "date": "2026-11-19", "net_amount": None, "symbol": ""}
    read = mapping.read_activity(Row(bare))

    assert isinstance(read, AccountEntry)
    assert (D(0), None, None, "", "executed", None, None, "") == (
        read.net_amount,
        read.symbol,
        read.quantity,
        read.detail,
        read.status,
        read.at,
        read.group_id,
        read.description,
    )
