"""FULL_OPTIMIZATION: ask, solve, cut to what can be traded, plan it as any plan, and judge it exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from trimtab.domain.plan import Plan
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.optimise.judge import Candidate
from trimtab.optimise.passes import Opening, foreseen_by, open_request, settle_at
from trimtab.planning.rebalance import plan_rebalance
from trimtab.planning.tax_aware.directives import bare
from trimtab.planning.tax_aware.plan import Draft, Study, TaxPlan, study_taxes, told_of_taxes

_WITHOUT_LOTS: Final = "No tax lots are known: the plan takes no account of taxes."


def plan_optimised(request: PlanRequest) -> TaxPlan:
    """Plan the trades that weigh drift, cost and tax best, with a proof of how good that is.

    Where something stands in the way of any plan, that is the answer. Sales that would realise a washed loss
    or break the year's cap are limited, and the rest is weighed anew. Raises InvalidProblemError for a risk
    model that is none.
    """
    desk = open_desk(request)
    if desk.is_idle:
        return _plain(desk)
    return told(desk, settle_at(desk.opening, request.weighing))


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """A request opened for weighing, and FULL's plan of it with what is known of its taxes.

    `is_idle` tells that FULL neither trades nor skips anything: then there is nothing to weigh.
    """

    asked: PlanRequest
    whole: Plan
    study: Study | None
    opening: Opening

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to weigh."""
        return not (self.whole.trades or self.whole.skipped)


def open_desk(request: PlanRequest) -> Desk:
    """Ask the ordinary planner, and stand on the lots there are."""
    asked = bare(request)
    whole = plan_rebalance(asked)
    study = study_taxes(asked, asked.tax, whole) if asked.tax else None
    return Desk(asked, whole, study, open_request(asked, study.ground if study else None))


def told(desk: Desk, made: Candidate) -> TaxPlan:
    """Give a plan its preview of taxes; without lots it says that it takes no account of them."""
    if desk.study is None:
        return TaxPlan(request=made.request, plan=_warned(made.plan))
    foreseen = foreseen_by(desk.opening, made)
    return told_of_taxes(desk.study, Draft(request=made.request, plan=made.plan, foreseen=foreseen))


def _plain(desk: Desk) -> TaxPlan:
    if desk.study is None:
        return TaxPlan(request=desk.asked, plan=_warned(desk.whole))
    return told_of_taxes(desk.study, desk.study.plain)


def _warned(plan: Plan) -> Plan:
    return replace(plan, warnings=(*plan.warnings, Reason(ReasonCode.TAX_LOTS_MISSING, _WITHOUT_LOTS)))
