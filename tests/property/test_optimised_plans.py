"""What holds for every plan of FULL_OPTIMIZATION, by its exact objective and the independent checker."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from hypothesis import assume, given, settings

from property.counts import fewer_by_day
from property.portfolios import free_requests, requests
from property.tax_positions import tax_requests
from trimtab.domain.config import DriftConfig
from trimtab.domain.constraints import Constraints
from trimtab.domain.optimum import Weighing
from trimtab.domain.plan import Plan
from trimtab.domain.policy import RebalancingMethod, UntargetedRule
from trimtab.domain.request import PlanRequest
from trimtab.optimise.plan import plan_optimised
from trimtab.planning.check import check_plan
from trimtab.planning.rebalance import plan_rebalance

WIDE = DriftConfig(threshold=D(1))

FEWER = fewer_by_day(60)
"""A plan of this method is several plans and as many searches."""


def weighed(request: PlanRequest, **weights: str) -> PlanRequest:
    """The same question of FULL_OPTIMIZATION, in band or not."""
    weighing = Weighing(**{name: D(value) for name, value in weights.items()})
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
