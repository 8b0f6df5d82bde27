"""Do what the rules' verdict asks for, as far as the owner's autonomy goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from trimtab.domain.canonical import canonical_hash
from trimtab.domain.checkup import Check, CheckResult, DueCheck
from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.order import Session
from trimtab.domain.plan import Plan, PlanStatus
from trimtab.domain.policy import Autonomy, Policy
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.results import RunStarted
from trimtab.domain.run import RunOrigin
from trimtab.domain.schedule import Verdict, VerdictOutcome
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trigger import TriggerKind
from trimtab.planning.suggestions import suggest
from trimtab.ports import Services
from trimtab.ports.runs import IdempotencyKey
from trimtab.services.execute_plan import RECENT_CHECKS, start_plan
from trimtab.services.occasions import Sight
from trimtab.services.past_trading import with_past
from trimtab.services.repair import plan_repair
from trimtab.services.start_run import find_earlier, idempotency_key
from trimtab.services.tell_trigger import tell_trigger
from trimtab.triggers.terms import policy_by

_SHADOWED: Final = Reason(ReasonCode.SHADOWED, "The plan was kept to compare; nobody is asked.")
_PROPOSED: Final = Reason(ReasonCode.PLAN_WAITING, "The plan waits for approval.")
_TOLD: Final = Reason(ReasonCode.PLAN_WAITING, "A plan of this session has been made already.")
_STARTED: Final = Reason(ReasonCode.RUN_STARTED, "A run was started within the owner's limits.")


@dataclass(frozen=True, slots=True)
class _Order:
    """A plan that is to be carried out at once, and what asked for it."""

    plan: Plan
    snapshot: Snapshot
    policy: Policy
    origin: RunOrigin


def act_on_verdict(
    due: DueCheck, session: Session, sight: Sight, verdict: Verdict, services: Services
) -> Check:
    """Plan where a rule has fired; keep the plan, propose it, or start its run, and say which.

    A run is started at most once a session: its key is the session's. Raises UnavailableError where broker
    or store do not answer, and where another run holds the account, which is waited for (F-006, F-007).
    """
    check = _begun(due, session, sight, verdict)
    before = _started_before(check, sight, services)
    if before or not verdict.has_fired:
        return before or check
    if _has_been_told(session, sight):
        return replace(check, reason=_TOLD)
    return _plan(check, sight, services)


def _begun(due: DueCheck, session: Session, sight: Sight, verdict: Verdict) -> Check:
    owed = sight.occasion.schedule.due_since or due.due_at
    return Check(
        # A look that was put off half-way is the same look at its next time: it is told once.
        check_id=canonical_hash((due.portfolio, session.day, owed))[:24],
        portfolio=due.portfolio,
        due_at=due.due_at,
        checked_at=sight.occasion.as_of,
        session=session.day,
        verdict=verdict,
        autonomy=sight.occasion.policy.autonomy,
        result=CheckResult.QUIET,
        reason=verdict.reason,
    )


def _started_before(check: Check, sight: Sight, services: Services) -> Check | None:
    """Find the run that this very look has started before it died: it may have mended what made it fire."""
    is_known = sight.occasion.schedule.last_run_session == check.session
    if is_known or check.autonomy is not Autonomy.AUTOMATIC:
        return None
    started = find_earlier(_key(check), check.portfolio, services)
    return _with_run(check, started) if started else None


def _plan(check: Check, sight: Sight, services: Services) -> Check:
    policy = policy_by(check.verdict, sight.occasion.policy)
    snapshot = _with_past(sight, services)
    plan = plan_repair(PlanRequest(snapshot=snapshot, policy=policy, portfolio=check.portfolio), services)
    if not plan.status.is_executable:
        return replace(check, result=CheckResult.UNPLANNED, reason=plan.finding)
    needs_person = plan.status is PlanStatus.PENDING_REVIEW
    if needs_person and _was_proposed(check, sight, services):
        return replace(check, reason=_TOLD)
    services.plans.save(plan, suggest(plan))
    planned = replace(check, plan_id=plan.plan_id)
    match policy.autonomy:
        case Autonomy.SHADOW:
            return replace(planned, result=CheckResult.SHADOWED, reason=_SHADOWED)
        case Autonomy.PROPOSE:
            return replace(planned, result=CheckResult.PROPOSED, reason=_PROPOSED)
        case Autonomy.AUTOMATIC if needs_person:
            return replace(planned, result=CheckResult.PROPOSED, reason=plan.finding)
        case Autonomy.AUTOMATIC:
            # Told before the run: once it trades, a look that died finds nothing left to tell of.
            tell_trigger(planned, plan, services)
            origin = RunOrigin(check.verdict.trigger or TriggerKind.MANUAL, is_automatic=True)
            return _start(planned, _Order(plan, snapshot, policy, origin), services)


def _has_been_told(session: Session, sight: Sight) -> bool:
    """Tell whether an earlier look of this session has made the plan that a person decides about."""
    schedule, policy = sight.occasion.schedule, sight.occasion.policy
    is_again = schedule.last_session == session.day and schedule.last_outcome is VerdictOutcome.FIRED
    is_same = schedule.policy_version == policy.version
    return is_again and is_same and policy.autonomy is not Autonomy.AUTOMATIC


def _was_proposed(check: Check, sight: Sight, services: Services) -> bool:
    """Tell whether an earlier look of this session has proposed the plan that a person is to review."""
    schedule, policy = sight.occasion.schedule, sight.occasion.policy
    before = services.automation.histories.checks(check.portfolio, RECENT_CHECKS)
    is_known = any(
        each.result is CheckResult.PROPOSED
        and each.session == check.session
        and each.check_id != check.check_id
        for each in before
    )
    return is_known and schedule.policy_version == policy.version


def _with_past(sight: Sight, services: Services) -> Snapshot:
    broker = services.brokers.of(sight.occasion.schedule.portfolio.uid)
    return with_past(sight.snapshot, (quote.symbol for quote in sight.snapshot.quotes), broker)


def _start(check: Check, order: _Order, services: Services) -> Check:
    plan, snapshot, policy = order.plan, order.snapshot, order.policy
    try:
        started = start_plan(plan, snapshot, policy, _key(check), services, origin=order.origin)
    except RefusedError as error:
        if error.code is ReasonCode.ACCOUNT_BUSY:
            raise UnavailableError(error.code, error.message) from error
        return replace(check, result=CheckResult.REFUSED, reason=Reason(error.code, error.message))
    return _with_run(check, started)


def _key(check: Check) -> IdempotencyKey:
    day = check.session.isoformat()
    # With a colon in it no caller's own key can be the same.
    return idempotency_key(
        check.portfolio, f"session:{day}:{check.portfolio.portfolio_id}", ("automatic", day)
    )


def _with_run(check: Check, started: RunStarted) -> Check:
    run = started.run
    return replace(
        check,
        result=CheckResult.STARTED,
        reason=_STARTED,
        plan_id=run.plan_id or check.plan_id,
        run_id=run.run_id,
    )
