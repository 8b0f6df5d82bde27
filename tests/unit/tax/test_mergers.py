"""Mergers for cash, for shares and for both (IRC 354, 356 and 358)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import ACCOUNT
from tax_builders import IRA, event_fields, household, lot
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.tax_event import Merger
from trimtab.domain.tax_ledger import LedgerState
from trimtab.domain.tax_lot import Disposal, LotSource, TaxLot, exact_sum
from trimtab.tax.book import Book
from trimtab.tax.mergers import merge

LOT = lot("old", "10", "100")


def merger(quantity: str = "10", cash: str = "0", new: str = "0", worth: str | None = None) -> Merger:
    """All SPY is given up on 1 July 2026 for cash, and for NEW if there is any."""
    return Merger(
        quantity=D(quantity),
        cash=D(cash),
        new_symbol="NEW" if D(new) else None,
        new_quantity=D(new),
        new_price=None if worth is None else D(worth),
        **event_fields("merged", "2026-07-01"),
    )


def after(event: Merger, *lots: TaxLot) -> LedgerState:
    """What a merger makes of some lots."""
    book = Book(LedgerState(lots=lots), household())
    merge(book, event)
    return book.freeze(event.day)


def test_a_merger_for_cash_is_a_sale():
    """Ten shares given up for 900 dollars are sold at a loss of 100."""
    state = after(merger(cash="900"), LOT)

    assert ([D(-100)], ()) == ([sale.gain for sale in state.disposals], state.lots)


def test_a_merger_for_shares_changes_no_dollar_and_no_date():
    """Ten shares become five of another name with the same cost, dates and id; nothing is realised."""
    state = after(merger(new="5"), LOT)

    expected = lot("old", "5", "200", symbol="NEW", source=LotSource.MERGER)
    assert ((expected,), (), ()) == (state.lots, state.disposals, state.findings)


@pytest.mark.parametrize("fields", [{"new_symbol": "NEW"}, {"new_quantity": D(5)}])
def test_without_new_shares_of_a_name_it_is_a_sale(fields: dict[str, Any]):
    """A name without shares, and shares without a name, are no shares that came in."""
    event = replace(merger(cash="900"), **fields)

    assert after(merger(cash="900"), LOT) == after(event, LOT)


@pytest.mark.parametrize(
    ("cost", "gain", "new_cost"), [("40", "300", "400"), ("90", "100", "700"), ("120", "0", "900")]
)
def test_a_gain_counts_as_far_as_cash_was_paid(cost: str, gain: str, new_cost: str):
    """For ten shares 300 in cash and shares worth 700: a gain of 600 counts by half, of 100 in full."""
    state = after(merger(cash="300", new="7", worth="100"), lot("old", "10", cost))

    assert ([D(gain)], D(300)) == ([sale.gain for sale in state.disposals], state.disposals[0].proceeds)
    assert [(D(new_cost), D(7))] == [(held.cost, held.quantity) for held in state.lots]


def test_each_lot_counts_for_itself():
    """One lot's gain of 300 counts in full although the other's loss of 300 would cancel it."""
    state = after(
        merger("20", cash="600", new="14", worth="100"), lot("gain", price="70"), lot("loss", price="130")
    )

    assert [D(300), D(0)] == [sale.gain for sale in state.disposals]
    assert [D(700), D(1_000)] == [held.basis for held in state.lots]


def test_new_shares_may_be_worthless():
    """For ten shares 1,200 in cash and shares worth nothing: the gain is 200."""
    state = after(merger(cash="1200", new="7", worth="0"), LOT)

    assert [("merged-SPY-2026-07-01-1", D(200))] == [
        (sale.disposal_id, sale.gain) for sale in state.disposals
    ]


def test_moved_losses_lower_the_gain():
    """With a moved loss of 60 the gain of 100 is one of 40; cost and moved losses are kept apart."""
    burdened = lot("old", "10", "90", wash_addition=D(60), is_replacement=True)

    state = after(merger(cash="300", new="7", worth="100"), burdened)

    assert [(D(100), D(40))] == [(sale.broker_gain, sale.gain) for sale in state.disposals]
    assert [(D(700), D(700))] == [(held.cost, held.basis) for held in state.lots]


@pytest.mark.parametrize("cash", ["0", "1", "299.99", "5000"])
def test_a_merger_loses_no_cost(cash: str):
    """What the disposals and the new lots cost is what the old lots cost, moved losses as well."""
    lots = [lot("a", "3", "33.33", wash_addition=D("1.01")), lot("b", "7.5", "101"), lot("c", "0.1", "990")]

    state = after(merger("10.6", cash=cash, new="3.3", worth="77.7"), *lots)

    parts: list[TaxLot | Disposal] = [*state.lots, *state.disposals]
    assert exact_sum(held.cost for held in lots) == exact_sum(part.cost for part in parts)
    assert D("1.01") == exact_sum(part.wash_addition for part in parts)
    assert D("3.3") == exact_sum(held.quantity for held in state.lots)


def test_cash_beside_shares_needs_their_price():
    """Without it the gain is unknown: nothing is booked, and the finding asks for the price."""
    state = after(merger(cash="300", new="7"), LOT)

    assert ((LOT,), ()) == (state.lots, state.disposals)
    assert [ReasonCode.MERGER_PRICE_MISSING] == [finding.reason.code for finding in state.findings]
    assert "new_price of NEW" in state.findings[0].reason.text


@pytest.mark.parametrize(("cash", "worth"), [("0", None), ("400", "100")])
def test_shares_that_are_in_no_lot_are_reported(cash: str, worth: str | None):
    """Of 20 shares given up ten are known; half of what came is theirs."""
    state = after(merger("20", cash=cash, new="8", worth=worth), LOT)

    assert [ReasonCode.MORE_THAN_HELD] == [finding.reason.code for finding in state.findings]
    assert (D(4), D(cash) / 2) == (
        state.lots[0].quantity,
        exact_sum(sale.proceeds for sale in state.disposals),
    )


def test_shares_that_were_not_given_up_stay():
    """Four of ten shares are given up, the oldest; six keep their name."""
    state = after(merger("4", new="4"), LOT)

    assert [("SPY", D(6)), ("NEW", D(4))] == sorted(
        ((held.symbol, held.quantity) for held in state.lots), reverse=True
    )


def test_a_merger_in_an_ira_is_not_taxed():
    """The cash is listed there and does not count."""
    given_up = lot("ira", account=IRA)
    fields: dict[str, Any] = event_fields("merged", "2026-07-01", account=IRA)
    event = Merger(
        quantity=D(10), cash=D(900), new_symbol="NEW", new_quantity=D(1), new_price=D(500), **fields
    )

    assert [(False, D(400))] == [(sale.is_taxable, sale.gain) for sale in after(event, given_up).disposals]


def test_new_shares_stand_by_their_old_date():
    """They are sold before shares of the new name that were bought later than the old ones."""
    book = Book(LedgerState(lots=(lot("mine", symbol="NEW", bought="2026-03-02"), LOT)), household())

    merge(book, merger(new="5"))

    assert ["old", "mine"] == [held.lot_id for held in book.lots.of(ACCOUNT, "NEW")]
