"""The broker's activities as tax events."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D

import pytest

from builders import ACCOUNT, NOON
from tax_builders import TODAY, entry, fill, household
from trimtab.domain.activity import Activity
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.tax_event import Acquisition, Sale, ShareSplit
from trimtab.domain.trade import Side
from trimtab.tax.ledger import open_ledger, record_events, withdraw_events
from trimtab.tax.reading import Reading, read_activities

BOUGHT = fill(Side.BUY, "2.5", "410.25")
EVENING = datetime(2026, 11, 21, 0, 30, tzinfo=UTC)
OUT, CAME = (entry("SPLIT", size, group_id="g1") for size in ("-10", "20"))


def ids(*activities: Activity) -> list[str]:
    return [event.event_id for event in read_activities(ACCOUNT, activities).events]


def test_a_purchase_costs_price_times_quantity():
    """To the last digit, on the day of the trade."""
    acquisition = Acquisition(
        event_id="fill-1",
        account=ACCOUNT,
        at=NOON,
        day=TODAY,
        symbol="SPY",
        quantity=D("2.5"),
        cost=D("1025.625"),
        acquired=TODAY,
    )

    assert Reading(events=(acquisition,)) == read_activities(ACCOUNT, [BOUGHT])


def test_every_part_of_an_order_is_an_event():
    """Two fills of one order are two lots, or two sales."""
    parts = [
        replace(BOUGHT, activity_id=name, side=Side.SELL, quantity=D(size), is_last=is_last)
        for name, size, is_last in (("f1", "1.5", False), ("f2", "1", True))
    ]
    sales = read_activities(ACCOUNT, parts).events

    assert [("f1", D("615.375")), ("f2", D("410.25"))] == [
        (sale.event_id, sale.proceeds) for sale in sales if isinstance(sale, Sale)
    ]


def test_a_trade_in_the_evening_is_of_new_yorks_day():
    """Half past midnight in London is still the day before."""
    (event,) = read_activities(ACCOUNT, [replace(BOUGHT, at=EVENING)]).events

    assert isinstance(event, Acquisition)
    assert (EVENING, date(2026, 11, 20), date(2026, 11, 20)) == (event.at, event.day, event.acquired)


def test_fractions_keep_all_their_digits():
    """Nine decimals times a price of nine are eighteen; none is rounded away."""
    fine = fill(Side.BUY, "123456789.123456789", "987654.123456789")
    (event,) = read_activities(ACCOUNT, [fine]).events

    assert isinstance(event, Acquisition)
    assert D("121932606846517.356915105750190521") == event.cost


def test_reading_again_gives_the_same():
    """Whatever else is listed with it."""
    first = read_activities(ACCOUNT, [BOUGHT, OUT, CAME])
    again = read_activities(ACCOUNT, [BOUGHT, OUT, CAME, entry("ACATS", "-4", at=NOON + timedelta(hours=1))])

    assert first.events == again.events[:-1]


def test_events_stand_in_order_of_time():
    """Trades and entries are listed together, and a transfer counts on the day it was booked."""
    old = entry("ACATS", "1", per_share_amount=D(90), day=date(2024, 3, 1), activity_id="came")
    early = fill(Side.BUY, "1", "400", NOON - timedelta(days=2), activity_id="early")

    assert ["early", "fill-1", "came"] == ids(BOUGHT, old, early)


def test_what_happened_at_one_instant_keeps_the_order_in_which_it_is_listed():
    """A split comes before the fraction that is paid out after it, whatever their ids are."""
    paid = entry("CIL", "-0.5", "10", activity_id="A")

    assert [OUT.activity_id, "A"] == ids(OUT, CAME, paid)


def test_an_entry_without_a_time_counts_from_the_beginning_of_its_day():
    """In New York, before every trade of the day."""
    (split, _) = read_activities(ACCOUNT, [BOUGHT, *(replace(one, at=None) for one in (OUT, CAME))]).events

    assert isinstance(split, ShareSplit)
    assert datetime(2026, 11, 20, 5, tzinfo=UTC) + timedelta() == split.at


def test_cash_alone_is_neither_event_nor_finding():
    """Dividends, fees, interest, journals."""
    cash = [entry("DIV", "10", "12", detail="CDIV"), entry("FEE", None, "-1"), entry("JNLC", None, "5")]
    read = read_activities(ACCOUNT, cash)

    assert ((), ()) == (read.events, read.findings)


@pytest.mark.parametrize("symbol", ["AAPL250620C00100000", "BTC/USD"])
def test_what_is_no_share_is_found(symbol: str):
    """Options and currencies have rules of their own."""
    (finding,) = read_activities(ACCOUNT, [replace(BOUGHT, symbol=symbol)]).findings

    assert ("fill-1", ACCOUNT, symbol, TODAY) == (
        finding.event_id,
        finding.account,
        finding.symbol,
        finding.day,
    )
    assert ReasonCode.ENTRY_NOT_UNDERSTOOD is finding.reason.code


def test_a_class_of_shares_is_a_share():
    """As BRK.B."""
    assert ["fill-1"] == ids(replace(BOUGHT, symbol="BRK.B"))


def test_an_entry_that_is_not_understood_is_found():
    """With its id, symbol and day, and nothing is guessed."""
    read = read_activities(ACCOUNT, [OUT])
    (finding,) = read.findings

    assert () == read.events
    assert (OUT.activity_id, ACCOUNT, "SPY", TODAY) == (
        finding.event_id,
        finding.account,
        finding.symbol,
        finding.day,
    )


def test_another_cusip_is_neither_event_nor_finding():
    """Shares leave and come under the same name."""
    read = read_activities(ACCOUNT, [entry("NC", "-150", detail="CNC"), entry("NC", "150", detail="CNC")])

    assert ((), ()) == (read.events, read.findings)


def test_an_activity_that_is_listed_twice_is_one_event():
    """Pages may overlap; it keeps its time."""
    came = entry("ACATS", "1", per_share_amount=D(90))
    (event,) = read_activities(ACCOUNT, [came, came]).events

    assert NOON == event.at


def test_a_doubtful_correction_is_found():
    """It names the symbol; what was booked stays."""
    came = [entry("ACATS", size, per_share_amount=D(90)) for size in ("1", "2")]
    read = read_activities(ACCOUNT, [*came, replace(came[0], activity_id="c", status="correct")])

    assert ["ACATS10", "ACATS20"] == [event.event_id for event in read.events]
    assert [("c", "SPY")] == [(finding.event_id, finding.symbol) for finding in read.findings]
    assert "ACATS of SPY on 2026-11-20 may be of more than one entry. Import" in read.findings[0].reason.text


def test_what_was_canceled_leaves_the_ledger():
    """The second reading takes out what the first put in, shares in as well as shares out."""
    came = entry("ACATS", "10", per_share_amount=D(100))
    first = record_events(open_ledger(household()), read_activities(ACCOUNT, [came, BOUGHT]).events)
    again = read_activities(ACCOUNT, [came, BOUGHT, replace(came, activity_id="c", status="canceled")])
    ledger = record_events(withdraw_events(first, again.withdrawn), again.events)

    assert ["fill-1"] == [lot.lot_id for lot in ledger.state.lots]


def test_a_correction_takes_the_place_of_what_it_corrects():
    """Under the id of the first entry, so that the ledger replaces it."""
    came = entry("ACATS", "10", per_share_amount=D(100))
    correction = replace(came, activity_id="c", status="correct", per_share_amount=D(101))
    (event,) = read_activities(ACCOUNT, [came, correction]).events

    assert isinstance(event, Acquisition)
    assert (came.activity_id, D(1010)) == (event.event_id, event.cost)


def test_what_is_withdrawn_stands_in_order():
    """By id, however it is listed."""
    names = [f"{first}{second}" for first in "CAB" for second in "312"]
    cash = [entry("DIV", "10", "12", detail="CDIV", activity_id=name) for name in names]

    assert tuple(sorted(names)) == read_activities(ACCOUNT, cash).withdrawn


def test_activities_that_are_no_events_are_withdrawn():
    """All of them, so that an earlier reading of the same ids is undone."""
    read = read_activities(ACCOUNT, [OUT, CAME, entry("DIV", "10", "12", detail="CDIV")])

    assert (CAME.activity_id, "DIV1012") == tuple(sorted(read.withdrawn, reverse=True))
