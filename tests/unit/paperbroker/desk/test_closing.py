from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from paperbroker.basics.refusals import Refusal, RefusedError
from paperbroker.basics.side import Side
from paperbroker.desk.closing import EVERYTHING, Portion, close_all, close_position
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.trading import submit
from paperbroker.orders.order import Order
from unit.paperbroker.builders import BUY, SELL, demo, exchange, with_shares


def holder(qty: str = "7.5", **settings: Any) -> Exchange:
    return exchange(**with_shares(qty, **settings))


def closed(broker: Exchange, portion: Portion = EVERYTHING, symbol: str = "SPY") -> Order:
    return close_position(broker, demo(broker), broker.assets[symbol], portion)


def refusal(broker: Exchange, portion: Portion = EVERYTHING, symbol: str = "SPY") -> Refusal:
    with pytest.raises(RefusedError) as caught:
        closed(broker, portion, symbol)
    return caught.value.refusal


def test_a_position_is_closed_by_a_sale_at_the_market() -> None:
    """All of it, for the day."""
    ticket = closed(holder()).ticket

    assert (Side.SELL, "market", "day", D("7.5")) == (
        ticket.side,
        ticket.type,
        ticket.time_in_force,
        ticket.qty,
    )


@pytest.mark.parametrize(
    ("portion", "qty"),
    [
        (Portion(qty=D("2.5")), D("2.5")),
        (Portion(percentage=D(100)), D("7.5")),
        (Portion(percentage=D("33.333333333")), D("2.499999999")),
        (Portion(qty=D("1.0000000009")), D(1)),
    ],
)
def test_part_of_a_position_is_closed(portion: Portion, qty: D) -> None:
    """Shares as asked for, a percentage cut to nine decimals."""
    assert qty == closed(holder(), portion).ticket.qty


def test_a_percentage_of_whole_shares_is_whole() -> None:
    """Half of seven shares that do not divide is three."""
    settings = with_shares("7", "WHOLE")
    whole: dict[str, Any] = {
        "assets": [{"symbol": "WHOLE", "fractionable": False}],
        "prices": {"WHOLE": "10"},
    }
    broker = exchange(**settings, **whole)

    assert D(3) == closed(broker, Portion(percentage=D(50)), "WHOLE").ticket.qty


def test_what_is_not_held_cannot_be_closed() -> None:
    """404, with Alpaca's words."""
    assert (404, "position not found: QQQ") == (
        refusal(holder(), symbol="QQQ").status,
        refusal(holder(), symbol="QQQ").message,
    )


def test_a_part_of_nothing_is_refused() -> None:
    """A percentage that comes to less than a billionth of a share."""
    assert 422 == refusal(holder(), Portion(percentage=D("0.0000000001"))).status


def test_shares_held_for_orders_cannot_be_closed() -> None:
    """The refusal says how many are free."""
    broker = holder()
    submit(broker, demo(broker), {**SELL, "qty": "5"})

    assert (403, "2.5") == (refusal(broker).status, refusal(broker).extras["available"])


def test_closing_all_reports_each_position() -> None:
    """An order for one, the refusal for the other, in symbol order."""
    settings = with_shares("1")
    settings["accounts"][0]["positions"]["QQQ"] = {"qty": "2", "avg_entry_price": "300"}
    broker = exchange(**settings)
    submit(broker, demo(broker), {**SELL, "qty": "1"})
    first, second = close_all(broker, demo(broker), cancel_orders=False)

    assert ("QQQ", "SPY") == (first.asset.symbol, second.asset.symbol)
    assert isinstance(first.outcome, Order)
    assert isinstance(second.outcome, Refusal)


def test_closing_all_may_cancel_orders_first() -> None:
    """Then nothing holds the shares, and nothing else stays open."""
    broker = holder()
    submit(broker, demo(broker), {**SELL, "qty": "5", "type": "limit", "limit_price": "900"})
    submit(broker, demo(broker), {**BUY, "symbol": "QQQ", "qty": "1", "type": "limit", "limit_price": "9"})
    close_all(broker, demo(broker), cancel_orders=True)

    (left,) = broker.book.orders.open_of("demo")
    assert ("SPY", D("7.5")) == (left.ticket.symbol, left.ticket.qty)
