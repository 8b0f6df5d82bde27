"""FULL_OPTIMIZATION: ask, solve, cut to what can be traded, plan it as any plan, and judge it exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from typing import Final

import numpy as np

from trimtab.domain.money import CENT, ZERO
from trimtab.domain.optimum import Aim, Optimum, Weighed
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.trade import Side
from trimtab.optimise.aims import aims_of
from trimtab.optimise.exact import weigh
from trimtab.optimise.problem import Vector
from trimtab.optimise.question import Question, ask
from trimtab.optimise.search import Found, search
from trimtab.optimise.words import price_texts, relaxed_texts
from trimtab.planning.limits import CASH_LIMIT
from trimtab.planning.rebalance import plan_rebalance
from trimtab.planning.tax_aware.directives import bar_purchases, bare, limit_sales
from trimtab.planning.tax_aware.forecast import forecast
from trimtab.planning.tax_aware.ground import Ground
from trimtab.planning.tax_aware.limits import find_sell_limits
from trimtab.planning.tax_aware.plan import (
    MOST_PASSES,
    Draft,
    TaxPlan,
    study_taxes,
    tightened,
    told_of_taxes,
)
from trimtab.planning.tax_aware.washes import closed_purchases
from trimtab.planning.universe import find_universe

_BOUND_STEP: Final = Decimal("1E-12")
"""Bounds are cut down to this, and lowered by as much: far more than floats can be wrong by."""

_NEAR: Final = 1e-7
"""Weights of a plan that keeps to its limits may be off by so much, for cents and shares."""

_WITHOUT_LOTS: Final = "No tax lots are known: the plan takes no account of taxes."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A plan that could be made, what it aims for, and its exact objective."""

    request: PlanRequest
    plan: Plan
    weighed: Weighed
    objective: Decimal


def plan_optimised(request: PlanRequest) -> TaxPlan:
    """Plan the trades that weigh drift, cost and tax best, with a proof of how good that is.

    Where something stands in the way of any plan, that is the answer. Sales that would realise a washed loss
    or break the year's cap are limited, and the rest is weighed anew. Raises InvalidProblemError for a risk
    model that is none.
    """
    asked = bare(request)
    whole = plan_rebalance(asked)
    is_idle = not (whole.trades or whole.skipped)
    if asked.tax is None:
        answer = TaxPlan(request=asked, plan=whole) if is_idle else _weighed(asked, None)
        return replace(answer, plan=_warned(answer.plan))
    study = study_taxes(asked, asked.tax, whole)
    if is_idle:
        return told_of_taxes(study, study.plain)
    answer = _settled(_directed(study.ground, asked), study.ground)
    foreseen = forecast(study.ground, answer.plan)
    return told_of_taxes(study, Draft(request=answer.request, plan=answer.plan, foreseen=foreseen))


def _warned(plan: Plan) -> Plan:
    return replace(plan, warnings=(*plan.warnings, Reason(ReasonCode.TAX_LOTS_MISSING, _WITHOUT_LOTS)))


def _directed(ground: Ground, request: PlanRequest) -> PlanRequest:
    """Write down what taxes forbid whatever it would be worth; what they only make dear is weighed."""
    members = {member.symbol for member in find_universe(request).members}
    barred = bar_purchases(request, closed_purchases(ground, members))
    # A transition the owner has chosen holds; without one no gain is forbidden, for each has its price.
    tax = replace(request.policy.tax, avoid_short_term_gains=False, deferral_days=0)
    priced = replace(ground, request=replace(request, policy=replace(request.policy, tax=tax)))
    return limit_sales(barred, find_sell_limits(priced, frozenset()))


def _settled(request: PlanRequest, ground: Ground) -> TaxPlan:
    """Weigh again while the plan washes a loss or breaks the year's cap; limits only become tighter."""
    answer = _weighed(request, ground)
    for _ in range(MOST_PASSES):
        draft = Draft(request=answer.request, plan=answer.plan, foreseen=forecast(ground, answer.plan))
        tighter = replace(tightened(ground, draft), aims=None)
        if tighter == replace(answer.request, aims=None):
            break
        answer = _weighed(tighter, ground)
    return answer


def _weighed(request: PlanRequest, ground: Ground | None) -> TaxPlan:
    question = ask(request, ground)
    found = search(question)
    idle, whole = _made(question, _unmoved(question)), _made(question, None)
    tried = [*_candidates(question, found), whole, idle]
    kept = [each for each in tried if _is_kept(question, found, each.plan)]
    best = min(kept or tried[:1], key=lambda each: (each.objective, len(each.plan.trades)))
    relaxed = relaxed_texts(found)
    optimum = Optimum(
        weighing=request.weighing,
        planned=best.weighed,
        objective=best.objective,
        idle=idle.objective,
        whole=whole.objective,
        bound=min(_cut(found.bound), best.objective),
        shadow_prices=price_texts(question, found),
        relaxed=relaxed,
    )
    plan = replace(best.plan, optimum=optimum, warnings=(*best.plan.warnings, *relaxed))
    return TaxPlan(request=best.request, plan=plan)


def _candidates(question: Question, found: Found) -> Iterator[_Candidate]:
    """Plan what was found; where cents take a plan above a limit, plan it once more a little smaller."""
    for aims, tight in dict.fromkeys(_both_aims(question, found)):
        made = _made(question, aims)
        yield made
        if any(limit.limit != CASH_LIMIT for limit in made.plan.binding):
            yield _made(question, tight)


def _both_aims(question: Question, found: Found) -> Iterator[tuple[tuple[Aim, ...], tuple[Aim, ...]]]:
    for weights in found.weights:
        yield aims_of(question, weights), aims_of(question, weights, is_tight=True)


def _made(question: Question, aims: tuple[Aim, ...] | None) -> _Candidate:
    request = replace(question.request, aims=aims)
    plan = plan_rebalance(request)
    weighed = weigh(question, plan)
    return _Candidate(
        request=request, plan=plan, weighed=weighed, objective=weighed.under(question.request.weighing)
    )


def _unmoved(question: Question) -> tuple[Aim, ...]:
    return tuple(Aim(symbol=way.symbol) for way in question.ways if way.whole is None)


def _is_kept(question: Question, found: Found, plan: Plan) -> bool:
    """Tell whether a plan stays within the bounds and caps of its rung; the planner sees to all else."""
    weights, problem = _weights(question, plan), found.problem
    slack = _NEAR + np.array([question.part(way.share_value + 2 * CENT) for way in question.ways])
    is_inside = (weights >= problem.lower - slack) & (weights <= problem.upper + slack)
    caps = [row for row in problem.rows if row.name.startswith("class ")]
    return bool(is_inside.all()) and all(
        float(row.weights @ weights) <= row.limit + float(row.weights @ slack) for row in caps
    )


def _weights(question: Question, plan: Plan) -> Vector:
    moved = {trade.symbol: trade.value if trade.side is Side.BUY else -trade.value for trade in plan.trades}
    return np.array([float(way.weight) + question.part(moved.get(way.symbol, ZERO)) for way in question.ways])


def _cut(bound: float) -> Decimal:
    return Decimal(bound).quantize(_BOUND_STEP, rounding=ROUND_FLOOR) - _BOUND_STEP
