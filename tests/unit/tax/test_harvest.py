"""Losses that could be harvested; today is 20 November 2026 and SPY stands at 100."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from tax_builders import IRA, SPOUSE, TODAY, household, lot, on, open_loss, position
from trimtab.domain.tax_config import (
    IdenticalGroup,
    LotMethod,
    SubstituteSet,
    TaxConfig,
    TaxRates,
    TransitionMode,
)
from trimtab.domain.tax_ledger import ExpectedPurchase, PurchaseKind, TaxPosition
from trimtab.domain.tax_lot import TaxLot
from trimtab.domain.tax_preview import HarvestCandidate, HarvestStatus
from trimtab.tax.harvest import find_harvests

PRICES = {"SPY": D(100), "VTI": D(50), "SCHB": D(20)}
SUBSTITUTES = (SubstituteSet(symbol="SPY", substitutes=("VTI", "SCHB")),)
LOSS = lot("loss", price="150", bought="2026-02-02")
OLDER_LOSS = lot("older loss", price="140", bought="2025-02-03")
LONG_GAIN = lot("long gain", price="95", bought="2025-01-06")
LARGE_GAIN = lot("large gain", price="20", bought="2025-01-06")
SHORT_GAIN = lot("short gain", price="95", bought="2026-01-05")
RECENT = lot("recent", price="120", bought="2026-11-10")


def config(**fields: Any) -> TaxConfig:
    """The defaults: a loss of 100 dollars and five percent."""
    return TaxConfig(**{"substitutes": SUBSTITUTES, **fields})


def free(_symbol: str, _quantity: D) -> D:
    """Trading costs nothing."""
    return D(0)


def cent_a_dollar(symbol: str, quantity: D) -> D:
    """A trade costs one percent of its value."""
    return quantity * PRICES[symbol] / 100


def harvests(asked: TaxPosition, **fields: Any) -> tuple[HarvestCandidate, ...]:
    """What could be harvested without costs."""
    return find_harvests(asked, PRICES, config(**fields), TODAY, free)


def harvest(*lots: TaxLot, **fields: Any) -> HarvestCandidate:
    """The only line there is."""
    (found,) = harvests(position(lots), **fields)
    return found


def test_a_loss_in_front_is_taken():
    """Ten shares bought at 150 lose 500 and save 175 of tax; VTI can be held meanwhile."""
    expected = HarvestCandidate(
        symbol="SPY",
        status=HarvestStatus.TAKEN,
        quantity=D(10),
        loss=D(500),
        benefit=D(175),
        substitute="VTI",
    )

    assert expected == harvest(LOSS)


@pytest.mark.parametrize(
    ("lots", "quantity", "loss"),
    [
        ((OLDER_LOSS, LOSS), "20", "900"),
        ((OLDER_LOSS, lot("gain", price="60", bought="2025-06-02"), LOSS), "30", "500"),
        ((OLDER_LOSS, lot("gain", price="10", bought="2025-06-02"), LOSS), "10", "400"),
        ((LONG_GAIN, LOSS), "20", "450"),
    ],
    ids=["all losses", "a gain in between is worth it", "is not worth it", "a gain in front is worth it"],
)
def test_the_first_lots_are_sold_as_far_as_that_saves_most_tax(
    lots: tuple[TaxLot, ...], quantity: str, loss: str
):
    """First in, first out: a gain in between is sold, too, where the loss behind saves more."""
    first = harvests(position(lots))[0]

    assert (HarvestStatus.TAKEN, D(quantity), D(loss)) == (first.status, first.quantity, first.loss)


def test_gains_that_have_to_be_sold_first_are_shown():
    """The lot bought at 99.95 stands in front of the loss and gains half a dollar."""
    found = harvest(lot("small gain", price="99.95", bought="2025-01-06"), LOSS)

    assert [("small gain", D("0.5"))] == [(use.lot_id, use.gain) for use in found.in_front]
    assert D("174.925") == found.benefit


def test_a_loss_behind_larger_gains_is_out_of_reach():
    """A gain of 800 stands in front of a loss of 500: it is shown and never claimed."""
    found = harvest(LARGE_GAIN, LOSS)

    assert (HarvestStatus.OUT_OF_REACH, D(10), D(500), D(0)) == (
        found.status,
        found.quantity,
        found.loss,
        found.benefit,
    )
    assert [("large gain", D(800))] == [(use.lot_id, use.gain) for use in found.in_front]


def test_what_is_behind_stands_on_a_line_of_its_own():
    """The first loss is taken; the second, behind a large gain, is out of reach."""
    first, second = harvests(position([OLDER_LOSS, lot("gain", price="10", bought="2025-06-02"), LOSS]))

    assert (HarvestStatus.TAKEN, HarvestStatus.OUT_OF_REACH) == (first.status, second.status)
    assert (D(10), D(500), ["gain"]) == (
        second.quantity,
        second.loss,
        [use.lot_id for use in second.in_front],
    )


def test_only_gains_before_a_loss_stand_in_front():
    """Of two losses behind, both gains before the last are shown; neither even shares nor later gains are."""
    lots = [
        LARGE_GAIN,
        lot("loss", price="110", bought="2025-02-03"),
        lot("even", bought="2025-03-03"),
        lot("gain", price="40", bought="2025-04-01"),
        lot("last loss", price="120", bought="2025-05-05"),
        lot("later gain", price="40", bought="2025-06-02"),
        lot("later even", bought="2025-07-01"),
        lot("last gain", price="40", bought="2025-08-01"),
    ]
    found = harvest(*lots)

    assert (D(20), D(300)) == (found.quantity, found.loss)
    assert ["large gain", "gain"] == [use.lot_id for use in found.in_front]


def test_a_gain_that_eats_all_of_a_loss_leaves_nothing_to_harvest():
    """Gain and loss of 500 each: the sale would realise nothing, so the loss is out of reach."""
    assert HarvestStatus.OUT_OF_REACH == harvest(lot("gain", price="50", bought="2025-01-06"), LOSS).status


def test_of_equal_harvests_the_smaller_is_taken():
    """Shares worth what they cost are sold where a loss lies behind them, and kept where none does."""
    before, after = lot("before", bought="2025-02-03"), lot("after", bought="2026-03-02")
    found = harvest(before, LOSS, after)

    assert (D(20), ()) == (found.quantity, found.in_front)


def test_another_method_reaches_what_fifo_does_not():
    """A custodian that sells losses first lets the loss be taken alone."""
    asked = position([LARGE_GAIN, LOSS], rules=household(LotMethod.LOSS_FIRST))

    assert [(HarvestStatus.TAKEN, D(10))] == [(found.status, found.quantity) for found in harvests(asked)]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, HarvestStatus.OUT_OF_REACH),
        ({"avoid_short_term_gains": False}, HarvestStatus.TAKEN),
        ({"transition": TransitionMode.NOW}, HarvestStatus.TAKEN),
        ({"transition": TransitionMode.AVOID_SHORT_TERM_GAINS}, HarvestStatus.OUT_OF_REACH),
    ],
)
def test_short_term_gains_that_are_spared_bar_what_is_behind(fields: dict[str, Any], status: HarvestStatus):
    """A short-term gain of 50 in front of a loss of 500 is sold only where the policy lets it."""
    assert status == harvest(SHORT_GAIN, LOSS, **fields).status


@pytest.mark.parametrize(
    ("price", "status"), [("100", HarvestStatus.TAKEN), ("99.95", HarvestStatus.OUT_OF_REACH)]
)
def test_the_smallest_short_term_gain_is_one(price: str, status: HarvestStatus):
    """Shares bought this year at today's price bar nothing; half a dollar of gain does."""
    assert status == harvest(lot("young", price=price, bought="2026-01-05"), LOSS).status


