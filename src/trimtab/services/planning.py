"""The one door to plans: none is shown, stored or executed that the checker finds a fault in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.money import to_text
from trimtab.domain.optimum import Weighing
from trimtab.domain.plan import Plan
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import Edit, PlanRequest
from trimtab.domain.trade_off import TradeOffPoint
from trimtab.planning.check import Finding, check_edits, check_plan
from trimtab.planning.edits import EditFault
from trimtab.planning.tax_aware.edited import edit_with_taxes
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

    Where its owner edits trades, that is done to the plan without edits. Raises PlanCheckError for a plan
    that must not be shown, and InvalidRequestError for an edit that cannot be made.
    """
    answer = _plan(replace(request, edits=()))
    require_sound(answer.request, answer.plan)
    return _edited(request.edits, answer) if request.edits else answer


def at_aversion(request: PlanRequest, risk_aversion: Decimal | None) -> PlanRequest:
    """Ask for the point of the trade-off curve that is made with an aversion; None asks as before."""
    if risk_aversion is None:
        return request
    weighing = Weighing(risk=risk_aversion, keeps_bands=False)
    return replace(request, method=RebalancingMethod.FULL_OPTIMIZATION, weighing=weighing)


def checked_curve(request: PlanRequest) -> tuple[TradeOffPoint, ...]:
    """Trace the trade-off curve of a request, and check the plan of every point anew.

    Raises PlanCheckError for a plan that must not be shown.
    """
    from trimtab.optimise.curve import trade_off_curve  # noqa: PLC0415 - brings numpy (decision 0020)

    points = trade_off_curve(replace(request, edits=(), method=RebalancingMethod.FULL_OPTIMIZATION))
    for point in points:
        require_sound(point.request, point.plan)
    return points


def _plan(request: PlanRequest) -> TaxPlan:
    if request.chosen_method is not RebalancingMethod.FULL_OPTIMIZATION:
        return plan_with_taxes(request)
    from trimtab.optimise.plan import plan_optimised  # noqa: PLC0415 - brings numpy (decision 0020)

    return plan_optimised(request)


def _edited(edits: tuple[Edit, ...], planned: TaxPlan) -> TaxPlan:
    answer = edit_with_taxes(edits, planned)
    if isinstance(answer, EditFault):
        edit, reason = answer.edit, answer.reason
        raise InvalidRequestError(f"edits.{edit.symbol}", to_text(edit.quantity), reason.text, reason.code)
    require_sound(answer.request, answer.plan)
    findings = check_edits(answer.request, planned.plan, answer.plan)
    if findings:
        raise PlanCheckError(answer.plan, findings)
    return answer


def require_sound(request: PlanRequest, plan: Plan) -> Plan:
    """Hand a plan on that is sound. Raises PlanCheckError for one that must not be shown."""
    findings = check_plan(request, plan)
    if findings:
        raise PlanCheckError(plan, findings)
    return plan
