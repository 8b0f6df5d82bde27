"""Plan with taxes: ask the ordinary planner, run the exact ledger on its answer, and ask again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from trimtab.domain.drift import DriftLevel
from trimtab.domain.money import ZERO
from trimtab.domain.plan import Plan, PlanStatus
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest, SellLimit
from trimtab.domain.tax_ledger import TaxPosition
from trimtab.domain.tax_preview import HarvestCandidate
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.goals import set_goals
from trimtab.planning.rebalance import plan_rebalance
from trimtab.planning.tax_aware.budget import within_cap
from trimtab.planning.tax_aware.deviations import Outcome
from trimtab.planning.tax_aware.directives import (
    add_swaps,
    bar_purchases,
    bare,
    limit_sales,
)
from trimtab.planning.tax_aware.forecast import Forecast, forecast
from trimtab.planning.tax_aware.ground import Ground, exits_of, sales_of, stand_on
from trimtab.planning.tax_aware.harvests import choose_harvests, list_harvests, pair_again
from trimtab.planning.tax_aware.limits import find_sell_limits
from trimtab.planning.tax_aware.pairs import Bench, find_returns, seat_substitutes
from trimtab.planning.tax_aware.preview import Preview, write_preview
from trimtab.planning.tax_aware.swaps import is_vain, is_whole
from trimtab.planning.tax_aware.washes import closed_purchases, without_washes
from trimtab.planning.universe import find_universe

MOST_PASSES: Final = 12
"""How often limits are found one by one; after that no sale but exits is left in the plan."""

_WITHOUT_LOTS: Final = "No tax lots are known: the plan takes no account of taxes."


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxPlan:
    """A plan, and the request it answers: what taxes ask of it is written there (decision 0009)."""

    request: PlanRequest
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A plan under its request, and what it would realise."""

    request: PlanRequest
    plan: Plan
    foreseen: Forecast


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What is known before taxes change a plan: the plain one, the substitutes, and every loss there is."""

    ground: Ground
    plain: Draft
    bench: Bench
    candidates: tuple[HarvestCandidate, ...]


def plan_with_taxes(request: PlanRequest) -> TaxPlan:
    """Plan, and tell what the plan would realise where lots are known; equal requests give equal plans.

    Under TAX_AWARE taxes change the plan as the owner's configuration says. Without lots the plan is the
    ordinary one; under TAX_AWARE it then carries a warning.
    """
    asked, is_aware = bare(request), request.chosen_method is RebalancingMethod.TAX_AWARE
    plain = plan_rebalance(asked)
    if asked.tax is None:
        return TaxPlan(request=asked, plan=_warned(plain) if is_aware else plain)
    study = study_taxes(asked, asked.tax, plain)
    can_trade = bool(plain.trades or plain.skipped)
    return told_of_taxes(study, _resolved(study) if is_aware and can_trade else study.plain)


def study_taxes(request: PlanRequest, position: TaxPosition, plain: Plan) -> Study:
    """Gather what a plan and its preview are made from; the request is as its owner asks it."""
    ground = stand_on(request, position)
    bench = seat_substitutes(ground)
    return Study(
        ground=ground,
        plain=Draft(request=request, plan=plain, foreseen=forecast(ground, plain)),
        bench=bench,
        candidates=list_harvests(ground, bench, request),
    )


def told_of_taxes(study: Study, draft: Draft) -> TaxPlan:
    """Give a plan its preview."""
    preview = write_preview(
        Preview(
            ground=study.ground,
            request=draft.request,
            planned=Outcome(plan=draft.plan, foreseen=draft.foreseen),
            plain=Outcome(plan=study.plain.plan, foreseen=study.plain.foreseen),
            candidates=study.candidates,
        )
    )
    return TaxPlan(request=draft.request, plan=replace(draft.plan, tax=preview))


def _warned(plan: Plan) -> Plan:
    return replace(plan, warnings=(*plan.warnings, Reason(ReasonCode.TAX_LOTS_MISSING, _WITHOUT_LOTS)))


def _resolved(study: Study) -> Draft:
    """Harvest what can be had; a swap that is not made whole is given up, and all is planned anew."""
    bench, plain, candidates = study.bench, study.plain, study.candidates
    given_up: frozenset[str] = frozenset()
    while True:
        request = _directed(bench, plain.plan, given_up)
        plan = plain.plan if request == plain.request else plan_rebalance(request)
        wanted = tuple(found for found in candidates if found.symbol not in given_up)
        harvesting = choose_harvests(bench, request, plan, wanted)
        plan = plan if harvesting == request else plan_rebalance(harvesting)
        draft = _settled(bench.ground, harvesting, plan)
        failed = _unmade(draft)
        if not failed:
            return draft
        given_up |= failed


def _directed(bench: Bench, plain: Plan, given_up: frozenset[str]) -> PlanRequest:
    """Write down what taxes ask of any plan: bars, pairs, returns and the limits of sales."""
    ground = bench.ground
    closed = bar_purchases(ground.request, closed_purchases(ground, bench.members.keys()))
    paired = pair_again(bench, closed)
    barred = {bar.symbol for bar in closed.buy_bars}
    returns = find_returns(bench, paired.substitutions, barred | given_up)
    swapped = add_swaps(paired, (swap for swap in returns if swap.sold not in given_up))
    return limit_sales(swapped, find_sell_limits(ground, _critical(swapped, plain)))


def _critical(request: PlanRequest, plain: Plan) -> frozenset[str]:
    """Name what is too far above its target to wait, with symbol and substitute counted together."""
    drift = plain.drift
    if request.substitutions:
        goals = set_goals(request, find_universe(request))
        drift = measure_portfolio_drift(request.snapshot, request.policy, goals.weights)
    return frozenset(row.key for row in drift.rows if row.drift > 0 and row.level is DriftLevel.CRITICAL)


def _settled(ground: Ground, request: PlanRequest, plan: Plan) -> Draft:
    """Tighten limits and bars until the plan keeps to all of them.

    That ends: they only become tighter, and after MOST_PASSES no sale but exits is left.
    """
    passes = 0
    while True:
        draft = Draft(request=request, plan=plan, foreseen=forecast(ground, plan))
        tighter = tightened(ground, draft)
        if passes >= MOST_PASSES:
            tighter = limit_sales(tighter, _no_sales(draft))
        if tighter == request or _unmade(draft):
            return draft
        request, plan, passes = tighter, plan_rebalance(tighter), passes + 1


def tightened(ground: Ground, draft: Draft) -> PlanRequest:
    """Write down what a plan does in spite of wash windows or the year's cap."""
    washed = without_washes(ground, draft.request, draft.plan, draft.foreseen)
    # The cap is judged by what the plan sells once it keeps to all wash windows.
    is_kept = washed == draft.request
    return within_cap(ground, washed, draft.plan, draft.foreseen) if is_kept else washed


def _no_sales(draft: Draft) -> list[SellLimit]:
    exits = exits_of(draft.plan, draft.request)
    limits = {limit.symbol: limit.reason for limit in draft.request.sell_limits}
    usual = Reason(ReasonCode.GAIN_BUDGET_CAP, "Its sale is put off for taxes.")
    sold = [trade.symbol for trade in sales_of(draft.plan) if trade.symbol not in exits]
    return [SellLimit(symbol=symbol, quantity=ZERO, reason=limits.get(symbol, usual)) for symbol in sold]


def _unmade(draft: Draft) -> frozenset[str]:
    """Name what is sold in swaps that are made in part only, realise no loss, or break a hard rule."""
    if draft.plan.status is PlanStatus.BLOCKED:
        return frozenset(swap.sold for swap in draft.request.swaps)
    return frozenset(
        swap.sold
        for swap in draft.request.swaps
        if not is_whole(swap, draft.request, draft.plan) or is_vain(swap, draft.request, draft.foreseen)
    )
