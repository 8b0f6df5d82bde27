"""Plan a rebalance: one visible line from a request to an explained, hashed plan."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trimtab import ENGINE_VERSION
from trimtab.domain.drift import DriftReport
from trimtab.domain.plan import PLAN_LIFETIME, Envelope, Plan, PlanStatus
from trimtab.domain.policy import Policy
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import DataQuality, PlanRequest
from trimtab.domain.rules import RuleResult
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.targets import SumVerdict
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.after import apply_trades
from trimtab.planning.compliance import judge_rules
from trimtab.planning.goals import Goals, set_goals
from trimtab.planning.lines import Alone, Lines, cash_floor, draw_lines, size_alone
from trimtab.planning.obstacles import Obstacle, find_obstacle
from trimtab.planning.universe import Universe, find_universe
from trimtab.planning.verdict import gains_too_little, judge_plan, withhold


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the stages have found; with an obstacle there are neither trades nor rules to judge."""

    request: PlanRequest
    obstacle: Obstacle | None
    drift: DriftReport
    lines: Lines
    after: Snapshot
    drift_after: DriftReport
    rules: tuple[RuleResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a plan stands on, whatever its method moves: only aims may differ between plans on one basis."""

    request: PlanRequest
    universe: Universe
    goals: Goals
    obstacle: Obstacle | None
    drift: DriftReport
    alone: Alone


def plan_rebalance(request: PlanRequest) -> Plan:
    """Plan the trades that repair a portfolio, with a reason for every trade and every non-trade.

    Sells come before buys; buys never take cash below the cash target (I-04). Equal inputs give equal plans.
    """
    return plan_on(find_basis(request), request)


def find_basis(request: PlanRequest) -> Basis:
    """Find who may trade, where to, what stands in the way, and how far each symbol would go by itself."""
    universe = find_universe(request)
    goals = set_goals(request, universe)
    drift = measure_portfolio_drift(request.snapshot, request.policy, goals.weights)
    return Basis(
        request=request,
        universe=universe,
        goals=goals,
        obstacle=find_obstacle(request, universe, goals),
        drift=drift,
        alone=size_alone(request, universe, drift),
    )


def plan_on(basis: Basis, request: PlanRequest) -> Plan:
    """Plan on a basis; the request differs from that of the basis in its aims at most."""
    snapshot, policy = request.snapshot, request.policy
    universe, goals, drift, obstacle = basis.universe, basis.goals, basis.drift, basis.obstacle
    lines = Lines() if obstacle else draw_worthwhile_lines(request, universe, goals, drift, basis.alone)
    after = apply_trades(snapshot, lines.trades, lines.fx_trades)
    drift_after = measure_portfolio_drift(after, policy, goals.after)
    rules = () if obstacle else judge_rules(request, universe, lines, after, drift_after)
    return write_plan(
        Draft(
            request=request,
            obstacle=obstacle,
            drift=drift,
            lines=lines,
            after=after,
            drift_after=drift_after,
            rules=rules,
        )
    )


def rewrite_plan(request: PlanRequest, planned: Plan, lines: Lines) -> Plan:
    """Write a plan down again with other lines: what comes after, its rules and its status are found anew."""
    universe = find_universe(request)
    after = apply_trades(request.snapshot, lines.trades, lines.fx_trades)
    drift_after = measure_portfolio_drift(after, request.policy, set_goals(request, universe).after)
    plan = write_plan(
        Draft(
            request=request,
            obstacle=None,
            drift=planned.drift,
            lines=lines,
            after=after,
            drift_after=drift_after,
            rules=judge_rules(request, universe, lines, after, drift_after),
        )
    )
    return replace(plan, warnings=planned.warnings)


def draw_worthwhile_lines(
    request: PlanRequest, universe: Universe, goals: Goals, drift: DriftReport, alone: Alone | None = None
) -> Lines:
    """Draw the lines; where all trades together gain less than the owner's threshold, trade nothing."""
    lines = draw_lines(request, universe, drift, goals.capped, alone)
    if not request.policy.constraints.improvement_threshold:
        return lines
    after = apply_trades(request.snapshot, lines.trades, lines.fx_trades)
    drift_after = measure_portfolio_drift(after, request.policy, goals.after)
    return withhold(request, lines) if gains_too_little(request, lines, drift, drift_after) else lines


def write_plan(draft: Draft) -> Plan:
    """Judge what the stages have found, and write it down as a plan."""
    request, snapshot, lines = draft.request, draft.request.snapshot, draft.lines
    status, finding = _judge(draft)
    return Plan(
        uid=request.portfolio.uid,
        portfolio_id=request.portfolio.portfolio_id,
        account_id=snapshot.account_id,
        environment=snapshot.environment,
        policy_version=request.policy.version,
        method=request.chosen_method,
        engine_version=ENGINE_VERSION,
        as_of=snapshot.as_of,
        status=status,
        finding=finding,
        trades=lines.trades,
        skipped=lines.skipped,
        drift=draft.drift,
        drift_after=draft.drift_after,
        cash=snapshot.cash,
        cash_after=draft.after.cash,
        fx_trades=lines.fx_trades,
        foreign_cash_after=draft.after.foreign_cash,
        costs=lines.costs,
        binding=lines.binding,
        rules=draft.rules,
        conflict=draft.obstacle.conflict if draft.obstacle else (),
        envelope=_envelope(request, draft.drift),
        warnings=_warnings(request.policy),
    )


def _judge(draft: Draft) -> tuple[PlanStatus, Reason]:
    if draft.obstacle:
        return draft.obstacle.status, draft.obstacle.reason
    return judge_plan(draft.request, draft.lines, draft.drift, draft.drift_after, rules=draft.rules)


def _envelope(request: PlanRequest, drift: DriftReport) -> Envelope:
    snapshot = request.snapshot
    is_value_unknown = snapshot.unpriced_symbols and request.options.data_quality is DataQuality.BLOCK
    return Envelope(
        expires_at=snapshot.as_of + PLAN_LIFETIME,
        cash_floor=snapshot.cash if is_value_unknown else cash_floor(request, drift),
        max_price_move=request.policy.limits.max_price_move,
    )


def _warnings(policy: Policy) -> tuple[Reason, ...]:
    if policy.targets.sum_verdict is not SumVerdict.SHORTFALL_TO_CASH:
        return ()
    return (
        Reason(ReasonCode.TARGETS_BELOW_100, "The targets add up to less than 100%; the rest stays in cash."),
    )
