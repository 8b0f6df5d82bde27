"""One loss against one lot, and the order in which several meet; published examples are golden cases."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import ACCOUNT
from tax_builders import IRA, SPOUSE, bought, household, in_order, lot, on, open_loss, sold
from trimtab.domain.tax_config import IdenticalGroup, LotMethod
from trimtab.domain.tax_event import TaxEvent
from trimtab.domain.tax_ledger import LedgerState
from trimtab.domain.tax_lot import Disposal, LotSource, Term
from trimtab.tax.replay import apply_events
from trimtab.tax.wash_sales import loss_of, match_loss, may_replace

LOSS = open_loss("100", "10", "2026-07-01")


def after(*events: TaxEvent, **rules: Any) -> LedgerState:
    """What events lead to, under the household's rules."""
    return apply_events(LedgerState(), household(**rules), in_order(*events))


def taken(state: LedgerState) -> list[tuple[str, str, D]]:
    """Which purchase has taken how much of which sale's loss."""
    return [(sale.disposal_id, sale.replacement_lot_id, sale.disallowed) for sale in state.wash_sales]


@pytest.mark.parametrize(
    ("bought_on", "replaces"),
    [
        ("2026-05-31", False),
        ("2026-06-01", True),
        ("2026-07-01", True),
        ("2026-07-31", True),
        ("2026-08-01", False),
    ],
)
def test_the_window_has_sixty_one_days(bought_on: str, *, replaces: bool):
    """Thirty days before and after the sale still count, thirty-one do not."""
    loss = replace(LOSS, acquired=on("2026-01-05"))

    assert replaces is may_replace(lot(bought=bought_on), loss, match_earlier=True)


@pytest.mark.parametrize(
    "fields", [{"is_replacement": True}, {"lot_id": "lot-0"}, {"source": LotSource.MERGER}]
)
def test_not_every_share_replaces(fields: dict[str, Any]):
    """None does that has taken a loss, is left of the sold lot, or came by a merger (Reg. 1.1091-1)."""
    plain = lot(bought="2026-06-20")

    assert may_replace(plain, LOSS, match_earlier=True)
    assert not may_replace(replace(plain, **fields), LOSS, match_earlier=True)


@pytest.mark.parametrize(
    ("bought_on", "match_earlier", "replaces"),
    [("2026-06-09", True, True), ("2026-06-09", False, False), ("2026-06-10", False, True)],
)
def test_whether_earlier_purchases_count_is_a_switch(bought_on: str, *, match_earlier: bool, replaces: bool):
    """Shares bought before those that were sold, of 10 June, replace them only where the switch says so."""
    loss = replace(LOSS, acquired=on("2026-06-10"))

    assert replaces is may_replace(lot(bought=bought_on), loss, match_earlier=match_earlier)


def test_a_match_moves_loss_and_holding_period():
    """Four of ten shares take 40 of the loss of 100 and the 121 days for which the sold ones were held."""
    loss = replace(LOSS, held_days=121)

    match = match_loss(loss, lot("new", "4", "90", "2026-07-02"), is_taxable=True)

    expected = lot("new", "4", "90", "2026-07-02", wash_addition=D(40), is_replacement=True)
    assert replace(expected, held_from=on("2026-03-03")) == match.replacement
    assert (None, replace(loss, quantity=D(6), loss=D(60))) == (match.lot_left, match.loss_left)


def test_a_larger_lot_is_cut():
    """Ten of twelve new shares take the whole loss; two stay as they were bought."""
    match = match_loss(LOSS, lot("new", "12", "90", "2026-07-02"), is_taxable=True)

    assert (D(10), D(100)) == (match.replacement.quantity, match.replacement.wash_addition)
    assert (lot("new", "2", "90", "2026-07-02"), None) == (match.lot_left, match.loss_left)


def test_an_ira_takes_the_loss_for_good():
    """The basis and the holding period of shares in an IRA stay, and the loss is lost (Rev. Rul. 2008-5)."""
    bought_there = lot("ira", "10", "90", "2026-07-02", account=IRA)

    match = match_loss(LOSS, bought_there, is_taxable=False)

    assert replace(bought_there, is_replacement=True) == match.replacement
    assert (True, D(100)) == (match.wash_sale.is_lost, match.wash_sale.disallowed)


def test_a_wash_sale_says_what_met_what():
    """It names sale and purchase, days, shares and the term of the loss."""
    sale = match_loss(LOSS, lot("new", "4", "90", "2026-07-02", account=SPOUSE), is_taxable=True).wash_sale

    assert (LOSS.disposal_id, "new", SPOUSE) == (
        sale.disposal_id,
        sale.replacement_lot_id,
        sale.replacement_account,
    )
    assert (D(4), LOSS.term, on("2026-07-01"), on("2026-07-02")) == (
        sale.quantity,
        sale.term,
        sale.sold,
        sale.bought,
    )


def test_a_loss_counts_moved_losses_and_tacked_days():
    """Sold for 900 with a cost of 950 and a moved loss of 60: 110 are lost, held since 2 March."""
    disposal = Disposal(
        disposal_id="d",
        account=ACCOUNT,
        symbol="SPY",
        lot_id="lot-1",
        quantity=D(10),
        proceeds=D(900),
        cost=D(950),
        wash_addition=D(60),
        acquired=on("2026-05-04"),
        held_from=on("2026-03-02"),
        sold=on("2026-07-01"),
        term=Term.SHORT,
    )

    assert (D(110), 121) == (loss_of(disposal).loss, loss_of(disposal).held_days)


