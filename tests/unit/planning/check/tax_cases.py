"""Plans with taxes, and what the checker says of them when they are tampered with."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from trimtab.domain.plan import Plan
from trimtab.domain.request import PlanRequest
from trimtab.domain.tax_preview import TaxPreview
from trimtab.domain.trade import Side
from trimtab.planning.check import check_plan
from trimtab.planning.tax_aware.plan import TaxPlan, plan_with_taxes


def rules(asked: PlanRequest, plan: Plan) -> set[str]:
    """The names of the rules a plan breaks."""
    return {finding.rule for finding in check_plan(asked, plan)}


def preview(answer: TaxPlan) -> TaxPreview:
    """The preview of a plan."""
    if answer.plan.tax is None:
        raise LookupError("the plan has no preview")
    return answer.plan.tax


def retold(asked: PlanRequest, **fields: Any) -> set[str]:
    """The rules broken by a sound plan whose preview has other fields."""
    answer = plan_with_taxes(asked)
    return rules(answer.request, replace(answer.plan, tax=replace(preview(answer), **fields)))


def careless(asked: PlanRequest, **config: Any) -> set[str]:
    """The rules broken by a plan that was made under another configuration."""
    other = replace(asked.policy, tax=replace(asked.policy.tax, **config))
    answer = plan_with_taxes(replace(asked, policy=other))
    return rules(replace(answer.request, policy=asked.policy), answer.plan)


def resold(asked: PlanRequest, quantity: str, /, **fields: Any) -> set[str]:
    """The rules broken by a plan that sells another quantity than the sound one, under a changed request."""
    answer = plan_with_taxes(asked)
    trades = tuple(
        replace(trade, quantity=Decimal(quantity)) if trade.side is Side.SELL else trade
        for trade in answer.plan.trades
    )
    return rules(replace(answer.request, **fields), replace(answer.plan, trades=trades))
