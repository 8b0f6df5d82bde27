"""What an owner has changed of a plan that knows taxes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import skipped, traded
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.tax_preview import DeviationKind, HarvestStatus, TaxPreview
from trimtab.domain.trade import Side
from trimtab.planning.check import check_edits, check_plan
from trimtab.planning.edits import EditFault
from trimtab.planning.tax_aware.edited import edit_with_taxes
from trimtab.planning.tax_aware.plan import TaxPlan, plan_with_taxes
from unit.planning.edit_cases import edits
from unit.planning.tax_aware.cases import LONG_AGO, RECENT, SUBSTITUTES, request, shares

SELL, BUY = Side.SELL, Side.BUY
HARVESTING = request(
    {"SPY": "60", "TLT": "40"}, shares("SPY", ("60", "120", LONG_AGO)), config={"substitutes": SUBSTITUTES}
)
"""Sells 60 SPY at a loss, and buys 120 VTI instead."""


def edited(asked: PlanRequest, **quantities: str) -> TaxPlan:
    """The plan its owner wants, which the checker has nothing against."""
    planned = plan_with_taxes(asked)
    answer = edit_with_taxes(edits(**quantities), planned)
    assert isinstance(answer, TaxPlan)
    findings = check_plan(answer.request, answer.plan), check_edits(answer.request, planned.plan, answer.plan)
    assert ((), ()) == findings
    return answer


def preview(answer: TaxPlan) -> TaxPreview:
    """What it would realise."""
    assert answer.plan.tax
    return answer.plan.tax


def selling(bought: str = LONG_AGO, **fields: Any) -> PlanRequest:
    """Ten of sixty SPY are sold at twice their cost, for ten TLT."""
    return request(
        {"SPY": "60", "TLT": "40"},
        shares("SPY", ("60", "50", bought)),
        weights={"SPY": "0.5", "TLT": "0.5"},
        **fields,
    )


def test_what_is_asked_for_as_planned_changes_nothing():
    """It is the very plan."""
    planned = plan_with_taxes(selling())

    assert planned == edit_with_taxes(edits(SPY="10", TLT="10"), planned)


def test_the_preview_tells_of_the_shares_that_are_sold_now():
    """Four of ten: 200 of 500 dollars, and money for four TLT."""
    answer = edited(selling(), SPY="4")

    assert {"SPY": (SELL, D(4)), "TLT": (BUY, D(4))} == traded(answer.plan)
    assert (D(200), [("SPY", D(4))]) == (
        preview(answer).long_term,
        [(sale.symbol, sale.quantity) for sale in preview(answer).sales],
    )


def test_the_owner_is_named_for_what_differs():
    """Not taxes, which had nothing against it."""
    found = {each.symbol: each for each in preview(edited(selling(), SPY="4")).deviations}["SPY"]

    assert (DeviationKind.ADJUSTED, ReasonCode.OWNER_EDIT) == (found.kind, found.reason.code)


@pytest.mark.parametrize("method", [RebalancingMethod.FULL, RebalancingMethod.THRESHOLD_REBALANCING])
def test_other_methods_are_told_of_taxes_as_well(method: RebalancingMethod):
    """Their plans are changed the same way."""
    assert D(200) == preview(edited(replace(selling(), method=method), SPY="4")).long_term


def test_without_lots_the_warning_stays():
    """And there is no preview."""
    plan = edited(replace(selling(), tax=None), SPY="4").plan

    assert ([ReasonCode.TAX_LOTS_MISSING], None) == ([each.code for each in plan.warnings], plan.tax)


def test_what_cannot_be_made_is_handed_on():
    """One share more than there is."""
    fault = edit_with_taxes(edits(SPY="61"), plan_with_taxes(selling()))

    assert isinstance(fault, EditFault)
    assert ReasonCode.EDIT_ABOVE_FREE is fault.reason.code


def test_taxes_limit_the_owner_s_sale_too():
    """Five shares are long term, and no others may be sold at a gain."""
    asked = request(
        {"SPY": "60", "TLT": "40"},
        shares("SPY", ("5", "50", LONG_AGO), ("55", "50", RECENT)),
        weights={"SPY": "0.5", "TLT": "0.5"},
    )
    fault = edit_with_taxes(edits(SPY="6"), plan_with_taxes(asked))

    assert isinstance(fault, EditFault)
    assert ReasonCode.EDIT_ABOVE_TAX_LIMIT is fault.reason.code
    assert D(3) == traded(edited(asked, SPY="3").plan)["SPY"][1]


def capped() -> PlanRequest:
    """SPY gains 300, IEF loses 200: a hundred, which is all that is allowed."""
    return request(
        {"IEF": "60", "SPY": "46", "TLT": "24"},
        (*shares("IEF", ("60", "60", LONG_AGO)), *shares("SPY", ("46", "50", LONG_AGO))),
        weights={"IEF": "0.2", "SPY": "0.4", "TLT": "0.4"},
        config={"gain_cap": D(100)},
    )


def test_an_owner_may_go_above_the_cap_and_is_warned():
    """Without the loss the gain is 300; SPY, which was not edited, is sold all the same."""
    plan = edited(capped(), IEF="0").plan

    assert (SELL, D(6)) == traded(plan)["SPY"]
    assert [ReasonCode.GAIN_BUDGET_CAP] == [each.code for each in plan.warnings]
    assert "As its owner has changed the plan" in plan.warnings[0].text


def test_nobody_is_warned_of_what_is_within_the_cap():
    """Half of the gain, and all of the loss."""
    assert () == edited(capped(), SPY="3").plan.warnings


def test_a_method_that_spares_no_taxes_warns_of_none():
    """It would have gone above the cap by itself."""
    full = replace(capped(), method=RebalancingMethod.FULL)

    assert () == edited(full, IEF="1").plan.warnings


def test_a_loss_that_is_not_taken_is_not_replaced():
    """No SPY are sold: no cash for VTI, and SPY's target is SPY's again."""
    answer = edited(HARVESTING, SPY="0")

    assert {"SPY": "LEFT_OUT_BY_OWNER", "VTI": "CASH_SHORT"}.items() <= skipped(answer.plan).items()
    assert (D("0.6"), D(0)) == (
        answer.plan.drift_after.row("SPY").target_weight,
        answer.plan.drift_after.row("SPY").drift,
    )


def test_a_loss_may_be_taken_without_a_substitute():
    """6,000 dollars stay; the loss of 1,200 is still had, with nothing in its place."""
    answer = edited(HARVESTING, VTI="0")
    found = preview(answer).harvests[0]

    assert (D(6000), D("-0.6")) == (answer.plan.cash_after, answer.plan.drift_after.row("SPY").drift)
    assert (HarvestStatus.TAKEN, D(1200), None) == (found.status, found.loss, found.substitute)


def test_a_swap_that_was_not_edited_is_not_torn():
    """Twelve TLT are bought for idle cash; twenty would take 800 dollars of what is for VTI."""
    asked = request(
        {"SPY": "58", "TLT": "30"},
        shares("SPY", ("58", "120", LONG_AGO)),
        weights={"SPY": "0.58", "TLT": "0.42"},
        cash="1200",
        config={"substitutes": SUBSTITUTES},
    )
    fault = edit_with_taxes(edits(TLT="20"), plan_with_taxes(asked))

    assert isinstance(fault, EditFault)
    assert ("TLT", ReasonCode.EDIT_ABOVE_CASH) == (fault.edit.symbol, fault.reason.code)
    assert (BUY, D(116)) == traded(edited(asked, TLT="8").plan)["VTI"]