def test_losses_are_matched_in_order_of_sale():
    """Two sales at a loss, one purchase of half as much: the first sale's loss is taken."""
    state = after(
        bought("2026-01-05", "20", "100"),
        sold("2026-07-01", "10", "90"),
        sold("2026-07-02", "10", "80"),
        bought("2026-07-03", "10", "85"),
    )

    assert [("sold-SPY-2026-07-01-1", "bought-SPY-2026-07-03", D(100))] == taken(state)
    assert ["sold-SPY-2026-07-02-1"] == [loss.disposal_id for loss in state.open_losses]


def test_lots_sold_together_count_by_their_purchase():
    """HIFO sells the newer lot first, but its loss is matched after the older one's (Reg. 1.1091-1(b))."""
    methods = tuple(replace(known, lot_method=LotMethod.HIFO) for known in household().accounts)
    state = after(
        bought("2026-01-05", "10", "100"),
        bought("2026-02-02", "10", "110"),
        sold("2026-07-01", "20", "90"),
        bought("2026-07-03", "10", "85"),
        accounts=methods,
    )

    assert ["bought-SPY-2026-02-02", "bought-SPY-2026-01-05"] == [sale.lot_id for sale in state.disposals]
    assert [("sold-SPY-2026-07-01-2", "bought-SPY-2026-07-03", D(100))] == taken(state)


def test_purchases_are_matched_in_order_of_purchase():
    """The spouse's shares of the morning come before the owner's of the afternoon of the same day."""
    state = after(
        bought("2026-01-05", "10", "100"),
        bought("2026-06-20", "6", "90", event_id="afternoon", hour=19),
        bought("2026-06-20", "6", "90", event_id="morning", hour=15, account=SPOUSE),
        sold("2026-07-01", "10", "90"),
    )

    assert [D(60), D(40)] == [disallowed for *_, disallowed in taken(state)]
    assert ["morning", "afternoon"] == [lot_id for _, lot_id, _ in taken(state)]


def test_earlier_purchases_come_before_later_ones():
    """What was bought before the sale takes the loss first, what comes after it takes what is left."""
    state = after(
        bought("2026-01-05", "10", "100"),
        bought("2026-06-20", "3", "90"),
        sold("2026-07-01", "10", "90"),
        bought("2026-07-20", "4", "90"),
    )

    assert [("bought-SPY-2026-06-20", D(30)), ("bought-SPY-2026-07-20", D(40))] == [
        (lot_id, disallowed) for _, lot_id, disallowed in taken(state)
    ]
    assert [D(30)] == [loss.loss for loss in state.open_losses]


def test_what_an_ira_bought_before_loses_the_loss():
    """Six shares that the IRA bought ten days before the sale take 60 for good (Rev. Rul. 2008-5)."""
    state = after(
        bought("2026-01-05", "10", "100"),
        bought("2026-06-20", "6", "90", account=IRA),
        sold("2026-07-01", "10", "90"),
    )

    assert [(D(60), True)] == [(sale.disallowed, sale.is_lost) for sale in state.wash_sales]


def test_what_is_identical_takes_the_loss_from_before():
    """VOO, declared identical, was bought ten days before SPY was sold."""
    state = after(
        bought("2026-01-05", "10", "100"),
        bought("2026-06-20", "6", "90", symbol="VOO"),
        sold("2026-07-01", "10", "90"),
        identical=(IdenticalGroup(("SPY", "VOO")),),
    )

    assert [("sold-SPY-2026-07-01-1", "bought-VOO-2026-06-20", D(60))] == taken(state)


def test_shares_that_are_sold_with_it_replace_nothing():
    """Bought within 30 days, but gone with the same sale: nothing is left that could replace."""
    state = after(
        bought("2026-01-05", "10", "100"), bought("2026-06-20", "10", "95"), sold("2026-07-01", "20", "90")
    )

    assert ([], 2) == (taken(state), len(state.open_losses))


def test_shares_moved_between_own_accounts_stay_the_same_lot():
    """The rest of the lot is in the spouse's account now and still does not replace what was sold."""
    held = (lot("one", "4"), lot("one", "6", account=SPOUSE))

    state = apply_events(LedgerState(lots=held), household(), [sold("2026-01-20", "4", "90")])

    assert [] == taken(state)


def test_a_loss_that_moved_can_be_lost_again():
    """The replacement is sold at a loss in its turn: 50 and the moved 100 go on, and 180 days with them."""
    state = after(
        bought("2026-01-05", "10", "100"),
        sold("2026-07-01", "10", "90"),
        bought("2026-07-03", "10", "85"),
        sold("2026-07-06", "10", "80"),
        bought("2026-07-08", "10", "70"),
    )

    assert [D(100), D(150)] == [disallowed for *_, disallowed in taken(state)]
    assert (D(850), on("2026-01-09")) == (state.lots[0].basis, state.lots[0].held_from)
