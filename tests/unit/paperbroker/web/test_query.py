from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from paperbroker.basics.refusals import RefusedError
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.steps import advance_orders
from paperbroker.desk.trading import cancel, submit
from paperbroker.web.query import Args, read_orders
from unit.paperbroker.builders import BUY, NOON, SELL, clock, demo, exchange, with_shares


def busy_broker() -> Exchange:
    """A canceled SPY sale at noon, a filled QQQ purchase and an open SPY purchase, a minute apart."""
    broker = exchange(**with_shares("10", cash="5000"))
    sale = submit(broker, demo(broker), {**SELL, "qty": "1", "client_order_id": "sale"})
    cancel(broker, demo(broker), str(sale.id))
    broker.set_clock(clock(now=NOON + timedelta(minutes=1), is_open=True))
    submit(broker, demo(broker), {**BUY, "symbol": "QQQ", "qty": "1", "client_order_id": "filled"})
    advance_orders(broker, demo(broker))
    advance_orders(broker, demo(broker))
    broker.set_clock(clock(now=NOON + timedelta(minutes=2), is_open=True))
    submit(broker, demo(broker), {**BUY, "qty": "1", "client_order_id": "open"})
    return broker


def listed(broker: Exchange, args: Args) -> list[str]:
    found = broker.book.orders.select("demo", read_orders(args))
    return [order.ticket.client_order_id for order in found]


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
        ({"status": "all", "after": "2026-11-20T17:01:00+00:00"}, ["open", "filled"]),
        ({"status": "all", "after": "2026-11-20T17:01:00.000000999Z"}, ["open"]),
        ({"status": "all", "until": "2026-11-20T17:01:00Z"}, ["sale"]),
        ({"status": "all", "asset_class": "crypto"}, []),
        ({"status": "all", "asset_class": "crypto,us_equity"}, ["open", "filled", "sale"]),
        ({"status": "all", "nested": "True"}, ["open", "filled", "sale"]),
    ],
)
def test_orders_are_filtered(args: Mapping[str, str], found: list[str]) -> None:
    """Each filter narrows the list; both time bounds are exclusive; newest first by default."""
    assert found == listed(busy_broker(), args)


@pytest.mark.parametrize(
    "args",
    [
        {"status": "done"},
        {"limit": "0"},
        {"limit": "501"},
        {"limit": "-1"},
        {"direction": "up"},
        {"side": "hold"},
        {"nested": "perhaps"},
        {"after": "yesterday"},
        {"after_order_id": "x", "before_order_id": "y"},
        {"after_order_id": "x", "until": "2026-11-20"},
        {"page": "2"},
    ],
)
def test_order_filters_that_cannot_be_honoured_are_refused(args: Mapping[str, str]) -> None:
    """Nothing is ignored in silence."""
    with pytest.raises(RefusedError) as caught:
        read_orders(args)

    assert 422 == caught.value.refusal.status
