"""What holds for every plan that its owner has changed, whatever was asked for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from property.counts import fewer_by_day
from property.measures import ledger, total_cash
from property.portfolios import requests
from property.tax_positions import tax_requests
from trimtab.domain.money import round_down
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import Edit, PlanRequest
from trimtab.domain.trade import Side
from trimtab.planning.check import check_edits, check_plan
from trimtab.planning.edits import EditFault
from trimtab.planning.tax_aware.edited import edit_with_taxes
from trimtab.planning.tax_aware.plan import TaxPlan, plan_with_taxes

FACTORS = (None, None, D(0), D("0.5"), D("0.9"), D(1), D("1.1"), D(3))
"""How much of what is planned is asked for; None is no edit."""

FEWER = fewer_by_day(300)
wishes = st.lists(st.sampled_from(FACTORS), min_size=6, max_size=6)


def edits_of(plan: Plan, asked: PlanRequest, wanted: list[D | None]) -> tuple[Edit, ...]:
    """Ask for parts of a plan's trades, in steps of their instruments."""
    pairs = [(t, f) for t, f in zip(plan.trades, wanted, strict=False) if f is not None]
    steps = {known.symbol: known.unit.step for known in asked.snapshot.instruments}
    return tuple(
        Edit(symbol=trade.symbol, quantity=round_down(trade.quantity * factor, steps[trade.symbol]))
        for trade, factor in pairs
    )


def edited(request: PlanRequest, wanted: list[D | None]) -> tuple[Plan, TaxPlan]:
    """The plan by itself, and as its owner wants it; only what can be made goes on."""
    planned = plan_with_taxes(request)
    assume(planned.plan.trades)
    answer = edit_with_taxes(edits_of(planned.plan, request, wanted), planned)
    assume(isinstance(answer, TaxPlan))
    assert isinstance(answer, TaxPlan)
    return planned.plan, answer


@settings(max_examples=FEWER)
@given(requests(), wishes)
def test_the_second_opinion_finds_nothing(request: PlanRequest, wanted: list[D | None]):
    """Neither by itself nor beside the plan that was changed."""
    planned, answer = edited(request, wanted)

    assert () == check_plan(answer.request, answer.plan)
    assert () == check_edits(answer.request, planned, answer.plan)


@settings(max_examples=FEWER)
@given(tax_requests(), wishes)
def test_nothing_is_found_where_taxes_are_told(request: PlanRequest, wanted: list[D | None]):
    """Harvests, swaps and limits of sales included."""
    planned, answer = edited(request, wanted)

    assert () == check_plan(answer.request, answer.plan)
    assert () == check_edits(answer.request, planned, answer.plan)


@settings(max_examples=FEWER)
@given(requests(), wishes)
def test_cash_never_falls_below_its_floor(request: PlanRequest, wanted: list[D | None]):
    """Nor below what there is once the sales are made, where that is less; no balance is overdrawn."""
    planned, answer = edited(request, wanted)
    plan = answer.plan
    steps = list(ledger(request, plan))
    sold = total_cash(request, steps[len(plan.of_side(Side.SELL))])
    least = min(planned.envelope.cash_floor, sold - plan.costs.total)

    assert total_cash(request, steps[-1]) >= least - D("0.02") * len(plan.fx_trades)
    assert all(amount >= min(D(0), steps[0].get(name, D(0))) for name, amount in steps[-1].items())


@settings(max_examples=FEWER)
@given(requests(), wishes)
def test_nothing_is_oversold(request: PlanRequest, wanted: list[D | None]):
    """Free shares alone leave the account."""
    _, answer = edited(request, wanted)
    free = {held.symbol: held.available_quantity for held in request.snapshot.holdings}

    assert all(trade.quantity <= free[trade.symbol] for trade in answer.plan.of_side(Side.SELL))


@settings(max_examples=FEWER)
@given(requests(), wishes)
def test_sides_never_flip_and_other_sales_never_move(request: PlanRequest, wanted: list[D | None]):
    """What was not edited is sold as planned, or nowhere for want of cash; bought at most as planned."""
    planned, answer = edited(request, wanted)
    before = {trade.symbol: trade for trade in planned.trades}
    others = [trade for trade in answer.plan.trades if trade.symbol not in answer.request.edited]
    lost = {line.symbol: line.reason.code for line in answer.plan.skipped if line.symbol in before}

    assert all(before[trade.symbol].side is trade.side for trade in answer.plan.trades)
    assert all(t.quantity == before[t.symbol].quantity for t in others if t.side is Side.SELL)
    assert all(t.quantity <= before[t.symbol].quantity for t in others)
    assert set(lost.values()) <= {ReasonCode.LEFT_OUT_BY_OWNER, ReasonCode.CASH_SHORT}


@settings(max_examples=FEWER)
@given(requests())
def test_edits_that_ask_for_what_is_planned_change_nothing(request: PlanRequest):
    """Whoever sends the whole list back gets the same plan."""
    planned = plan_with_taxes(request)
    same = tuple(Edit(symbol=trade.symbol, quantity=trade.quantity) for trade in planned.plan.trades)

    assert planned == edit_with_taxes(same, planned)


@settings(max_examples=FEWER)
@given(requests(), wishes)
def test_what_is_refused_says_which_edit_and_why(request: PlanRequest, wanted: list[D | None]):
    """One of those that were asked for, with a code of its own and words."""
    planned = plan_with_taxes(request)
    edits = edits_of(planned.plan, request, wanted)
    answer = edit_with_taxes(edits, planned)
    assume(isinstance(answer, EditFault))
    assert isinstance(answer, EditFault)

    assert answer.edit in edits
    assert answer.reason.code.value.startswith("EDIT_")
    assert answer.reason.text


@settings(max_examples=FEWER)
@given(requests(), wishes)
def test_equal_edits_give_equal_plans(request: PlanRequest, wanted: list[D | None]):
    """In whatever order they are named."""
    planned = plan_with_taxes(request)
    edits = edits_of(planned.plan, request, wanted)
    again = plan_with_taxes(replace(request))

    assert edit_with_taxes(edits, planned) == edit_with_taxes(edits[::-1], again)
