"""A plan booked on the checker's own lots."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import fx_rate
from tax_builders import IRA, SPOUSE, household, lot, on, open_loss
from trimtab.domain.request import PlanRequest
from trimtab.domain.tax_config import IdenticalGroup, LotMethod
from trimtab.domain.tax_ledger import TaxPosition
from trimtab.planning.check.booking import Book, book_plan, identical_to, uncovered
from trimtab.planning.check.facts import gather
from trimtab.planning.rebalance import plan_rebalance
from unit.planning.tax_aware.cases import IDENTICAL, JUST_NOW, LONG_AGO, RECENT, request, shares


def position(asked: PlanRequest) -> TaxPosition:
    if asked.tax is None:
        raise LookupError("the request has no lots")
    return asked.tax


def booked(asked: PlanRequest) -> Book:
    """The plain plan of a request, booked."""
    return book_plan(gather(asked), plan_rebalance(asked), position(asked))


def halves(*lots: Any, losses: Any = (), **fields: Any) -> PlanRequest:
    """Sixty SPY of which ten are sold, for ten TLT."""
    held = [each for parts in lots for each in parts]
    usual = {"weights": {"SPY": "0.5", "TLT": "0.5"}}
    return request({"SPY": "60", "TLT": "40"}, held, losses, **(usual | fields))


def washed(book: Book) -> list[tuple[str, str, D, bool]]:
    return [(each.symbol, each.cause, each.amount, each.is_by_purchase) for each in book.washed]


def test_lots_are_sold_one_after_the_other():
    """Four old shares gain 40, six of September 120; these are long term on 2 September 2027."""
    sold = booked(halves(shares("SPY", ("4", "90", LONG_AGO), ("56", "80", RECENT)))).sold

    assert [(D(4), D(40), True, 0), (D(6), D(120), False, 286)] == [
        (each.shares, each.gain, each.is_long, each.days_until_long) for each in sold
    ]


def test_a_part_of_a_share_is_sold_as_well():
    """Half a share of one lot, nine and a half of the next, and none of the third."""
    lots = shares("SPY", ("0.5", "90", LONG_AGO), ("9.5", "90", LONG_AGO), ("50", "80", RECENT))

    assert [D("0.5"), D("9.5")] == [each.shares for each in booked(halves(lots)).sold]


def test_a_foreign_sale_is_booked_in_dollars():
    """Ten shares at 80 euros are worth 1,000 dollars and have cost 900."""
    asked = halves(shares("SPY", ("60", "90", LONG_AGO)))
    known = (
        replace(one, currency="EUR") if one.symbol == "SPY" else one for one in asked.snapshot.instruments
    )
    quotes = (replace(one, price=D(80)) if one.symbol == "SPY" else one for one in asked.snapshot.quotes)
    abroad = replace(
        asked.snapshot,
        instruments=tuple(known),
        quotes=tuple(quotes),
        fx_rates=(fx_rate("EUR", "1.25"),),
    )

    assert [D(100)] == [each.gain for each in booked(replace(asked, snapshot=abroad)).sold]


@pytest.mark.parametrize("day", [JUST_NOW, "2026-10-21"])
def test_an_earlier_purchase_takes_a_loss(day: str):
    """Six of the ten shares that lose fifty each; thirty days before are near enough."""
    book = booked(halves(shares("SPY", ("54", "150", LONG_AGO), ("6", "100", day))))

    assert [("SPY", "SPY", D(300), False)] == washed(book)
    assert [(True, True)] == [(each.is_long, each.is_planned) for each in book.washed]


def test_a_purchase_that_takes_a_loss_is_held_for_as_long():
    """Six shares of ten days ago and the 1,045 days since 10 January 2024."""
    book = booked(halves(shares("SPY", ("54", "150", LONG_AGO), ("6", "100", JUST_NOW))))

    assert [on("2023-12-31")] == [each.held_from for each in book.parcels["SPY"] if each.is_replacement]


@pytest.mark.parametrize("cost", ["50", "99.95", "100"])
def test_a_gain_is_not_taken(cost: str):
    """Of 500 dollars, of fifty cents, or of nothing."""
    assert [] == washed(booked(halves(shares("SPY", ("54", cost, LONG_AGO), ("6", "100", JUST_NOW)))))


def test_the_earliest_purchase_takes_a_loss_first():
    """Six shares of the fifth and four of the six of the tenth, however they are listed."""
    lots = shares("SPY", ("48", "150", LONG_AGO), ("6", "100", JUST_NOW), ("6", "100", "2026-11-05"))
    taken = {each.bought: each.shares for each in booked(halves(lots)).parcels["SPY"] if each.is_replacement}

    assert {on("2026-11-05"): D(6), on(JUST_NOW): D(4)} == taken


def test_the_loss_of_the_oldest_shares_is_taken_first():
    """Six of September lose 20 each and four old ones 50 each; the spouse has five new ones."""
    lots = (
        *shares("SPY", ("54", "150", LONG_AGO), ("6", "120", RECENT)),
        lot("spouse", "5", "100", JUST_NOW, account=SPOUSE),
    )
    book = booked(halves(lots, known={"rules": household(LotMethod.LIFO)}))

    assert [D(200), D(20)] == [each.amount for each in book.washed]


def test_what_is_sold_itself_takes_nothing():
    """The six shares of ten days ago go first, then four of September at a loss."""
    lots = shares("SPY", ("54", "150", RECENT), ("6", "100", JUST_NOW))

    assert [] == washed(booked(halves(lots, known={"rules": household(LotMethod.LIFO)})))


@pytest.mark.parametrize(
    "lots",
    [
        shares("SPY", ("54", "150", LONG_AGO), ("6", "100", "2026-10-20")),
        (
            *shares("SPY", ("60", "150", LONG_AGO)),
            lot("other", "5", "100", JUST_NOW, symbol="IEF", account=IRA),
        ),
        (*shares("SPY", ("60", "150", JUST_NOW)),),
        (
            *shares("SPY", ("60", "150", LONG_AGO)),
            lot("used", "5", "100", JUST_NOW, account=IRA, is_replacement=True),
        ),
    ],
)
def test_not_every_purchase_takes_a_loss(lots: Any):
    """Not one 31 days ago, of something else, of the lot that is sold, or that replaces something already."""
    assert [] == washed(booked(halves(lots)))


def test_shares_bought_with_the_lot_that_is_sold_replace_it():
    """On the same day is not before."""
    lots = (
        lot("spouse", "5", "90", JUST_NOW, account=SPOUSE),
        *shares("SPY", ("60", "150", JUST_NOW)),
    )

    assert 1 == len(washed(booked(halves(lots, config={"match_earlier_purchases": False}))))


@pytest.mark.parametrize(("match", "count"), [(True, 1), (False, 0)])
def test_shares_bought_before_the_lot_that_is_sold_are_in_dispute(match: bool, count: int):  # noqa: FBT001 - a table's column
    """The rules say whether they replace it (domain 4.1)."""
    lots = (
        lot("spouse", "5", "90", "2026-10-25", account="PA-0002"),
        *shares("SPY", ("60", "150", JUST_NOW)),
    )

    assert count == len(washed(booked(halves(lots, config={"match_earlier_purchases": match}))))


def test_a_purchase_of_the_plan_takes_what_is_left_of_a_loss():
    """Ten TLT for a loss of 100 on twenty, of which ten stay open."""
    losses = [open_loss("100", "20", symbol="TLT")]
    book = booked(halves(shares("SPY", ("60", "100", LONG_AGO)), losses=losses))

    assert [("TLT", "TLT", D(50), True)] == washed(book)
    assert [(False, False)] == [(each.is_long, each.is_planned) for each in book.washed]
    assert [(D(10), D(50))] == [(each.shares, each.amount) for each in book.losses]


def test_what_is_identical_is_bought_for_it():
    """SPY's loss of 500 goes with the ten IVV."""
    asked = request(
        {"IVV": "40", "SPY": "60"},
        shares("SPY", ("60", "150", LONG_AGO)),
        weights={"IVV": "0.5", "SPY": "0.5"},
        config={"identical": (*IDENTICAL, IdenticalGroup(("IEF", "TLT")))},
    )

    assert [("SPY", "IVV", D(500), True)] == washed(booked(asked))
    assert frozenset({"IVV", "SPY"}) == identical_to(position(asked), "SPY")