@pytest.mark.parametrize(
    ("price", "fields", "status"),
    [
        ("110", {}, HarvestStatus.TAKEN),
        ("109.99", {}, HarvestStatus.BELOW_THRESHOLD),
        ("100.05", {}, HarvestStatus.BELOW_THRESHOLD),
        ("110", {"harvest_minimum": D("100.01")}, HarvestStatus.BELOW_THRESHOLD),
        ("125", {"harvest_minimum_part": D("0.2")}, HarvestStatus.TAKEN),
        ("125", {"harvest_minimum_part": D("0.2001")}, HarvestStatus.BELOW_THRESHOLD),
        ("125", {"rates": TaxRates(short_term=D("0.001"))}, HarvestStatus.TAKEN),
        ("125", {"rates": TaxRates(short_term=D(0))}, HarvestStatus.BELOW_THRESHOLD),
    ],
)
def test_both_thresholds_have_to_be_reached(price: str, fields: dict[str, Any], status: HarvestStatus):
    """A loss counts from the very minimum in dollars and in parts of the cost, and has to save tax at all."""
    assert status == harvest(lot(price=price), **fields).status


@pytest.mark.parametrize(
    ("price", "status", "benefit"),
    [
        ("112", HarvestStatus.TAKEN, "22"),
        ("111.99", HarvestStatus.BELOW_THRESHOLD, "21.965"),
    ],
)
def test_the_costs_of_both_trades_come_off(price: str, status: HarvestStatus, benefit: str):
    """To sell shares worth 1,000 and buy VTI for as much costs 20 at one percent: 120 of loss, 100 left."""
    (found,) = find_harvests(position([lot(price=price)]), PRICES, config(), TODAY, cent_a_dollar)

    assert (status, D(benefit)) == (found.status, found.benefit)


