from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from paperbroker.basics.fields import SettingError
from paperbroker.book.activities import ActivityQuery
from paperbroker.desk.actions import apply_action, read_action
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.trading import submit
from paperbroker.orders.activity import Entry
from unit.paperbroker.builders import BUY, NOON, demo, exchange

OLD = {"lots": [{"qty": "2", "price": "100", "acquired_at": "2024-03-01"}, {"qty": "1", "price": "5"}]}
NEW = {"lots": [{"qty": "1", "price": "300", "acquired_at": "2025-03-01"}]}
CASH = {"kind": "cash_merger", "acquiree_symbol": "WMT", "rate": "150.005"}
STOCK = {
    "kind": "stock_merger",
    "acquiree_symbol": "WMT",
    "acquiree_rate": "3",
    "acquirer_symbol": "SPY",
    "acquirer_rate": "1",
}
BOTH = {**STOCK, "kind": "stock_and_cash_merger", "cash_rate": "9"}


def merged(body: dict[str, str], **listed: Any) -> Exchange:
    """Let an account that holds three of WMT and one of SPY live through a merger."""
    account = {"key": "demo", "secret": "demo-secret", "cash": "0", "positions": {"WMT": OLD, "SPY": NEW}}
    broker = exchange(now=NOON.isoformat(), accounts=[account], **listed)
    apply_action(broker, read_action(body, NOON.date()))
    return broker


def rows(broker: Exchange) -> list[tuple[str | None, D, D]]:
    """List the rows of the merger, oldest first."""
    query = ActivityQuery(types=frozenset(["MA"]), is_ascending=True)
    return [(x.symbol, x.share_change, x.cash_change) for x in broker.book.activities.select("demo", query)]


def lots(broker: Exchange) -> list[tuple[D, D]]:
    return [(lot.qty, lot.cost) for lot in broker.book.lots.of("demo", "SPY")]


def test_a_merger_for_cash_pays_for_all_shares() -> None:
    """Three at 150.005 are 450.015, paid to the even cent; the shares are gone."""
    broker = merged(CASH)

    assert (D("450.02"), D(0)) == (demo(broker).cash, broker.book.ledger("demo").quantity("WMT"))
    assert [("WMT", D(-3), D(0)), ("WMT", D(0), D("450.02"))] == rows(broker)


def test_a_merger_for_shares_keeps_cost_and_days() -> None:
    """Three shares become one; the lots stand among the acquirer's by the day they were bought."""
    broker = merged(STOCK)

    assert [(D("0.666666666"), D(200)), (D(1), D(300)), (D("0.333333334"), D(5))] == lots(broker)
    assert [("WMT", D(-3), D(0)), ("SPY", D(1), D(0))] == rows(broker)


def test_cash_beside_the_shares_comes_off_what_they_cost() -> None:
    """Nine dollars a share, as Alpaca's own example takes them off, and no cost falls below nothing."""
    broker = merged(BOTH)

    assert [(D("0.666666666"), D(182)), (D(1), D(300)), (D("0.333333334"), D(0))] == lots(broker)
    assert [("WMT", D(-3), D(0)), ("SPY", D(1), D(0)), ("WMT", D(0), D(27))] == rows(broker)


def test_the_rows_of_a_merger_share_group_kind_and_words() -> None:
    """As Alpaca writes them."""
    query = ActivityQuery(types=frozenset(["MA"]))
    found = [row for row in merged(BOTH).book.activities.select("demo", query) if isinstance(row, Entry)]

    assert {("SCMA", "Stock Cash Merger 1 SPY and $9 for 3 WMT", found[0].group_id)} == {
        (row.activity_sub_type, row.description, row.group_id) for row in found
    }


@pytest.mark.parametrize(
    ("body", "text"), [(CASH, "Cash Merger $150.005 per share"), (STOCK, "Stock Merger 1 SPY for 3 WMT")]
)
def test_a_merger_says_what_it_pays(body: dict[str, str], text: str) -> None:
    """Cash or shares for a share."""
    (last,) = merged(body).book.activities.select("demo", ActivityQuery(limit=1))

    assert isinstance(last, Entry)
    assert text == last.description


def test_a_fraction_of_a_whole_share_is_paid_out() -> None:
    """Of the acquirer's 2.000000001 whole shares the oldest billionth is paid in cash."""
    listed = {"assets": [{"symbol": "SPY", "fractionable": False}], "prices": {"SPY": "400"}}
    broker = merged({**STOCK, "acquirer_rate": "1.000000001"}, **listed)

    assert D(2) == broker.book.ledger("demo").quantity("SPY")
    assert [D("0.666666666"), D(1), D("0.333333334")] == [qty for qty, _ in lots(broker)]


def test_shares_too_few_for_any_new_one_just_go() -> None:
    """A billionth of the acquirer is the least that comes."""
    broker = merged({**STOCK, "acquirer_rate": "0.000000001", "acquiree_rate": "4"})

    assert ([("WMT", D(-3), D(0))], [(D(1), D(300))]) == (rows(broker), lots(broker))


def test_what_was_acquired_trades_no_more() -> None:
    """Its open orders are cancelled, and it is listed as inactive."""
    broker = exchange()
    submit(broker, demo(broker), {**BUY, "symbol": "WMT", "qty": "1"})
    apply_action(broker, read_action(CASH, NOON.date()))

    assert () == broker.book.orders.open_of("demo")
    assert (False, False) == (broker.assets["WMT"].is_active, broker.assets["WMT"].is_tradable)


@pytest.mark.parametrize(
    ("body", "culprit"),
    [
        ({**CASH, "acquiree_symbol": "NOPE"}, "acquiree_symbol"),
        ({**STOCK, "acquirer_symbol": "NOPE"}, "acquirer_symbol"),
        ({**STOCK, "acquirer_symbol": "WMT"}, "acquirer_symbol"),
        ({**STOCK, "cash_rate": "1"}, "cash_rate"),
        ({**BOTH, "cash_rate": "0"}, "cash_rate"),
    ],
)
def test_a_merger_that_cannot_be_is_named(body: dict[str, str], culprit: str) -> None:
    """Strangers, a company that acquires itself, cash where none is paid."""
    with pytest.raises(SettingError) as caught:
        merged(body)

    assert culprit == caught.value.field
