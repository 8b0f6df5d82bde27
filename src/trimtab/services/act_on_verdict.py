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
from trimtab.domain.schedule import SessionNews, Verdict
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side
from trimtab.domain.trigger import TriggerKind
from trimtab.planning.suggestions import suggest
from trimtab.ports import Services
from trimtab.ports.runs import IdempotencyKey
from trimtab.services.execute_plan import prepare_run
from trimtab.services.occasions import Sight
from trimtab.services.past_trading import with_past
from trimtab.services.repair import foresee_hindrance, plan_repair
from trimtab.services.start_run import find_earlier, idempotency_key, place_of, require_room, reserve
from trimtab.services.tell_trigger import tell_trigger
from trimtab.triggers.terms import policy_by

_SHADOWED: Final = Reason(ReasonCode.SHADOWED, "The plan was kept to compare; nobody is asked.")
_PROPOSED: Final = Reason(ReasonCode.PLAN_WAITING, "The plan waits for approval.")
_TOLD: Final = Reason(ReasonCode.PLAN_WAITING, "A plan of this session has been made already.")
_STARTED: Final = Reason(ReasonCode.RUN_STARTED, "A run was started within the owner's limits.")


@dataclass(frozen=True, slots=True)
class _Order:
    """A plan that is to be carried out at once, and what the session's looks have told before."""

    plan: Plan
    snapshot: Snapshot
    policy: Policy
    news: SessionNews


def act_on_verdict(
    due: DueCheck, session: Session, sight: Sight, verdict: Verdict, services: Services
) -> Check:
    """Plan where a rule has fired; keep the plan, propose it, or start its run, and say which.

    A run is started at most once a session: its key is the session's. A plan that waits, and a hindrance that
    is still there, make a quiet look, and no second plan. Raises UnavailableError where broker or store do
    not answer, and where another run holds the account, which is waited for (F-006, F-007).
    """
    check = _begun(due, session, sight, verdict)
    before = _started_before(check, sight, services)
    if before or not verdict.has_fired:
        return before or check
    news = sight.occasion.schedule.news_of(session.day, sight.occasion.policy.version)
    if news.plan_id and check.autonomy is not Autonomy.AUTOMATIC:
        return replace(check, reason=_TOLD)
    return _plan(check, sight, news, services)


def _begun(due: DueCheck, session: Session, sight: Sight, verdict: Verdict) -> Check:
    # A policy that was saved meanwhile may have brought the look forward.
    owed = min(sight.occasion.schedule.due_since or due.due_at, due.due_at)
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


def _plan(check: Check, sight: Sight, news: SessionNews, services: Services) -> Check:
    policy = policy_by(check.verdict, sight.occasion.policy)
    snapshot = _with_past(sight, services)
    request = PlanRequest(snapshot=snapshot, policy=policy, portfolio=check.portfolio)
    hindrance = _foresee(check, request, services) if news.hindrances else None
    if hindrance and hindrance.code in news.hindrances:
        return replace(check, reason=hindrance)
    plan = plan_repair(request, services)
    if not plan.status.is_executable:
        return _hindered(check, CheckResult.UNPLANNED, plan.finding, news)
    return _use(check, _Order(plan, snapshot, policy, news), services)


def _use(check: Check, order: _Order, services: Services) -> Check:
    """Run a plan, or keep it for a person; one that is under review waits once a session."""
    plan, autonomy = order.plan, order.policy.autonomy
    if plan.status is PlanStatus.PENDING_REVIEW and order.news.plan_id:
        return replace(check, reason=_TOLD)
    if autonomy is Autonomy.AUTOMATIC and plan.status is PlanStatus.READY:
        return _run(check, order, services)
    services.plans.save(plan, suggest(plan))
    planned = replace(check, plan_id=plan.plan_id)
    if autonomy is Autonomy.SHADOW:
        return replace(planned, result=CheckResult.SHADOWED, reason=_SHADOWED)
    reason = _PROPOSED if autonomy is Autonomy.PROPOSE else plan.finding
    return replace(planned, result=CheckResult.PROPOSED, reason=reason)


def _foresee(check: Check, request: PlanRequest, services: Services) -> Reason | None:
    """Tell without a plan what keeps the portfolio from being repaired; None where only a plan can tell."""
    if check.autonomy is Autonomy.AUTOMATIC:
        trading = services.trading.current(place_of(check.portfolio, request.snapshot))
        if not trading.allows(Side.SELL):
            return trading.restriction
    return foresee_hindrance(request, services)


def _hindered(check: Check, result: CheckResult, reason: Reason, news: SessionNews) -> Check:
    """End a look that came to nothing; what an earlier one of the session has told is not told again."""
    told = CheckResult.QUIET if reason.code in news.hindrances else result
    return replace(check, result=told, reason=reason)


def _run(check: Check, order: _Order, services: Services) -> Check:
    planned, origin = replace(check, plan_id=order.plan.plan_id), RunOrigin(_kind(check), is_automatic=True)
    try:
        new = prepare_run(order.plan, order.snapshot, order.policy, _key(check), services, origin=origin)
        require_room(new, services)
    except RefusedError as error:
        return _refused(check, order, error, services)
    services.plans.save(order.plan, suggest(order.plan))
    # Told before the run: once it trades, a look that died finds nothing left to tell of.
    tell_trigger(planned, order.plan, services)
    try:
        return _with_run(planned, reserve(new, services))
    except RefusedError as error:
        return _refused(check, order, error, services)


def _kind(check: Check) -> TriggerKind:
    return check.verdict.trigger or TriggerKind.MANUAL


def _refused(check: Check, order: _Order, error: RefusedError, services: Services) -> Check:
    if error.code is ReasonCode.ACCOUNT_BUSY:
        raise UnavailableError(error.code, error.message) from error
    refused = _hindered(check, CheckResult.REFUSED, Reason(error.code, error.message), order.news)
    if refused.result is CheckResult.QUIET:
        return refused
    services.plans.save(order.plan, suggest(order.plan))
    return replace(refused, plan_id=order.plan.plan_id)


def _with_past(sight: Sight, services: Services) -> Snapshot:
    broker = services.brokers.of(sight.occasion.schedule.portfolio.uid)
    return with_past(sight.snapshot, (quote.symbol for quote in sight.snapshot.quotes), broker)


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
