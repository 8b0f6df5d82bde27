"""Floats choose, decimals judge: weigh plans of what was found exactly, and keep the best of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

import numpy as np

from trimtab.domain.money import CENT, ZERO
from trimtab.domain.optimum import Aim, Weighed
from trimtab.domain.plan import Plan
from trimtab.domain.request import PlanRequest
from trimtab.domain.trade import Side
from trimtab.optimise.aims import aims_of
from trimtab.optimise.exact import weigh
from trimtab.optimise.problem import Vector
from trimtab.optimise.question import Question
from trimtab.optimise.search import Found
from trimtab.planning.limits import CASH_LIMIT
from trimtab.planning.rebalance import plan_on
from trimtab.planning.tax_aware.forecast import Forecast, forecast

_NEAR: Final = 1e-7
"""Weights of a plan that keeps to its limits may be off by so much, for cents and shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A plan that could be made, what it aims for, what it realises, and its exact objective."""

    request: PlanRequest
    plan: Plan
    foreseen: Forecast | None
    weighed: Weighed
    objective: Decimal


def make(question: Question, aims: tuple[Aim, ...] | None) -> Candidate:
    """Plan some aims, or FULL without any, and weigh the plan exactly."""
    request = replace(question.request, aims=aims)
    plan = plan_on(question.basis, request)
    foreseen = forecast(question.ground, plan) if question.ground else None
    weighed = weigh(question, plan, foreseen)
    objective = weighed.under(question.request.weighing)
    return Candidate(request=request, plan=plan, foreseen=foreseen, weighed=weighed, objective=objective)


def make_nothing(question: Question) -> Candidate:
    """Plan to do nothing; what cannot be moved is named, so that it says why not."""
    return make(question, tuple(Aim(symbol=way.symbol) for way in question.ways if way.whole is None))


def choose(question: Question, found: Found, whole: Candidate, idle: Decimal) -> Candidate:
    """Give the plan with the least exact objective, and of equals the one with fewer trades.

    `whole` is FULL's plan, `idle` the objective of doing nothing, which is planned only where it may win.
    """
    tried = [*_candidates(question, found), whole]
    kept = [each for each in tried if _is_kept(question, found, each.plan)]
    if not kept or idle <= min(each.objective for each in kept):
        still = make_nothing(question)
        tried, kept = [*tried, still], [*kept, *([still] if _is_kept(question, found, still.plan) else [])]
    return min(kept or tried[:1], key=lambda each: (each.objective, len(each.plan.trades)))


def _candidates(question: Question, found: Found) -> Iterator[Candidate]:
    """Plan what was found; where cents take a plan above a limit, plan it once more a little smaller."""
    for aims, tight in dict.fromkeys(_both_aims(question, found)):
        made = make(question, aims)
        yield made
        if any(limit.limit != CASH_LIMIT for limit in made.plan.binding):
            yield make(question, tight)


def _both_aims(question: Question, found: Found) -> Iterator[tuple[tuple[Aim, ...], tuple[Aim, ...]]]:
    for weights in found.weights:
        yield aims_of(question, weights), aims_of(question, weights, is_tight=True)


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
