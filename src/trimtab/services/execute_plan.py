"""Execute a stored plan exactly as it was shown, once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Final

from trimtab.domain.commands import ExecutePlan
from trimtab.domain.errors import NotFoundError, RefusedError
from trimtab.domain.opening import Opening
from trimtab.domain.plan import Plan, PlanStatus
from trimtab.domain.policy import Policy
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.results import RunStarted
from trimtab.domain.run import Review, RunOrigin
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trigger import TriggerKind
from trimtab.execution.build import legs_of_plan, run_of_plan
from trimtab.execution.envelope import find_departure
from trimtab.ports import IdempotencyKey, Services
from trimtab.services.drop_plan import drop_plan
from trimtab.services.limits import bounds_of
from trimtab.services.past_trading import read_past
from trimtab.services.policies import current_policy
from trimtab.services.snapshots import take_snapshot
from trimtab.services.start_run import (
    NewRun,
    find_earlier,
    find_opening,
    find_planned,
    idempotency_key,
    new_ticket,
    place_of,
    require_fitness,
    require_plausible_prices,
    require_trading,
    reserve,
)
from trimtab.services.stop_waiting import stop_waiting
from trimtab.services.watch_drawdown import watch_drawdown

RECENT_CHECKS: Final = 5
"""More than fit into the life of a plan: looks are minutes apart, and the quiet ones share an entry."""


def execute_plan(command: ExecutePlan, services: Services) -> RunStarted:
    """Reserve the run of an approved plan, whose first order waits for the policy's hold or the next opening.

    A plan has one run, whatever keys it is asked for under. The alert that it waits is resolved. Raises
    NotFoundError for a plan that is not under the caller's portfolio, and RefusedError for one that was made
    for other targets, is not the one that was shown, or no longer fits its account: the owner looks at a new
    one then. Raises UnavailableError where a drawdown is watched and cannot be judged.
    """
    key = idempotency_key(command.portfolio, command.idempotency_key, _question(command))
    started = find_earlier(key, command.portfolio, services) or _start(command, key, services)
    stop_waiting(command.portfolio, started.run.created_at, services.telling)
    return started


def _start(command: ExecutePlan, key: IdempotencyKey, services: Services) -> RunStarted:
    plan = _shown_plan(command, services)
    earlier = find_planned(command.portfolio, plan.plan_id, services)
    if earlier:
        return earlier
    policy = current_policy(command.portfolio, services)
    _require_targets(plan, policy, services)
    fresh = _account_of(plan, services)
    watch_drawdown(command.portfolio, fresh, policy, services)
    require_fit(plan, fresh, services)
    origin = replace(_origin(plan, services), review=_review(command, services.clock.now()))
    return reserve(prepare_run(plan, fresh, policy, key, services, origin=origin), services)


def _account_of(plan: Plan, services: Services) -> Snapshot:
    """Take a snapshot of a plan's account, and read what past days tell while it is taken."""
    broker, now = services.brokers.of(plan.uid), services.clock.now()
    traded = tuple(trade.symbol for trade in plan.trades)
    past_read = services.ahead(lambda: read_past(traded, now, broker))
    taken = take_snapshot(broker, (row.key for row in plan.drift.rows), now, services.ahead)
    return replace(taken, past=past_read())


def _question(command: ExecutePlan) -> tuple[object, ...]:
    """Name what was asked; without a word about the plan as before there was any, for keys of that time."""
    plain, said = (command.plan_id, command.plan_hash), (command.acknowledged_rules, command.note)
    return (*plain, *said) if any(said) else plain


def _review(command: ExecutePlan, now: datetime) -> Review | None:
    if not (command.acknowledged_rules or command.note):
        return None
    return Review(rules=command.acknowledged_rules, note=command.note, by=command.portfolio.uid, at=now)


