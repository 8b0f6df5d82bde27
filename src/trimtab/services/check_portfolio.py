"""Look at one portfolio whose time has come: judge its rules, and act as far as its owner allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from trimtab.domain.alert import AlertKind, AlertLevel, Finding, Observation
from trimtab.domain.checkup import Check, DueCheck
from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.metrics import PUT_OFF, MetricName
from trimtab.domain.order import Session
from trimtab.domain.policy import Policy, PolicyStatus
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.schedule import Schedule
from trimtab.domain.telemetry import LogLevel
from trimtab.ports import Services
from trimtab.ports.automation import ScheduleRecord
from trimtab.services.act_on_verdict import act_on_verdict
from trimtab.services.leave_traces import leave_traces
from trimtab.services.market_sessions import known_days, market_sessions
from trimtab.services.occasions import Sight, occasion_of
from trimtab.services.policies import current_policy
from trimtab.services.snapshots import require_prices, take_snapshot, targeted_symbols
from trimtab.services.take_down import take_down
from trimtab.services.tell import observe
from trimtab.services.watch_drawdown import watch_drawdown
from trimtab.triggers.due import next_look, session_to_check
from trimtab.triggers.evaluate import evaluate
from trimtab.triggers.sessions import Calendar

FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(minutes=30)
"""Between two looks of which the first came to nothing."""

LONGEST_REFUSAL: Final = timedelta(hours=12)
"""The same where only a person can mend it, as an account that is linked no more."""

_FORESEEN: Final = (UnavailableError, RefusedError)

TOLD_AFTER: Final = 3
"""Looks in vain, one after the other, until the owner is told."""


def check_portfolio(due: DueCheck, services: Services) -> Check | None:
    """Look at a portfolio if it is still due at this very time; None when it is not, or not now.

    Everything a look leaves behind is named after its time or its session, and the schedule moves on last:
    a look that is repeated, or that died half-way, leaves what one look leaves (F-005, F-010). A look that
    broker or store forbid, or a defect, is tried again, with pauses, without the queue's help. Raises
    UnavailableError when the store does not answer, and where the clock here is behind the one that found the
    portfolio due.
    """
    if services.clock.now() < due.due_at:
        raise UnavailableError(ReasonCode.CLOCKS_APART, f"the look is due at {due.due_at.isoformat()} only")
    record = services.automation.schedules.load(due.portfolio)
    if record is None or record.schedule.next_due_at != due.due_at:
        return None
    try:
        with known_days():
            return _look(due, record, services)
    except Exception as error:  # noqa: BLE001 - a defect, too, must be counted: nobody may be asked for ever
        _put_off(record, error, services)
    return None


def _look(due: DueCheck, record: ScheduleRecord, services: Services) -> Check | None:
    policy, now = current_policy(due.portfolio, services), services.clock.now()
    if policy.status is PolicyStatus.DRAFT:
        services.automation.schedules.save(record, replace(record.schedule, next_due_at=None, due_since=None))
        return None
    broker = services.brokers.of(due.portfolio.uid)
    calendar = market_sessions(broker, services.automation.calendars, now)
    session = session_to_check(record.schedule, policy.triggers, calendar, now)
    if session is None:
        services.automation.schedules.save(record, _waiting(record.schedule, policy, calendar, now))
        return None
    sight = _see(record.schedule, policy, calendar, services)
    return _judge(due, session, record, sight, services)


def _see(schedule: Schedule, policy: Policy, calendar: Calendar, services: Services) -> Sight:
    broker = services.brokers.of(schedule.portfolio.uid)
    snapshot = take_snapshot(broker, targeted_symbols(policy.targets), services.clock.now(), services.ahead)
    # Without every price weights are wrong, and so would be each alert about them.
    require_prices(snapshot)
    watch_drawdown(schedule.portfolio, snapshot, policy, services)
    return occasion_of(snapshot, policy, schedule, calendar, services)


def _judge(
    due: DueCheck, session: Session, record: ScheduleRecord, sight: Sight, services: Services
) -> Check:
    verdict = evaluate(sight.occasion)
    check = act_on_verdict(due, session, sight, verdict, services)
    leave_traces(check, sight, services)
    services.automation.schedules.save(record, take_down(check, sight))
    _tell_trouble(record.schedule, None, services)
    services.metrics.count(MetricName.CHECKS, result=check.result.value)
    services.metrics.observe(MetricName.MAX_DRIFT, sight.view.by_symbol.max_drift)
    return check


def _waiting(schedule: Schedule, policy: Policy, calendar: Calendar, now: datetime) -> Schedule:
    look = next_look(schedule, policy.triggers, calendar, now)
    since = schedule.due_since if _was_missed(schedule, calendar, now) else look
    return replace(schedule, policy_version=policy.version, next_due_at=look, due_since=since, failures=0)


def _was_missed(schedule: Schedule, calendar: Calendar, now: datetime) -> bool:
    """Tell whether the look that is owed was due in a session that has gone by without one."""
    over = next((each for each in reversed(calendar) if each.closes_at <= now), None)
    if over is None or schedule.due_since is None or schedule.due_since >= over.closes_at:
        return False
    return schedule.last_session is None or schedule.last_session < over.day


def _put_off(record: ScheduleRecord, error: Exception, services: Services) -> None:
    schedule = record.schedule
    failures = schedule.failures + 1
    longest = LONGEST_REFUSAL if isinstance(error, RefusedError) else LONGEST_PAUSE
    later = services.clock.now() + min(FIRST_PAUSE * 2 ** min(failures - 1, 10), longest)
    _log(replace(schedule, failures=failures), error, services)
    services.metrics.count(MetricName.CHECKS, result=PUT_OFF)
    if failures >= TOLD_AFTER:
        _tell_trouble(schedule, _words(error), services)
    services.automation.schedules.save(record, replace(schedule, failures=failures, next_due_at=later))


def _log(schedule: Schedule, error: Exception, services: Services) -> None:
    """Write a look in vain down; one that a defect has ended is for the operator."""
    is_foreseen = isinstance(error, _FORESEEN)
    services.log.write(
        LogLevel.WARNING if is_foreseen else LogLevel.ERROR,
        "check put off",
        portfolio_id=schedule.portfolio.portfolio_id,
        uid=schedule.portfolio.uid,
        failures=str(schedule.failures),
        error=_words(error),
        at="" if is_foreseen else _place(error),
    )


def _place(error: Exception) -> str:
    """Name the function and line that raised an error."""
    last = error.__traceback__
    while last and last.tb_next:
        last = last.tb_next
    return f"{last.tb_frame.f_code.co_name}:{last.tb_lineno}" if last else ""


def _words(error: Exception) -> str:
    """Say what went wrong; what a defect says may hold anybody's data, so only its kind is kept."""
    return error.message if isinstance(error, _FORESEEN) else f"defect: {type(error).__name__}"


def _tell_trouble(schedule: Schedule, trouble: str | None, services: Services) -> None:
    """Open the alert over looks that come to nothing, or resolve it."""
    kind = AlertKind.STALE_PRICES
    text = f"The portfolio cannot be checked: {trouble}"
    finding = Finding(kind=kind, key="check", level=AlertLevel.WARNING, text=text)
    seen = Observation(
        at=services.clock.now(),
        kinds=frozenset({kind}),
        keys=frozenset({"check"}),
        findings=(finding,) if trouble else (),
    )
    observe(schedule.portfolio, seen, services.telling)
