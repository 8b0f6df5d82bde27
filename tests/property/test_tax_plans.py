"""What holds for every plan that knows taxes, looked at through the exact ledger."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal as D

from hypothesis import assume, given, settings

from property.counts import fewer_by_day
from property.tax_positions import tax_requests
from trimtab.domain.drift import DriftReport
from trimtab.domain.instruments import CASH
from trimtab.domain.money import CENT
from trimtab.domain.plan import Plan
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.request import PlanRequest
from trimtab.domain.tax_ledger import LedgerState
from trimtab.domain.tax_lot import Term
from trimtab.domain.tax_preview import HarvestStatus
from trimtab.domain.trade import Side
from trimtab.domain.trade_day import trade_day
from trimtab.planning.check import check_plan
from trimtab.planning.tax_aware.plan import TaxPlan, plan_with_taxes
from trimtab.tax.outlook import ProposedPurchase, foresee
from trimtab.tax.sales import ProposedSale

CLOSE = D("0.000001")

FEWER = fewer_by_day(300)
"""Each of these looks at plans that the checker has looked at in the first one."""


def booked(answer: TaxPlan) -> LedgerState:
    """The exact ledger after the whole plan; symbols with unknown lots are not sold in it."""
    request, position = answer.request, answer.request.tax
    assume(position is not None and request.snapshot.base_currency == "USD")
    if position is None:
        raise LookupError("the request has no lots")
    day = trade_day(request.snapshot.as_of)
    known = (
        {sale.symbol for sale in answer.plan.tax.sales if not sale.uncovered_quantity}
        if answer.plan.tax
        else set()
    )
    sales = [
        ProposedSale(symbol=t.symbol, quantity=t.quantity, price=t.price * t.fx_rate, day=day)
        for t in answer.plan.of_side(Side.SELL)
        if t.symbol in known
    ]
    purchases = [
        ProposedPurchase(symbol=t.symbol, quantity=t.quantity, price=t.price * t.fx_rate, day=day)
        for t in answer.plan.of_side(Side.BUY)
    ]
    return foresee(position, sales, purchases)


def exits(answer: TaxPlan) -> set[str]:
    """Symbols that have no place in the targets, nor count together with one that has."""
    paired = {name for pair in answer.request.substitutions for name in (pair.symbol, pair.substitute)}
    return {row.key for row in answer.plan.drift.rows if not row.target_weight} - paired


def is_aware(answer: TaxPlan) -> bool:
    return answer.plan.method is RebalancingMethod.TAX_AWARE


def nets(state: LedgerState) -> Mapping[str, D]:
    """What the sale of each symbol gains, losses that are taken away left out."""
    gains: dict[str, D] = {}
    for sold in state.disposals:
        gains[sold.symbol] = gains.get(sold.symbol, D(0)) + (sold.gain if sold.is_taxable else D(0))
    own = {sold.disposal_id for sold in state.disposals}
    for wash in state.wash_sales:
        if wash.disposal_id in own:
            gains[wash.symbol] += wash.disallowed
    return gains


def distance(report: DriftReport, answer: TaxPlan) -> D:
    """How far all weights are from the owner's targets, symbols and their substitutes added up."""
    home = {pair.substitute: pair.symbol for pair in answer.request.substitutions}
    drifts: dict[str, D] = {}
    for row in report.rows:
        key = home.get(row.key, row.key)
        drifts[key] = drifts.get(key, D(0)) + row.drift
    return sum((abs(drift) for drift in drifts.values()), D(0))


@given(tax_requests())
def test_the_second_opinion_finds_nothing(request: PlanRequest):
    """The checker has no objection to any plan, nor to what it tells of taxes."""
    answer = plan_with_taxes(request)

    assert () == check_plan(answer.request, answer.plan)


