"""What companies do: splits, dividends and changes of name, in positions, orders and activities alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from contract.broker.acts import accepted, at, buy, cash, filled, has, held, looked_up, sell
from contract.broker.harness import CASH, MORNING, OPENING, Harness, instant
from trimtab.domain.activity import AccountEntry
from trimtab.domain.holdings import PriceAdjustment
from trimtab.domain.order import OrderStatus
from trimtab.ports import Broker


def entries(broker: Broker, kind: str) -> list[AccountEntry]:
    return [
        activity
        for activity in broker.activities()
        if isinstance(activity, AccountEntry) and activity.kind == kind
    ]


SPLITS = {
    "two for one": ("1", "2", D(20), D(200)),
    "five for four": ("4", "5", D("12.5"), D(320)),
    "one for four": ("4", "1", D("2.5"), D(1600)),
}


@pytest.mark.parametrize(("old", "new", "shares", "price"), SPLITS.values(), ids=SPLITS.keys())
def test_a_split_changes_shares_and_price(harness: Harness, old: str, new: str, shares: D, price: D):
    """What is held and what a share costs change together (alpaca §16)."""
    harness.split("SPY", old, new)
    quote = harness.broker.quotes(("SPY",))["SPY"]

    assert (shares, shares) == held(harness.broker, "SPY")
    assert price == quote.price


def test_a_split_moves_no_cash(harness: Harness):
    """Nothing is bought or sold (alpaca §16)."""
    harness.split("SPY", "1", "2")

    assert CASH == cash(harness.broker)


def test_a_split_is_booked_as_shares_out_and_shares_in(harness: Harness):
    """Ten old shares leave and twenty new ones come (alpaca §3, §16)."""
    harness.split("SPY", "1", "2")

    out, came = entries(harness.broker, "SPLIT")

    assert [("SPY", D(-10), D(0)), ("SPY", D(20), D(0))] == [
        (entry.symbol, entry.quantity, entry.net_amount) for entry in (out, came)
    ]
    assert out.group_id
    assert out.group_id == came.group_id


def test_a_split_leaves_other_symbols_alone(harness: Harness):
    """Shares of another company stay as they are (alpaca §16)."""
    harness.split("SPY", "1", "2")

    assert (D(2), D(2)) == held(harness.broker, "BRK.B")


def test_a_split_cancels_the_orders_of_the_day(harness: Harness):
    """An order at the old price would be a mistake at the new one (alpaca §16)."""
    harness.fill("none")
    accepted(harness.broker, sell("SPY", "4", **at("410.00")))
    harness.split("SPY", "1", "2")

    assert OrderStatus.CANCELLED is looked_up(harness.broker, has(OrderStatus.CANCELLED)).status
    assert (D(20), D(20)) == held(harness.broker, "SPY")


def test_split_shares_can_be_sold(harness: Harness):
    """All twenty, for what the ten were worth (alpaca §16)."""
    harness.split("SPY", "1", "2")
    filled(harness.broker, sell("SPY", "20"))

    assert CASH + D(4000) == cash(harness.broker)


@pytest.mark.parametrize(
    ("adjustment", "price", "volume"),
    [(PriceAdjustment.RAW, D(410), D(39_000)), (PriceAdjustment.SPLIT, D(205), D(78_000))],
)
def test_bars_before_a_split_are_raw_or_adjusted(
    harness: Harness, adjustment: PriceAdjustment, price: D, volume: D
):
    """Adjusted prices and volumes fit today's shares, raw ones those of their day (alpaca §16)."""
    harness.close_day("2026-11-23", "SPY", "410.00")
    harness.at("2026-11-24T15:00")
    harness.split("SPY", "1", "2")
    harness.at("2026-11-25T15:00")
    monday = date(2026, 11, 23)
    bars = harness.broker.daily_bars(("SPY",), monday, monday, adjustment)

    assert [(price, volume)] == [(bar.close, bar.volume) for bar in bars["SPY"]]


def test_a_dividend_is_paid_in_cash(harness: Harness):
    """Ten shares at 1.255 a share bring 12.55 (alpaca §16)."""
    harness.pay_dividend("SPY", "1.255")

    assert CASH + D("12.55") == cash(harness.broker)
    assert (D(10), D(10)) == held(harness.broker, "SPY")


def test_a_dividend_is_booked(harness: Harness):
    """Symbol, rate and what was paid (alpaca §3)."""
    harness.pay_dividend("SPY", "1.255")

    assert [("SPY", D("1.255"), D("12.55"), "executed")] == [
        (entry.symbol, entry.per_share_amount, entry.net_amount, entry.status)
        for entry in entries(harness.broker, "DIV")
    ]


def test_an_entry_tells_when_it_was_booked(harness: Harness):
    """To the second at least, in UTC (alpaca §3)."""
    harness.pay_dividend("SPY", "1.255")
    (entry,) = entries(harness.broker, "DIV")

    assert entry.at is not None
    assert instant(MORNING) == entry.at.replace(microsecond=0)


def test_a_dividend_is_paid_to_the_cent(harness: Harness):
    """A third of a share at 1.00 brings 33 cents (alpaca §3)."""
    harness.reset(OPENING.with_shares({"SPY": D("0.333333333")}))
    harness.pay_dividend("SPY", "1.00")

    assert CASH + D("0.33") == cash(harness.broker)


def test_a_dividend_of_what_is_not_held_pays_nothing(harness: Harness):
    """Who holds no shares is paid nothing (alpaca §16)."""
    harness.pay_dividend("TLT", "1.00")

    assert (CASH, []) == (cash(harness.broker), entries(harness.broker, "DIV"))


def test_a_renamed_position_goes_by_its_new_symbol(harness: Harness):
    """The shares are the same, the symbol is not (alpaca §16)."""
    harness.rename("SPY", "SPDR")

    assert [("BRK.B", D(2)), ("SPDR", D(10))] == [
        (holding.symbol, holding.quantity) for holding in harness.broker.holdings()
    ]


def test_an_asset_id_survives_a_change_of_name(harness: Harness):
    """The symbol changes, the asset id stays (alpaca §16)."""
    before = harness.broker.instruments(("SPY",))["SPY"].asset_id
    harness.rename("SPY", "SPDR")

    assert before == harness.broker.instruments(("SPDR",))["SPDR"].asset_id


def test_the_old_symbol_is_gone(harness: Harness):
    """Nothing trades under it any more (alpaca §16)."""
    harness.rename("SPY", "SPDR")

    assert {"SPDR"} == set(harness.broker.quotes(("SPY", "SPDR")))


def test_a_renamed_position_can_be_sold(harness: Harness):
    """At the price it had under its old name (alpaca §16)."""
    harness.rename("SPY", "SPDR")
    filled(harness.broker, sell("SPDR", "10"))

    assert CASH + D(4000) == cash(harness.broker)


def test_a_change_of_name_cancels_open_orders(harness: Harness):
    """An order under a name that is gone cannot fill (alpaca §16)."""
    harness.fill("none")
    accepted(harness.broker, buy("SPY", "1"))
    harness.rename("SPY", "SPDR")

    assert OrderStatus.CANCELLED is looked_up(harness.broker, has(OrderStatus.CANCELLED)).status


def test_a_change_of_name_is_booked_as_shares_out_and_shares_in(harness: Harness):
    """Ten shares leave under one name and come under another (alpaca §16)."""
    harness.rename("SPY", "SPDR")

    out, came = entries(harness.broker, "NC")

    assert [("SPY", D(-10)), ("SPDR", D(10))] == [(entry.symbol, entry.quantity) for entry in (out, came)]
    assert out.group_id
    assert out.group_id == came.group_id
