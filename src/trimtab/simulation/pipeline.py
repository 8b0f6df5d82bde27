"""Requirement 003's pipeline: from a question to the run that answers it, one stage after the other."""

from __future__ import annotations

from trimtab.domain.mandate import MandateRequest, MandateRun
from trimtab.domain.trade import SkippedTrade
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.after import apply_trades
from trimtab.planning.compliance import judge_rules
from trimtab.planning.goals import set_goals
from trimtab.planning.lines import Lines
from trimtab.planning.obstacles import find_obstacle
from trimtab.planning.rebalance import Draft, draw_worthwhile_lines, write_plan
from trimtab.planning.universe import Universe, find_universe


def simulate_mandate(mandate: MandateRequest) -> MandateRun:
    """Answer a question: universe, targets, validation, trades and FX, after-state, compliance, result.

    The stages are those of `plan_rebalance`. Validation comes third, for it judges the targets, too; a
    question that fails it gets an answer without trades. Nothing is stored or sent, and equal questions give
    equal runs.
    """
    request = mandate.question
    universe = find_universe(request)
    targets = set_goals(request, universe)
    obstacle = find_obstacle(request, universe, targets)
    drift = measure_portfolio_drift(request.snapshot, request.policy, targets.weights)
    lines = Lines() if obstacle else draw_worthwhile_lines(request, universe, targets, drift)
    after = apply_trades(request.snapshot, lines.trades, lines.fx_trades)
    drift_after = measure_portfolio_drift(after, request.policy, targets.after)
    rules = () if obstacle else judge_rules(request, universe, lines, after, drift_after)
    draft = Draft(
        request=request,
        obstacle=obstacle,
        drift=drift,
        lines=lines,
        after=after,
        drift_after=drift_after,
        rules=rules,
    )
    return _write_run(mandate, universe, draft)


def _write_run(mandate: MandateRequest, universe: Universe, draft: Draft) -> MandateRun:
    excluded = {symbol for symbol, _ in universe.exclusions}
    return MandateRun(
        request=mandate,
        plan=write_plan(draft),
        after=draft.after,
        exclusions=tuple(SkippedTrade(symbol=name, reason=reason) for name, reason in universe.exclusions),
        eligible_count=len(universe.members) - len(excluded),
    )
