"""Check a portfolio: measure drift, plan the repair, and start the run only where that was asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trimtab.domain.commands import CheckDrift
from trimtab.domain.costs import NO_COSTS
from trimtab.domain.plan import Plan, PlanStatus
from trimtab.domain.policy import Policy, RebalancingMethod
from trimtab.domain.reasons import Reason
from trimtab.domain.request import PlanRequest
from trimtab.domain.results import DriftChecked, RunStarted
from trimtab.domain.run import BY_HAND, RunOrigin
from trimtab.domain.schedule import Verdict
from trimtab.domain.snapshot import Snapshot
from trimtab.planning.suggestions import suggest
from trimtab.ports import Services
from trimtab.services.ask_rules import ask_rules
from trimtab.services.execute_plan import prepare_run
from trimtab.services.past_trading import with_past
from trimtab.services.planning import at_aversion
from trimtab.services.policies import current_policy
from trimtab.services.repair import plan_repair
from trimtab.services.snapshots import take_snapshot, targeted_symbols
from trimtab.services.start_run import find_earlier, idempotency_key, place_of, reserve
from trimtab.services.stop_waiting import stop_waiting
from trimtab.services.watch_drawdown import watch_drawdown
from trimtab.triggers.terms import limited, policy_by


@dataclass(frozen=True, slots=True)
class _Analysis:
    plan: Plan
    snapshot: Snapshot
    policy: Policy
    verdict: Verdict | None


def check_rebalance_drift(command: CheckDrift, services: Services) -> DriftChecked:
    """Analyse a portfolio and store the plan that repairs it; with an execution key, run one that is READY.

    Where a kind of rule is asked for and none of that kind fires, nothing is planned. A preview works while
    trading is halted; execution is refused then (RefusedError). Raises InvalidRequestError for an edit that
    cannot be made, and UnavailableError when the broker gives no usable snapshot, or where a drawdown is
    watched and cannot be judged.
    """
    found = _analyse(command, services)
    plan = found.plan
    if plan.status.is_executable:
        services.plans.save(plan, suggest(plan))
    started = _start(found, command, services) if command.execution_key else None
    trading = services.trading.current(place_of(command.portfolio, found.snapshot))
    return DriftChecked(plan=plan, trading=trading, started=started, verdict=found.verdict)


def _analyse(command: CheckDrift, services: Services) -> _Analysis:
    policy = current_policy(command.portfolio, services)
    broker = services.brokers.of(command.portfolio.uid)
    taken = take_snapshot(broker, targeted_symbols(policy.targets), services.clock.now(), services.ahead)
    snapshot = with_past(taken, (quote.symbol for quote in taken.quotes), broker)
    watch_drawdown(command.portfolio, snapshot, policy, services)
    verdict = ask_rules(command, snapshot, policy, services)
    ruled = limited(command.constraints, policy_by(verdict, policy) if verdict else policy)
    request = PlanRequest(
        snapshot=snapshot,
        policy=ruled,
        portfolio=command.portfolio,
        method=command.method or (RebalancingMethod.FULL if command.is_forced else None),
        is_forced=command.is_forced,
        symbols=command.symbols,
        edits=command.edits,
    )
    plan = plan_repair(at_aversion(request, command.risk_aversion), services)
    if verdict and not verdict.has_fired:
        plan = _unasked(plan, verdict.reason)
    return _Analysis(plan, snapshot, ruled, verdict)


def _unasked(plan: Plan, reason: Reason) -> Plan:
    """Leave of a plan that no rule asks for the drift it was made from."""
    return replace(
        plan,
        status=PlanStatus.NO_ACTION,
        finding=reason,
        trades=(),
        skipped=(),
        drift_after=plan.drift,
        cash_after=plan.cash,
        warnings=(),
        fx_trades=(),
        foreign_cash_after=(),
        costs=NO_COSTS,
        binding=(),
        rules=(),
        tax=None,
        conflict=(),
    )


def _start(found: _Analysis, command: CheckDrift, services: Services) -> RunStarted | None:
    key = idempotency_key(command.portfolio, command.execution_key or "", _question(command))
    earlier = find_earlier(key, command.portfolio, services)
    if earlier or found.plan.status is not PlanStatus.READY:
        return earlier
    trigger = found.verdict.trigger if found.verdict else None
    origin = RunOrigin(trigger) if trigger else BY_HAND
    new = prepare_run(found.plan, found.snapshot, found.policy, key, services, origin=origin)
    started = reserve(new, services)
    stop_waiting(command.portfolio, started.run.created_at, services.telling)
    return started


def _question(command: CheckDrift) -> tuple[object, ...]:
    """Name what was asked; without a wish as before there were any, for keys of that time."""
    plain = ("check_rebalance_drift", command.method)
    wishes = (command.asked, command.is_forced, command.symbols)
    asked = (*plain, *wishes) if any(wishes) else plain
    asked = (*asked, command.constraints) if command.constraints else asked
    asked = (*asked, command.risk_aversion) if command.risk_aversion else asked
    return (*asked, command.edits) if command.edits else asked
