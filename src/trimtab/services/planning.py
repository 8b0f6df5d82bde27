"""The one door to plans: none is shown, stored or executed that the checker finds a fault in."""

from __future__ import annotations

from trimtab.domain.plan import Plan
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.planning.check import Finding, check_plan
from trimtab.planning.tax_aware.plan import TaxPlan, plan_with_taxes


class PlanCheckError(Exception):
    """The planner has made a plan that is wrong: a defect of ours, never a refusal of the caller.

    `findings` say what is wrong; the message names the plan and the first of them.
    """

    def __init__(self, plan: Plan, findings: tuple[Finding, ...]) -> None:
        first = findings[0]
        super().__init__(
            f"{ReasonCode.PLAN_CHECK_FAILED.value}: {plan.plan_id} has {len(findings)} faults, the first is "
            f"{first.rule} of {first.subject}: {first.text}; report it, the plan is withheld"
        )
        self.plan = plan
        self.findings = findings


def checked_plan(request: PlanRequest) -> TaxPlan:
    """Plan, and check the plan anew; with it comes the request as taxes have had it changed.

    Raises PlanCheckError for a plan that must not be shown.
    """
    answer = plan_with_taxes(request)
    require_sound(answer.request, answer.plan)
    return answer


def require_sound(request: PlanRequest, plan: Plan) -> Plan:
    """Hand a plan on that is sound. Raises PlanCheckError for one that must not be shown."""
    findings = check_plan(request, plan)
    if findings:
        raise PlanCheckError(plan, findings)
    return plan
