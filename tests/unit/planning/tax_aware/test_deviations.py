"""How taxes have changed a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from builders import trade
from tax_builders import open_loss
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import BuyBar, Edit, PlanRequest, SellLimit
from trimtab.domain.tax_preview import DeviationKind, TaxDeviation
from trimtab.domain.trade import Side, Trade
from trimtab.planning.rebalance import plan_rebalance
from trimtab.planning.tax_aware.deviations import Outcome, list_deviations
from trimtab.planning.tax_aware.edited import edit_with_taxes
from trimtab.planning.tax_aware.forecast import Forecast
from trimtab.planning.tax_aware.plan import TaxPlan, plan_with_taxes
from unit.planning.tax_aware.cases import LONG_AGO, RECENT, SUBSTITUTES, ground, request, shares, sound

HALVES = {"SPY": "0.5", "TLT": "0.5"}


def deviations(asked: PlanRequest) -> dict[str, TaxDeviation]:
    """What differs from the plain plan, by symbol."""
    preview = sound(asked).plan.tax
    return {told.symbol: told for told in preview.deviations} if preview else {}


def halves(*lots: Any, **fields: Any) -> PlanRequest:
    """Sixty SPY of which the plain plan sells ten, for ten TLT."""
    held = [each for parts in lots for each in parts]
    return request({"SPY": "60", "TLT": "40"}, held, **({"weights": HALVES} | fields))


def test_a_sale_put_off_saves_its_tax_and_leaves_its_drift():
    """Ten shares at fifty of gain, 35 %: 175 dollars until they are long term; ten points are left."""
    told = deviations(halves(shares("SPY", ("60", "50", RECENT))))["SPY"]

    assert (DeviationKind.DEFERRED, D(-10), D(0)) == (told.kind, told.plain_quantity, told.planned_quantity)
    assert (D(175), D("0.1"), date(2027, 9, 2)) == (told.saves, told.drift_left, told.wait_until)
    assert "short-term gain" in told.reason.text


def test_a_sale_that_is_cut_is_reduced():
    """Four old shares go; six wait, 105 dollars and six points of drift with them."""
    told = deviations(halves(shares("SPY", ("4", "90", LONG_AGO), ("56", "50", RECENT))))["SPY"]

    assert (DeviationKind.REDUCED, D(-4)) == (told.kind, told.planned_quantity)
    assert (D(105), D("0.06")) == (told.saves, told.drift_left)


def test_a_purchase_that_is_barred_saves_the_loss():
    """Half of a loss of 100 is what ten of twenty shares would take: 17.50 dollars at 35 %."""
    asked = request(
        {"SPY": "60", "TLT": "40"},
        shares("SPY", ("60", "100", LONG_AGO)),
        [open_loss("100", "20", symbol="TLT")],
        weights=HALVES,
    )
    told = deviations(asked)["TLT"]

    assert (DeviationKind.NOT_BOUGHT, D("17.50"), date(2026, 12, 11)) == (
        told.kind,
        told.saves,
        told.wait_until,
    )


def test_the_smallest_purchase_may_be_barred():
    """A tenth of a share, of a portfolio worth a hundred dollars."""
    asked = request(
        {"SPY": "0.6", "TLT": "0.4"},
        shares("SPY", ("0.6", "100", LONG_AGO)),
        [open_loss("100", "20", symbol="TLT")],
        weights=HALVES,
    )

    assert (DeviationKind.NOT_BOUGHT, D("0.1")) == (
        deviations(asked)["TLT"].kind,
        deviations(asked)["TLT"].plain_quantity,
    )


@pytest.mark.parametrize(("plain", "planned"), [("0.3", "0.5"), ("0", "-1")])
def test_what_a_limit_or_a_bar_does_not_explain_is_adjusted(plain: str, planned: str):
    """More is bought in spite of a limit on sales, or something sold in spite of a bar on purchases."""
    why = Reason(ReasonCode.SHORT_TERM_GAIN, "It would gain.")
    asked = replace(
        halves(),
        sell_limits=(SellLimit(symbol="SPY", quantity=D(0), reason=why),),
        buy_bars=(BuyBar(symbol="SPY", reason=why, until=date(2026, 12, 1)),) if D(planned) < 0 else (),
    )
    outcomes = [
        Outcome(
            plan=replace(plan_rebalance(asked), trades=(spy(quantity),) if D(quantity) else ()),
            foreseen=Forecast(sales=(), by_symbol={}),
        )
        for quantity in (planned, plain)
    ]

    assert [DeviationKind.ADJUSTED] == [
        told.kind for told in list_deviations(ground(asked), asked, *outcomes)
    ]


def spy(quantity: str) -> Trade:
    """A trade of SPY; of less than nothing a sale."""
    side = Side.BUY if D(quantity) > 0 else Side.SELL
    return trade("SPY", side, str(abs(D(quantity))))


def test_a_harvest_and_its_substitute_are_told():
    """The loss of 800 saves 280 dollars, the purchase nothing."""
    asked = request(
        {"SPY": "60", "TLT": "40"}, shares("SPY", ("60", "100", RECENT)), config={"substitutes": SUBSTITUTES}
    )
    losing = request(
        {"SPY": "60", "TLT": "40"},
        shares("SPY", ("40", "120", LONG_AGO), ("20", "100", LONG_AGO)),
        config={"substitutes": SUBSTITUTES},
    )
    found = deviations(losing)

    assert {} == deviations(asked)
    assert [(DeviationKind.HARVESTED, D(280)), (DeviationKind.SUBSTITUTED, D(0))] == [
        (told.kind, told.saves) for told in found.values()
    ]


def test_what_follows_from_another_change_is_adjusted():
    """TLT gets the money of four shares in place of ten."""
    told = deviations(halves(shares("SPY", ("4", "90", LONG_AGO), ("56", "50", RECENT))))["TLT"]

    assert (DeviationKind.ADJUSTED, D(10), D(4), D(0)) == (
        told.kind,
        told.plain_quantity,
        told.planned_quantity,
        told.saves,
    )


def test_what_is_the_same_is_not_told():
    """A long-term gain is sold as in the plain plan."""
    assert {} == deviations(halves(shares("SPY", ("60", "50", LONG_AGO))))


def test_what_an_owner_changes_is_not_put_down_to_taxes():
    """SPY could be sold no further for taxes, and is not sold at all because its owner leaves it out."""
    asked = request(
        {"SPY": "60", "TLT": "40"},
        shares("SPY", ("5", "50", LONG_AGO), ("55", "50", RECENT)),
        weights={"SPY": "0.5", "TLT": "0.5"},
    )
    answer = edit_with_taxes((Edit(symbol="SPY", quantity=D(0)),), plan_with_taxes(asked))
    assert isinstance(answer, TaxPlan)
    assert answer.plan.tax
    found = {each.symbol: each for each in answer.plan.tax.deviations}["SPY"]

    assert ["SPY"] == [limit.symbol for limit in answer.request.sell_limits]
    assert (DeviationKind.ADJUSTED, ReasonCode.LEFT_OUT_BY_OWNER) == (found.kind, found.reason.code)