@settings(max_examples=FEWER)
@given(tax_requests())
def test_no_trade_causes_a_wash_sale(request: PlanRequest):
    """Where they are avoided, the ledger finds none but those of exits with an earlier purchase."""
    assume(request.policy.tax.avoid_wash_sales)
    answer = plan_with_taxes(request)
    assume(is_aware(answer))
    state = booked(answer)
    own = {sold.disposal_id: sold.symbol for sold in state.disposals}
    bought = {trade.symbol for trade in answer.plan.of_side(Side.BUY)}

    assert {own.get(wash.disposal_id) for wash in state.wash_sales} <= exits(answer)
    assert [] == [
        wash for wash in state.wash_sales if wash.replacement_symbol in bought and wash.disposal_id not in own
    ]


@settings(max_examples=FEWER)
@given(tax_requests())
def test_the_year_s_cap_is_never_exceeded(request: PlanRequest):
    """But by exits, or where it is exceeded already; no other sale adds to that."""
    cap = request.policy.tax.gain_cap
    answer = plan_with_taxes(request)
    assume(is_aware(answer) and cap is not None and request.tax is not None)
    gains = nets(booked(answer))
    free = sum((gain for symbol, gain in gains.items() if symbol not in exits(answer)), D(0))
    before = request.tax.year.short_term + request.tax.year.long_term if request.tax else D(0)

    assert free <= CLOSE or before + sum(gains.values(), D(0)) <= (cap or D(0)) + CLOSE


@settings(max_examples=FEWER)
@given(tax_requests())
def test_no_short_term_gain_is_realised_when_they_are_spared(request: PlanRequest):
    """But by exits."""
    assume(request.policy.tax.spares_short_term_gains)
    answer = plan_with_taxes(request)
    assume(is_aware(answer))
    gains = [sold for sold in booked(answer).disposals if sold.term is Term.SHORT and sold.gain > CLOSE]

    assert {sold.symbol for sold in gains if sold.is_taxable} <= exits(answer)


@settings(max_examples=FEWER)
@given(tax_requests())
def test_a_plan_is_never_worse_than_doing_nothing(request: PlanRequest):
    """Pairs counted together, weights come no further from the owner's targets; costs and steps apart."""
    answer = plan_with_taxes(request)
    assume(is_aware(answer) and answer.plan.drift.total_value)
    steps = sum((step(answer.plan, swap.bought) for swap in answer.request.swaps), D(0))
    spared = (
        answer.plan.costs.total + steps + CENT * len(answer.plan.trades) * 200
    ) / answer.plan.drift.total_value
    before, after = (distance(report, answer) for report in (answer.plan.drift, answer.plan.drift_after))

    assert after <= before + 2 * spared


def step(plan: Plan, symbol: str) -> D:
    """What one share of a symbol that is bought is worth."""
    return next((trade.price * trade.fx_rate for trade in plan.trades if trade.symbol == symbol), D(0))


@settings(max_examples=FEWER)
@given(tax_requests())
def test_planning_twice_is_planning_once(request: PlanRequest):
    """Equal requests give equal plans, and so does the request that taxes have written into."""
    answer = plan_with_taxes(request)

    assert answer == plan_with_taxes(request) == plan_with_taxes(answer.request)


@settings(max_examples=FEWER)
@given(tax_requests())
def test_a_harvest_that_is_claimed_is_obtained(request: PlanRequest):
    """By the ledger: that many shares, and that loss; out of reach nothing is ever claimed."""
    answer = plan_with_taxes(request)
    harvests = answer.plan.tax.harvests if answer.plan.tax else ()
    assume(harvests)
    gains, sold = nets(booked(answer)), {t.symbol: t.quantity for t in answer.plan.of_side(Side.SELL)}
    taken = [found for found in harvests if found.status is HarvestStatus.TAKEN]

    assert all(found.quantity == sold[found.symbol] for found in taken)
    assert all(abs(found.loss + gains[found.symbol]) <= CLOSE for found in taken)
    assert all(found.loss > 0 for found in taken)


@settings(max_examples=FEWER)
@given(tax_requests())
def test_every_change_has_its_reason(request: PlanRequest):
    """A symbol that is traded otherwise than without taxes is told once, and no other."""
    answer = plan_with_taxes(request)
    told = answer.plan.tax.deviations if answer.plan.tax else ()

    assert [change.symbol for change in told] == sorted({change.symbol for change in told} - {CASH})
    assert all(change.reason.text and change.plain_quantity != change.planned_quantity for change in told)
