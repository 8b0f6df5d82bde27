"""Each trade by itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

import builders
from trimtab.domain.config import CostConfig
from trimtab.domain.costs import Costs
from trimtab.domain.currency import FxRate
from trimtab.domain.instruments import CASH, QuantityUnit
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanOptions
from trimtab.domain.shelf import Shelf, ShelfEntry, ShelfStatus
from trimtab.domain.trade import Side
from trimtab.planning.check.facts import gather
from trimtab.planning.check.orders import minimum_of
from unit.planning.check.cases import planned, request, retraded, rules, sale


def of_unit(unit: QuantityUnit):
    """The usual request with every instrument of one unit."""
    known = tuple(builders.instrument(symbol, unit) for symbol in ("SPY", "TLT"))
    return request(snapshot=replace(request().snapshot, instruments=known))


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"price": D("50.01")}, "price"),
        ({"currency": "EUR"}, "currency"),
        ({"fx_rate": D("1.1")}, "rate"),
        ({"held_quantity": D(17)}, "held"),
        ({"quantity": D(0)}, "quantity"),
        ({"quantity": D(-1)}, "quantity"),
        ({"quantity": D("NaN")}, "quantity"),
        ({"quantity": D("18.000000001")}, "oversell"),
        ({"quantity": D("8.0000000001")}, "rounding"),
        ({"notional": D(400)}, "rounding"),
        ({"quantity": D("0.199999999")}, "minimum"),
        ({"reason": Reason(ReasonCode.REBALANCE_DRIFT, "")}, "words"),
        ({"symbol": CASH}, "known"),
        ({"symbol": "XYZ"}, "known"),
        ({"costs": Costs(spread=D("0.01"))}, "cost of spread"),
        ({"costs": Costs(commission=D("0.01"))}, "cost of commission"),
        ({"costs": Costs(impact=D("-0.01"))}, "cost of impact"),
        ({"costs": Costs(commission=D(401))}, "waste"),
    ],
)
def test_a_tampered_sale_is_found(fields: dict[str, object], rule: str):
    """Price, currency, size, minimum, costs and words are each checked on their own."""
    assert rule in retraded(Side.SELL, **fields)


def test_what_is_exactly_the_minimum_is_worth_it():
    """Ten dollars are enough where ten are the least."""
    assert "minimum" not in retraded(Side.SELL, quantity=D("0.2"))


def test_shares_promised_elsewhere_are_not_sold():
    """Free are eight, so nine are too many, though eighteen are held."""
    held = (builders.holding("SPY", "18", "8"), builders.holding("TLT", "5"))
    asked = request(snapshot=replace(request().snapshot, holdings=held))

    assert set() == rules(planned(asked), asked)
    assert "oversell" in retraded(Side.SELL, asked, quantity=D(9))


def test_whole_shares_have_no_fractions():
    """Half a share is not for sale."""
    assert "rounding" in retraded(Side.SELL, of_unit(QuantityUnit.WHOLE), quantity=D("7.5"))
    assert "rounding" not in retraded(Side.SELL, of_unit(QuantityUnit.WHOLE), quantity=D(7))


@pytest.mark.parametrize(
    ("notional", "quantity", "is_found"),
    [("400", "8", False), ("400.005", "8.0001", True), ("400", "7.99", True), (None, "8", True)],
)
def test_money_is_sized_in_cents(notional: str | None, quantity: str, *, is_found: bool):
    """The amount is a number of cents and the shares are what it buys, cut to nine places."""
    amount = None if notional is None else D(notional)
    found = retraded(Side.SELL, of_unit(QuantityUnit.NOTIONAL), notional=amount, quantity=D(quantity))

    assert is_found is ("rounding" in found)


def test_an_exit_may_be_any_quantity():
    """All that is free is sold as it is, whatever the unit."""
    assert "rounding" not in retraded(
        Side.SELL, of_unit(QuantityUnit.NOTIONAL), notional=None, quantity=D(18)
    )


def test_costs_are_rounded_up_to_a_millionth():
    """Two millionths more than the exact figure are what rounding does; three are not, and less is not."""
    costs = CostConfig(minimum_trade=D(0), commission_rate=D("0.001"))
    asked = request(policy=replace(request().policy, costs=costs))
    fair = sale(planned(asked)).costs

    found = {
        change: "cost of commission"
        in retraded(Side.SELL, asked, costs=Costs(commission=fair.commission + D(change)))
        for change in ("-2E-15", "-1E-15", "0.000002", "0.000003")
    }
    assert {"-2E-15": True, "-1E-15": False, "0.000002": False, "0.000003": True} == found


def shelf_of(least: str) -> Shelf:
    """SPY with a minimum of its own."""
    entry = ShelfEntry(symbol="SPY", status=ShelfStatus.APPROVED, minimum_trade=D(least))
    return Shelf(version="1", entries=(entry,))


@pytest.mark.parametrize(
    ("least", "asked_for", "is_suppressed", "expected"),
    [("5", "0", True, "10"), ("30", "20", True, "30"), ("30", "20", False, "20"), ("30", "50", True, "50")],
)
def test_the_largest_minimum_counts(least: str, asked_for: str, *, is_suppressed: bool, expected: str):
    """Policy, request and shelf; the shelf's only while dust is suppressed (rule 8)."""
    asked = request(
        shelf=shelf_of(least),
        minimum_trade=D(asked_for),
        options=PlanOptions(suppress_dust_trades=is_suppressed),
    )

    assert D(expected) == minimum_of(gather(asked), "SPY")


def test_a_minimum_on_the_shelf_is_in_the_instruments_currency():
    """Thirty euro are 37.50 dollars."""
    known = (replace(builders.instrument("SPY"), currency="EUR"), builders.instrument("TLT"))
    rate = FxRate(currency="EUR", rate=D("1.25"), as_of=builders.NOON)
    account = replace(request().snapshot, instruments=known, fx_rates=(rate,))

    assert D("37.5") == minimum_of(gather(request(snapshot=account, shelf=shelf_of("30"))), "SPY")


@pytest.mark.parametrize(("impact", "is_found"), [("400", False), ("400.01", True)])
def test_a_sale_that_brings_nothing_is_found(impact: str, *, is_found: bool):
    """Eight shares at 50 bring 400; all three kinds of costs count."""
    assert is_found is ("waste" in retraded(Side.SELL, costs=Costs(impact=D(impact))))
    split = Costs(spread=D(200), commission=D(100), impact=D("100.01"))
    assert "waste" in retraded(Side.SELL, costs=split)
