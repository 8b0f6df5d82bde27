"""Files of lots, outside trades and carried losses."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal as D

import pytest

from contract.stores.tax_samples import BUY, EVERYTHING, RULES, WASHED, book
from tax_builders import on
from trimtab.contracts.lot_files import read_records, write_carried, write_lots, write_trades
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.tax_book import CarriedLosses
from trimtab.domain.tax_event import Acquisition, Sale
from trimtab.domain.tax_lot import EXACT, LotSource, TaxLot
from trimtab.domain.tax_records import TaxRecordKind
from trimtab.tax.ledger import open_ledger, record_events

LOTS, TRADES, CARRIED = TaxRecordKind.LOTS, TaxRecordKind.OUTSIDE_TRADES, TaxRecordKind.CARRIED_LOSSES
LOT_HEAD = "id,account,symbol,quantity,cost,acquired,held_from,wash_addition\n"
TRADE_HEAD = "id,account,action,symbol,quantity,amount,date\n"


def events(kind: TaxRecordKind, text: str) -> list[Acquisition | Sale]:
    """The events of a file."""
    return [row.event for row in read_records(kind, text).events]


def held(lots: tuple[TaxLot, ...]) -> list[tuple[object, ...]]:
    """What makes two lots the same for taxes, wherever they came from."""
    return [
        (lot.account, lot.symbol, lot.quantity, lot.cost, lot.wash_addition, lot.acquired, lot.held_from)
        for lot in lots
    ]


def test_a_lot_is_shares_that_came_in_on_the_day_they_were_bought():
    """With the losses it brings along, and the day from which it is held."""
    (lot,) = events(LOTS, f"{LOT_HEAD}7,ira-1,SPY,1.5,600.25,2025-03-04,2025-02-01,12.5\n")

    assert ("lots:ira-1:7", "ira-1", "SPY", D("1.5")) == (lot.event_id, lot.account, lot.symbol, lot.quantity)
    assert isinstance(lot, Acquisition)
    assert (D("600.25"), D("12.5"), LotSource.IMPORT) == (lot.cost, lot.wash_addition, lot.source)
    assert (on("2025-03-04"), on("2025-03-04"), on("2025-02-01")) == (lot.day, lot.acquired, lot.held_from)


def test_a_lot_needs_no_more_than_six_columns():
    """What is left out is as usual."""
    (lot,) = events(LOTS, "acquired,cost,quantity,symbol,account,id\n2025-03-04,600,1,SPY,ira-1,7\n")

    assert isinstance(lot, Acquisition)
    assert (None, D(0)) == (lot.held_from, lot.wash_addition)


def test_trades_are_purchases_reinvestments_and_sales():
    """In capitals or not, for the whole amount that was paid or came in."""
    buy, more, sell = events(
        TRADES,
        f"{TRADE_HEAD}1,x,BUY,SPY,2,800,2026-01-05\n2,x,reinvest,SPY,0.1,40,2026-01-06\n3,x,Sell,SPY,1,410,2026-01-07\n",
    )

    assert isinstance(buy, Acquisition)
    assert isinstance(more, Acquisition)
    assert isinstance(sell, Sale)
    assert (LotSource.PURCHASE, LotSource.REINVESTMENT) == (buy.source, more.source)
    assert (D(800), D(410), "trades:x:3") == (buy.cost, sell.proceeds, sell.event_id)


def test_events_of_a_day_keep_the_order_of_the_file():
    """Lots come first, for a file of lots tells what was there before."""
    lots = events(LOTS, f"{LOT_HEAD}9,x,SPY,1,400,2026-01-05,,\n8,x,SPY,1,400,2026-01-05,,\n")
    trades = events(TRADES, f"{TRADE_HEAD}1,x,BUY,SPY,1,400,2026-01-05\n0,x,SELL,SPY,1,400,2026-01-05\n")

    in_order = sorted((*trades, *lots), key=lambda event: event.order)
    assert ["lots:x:9", "lots:x:8", "trades:x:1", "trades:x:0"] == [event.event_id for event in in_order]


def test_the_same_file_gives_the_same_events():
    """So that importing it twice changes nothing."""
    text = f"{TRADE_HEAD}1,x,BUY,SPY,2,800,2026-01-05\n"

    assert read_records(TRADES, text) == read_records(TRADES, text)


def test_carried_losses_are_read_by_year():
    """Short and long apart."""
    entry = CarriedLosses(year=2025, carried_short=D("1500.5"), carried_long=D(0))

    assert (entry,) == read_records(CARRIED, "year,carried_short,carried_long\n2025,1500.50,0\n").carried


@pytest.mark.parametrize(
    ("kind", "line", "said"),
    [
        (LOTS, "7,ira 1,SPY,1,1,2025-03-04,,", "column account: 'ira 1' must be letters"),
        (LOTS, "=7,x,SPY,1,1,2025-03-04,,", "column id: '=7' must be letters"),
        (LOTS, "7,x,SPY,1,1,2025-03-04,2025-03-05,", "column held_from: '2025-03-05' must not be after"),
        (LOTS, "7,x,SPY,1,1,2025-03-04,,-1", "column wash_addition: '-1' must not be negative"),
        (TRADES, "7,x,SHORT,SPY,1,1,2025-03-04", "column action: 'SHORT' must be one of BUY, REINVEST, SELL"),
        (TRADES, "7,x,SELL,SPY,0,1,2025-03-04", "column quantity: '0' must be more than 0"),
        (TRADES, "1,x,SELL,SPY,1,1,2025-03-04", "column id: '1' stands in line 2 already"),
    ],
)
def test_a_bad_line_is_named(kind: TaxRecordKind, line: str, said: str):
    """The third line is wrong, and nothing of the file is taken."""
    good = {
        LOTS: f"{LOT_HEAD}1,x,SPY,1,1,2025-03-04,,\n",
        TRADES: f"{TRADE_HEAD}1,x,BUY,SPY,1,1,2025-03-04\n",
    }

    with pytest.raises(InvalidRequestError, match=f"line 3, {re.escape(said)}"):
        read_records(kind, f"{good[kind]}{line}\n")


def test_a_year_stands_once():
    """Two entries for a year contradict each other."""
    with pytest.raises(InvalidRequestError, match="line 3, column year: '2025' stands in line 2"):
        read_records(CARRIED, "year,carried_short,carried_long\n2025,1,0\n2025,2,0\n")


def test_lots_that_were_written_can_be_read_again():
    """Another portfolio that reads them holds the same: parts, basis, dates and losses moved into them."""
    lots = book(*EVERYTHING).ledger.state.lots
    again = record_events(open_ledger(RULES), events(LOTS, write_lots(lots)))

    assert sorted(held(lots)) == sorted(held(again.state.lots))


def test_parts_of_a_purchase_have_ids_of_their_own():
    """What a wash sale has touched stands apart."""
    text = write_lots(
        book(BUY, WASHED[0], replace(WASHED[1], quantity=D(12), cost=D(1092))).ledger.state.lots
    )

    assert ["bought-SPY-2026-01-05", "bought-SPY-2026-02-10", "bought-SPY-2026-02-10#2"] == [
        line.partition(",")[0] for line in text.splitlines()[1:]
    ]


def test_an_imported_lot_keeps_the_id_of_its_file():
    """So that a file that comes back names the same."""
    text = f"{LOT_HEAD}7,ira-1,SPY,1,600,2025-03-04,,\n"
    lots = record_events(open_ledger(RULES), events(LOTS, text)).state.lots

    assert "7,ira-1,SPY,1,600,2025-03-04,2025-03-04,0,IMPORT" == write_lots(lots).splitlines()[1]


def test_costs_are_written_with_as_many_decimals_as_can_be_read():
    """Nine decimals of shares at a price of nine make eighteen."""
    (lot,) = book(replace(BUY, quantity=D("0.123456789"), cost=D("1.123456789123456789"))).ledger.state.lots
    (again,) = events(LOTS, write_lots([lot]))

    assert isinstance(again, Acquisition)
    assert abs(EXACT.subtract(again.cost, lot.cost)) <= D("5E-13")


def test_outside_trades_that_were_written_can_be_read_again():
    """Only what came from a file is written, not what the broker reports."""
    text = f"{TRADE_HEAD}1,x,BUY,SPY,2,800,2026-01-05\r\n2,x,SELL,SPY,0.1,40,2026-01-06\r\n".replace(
        "date\n", "date\r\n"
    )
    trades = events(TRADES, text)

    assert text == write_trades((*trades, BUY, *EVERYTHING))


def test_carried_losses_that_were_written_can_be_read_again():
    """Years in the order in which they are given."""
    entries = (CarriedLosses(year=2024, carried_short=D("0.5")), CarriedLosses(year=2025, carried_long=D(7)))

    assert entries == read_records(CARRIED, write_carried(entries)).carried
