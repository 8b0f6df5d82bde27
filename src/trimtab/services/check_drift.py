"""Check a portfolio: measure drift, plan the repair, and start the run only where that was asked for."""

from __future__ import annotations

from dataclasses import replace

from trimtab.domain.commands import CheckDrift
from trimtab.domain.plan import Plan, PlanStatus
from trimtab.domain.policy import Policy
from trimtab.domain.request import PlanRequest
from trimtab.domain.results import DriftChecked, RunStarted
from trimtab.domain.snapshot import Snapshot
from trimtab.ports import Services
from trimtab.services.execute_plan import start_plan
from trimtab.services.planning import checked_plan
from trimtab.services.policies import current_policy
from trimtab.services.snapshots import take_snapshot, targeted_symbols
from trimtab.services.start_run import find_earlier, idempotency_key, place_of
from trimtab.services.tax_position import view_taxes
from trimtab.services.watch_drawdown import watch_drawdown


def check_rebalance_drift(command: CheckDrift, services: Services) -> DriftChecked:
    """Analyse a portfolio and store the plan that repairs it; with an execution key, run that plan.

    A preview works while trading is halted; execution is refused then (RefusedError). Raises UnavailableError
    when the broker gives no usable snapshot, or where a drawdown is watched and cannot be judged.
    """
    policy = current_policy(command.portfolio, services)
    broker = services.brokers.of(command.portfolio.uid)
    snapshot = take_snapshot(broker, targeted_symbols(policy.targets), services.clock.now())
    watch_drawdown(command.portfolio, snapshot, policy, services)
    plan = _plan(command, policy, snapshot, services)
    if plan.status is PlanStatus.READY:
        services.plans.save(plan)
    started = _start(plan, snapshot, policy, command, services) if command.execution_key else None
    trading = services.trading.current(place_of(command.portfolio, snapshot))
    return DriftChecked(plan=plan, trading=trading, started=started)


def _plan(command: CheckDrift, policy: Policy, snapshot: Snapshot, services: Services) -> Plan:
    request = PlanRequest(
        snapshot=snapshot, policy=policy, portfolio=command.portfolio, method=command.method
    )
    taxes = view_taxes(request, services.brokers.of(command.portfolio.uid), services)
    return taxes.told_of(checked_plan(replace(request, tax=taxes.position)).plan)


def _start(
    plan: Plan, snapshot: Snapshot, policy: Policy, command: CheckDrift, services: Services
) -> RunStarted | None:
    question = ("check_rebalance_drift", command.method)
    key = idempotency_key(command.portfolio, command.execution_key or "", question)
    earlier = find_earlier(key, command.portfolio, services)
    if earlier or plan.status is not PlanStatus.READY:
        return earlier
    return start_plan(plan, snapshot, policy, key, services)
