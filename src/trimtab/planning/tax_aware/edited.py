"""Change a plan's trades as their owner wants, and tell what that means for taxes; no other trade moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from trimtab.domain.plan import Plan
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import Edit, PlanRequest
from trimtab.domain.tax_ledger import TaxPosition
from trimtab.domain.trade import Side
from trimtab.planning.edited_plan import edit_plan
from trimtab.planning.edits import EditFault
from trimtab.planning.rebalance import plan_rebalance
from trimtab.planning.tax_aware.directives import bare
from trimtab.planning.tax_aware.forecast import forecast
from trimtab.planning.tax_aware.plan import Draft, TaxPlan, study_taxes, tightened, told_of_taxes
from trimtab.planning.tax_aware.swaps import is_whole


def edit_with_taxes(edits: tuple[Edit, ...], planned: TaxPlan) -> TaxPlan | EditFault:
    """Change the trades of a finished plan; an edit that asks for what is planned changes nothing.

    Limits that taxes have set on a sale hold for its edit, too. What an edited plan does beyond that in
    spite of wash windows or the year's cap is the owner's decision, and a warning.
    """
    request = replace(planned.request, edits=_changes(edits, planned.plan))
    if not request.edits:
        return planned
    plan = edit_plan(request, planned.plan)
    if isinstance(plan, EditFault):
        return plan
    if fault := _find_torn_swap(request, plan):
        return fault
    if request.tax is None:
        return TaxPlan(request=request, plan=plan)
    return _told(request, plan, request.tax)


def _changes(edits: tuple[Edit, ...], plan: Plan) -> tuple[Edit, ...]:
    planned = {trade.symbol: trade.quantity for trade in plan.trades}
    changed = (edit for edit in edits if planned.get(edit.symbol) != edit.quantity)
    return tuple(sorted(changed, key=lambda edit: edit.symbol))


def _find_torn_swap(request: PlanRequest, plan: Plan) -> EditFault | None:
    """Refuse purchases that take the cash with which a loss is replaced."""
    torn = [swap.bought for swap in request.whole_swaps if not is_whole(swap, request, plan)]
    if not torn:
        return None
    taker = next(trade.symbol for trade in plan.of_side(Side.BUY) if trade.is_edited)
    edit = next(edit for edit in request.edits if edit.symbol == taker)
    text = f"takes the cash that {torn[0]} is bought with in place of what is sold at a loss; ask for less"
    return EditFault(edit, Reason(ReasonCode.EDIT_ABOVE_CASH, text))


def _told(request: PlanRequest, plan: Plan, position: TaxPosition) -> TaxPlan:
    asked = replace(bare(request), edits=())
    study = study_taxes(asked, position, plan_rebalance(asked))
    draft = Draft(request=request, plan=plan, foreseen=forecast(study.ground, plan))
    told = told_of_taxes(study, draft)
    if request.chosen_method is not RebalancingMethod.TAX_AWARE:
        return told
    spoken = _warnings(request, tightened(study.ground, draft))
    return replace(told, plan=replace(told.plan, warnings=(*told.plan.warnings, *spoken)))


def _warnings(request: PlanRequest, tighter: PlanRequest) -> Iterator[Reason]:
    """Say what taxes would have asked for had they been heard again."""
    reasons = [limit.reason for limit in tighter.sell_limits if limit not in request.sell_limits]
    reasons += [bar.reason for bar in tighter.buy_bars if bar not in request.buy_bars]
    for reason in reasons:
        yield Reason(reason.code, f"As its owner has changed the plan: {reason.text}")
