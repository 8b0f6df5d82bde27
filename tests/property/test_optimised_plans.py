"""What holds for every plan of FULL_OPTIMIZATION, by its exact objective and the independent checker."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from itertools import cycle

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimise_questions import asked, bought, drifted
from property.counts import fewer_by_day
from property.portfolios import free_requests, requests
from property.tax_positions import tax_requests
from trimtab.domain.config import DriftConfig
from trimtab.domain.constraints import Constraints
from trimtab.domain.optimum import Aim, Weighing
from trimtab.domain.plan import Plan
from trimtab.domain.policy import RebalancingMethod, UntargetedRule
from trimtab.domain.request import PlanRequest
from trimtab.domain.tax_lot import TaxLot
from trimtab.optimise.exact import weigh
from trimtab.optimise.plan import plan_optimised
from trimtab.planning.check import check_plan
from trimtab.planning.rebalance import plan_rebalance

LOTS = st.lists(st.tuples(st.integers(50, 150), st.booleans()), min_size=1, max_size=4)
"""Prices of AAA's lots, and whether each is long term."""

WIDE = DriftConfig(threshold=D(1))

FEWER = fewer_by_day(60)
"""A plan of this method is several plans and as many searches."""


def weighed(request: PlanRequest, **weights: str) -> PlanRequest:
    """The same question of FULL_OPTIMIZATION, in band or not."""
    cost, tax = (D(weights.get(name, "1")) for name in ("cost", "tax"))
    weighing = Weighing(cost=cost, tax=tax)
    return replace(request, method=RebalancingMethod.FULL_OPTIMIZATION, weighing=weighing)


def lines(plan: Plan) -> list[tuple[str, str, D]]:
    """What is traded."""
    return [(trade.symbol, trade.side.value, trade.quantity) for trade in plan.trades]


@settings(max_examples=FEWER)
@given(requests())
def test_the_second_opinion_finds_nothing(request: PlanRequest):
    """The checker has no objection, whatever limits, shelf, currencies and units there are."""
    answer = plan_optimised(weighed(request))

    assert () == check_plan(answer.request, answer.plan)


@settings(max_examples=FEWER)
@given(tax_requests())
def test_taxes_are_told_as_they_are(request: PlanRequest):
    """The checker, which books every sale itself, has no objection with lots either."""
    answer = plan_optimised(weighed(request))

    assert () == check_plan(answer.request, answer.plan)


@settings(max_examples=FEWER)
@given(free_requests())
def test_without_weights_it_is_full(request: PlanRequest):
    """Where cost and tax weigh nothing and cash pays for everything, FULL is reproduced trade for trade."""
    full = plan_rebalance(replace(request, method=RebalancingMethod.FULL))
    assume(not full.binding)
    answer = plan_optimised(weighed(request, cost="0", tax="0"))
    optimum = answer.plan.optimum

    assert lines(full) == lines(answer.plan) or (optimum is not None and optimum.objective < optimum.whole)


@settings(max_examples=FEWER)
@given(tax_requests())
def test_nothing_that_is_known_is_better(request: PlanRequest):
    """Where a limit forbids neither, neither doing nothing nor repairing all has a lower exact objective."""
    wide = replace(request.policy, drift=WIDE, constraints=Constraints(), untargeted=UntargetedRule.HOLD)
    optimum = plan_optimised(weighed(replace(request, policy=wide, shelf=None))).plan.optimum
    assume(optimum is not None and not optimum.relaxed)
    if optimum is not None:
        assert optimum.bound <= optimum.objective <= min(optimum.idle, optimum.whole)


@settings(max_examples=FEWER)
@given(tax_requests())
def test_equal_questions_have_equal_answers(request: PlanRequest):
    """Bytes and all: nothing depends on chance or time."""
    asked = weighed(request)

    assert plan_optimised(asked).plan.plan_hash == plan_optimised(asked).plan.plan_hash


@settings(max_examples=FEWER)
@given(LOTS, st.integers(51, 62))
def test_the_bound_is_below_every_plan(lots: list[tuple[int, bool]], held: int):
    """Whatever gains and losses come in whatever order, no number of shares does better than the bound."""
    request = drifted(str(held), *split(held, lots), policy_fields={"drift": WIDE})
    optimum = plan_optimised(request).plan.optimum
    question = asked(request)
    plans = (plan_rebalance(replace(request, aims=aims_for(count))) for count in range(held - 49))
    objectives = [weigh(question, plan).under(request.weighing) for plan in plans]

    assert optimum is not None
    assert optimum.bound <= min(objectives)


@settings(max_examples=FEWER)
@given(tax_requests(), st.lists(st.integers(0, 8), min_size=1, max_size=6))
def test_no_part_of_the_repair_is_below_the_bound(request: PlanRequest, eighths: list[int]):
    """Whatever part of its way each symbol goes: several assets, terms, wash windows, whole shares."""
    wide = replace(request.policy, drift=WIDE, constraints=Constraints(), untargeted=UntargetedRule.HOLD)
    free_of_bands = replace(request, policy=wide, shelf=None, weighing=Weighing(keeps_bands=False))
    answer = plan_optimised(replace(free_of_bands, method=RebalancingMethod.FULL_OPTIMIZATION))
    optimum, free = answer.plan.optimum, replace(answer.request, aims=None)
    assume(optimum is not None and not optimum.relaxed)
    question = asked(free)
    # Where cash is to be refilled, going part of the way breaks that limit.
    assume(question.room >= 0)
    parts = zip(question.ways, cycle(eighths), strict=False)
    aims = tuple(
        Aim(symbol=way.symbol, change=way.reach * part / 8) for way, part in parts if part and way.reach
    )
    tried = plan_rebalance(replace(free, aims=aims))

    assert optimum is not None
    assert optimum.bound <= weigh(question, tried).under(free.weighing)


def split(held: int, lots: list[tuple[int, bool]]) -> list[TaxLot]:
    """Hold AAA in lots of these prices, oldest first, long or short term."""
    sizes = [held // len(lots)] * (len(lots) - 1)
    sizes.append(held - sum(sizes))
    days = {True: "2024-01-", False: "2026-02-"}
    ordered = sorted(enumerate(zip(sizes, lots, strict=True), start=10), key=lambda each: not each[1][1][1])
    return [
        bought("AAA", str(size), str(price), f"{days[old]}{day}") for day, (size, (price, old)) in ordered
    ]


def aims_for(count: int) -> tuple[Aim, ...]:
    """Sell so many shares of AAA for as many of BBB."""
    change = D(100 * count)
    return (Aim(symbol="AAA", change=-change), Aim(symbol="BBB", change=change)) if count else ()
