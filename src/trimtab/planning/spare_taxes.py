"""Plan, look at what the sales would realise, and plan again without the sales that can wait."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from trimtab.domain.plan import Plan
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.planning.methods.tax_aware import (
    Lots,
    deferrable_sells,
    harvestable_losses,
    uncovered_sells,
)
from trimtab.planning.rebalance import plan_rebalance

_WITHOUT_LOTS: Final = "No tax lots are known: the plan takes no account of taxes."


def plan_sparing_taxes(request: PlanRequest, lots: Lots) -> Plan:
    """Plan without the sales that would realise a short-term gain, and with those that harvest a loss.

    Taxes put off a repair, never an exit. What may not be sold is no help to the others: each time a sale
    drops out, all is planned again. Without lots the plan is the method's, with a warning.
    """
    plan = plan_rebalance(request)
    if not lots:
        return _warned(plan, _WITHOUT_LOTS)
    if request.policy.tax.harvest_losses:
        request = replace(request, harvest=harvestable_losses(request, plan.drift, lots))
        plan = plan_rebalance(request)
    deferred: frozenset[str] = frozenset()
    while request.policy.tax.avoid_short_term_gains and (more := deferrable_sells(plan, lots) - deferred):
        deferred |= more
        plan = plan_rebalance(_not_selling(request, deferred))
    uncovered = ", ".join(uncovered_sells(plan, lots))
    plan = _explained(plan, deferred)
    return _warned(plan, _uncovered_text(uncovered)) if uncovered else plan


def _not_selling(request: PlanRequest, symbols: frozenset[str]) -> PlanRequest:
    constraints = request.policy.constraints
    barred = tuple(sorted(symbols.union(constraints.do_not_sell)))
    return replace(
        request, policy=replace(request.policy, constraints=replace(constraints, do_not_sell=barred))
    )


def _explained(plan: Plan, deferred: frozenset[str]) -> Plan:
    """Give what was put off its true reason, in its line and in the finding."""
    reasons = {
        line.symbol: _deferral(line.symbol)
        for line in plan.skipped
        if line.symbol in deferred and line.reason.code is ReasonCode.DO_NOT_SELL
    }
    text = plan.finding.text
    for line in plan.skipped:
        text = text.replace(line.reason.text, reasons.get(line.symbol, line.reason).text)
    is_barred = reasons and plan.finding.code is ReasonCode.DO_NOT_SELL
    return replace(
        plan,
        skipped=tuple(replace(line, reason=reasons.get(line.symbol, line.reason)) for line in plan.skipped),
        finding=Reason(ReasonCode.SHORT_TERM_GAIN if is_barred else plan.finding.code, text),
    )


def _deferral(symbol: str) -> Reason:
    text = f"Selling {symbol} now would realise a short-term gain by the lots known; it is put off."
    return Reason(ReasonCode.SHORT_TERM_GAIN, text)


def _uncovered_text(symbols: str) -> str:
    return f"There are not enough tax lots for {symbols}: their sale takes no full account of taxes."


def _warned(plan: Plan, text: str) -> Plan:
    return replace(plan, warnings=(*plan.warnings, Reason(ReasonCode.TAX_LOTS_MISSING, text)))