def require_reviewed(plan: Plan, acknowledged: Collection[str]) -> None:
    """Raise RefusedError for a plan under review with a broken soft rule that nobody has acknowledged.

    Neither can a rule be acknowledged that the plan does not break.
    """
    others = [rule for rule in acknowledged if rule not in plan.broken_rules]
    if others:
        text = f"This plan does not break {', '.join(others)}; acknowledge only what it breaks."
        raise RefusedError(ReasonCode.RULE_NOT_IN_REVIEW, text, rules=",".join(others))
    left = [rule for rule in plan.broken_rules if rule not in acknowledged]
    if plan.status is PlanStatus.PENDING_REVIEW and left:
        text = f"This plan is under review: acknowledge {', '.join(left)} before it runs."
        raise RefusedError(ReasonCode.REVIEW_PENDING, text, rules=",".join(left))


def _origin(plan: Plan, services: Services) -> RunOrigin:
    """Say that a person has approved a plan, and find the rule that asked for it, if one did."""
    checks = services.automation.histories.checks(plan.portfolio, RECENT_CHECKS)
    trigger = next((each.verdict.trigger for each in checks if each.plan_id == plan.plan_id), None)
    return RunOrigin(trigger or TriggerKind.MANUAL, is_approved=True)


def _shown_plan(command: ExecutePlan, services: Services) -> Plan:
    plan = services.plans.find(command.portfolio, command.plan_id)
    if plan is None:
        raise NotFoundError(ReasonCode.PLAN_NOT_FOUND, f"There is no plan {command.plan_id}; preview again.")
    if plan.plan_hash != command.plan_hash:
        raise RefusedError(ReasonCode.PLAN_CHANGED, "This is not the plan that was shown; preview again.")
    return plan


def _require_targets(plan: Plan, policy: Policy, services: Services) -> None:
    if plan.policy_version != policy.version:
        drop_plan(plan, ReasonCode.PLAN_CHANGED, services)
        raise RefusedError(ReasonCode.PLAN_CHANGED, "The targets changed after this plan; preview again.")


def require_fit(plan: Plan, fresh: Snapshot, services: Services) -> None:
    """Raise RefusedError unless a plan's account is the one it was made for, and still in its envelope."""
    if plan.account_id != fresh.account_id:
        text = "The linked brokerage account is not the one this plan was made for; preview again."
        raise RefusedError(ReasonCode.ACCOUNT_CHANGED, text)
    departure = find_departure(plan, fresh, services.clock.now())
    if departure:
        if departure.code is ReasonCode.PLAN_EXPIRED:
            drop_plan(plan, ReasonCode.PLAN_EXPIRED, services)
        raise RefusedError(departure.code, departure.text)


def prepare_run(
    plan: Plan,
    fresh: Snapshot,
    policy: Policy,
    key: IdempotencyKey,
    services: Services,
    *,
    origin: RunOrigin,
) -> NewRun:
    """Make the run of a plan ready to be reserved; nothing is stored.

    Raises RefusedError for a plan without trades or under review, a stopped switch, a closed market whose
    opening it may not wait for, an order the broker cannot take, or a price nobody can believe.
    """
    trading = services.trading.current(place_of(plan.portfolio, fresh))
    require_trading(trading, frozenset(trade.side for trade in plan.trades))
    if not plan.status.is_executable:
        raise RefusedError(ReasonCode.PLAN_EMPTY, "This plan has no trades.")
    require_reviewed(plan, origin.review.rules if origin.review else ())
    opens_at = find_opening(services.brokers.of(plan.uid), origin)
    opening = Opening.of(fresh, (trade.symbol for trade in plan.trades))
    ticket = replace(new_ticket(services, trading, opening, origin), opens_at=opens_at)
    run = run_of_plan(plan, ticket, policy.execution)
    legs = legs_of_plan(plan, run)
    require_fitness(legs, fresh)
    require_plausible_prices(legs, fresh)
    bounds = bounds_of(policy.limits, fresh, plan.drift.total_value, (leg.symbol for leg in legs))
    return NewRun(run=run, legs=legs, bounds=bounds, key=key)