def test_a_harvest_that_costs_more_than_it_saves_is_not_taken():
    """Both trades cost 400 of a loss of 500, which reaches both thresholds and saves 175."""
    asked = position([LOSS])
    (found,) = find_harvests(asked, PRICES, config(), TODAY, lambda _, quantity: quantity * 10 + 100)

    assert (HarvestStatus.BELOW_THRESHOLD, D(-325)) == (found.status, found.benefit)


def test_without_a_substitute_the_way_back_into_the_market_costs_as_much():
    """Nothing is named for SPY, so its own costs count twice."""
    asked = position([lot(price="150")])
    (found,) = find_harvests(asked, PRICES, TaxConfig(), TODAY, cent_a_dollar)

    assert (None, D(155)) == (found.substitute, found.benefit)


@pytest.mark.parametrize(
    ("lots", "free_on"),
    [
        ((LOSS, lot("recent", price="90", bought="2026-11-10")), "2026-12-11"),
        ((LOSS, lot("theirs", bought="2026-10-21", account=SPOUSE)), "2026-11-21"),
        ((LOSS, lot("ira", bought="2026-11-20", account=IRA)), "2026-12-21"),
        ((LOSS, lot("voo", bought="2026-11-10", symbol="VOO")), "2026-12-11"),
    ],
    ids=["bought again", "by the spouse", "in an IRA", "what is identical"],
)
def test_a_recent_purchase_anywhere_takes_the_loss(lots: tuple[TaxLot, ...], free_on: str):
    """What the household bought within 30 days and keeps makes it a wash sale, until it is free again."""
    rules = household(identical=(IdenticalGroup(("SPY", "VOO")),))
    found = harvests(position(lots, rules=rules))[0]

    assert (HarvestStatus.WASH_SALE, on(free_on)) == (found.status, found.free_on)


@pytest.mark.parametrize(
    ("lots", "quantity"),
    [
        ((LOSS, RECENT), "20"),
        ((RECENT,), "10"),
        ((LOSS, lot("recent", price="90", bought="2026-11-10", is_replacement=True)), "10"),
        ((LOSS, lot("past", price="90", bought="2026-10-20")), "10"),
    ],
    ids=["a complete exit", "the same lot", "replaces already", "bought 31 days ago"],
)
def test_what_is_sold_or_cannot_replace_takes_no_loss(lots: tuple[TaxLot, ...], quantity: str):
    """Recent shares that are sold as well, that are the very lot, or that replace others do no harm."""
    found = harvest(*lots, avoid_short_term_gains=True)

    assert (HarvestStatus.TAKEN, D(quantity)) == (found.status, found.quantity)