def test_a_loss_older_than_thirty_days_is_closed():
    """What a ledger may still carry along counts no longer."""
    losses = [open_loss("100", "20", "2026-10-20", symbol="TLT")]

    assert [] == washed(booked(halves(losses=losses)))


def test_a_replacement_carries_the_loss_into_its_own_sale():
    """SPY loses 250 of 750 to five IVV, which are then sold at their cost: the 250 come back."""
    lots = (*shares("SPY", ("65", "150", LONG_AGO)), *shares("IVV", ("5", "100", JUST_NOW)))
    asked = request(
        {"IVV": "5", "SPY": "65", "TLT": "30"},
        lots,
        weights={"IVV": "0", "SPY": "0.5", "TLT": "0.5"},
        config={"identical": IDENTICAL},
    )
    gains = {sold.symbol: sold.gain for sold in booked(asked).sold}

    assert {"IVV": D(-250), "SPY": D(-750)} == gains


def test_an_ira_takes_a_loss_for_good():
    """Its own basis stays (Rev. Rul. 2008-5), and what it sells itself is not booked."""
    lots = (*shares("SPY", ("60", "150", LONG_AGO)), lot("ira", "5", "90", JUST_NOW, account=IRA))
    book = booked(halves(lots))
    own = [(each.basis, each.is_replacement) for each in book.parcels["SPY"] if each.account == IRA]

    assert [("SPY", "SPY", D(250), False)] == washed(book)
    assert [(D(450), True)] == own
    assert [] == booked(halves((lot("ira", "60", "50", account=IRA),), known={"account": IRA})).sold


def test_the_account_sells_by_its_own_rule():
    """An account that nobody has declared is FIFO."""
    lifo = halves(known={"rules": household(LotMethod.LIFO)})
    stranger = halves(known={"account": "PA-0009"})

    assert (LotMethod.LIFO, LotMethod.FIFO) == (booked(lifo).method, booked(stranger).method)


def test_unknown_lots_are_not_sold():
    """Too few, too many, in dispute, or in another money than the portfolio."""
    lots = shares("SPY", ("59", "50", RECENT))
    asked = halves(lots, shares("TLT", ("41", "50", RECENT)), known={"disputed": ("IEF",)})
    abroad = replace(asked, snapshot=replace(asked.snapshot, base_currency="EUR"))

    assert [] == booked(asked).sold
    assert frozenset({"SPY", "TLT"}) == uncovered(gather(asked), position(asked))
    assert frozenset({"SPY", "TLT"}) == uncovered(gather(abroad), position(abroad))


def test_an_ira_has_nothing_unknown():
    """It needs no lots, for nothing is realised."""
    asked = halves(known={"account": IRA})

    assert frozenset() == uncovered(gather(asked), position(asked))
