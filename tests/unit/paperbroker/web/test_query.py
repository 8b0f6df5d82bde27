from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from paperbroker.basics.refusals import RefusedError
from paperbroker.book.account import Account
from paperbroker.web.query import select_fills, select_orders
from paperbroker.web.render import activity_id
from unit.paperbroker.builders import BUY, NOON, SELL, clock, demo, exchange, with_shares


def busy_account() -> Account:
    """A canceled SPY sale at noon, a filled QQQ purchase and an open SPY purchase, a minute apart."""
    market = exchange(**with_shares("10", cash="5000"))
    account = demo(market)
    sale = market.submit(account, {**SELL, "qty": "1", "client_order_id": "sale"})
    market.cancel(account, str(sale.id))
    market.set_clock(clock(now=NOON + timedelta(minutes=1), is_open=True))
    market.submit(account, {**BUY, "symbol": "QQQ", "qty": "1", "client_order_id": "filled"})
    market.advance(account)
    market.advance(account)
    market.set_clock(clock(now=NOON + timedelta(minutes=2), is_open=True))
    market.submit(account, {**BUY, "qty": "1", "client_order_id": "open"})
    return account


@pytest.mark.parametrize(
    ("args", "found"),
    [
        ({}, ["open"]),
        ({"status": "closed"}, ["filled", "sale"]),
        ({"status": "all"}, ["open", "filled", "sale"]),
        ({"status": "all", "direction": "asc"}, ["sale", "filled", "open"]),
        ({"status": "all", "limit": "1"}, ["open"]),
        ({"status": "all", "symbols": "QQQ,TLT"}, ["filled"]),
        ({"status": "all", "side": "sell"}, ["sale"]),
        ({"status": "all", "after": "2026-11-20T17:01:00+00:00"}, ["open"]),
        ({"status": "all", "until": "2026-11-20T17:01:00Z"}, ["sale"]),
        ({"status": "all", "asset_class": "crypto"}, []),
        ({"status": "all", "nested": "True"}, ["open", "filled", "sale"]),
    ],
)
def test_orders_are_filtered(args: Mapping[str, str], found: list[str]) -> None:
    """Each filter narrows the list; both time bounds are exclusive; newest first by default."""
    assert found == [order.ticket.client_order_id for order in select_orders(busy_account(), args)]


@pytest.mark.parametrize(
    "args",
    [
        {"status": "done"},
        {"limit": "0"},
        {"limit": "501"},
        {"limit": "-1"},
        {"direction": "up"},
        {"side": "hold"},
        {"after": "yesterday"},
        {"after_order_id": "x"},
    ],
)
def test_order_filters_that_cannot_be_honoured_are_refused(args: Mapping[str, str]) -> None:
    """Nothing is ignored in silence."""
    with pytest.raises(RefusedError) as caught:
        select_orders(busy_account(), args)

    assert 422 == caught.value.refusal.status


def account_with_fills() -> Account:
    market = exchange()
    for _ in range(3):
        market.submit(demo(market), {**BUY, "qty": "1"})
    market.advance(demo(market))
    market.advance(demo(market))
    return demo(market)


def test_fills_are_paged_without_gap_or_repeat() -> None:
    """Following the last id reads every fill once, newest first."""
    account = account_with_fills()
    first = select_fills(account, {"page_size": "2"})
    second = select_fills(account, {"page_size": "2", "page_token": activity_id(first[-1])})

    assert account.fills[::-1] == [*first, *second]


@pytest.mark.parametrize(
    ("args", "count"),
    [
        ({"activity_types": "FILL"}, 3),
        ({"activity_types": "DIV,FILL"}, 3),
        ({"activity_types": "DIV"}, 0),
        ({"category": "non_trade_activity"}, 0),
        ({"date": "2026-11-20"}, 3),
        ({"date": "2026-11-19"}, 0),
        ({"after": "2026-11-20T17:00:00Z"}, 0),
        ({"after": "2026-11-20"}, 3),
        ({"until": "2026-11-20T16:59:59Z"}, 0),
    ],
)
def test_fills_are_filtered(args: Mapping[str, str], count: int) -> None:
    """Types this broker never has give an empty list, not an error."""
    assert count == len(select_fills(account_with_fills(), args))


@pytest.mark.parametrize(
    "args", [{"page_token": "x"}, {"page_size": "101"}, {"page_size": "x"}, {"direction": "up"}]
)
def test_fill_queries_that_cannot_be_honoured_are_refused(args: Mapping[str, str]) -> None:
    """An unknown token is an error rather than the first page again."""
    with pytest.raises(RefusedError) as caught:
        select_fills(account_with_fills(), args)

    assert 422 == caught.value.refusal.status
