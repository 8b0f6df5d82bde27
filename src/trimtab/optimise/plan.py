"""FULL_OPTIMIZATION: ask, solve, cut to what can be traded, plan it as any plan, and judge it exactly."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from trimtab.domain.optimum import Optimum
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.optimise.exact import weigh_nothing
from trimtab.optimise.judge import Candidate, choose, make
from trimtab.optimise.question import ask
from trimtab.optimise.search import search
from trimtab.optimise.words import price_texts, relaxed_texts
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

_WITHOUT_LOTS: Final = "No tax lots are known: the plan takes no account of taxes."


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
        answer = None if is_idle else _weighed(asked, None)
        request, plan = (answer.request, answer.plan) if answer else (asked, whole)
        return TaxPlan(request=request, plan=_warned(plan))
    study = study_taxes(asked, asked.tax, whole)
    if is_idle:
        return told_of_taxes(study, study.plain)
    return told_of_taxes(study, _settled(_directed(study.ground, asked), study.ground))


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


def _settled(request: PlanRequest, ground: Ground) -> Draft:
    """Weigh again while the plan washes a loss or breaks the year's cap; limits only become tighter."""
    answer = _weighed(request, ground)
    for _ in range(MOST_PASSES):
        draft = _draft(answer, ground)
        tighter = replace(tightened(ground, draft), aims=None)
        if tighter == replace(answer.request, aims=None):
            break
        answer = _weighed(tighter, ground)
    return _draft(answer, ground)


def _draft(answer: Candidate, ground: Ground) -> Draft:
    foreseen = answer.foreseen or forecast(ground, answer.plan)
    return Draft(request=answer.request, plan=answer.plan, foreseen=foreseen)


def _weighed(request: PlanRequest, ground: Ground | None) -> Candidate:
    question = ask(request, ground)
    found = search(question)
    idle, whole = weigh_nothing(question).under(request.weighing), make(question, None)
    best = choose(question, found, whole, idle)
    relaxed = relaxed_texts(found)
    optimum = Optimum(
        weighing=request.weighing,
        planned=best.weighed,
        objective=best.objective,
        idle=idle,
        whole=whole.objective,
        bound=min(_cut(found.bound), best.objective),
        shadow_prices=price_texts(question, found),
        relaxed=relaxed,
    )
    plan = replace(best.plan, optimum=optimum, warnings=(*best.plan.warnings, *relaxed))
    return replace(best, plan=plan)


def _cut(bound: float) -> Decimal:
    return Decimal(bound).quantize(_BOUND_STEP, rounding=ROUND_FLOOR) - _BOUND_STEP