def test_a_gain_that_is_sold_along_has_nothing_to_lose():
    """A part of November's purchase bears an old loss; the rest of it, kept, takes nothing from gains."""
    parts = {"lot_id": "new", "price": "95", "bought": "2026-11-10"}
    burdened = lot(**parts, wash_addition=D(500), is_replacement=True)
    found = harvest(LONG_GAIN, burdened, lot(**parts))

    assert (HarvestStatus.TAKEN, D(20), D(400)) == (found.status, found.quantity, found.loss)


@pytest.mark.parametrize("kind", list(PurchaseKind))
def test_an_expected_purchase_takes_the_loss_even_of_a_complete_exit(kind: PurchaseKind):
    """Pending orders, reinvested dividends and scheduled deposits buy within 30 days after the sale."""
    coming = ExpectedPurchase(symbol="SPY", kind=kind, first=on("2026-12-15"), last=on("2026-12-20"))
    (found,) = harvests(position([LOSS], expected=(coming,)))

    assert (HarvestStatus.WASH_SALE, on("2027-01-20")) == (found.status, found.free_on)


def test_only_a_loss_can_be_taken():
    """The kept half of the lot is no replacement for its other half, and the old lot has no loss to take."""
    at_cost = lot("at cost", price="100", bought="2025-01-06")
    burdened = lot("one", "5", "100", "2026-11-10", wash_addition=D(200), is_replacement=True)
    rest = lot("one", "5", "90", "2026-11-10")

    found = harvest(at_cost, burdened, rest)

    assert (HarvestStatus.TAKEN, D(15), D(200)) == (found.status, found.quantity, found.loss)


def test_purchases_before_the_lot_take_its_loss_only_if_the_rules_say_so():
    """The spouse's shares of 5 November and a loss on those of 10 November: disputed, so a switch."""
    lots = [RECENT, lot("theirs", bought="2026-11-05", account=SPOUSE)]
    asked = [position(lots, rules=household(match_earlier_purchases=switch)) for switch in (True, False)]

    statuses = [found.status for position in asked for found in harvests(position)]
    assert [HarvestStatus.WASH_SALE, HarvestStatus.TAKEN] == statuses


def test_a_substitute_sold_at_a_loss_itself_is_passed_over():
    """VTI was sold at a loss ten days ago, so SCHB stands in; the caller may refuse that, too."""
    asked = position([LOSS], [open_loss(day="2026-11-10", symbol="VTI")])

    (refused,) = find_harvests(asked, PRICES, config(), TODAY, free, usable=lambda other: other != "SCHB")
    assert ("SCHB", None) == (harvests(asked)[0].substitute, refused.substitute)


@pytest.mark.parametrize(
    "asked",
    [
        position([LARGE_GAIN]),
        position([lot(symbol="TLT", price="150")]),
        position([lot(price="150", account=SPOUSE)]),
        position([lot(price="150", account=IRA)], account=IRA),
        position(),
    ],
    ids=["no loss", "no price", "another account", "an IRA", "no lots"],
)
def test_where_there_is_no_loss_to_take_nothing_is_said(asked: TaxPosition):
    """Gains, symbols without a price, other accounts and IRAs give no line."""
    assert () == harvests(asked)


def test_symbols_stand_in_order():
    """One line after the other, by symbol, whatever the order of the lots."""
    symbols = [f"{first}{second}" for first in "DACB" for second in "YXZ"]
    asked = position([lot(symbol=symbol, price="150") for symbol in symbols])

    found = find_harvests(asked, dict.fromkeys(symbols, D(100)), config(), TODAY, free)
    assert sorted(symbols) == [harvest.symbol for harvest in found]
