"""What taxes ask of a plan, estimated from lots."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from builders import plan, policy, question, snapshot
from trimtab.domain.plan import Plan
from trimtab.domain.tax_config import TaxConfig
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.methods.tax_aware import (
    PlainLot,
    deferrable_sells,
    estimate_gain,
    harvestable_losses,
    is_long_term,
    uncovered_sells,
)

TODAY = date(2026, 11, 20)
OLD, NEW = date(2025, 1, 2), date(2026, 9, 1)
PRICES = {"A": "100", "B": "100"}
ACCOUNT = snapshot("0", {"A": "6", "B": "4"}, PRICES)
HALVES = policy({"A": "0.5", "B": "0.5"})


def lot(quantity: str, cost: str, acquired: date = OLD) -> PlainLot:
    return PlainLot(quantity=D(quantity), unit_cost=D(cost), acquired=acquired)


def one_sale() -> Plan:
    """One share of A is sold."""
    return plan(ACCOUNT, HALVES)


@pytest.mark.parametrize(
    ("acquired", "sold", "is_long"),
    [
        (date(2012, 9, 19), date(2013, 9, 19), False),
        (date(2012, 9, 19), date(2013, 9, 20), True),
        (date(2015, 2, 28), date(2016, 2, 29), False),
        (date(2015, 2, 28), date(2016, 3, 1), True),
        (date(2023, 3, 1), date(2024, 3, 1), False),
        (date(2024, 2, 28), date(2025, 2, 28), False),
        (date(2024, 2, 28), date(2025, 3, 1), True),
    ],
)
def test_long_term_is_more_than_a_year_by_the_calendar(acquired: date, sold: date, is_long: bool):  # noqa: FBT001 - a table's column
    """The day of purchase is left out, the day of sale counts; 29 February comes round on 1 March."""
    assert is_long is is_long_term(acquired, sold)


def test_the_oldest_lots_are_sold_first():
    """Of 30, 40 and 50 dollars in that order, a hundred shares at 55 realise 2,500 dollars."""
    lots = (
        lot("100", "50", date(2024, 3, 1)),
        lot("100", "30", date(2024, 1, 1)),
        lot("100", "40", date(2024, 2, 1)),
    )

    assert D(2500) == estimate_gain(D(100), D(55), lots, TODAY).total


def test_gains_are_told_by_term():
    """Ten old shares gain 100, five of the new ones lose 25."""
    gain = estimate_gain(D(15), D(60), (lot("10", "50"), lot("10", "65", NEW)), TODAY)

    assert (D(100), D(-25), D(75)) == (gain.long_term, gain.short_term, gain.total)


def test_shares_without_a_lot_are_counted():
    """Two of five shares come from nowhere known."""
    assert D(2) == estimate_gain(D(5), D(60), (lot("3", "50"),), TODAY).uncovered_quantity


@pytest.mark.parametrize(
    ("acquired", "is_wash"), [(date(2026, 10, 20), False), (date(2026, 10, 21), True), (TODAY, True)]
)
def test_a_purchase_within_thirty_days_is_a_wash_sale(acquired: date, is_wash: bool):  # noqa: FBT001 - a table's column
    """Thirty days before the sale still count, thirty-one do not."""
    lots = (lot("3", "150"), lot("1", "100", acquired))

    assert is_wash is estimate_gain(D(3), D(100), lots, TODAY).is_wash_sale


def test_the_rest_of_the_lot_does_not_wash_its_loss():
    """Part of a lot is sold just after its purchase: the rest of it is no replacement, another lot is."""
    recent = lot("5", "150", date(2026, 11, 10))
    sale = estimate_gain(D(3), D(100), (recent,), TODAY)
    after_others = estimate_gain(D(3), D(100), (lot("1", "150"), recent), TODAY)

    assert (False, True) == (sale.is_wash_sale, after_others.is_wash_sale)


def test_the_only_lot_is_no_purchase_of_replacement():
    """What is itself sold whole does not wash its own loss."""
    assert not estimate_gain(D(3), D(100), (lot("3", "150", TODAY),), TODAY).is_wash_sale


@pytest.mark.parametrize(
    ("cost", "acquired", "deferred"), [("50", NEW, {"A"}), ("50", OLD, set()), ("150", NEW, set())]
)
def test_only_short_term_gains_can_wait(cost: str, acquired: date, deferred: set[str]):
    """Long-term gains and losses are no reason to wait."""
    assert deferred == deferrable_sells(one_sale(), {"A": (lot("6", cost, acquired),)})


def test_exits_are_never_put_off():
    """What is to leave the portfolio leaves, whatever it gained."""
    made = plan(ACCOUNT, policy({"A": "0", "B": "1"}))

    assert frozenset() == deferrable_sells(made, {"A": (lot("6", "50", NEW),)})


def test_sales_beyond_the_lots_are_named():
    """Half a lot does not cover a whole share."""
    assert (("A",), ()) == (
        uncovered_sells(one_sale(), {"A": (lot("0.5", "50"),)}),
        uncovered_sells(one_sale(), {"A": (lot("1", "50"),)}),
    )


@pytest.mark.parametrize(
    ("lots", "found"),
    [
        ((lot("6", "120"),), ("A",)),
        ((lot("6", "100"),), ()),
        ((lot("6", "80"),), ()),
        ((lot("0.5", "120"),), ()),
        ((lot("5", "120"), lot("1", "120", date(2026, 11, 1))), ()),
    ],
)
def test_losses_are_harvested_that_count(lots: tuple[PlainLot, ...], found: tuple[str, ...]):
    """A loss on what is too much: no gain, nothing uncovered, and nothing bought just before."""
    drift = measure_portfolio_drift(ACCOUNT, HALVES)

    assert found == harvestable_losses(question(ACCOUNT, HALVES), drift, {"A": lots})


def test_only_what_is_too_much_is_harvested():
    """B is below its target: selling would take it further away."""
    drift = measure_portfolio_drift(ACCOUNT, HALVES)

    assert () == harvestable_losses(question(ACCOUNT, HALVES), drift, {"B": (lot("4", "120"),)})


def test_wash_sales_are_the_owner_s_choice():
    """Who does not mind them harvests all the same."""
    rule = replace(HALVES, tax=TaxConfig(avoid_wash_sales=False))
    lots = (lot("5", "120"), lot("1", "120", date(2026, 11, 1)))

    assert ("A",) == harvestable_losses(
        question(ACCOUNT, rule), measure_portfolio_drift(ACCOUNT, rule), {"A": lots}
    )


def test_what_has_no_price_is_not_harvested():
    """Without a price there is no loss to speak of."""
    drift = measure_portfolio_drift(ACCOUNT, HALVES)
    unpriced = replace(ACCOUNT, quotes=())

    assert () == harvestable_losses(question(unpriced, HALVES), drift, {"A": (lot("6", "120"),)})
