"""Execute a stored plan exactly as it was shown, once."""

from __future__ import annotations

from trimtab.domain.commands import ExecutePlan
from trimtab.domain.errors import NotFoundError, RefusedError
from trimtab.domain.plan import Plan, PlanStatus
from trimtab.domain.policy import Limits, Policy
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.results import RunStarted
from trimtab.execution.build import legs_of_plan, run_of_plan
from trimtab.ports import IdempotencyKey, Services
from trimtab.services.policies import current_policy
from trimtab.services.start_run import (
    NewRun,
    find_earlier,
    idempotency_key,
    new_ticket,
    require_open_market,
    require_trading,
    reserve,
)


def execute_plan(command: ExecutePlan, services: Services) -> RunStarted:
    """Reserve the run of an approved plan; nothing here waits for fills.

    Raises NotFoundError for a plan that is not under the caller's portfolio, and RefusedError for one that
    has expired, was made for other targets, or is not the one that was shown.
    """
    key = idempotency_key(command.portfolio, command.idempotency_key, (command.plan_id, command.plan_hash))
    earlier = find_earlier(key, command.portfolio, services)
    if earlier:
        return earlier
    policy = current_policy(command.portfolio, services)
    return start_plan(_approved_plan(command, policy, services), policy.limits, key, services)


def _approved_plan(command: ExecutePlan, policy: Policy, services: Services) -> Plan:
    plan = services.plans.find(command.portfolio, command.plan_id)
    if plan is None:
        raise NotFoundError(ReasonCode.PLAN_NOT_FOUND, f"There is no plan {command.plan_id}; preview again.")
    if plan.plan_hash != command.plan_hash:
        raise RefusedError(ReasonCode.PLAN_CHANGED, "This is not the plan that was shown; preview again.")
    if plan.policy_version != policy.version:
        raise RefusedError(ReasonCode.PLAN_CHANGED, "The targets changed after this plan; preview again.")
    return plan


def start_plan(plan: Plan, limits: Limits, key: IdempotencyKey, services: Services) -> RunStarted:
    """Start the run of a plan whose owner has approved it, or asked for it in this very request."""
    trading = services.trading.current()
    require_trading(trading, frozenset(trade.side for trade in plan.trades))
    _require_executable(plan, services)
    broker = services.brokers.of(plan.uid)
    _require_same_account(plan, broker.account().account_id)
    require_open_market(broker)
    run = run_of_plan(plan, new_ticket(services, trading))
    return reserve(NewRun(run=run, legs=legs_of_plan(plan, run), limits=limits, key=key), services)


def _require_executable(plan: Plan, services: Services) -> None:
    if plan.status is not PlanStatus.READY:
        raise RefusedError(ReasonCode.PLAN_EMPTY, "This plan has no trades.")
    if services.clock.now() >= plan.envelope.expires_at:
        raise RefusedError(ReasonCode.PLAN_EXPIRED, "The plan has expired; preview again.")


def _require_same_account(plan: Plan, account_id: str) -> None:
    if plan.account_id != account_id:
        text = "The linked brokerage account is not the one this plan was made for; preview again."
        raise RefusedError(ReasonCode.ACCOUNT_CHANGED, text)
