from __future__ import annotations

from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from paperbroker.basics.fields import SettingError
from paperbroker.book.activities import ActivityQuery
from paperbroker.desk.actions import apply_action, read_action
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.trading import submit
from paperbroker.market.actions import CashDividend, NameChange, Split
from paperbroker.orders.activity import Entry
from unit.paperbroker.builders import BUY, NOON, demo, exchange, with_shares

TODAY = NOON.date()
SPLIT = {"kind": "forward_split", "symbol": "SPY", "old_rate": "1", "new_rate": "3"}
DIVIDEND = {"kind": "cash_dividend", "symbol": "SPY", "rate": "0.333"}
RENAME = {"kind": "name_change", "old_symbol": "SPY", "new_symbol": "SPX"}


def apply(broker: Exchange, body: object) -> None:
    apply_action(broker, read_action(body, TODAY))


def last_entry(broker: Exchange) -> Entry:
    (found,) = broker.book.activities.select("demo", ActivityQuery(limit=1))
    assert isinstance(found, Entry)
    return found


@pytest.mark.parametrize(
    ("body", "culprit"),
    [
        ({}, "kind"),
        ({**SPLIT, "kind": "merger"}, "kind"),
        ({**SPLIT, "new_rate": "1"}, "new_rate"),
        ({**SPLIT, "kind": "reverse_split"}, "new_rate"),
        ({**SPLIT, "old_rate": "0"}, "old_rate"),
        ({**SPLIT, "rate": "3"}, "rate"),
        ({**SPLIT, "ex_date": str(TODAY + timedelta(days=1))}, "ex_date"),
        ({**DIVIDEND, "rate": "-1"}, "rate"),
        ({**RENAME, "new_symbol": "spx"}, "new_symbol"),
    ],
)
def test_an_action_that_cannot_be_read_is_named(body: object, culprit: str) -> None:
    """The field that is wrong, a wrong direction and a day to come included."""
    with pytest.raises(SettingError) as caught:
        read_action(body, TODAY)

    assert culprit == caught.value.field


@pytest.mark.parametrize(
    ("body", "culprit"),
    [
        ({**SPLIT, "symbol": "NOPE"}, "symbol"),
        ({**DIVIDEND, "symbol": "NOPE"}, "symbol"),
        ({**DIVIDEND, "rate": "410.25", "mark_down": True}, "rate"),
        ({**RENAME, "old_symbol": "NOPE"}, "old_symbol"),
        ({**RENAME, "new_symbol": "QQQ"}, "new_symbol"),
    ],
)
def test_an_action_that_cannot_be_applied_changes_nothing(body: object, culprit: str) -> None:
    """A strange symbol, a taken name, a dividend above the price."""
    broker = exchange(**with_shares("2"))
    with pytest.raises(SettingError) as caught:
        apply(broker, body)

    assert (culprit, (), D(1000)) == (caught.value.field, broker.book.actions.all(), demo(broker).cash)


def test_actions_are_remembered() -> None:
    """For bars that are to be adjusted; a stock dividend is a split of one for one and a bit."""
    broker = exchange()
    stock = {"kind": "stock_dividend", "symbol": "KO", "rate": "0.05", "ex_date": "2026-11-18"}
    for body in (SPLIT, DIVIDEND, RENAME, stock):
        apply(broker, body)

    assert (
        Split("SPY", TODAY, D(1), D(3)),
        CashDividend("SPY", TODAY, D("0.333")),
        NameChange("SPY", "SPX", TODAY),
        Split("KO", TODAY.replace(day=18), D(1), D("1.05")),
    ) == broker.book.actions.all()


def test_a_dividend_is_rounded_half_even() -> None:
    """On 2.5 shares 0.333 each are 0.8325, paid as 0.83; on 5 they are 1.665, paid as 1.66."""
    paid = []
    for qty in ("2.5", "5"):
        broker = exchange(**with_shares(qty))
        apply(broker, DIVIDEND)
        paid.append((demo(broker).cash, last_entry(broker).net_amount))

    assert [(D("1000.83"), D("0.83")), (D("1001.66"), D("1.66"))] == paid


def test_a_dividend_names_its_shares_and_moves_none() -> None:
    """The position stays, the row tells what was paid on how many."""
    broker = exchange(**with_shares("2.5"))
    apply(broker, DIVIDEND)
    row = last_entry(broker)

    assert ("DIV", "CDIV", D("2.5"), D("0.333"), D(0)) == (
        row.activity_type,
        row.activity_sub_type,
        row.qty,
        row.per_share_amount,
        row.share_change,
    )


@pytest.mark.parametrize(("fields", "price"), [({}, "410.25"), ({"mark_down": True}, "409.917")])
def test_the_price_falls_by_a_dividend_on_request(fields: dict[str, Any], price: str) -> None:
    """Prices come from their source, so otherwise they stay."""
    broker = exchange(**with_shares("1"))
    apply(broker, {**DIVIDEND, **fields})

    assert D(price) == broker.market.price("SPY")


def test_a_stock_dividend_adds_shares_at_no_cost() -> None:
    """Five percent more shares for what the twenty cost."""
    broker = exchange(**with_shares("20"))
    apply(broker, {"kind": "stock_dividend", "symbol": "SPY", "rate": "0.05"})

    ledger = broker.book.ledger("demo")
    assert (D(21), D(8000), "SDIV") == (
        ledger.quantity("SPY"),
        ledger.cost_basis("SPY"),
        last_entry(broker).activity_sub_type,
    )


def test_a_change_of_name_moves_the_lots_as_they_are() -> None:
    """Quantity, price and time stay, and the asset keeps its id."""
    broker = exchange(**with_shares("2"))
    lots, asset = broker.book.lots.of("demo", "SPY"), broker.assets["SPY"]
    apply(broker, RENAME)

    assert {"SPX": lots} == broker.book.lots.all_of("demo")
    assert (asset.id, False) == (broker.assets["SPX"].id, "SPY" in broker.assets)


def test_prices_follow_the_name() -> None:
    """What SPY cost, SPX costs, now and at the last close."""
    broker = exchange(prices={"SPY": "390"})
    apply(broker, RENAME)

    assert (D(390), D(390)) == (broker.market.price("SPX"), broker.market.previous_close("SPX"))


def test_a_change_of_name_is_booked_under_both() -> None:
    """Shares leave the old name and come to the new one, each row naming both."""
    broker = exchange(now=NOON.isoformat(), **with_shares("2"))
    apply(broker, RENAME)
    new, old = broker.book.activities.select("demo", ActivityQuery(types=frozenset(["NC"])))

    assert (("SPY", D(-2)), ("SPX", D(2))) == ((old.symbol, old.share_change), (new.symbol, new.share_change))
    assert "SPY is now SPX" == last_entry(broker).description


def test_orders_under_the_old_name_are_cancelled() -> None:
    """And hold nothing back any more; those of other symbols stay."""
    broker = exchange(**with_shares("2"))
    for symbol in ("SPY", "BND"):
        submit(broker, demo(broker), {**BUY, "symbol": symbol, "qty": "1"})
    apply(broker, RENAME)

    assert ["BND"] == [order.ticket.symbol for order in broker.book.orders.open_of("demo")]


def test_a_name_that_was_given_up_is_free_again() -> None:
    """It can be changed back to."""
    broker = exchange(**with_shares("2"))
    apply(broker, RENAME)
    apply(broker, {**RENAME, "old_symbol": "SPX", "new_symbol": "SPY"})

    assert D(2) == broker.book.ledger("demo").quantity("SPY")
