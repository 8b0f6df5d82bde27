"""Leave behind what a look has seen and done: drift, the check, alerts, and the event of requirement 000."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from trimtab.domain.alert import AlertKind, AlertLevel, Finding, Observation
from trimtab.domain.checkup import Check, CheckResult, DriftSnapshot
from trimtab.domain.schedule import Schedule
from trimtab.drift.findings import observe_drift
from trimtab.ports import Services
from trimtab.services.occasions import Sight
from trimtab.services.start_run import place_of
from trimtab.services.stop_waiting import stop_waiting
from trimtab.services.tell import observe
from trimtab.services.tell_switch import tell_switches
from trimtab.services.tell_trigger import tell_trigger
from trimtab.services.watch_deadlines import watch_deadlines

_KINDS: Final = {
    CheckResult.PROPOSED: (AlertKind.PLAN_WAITING, AlertLevel.WARNING),
    CheckResult.REFUSED: (AlertKind.REFUSAL, AlertLevel.WARNING),
}
"""What the owner is told of by an alert; all else shows in the history."""

_TOLD_HERE: Final = frozenset(
    {CheckResult.UNPLANNED, CheckResult.SHADOWED, CheckResult.PROPOSED, CheckResult.REFUSED}
)
"""Ends of a look that fired whose event is told with its traces; that of a run was told before it began."""


def leave_traces(check: Check, sight: Sight, services: Services) -> None:
    """Keep and tell what a look has found; each trace has a name of its own, so that none is left twice.

    The quiet looks of a session share one entry of the history; only its first look looks for deadlines.
    Raises UnavailableError when the store does not answer; the look is then repeated as a whole.
    """
    histories, occasion = services.automation.histories, sight.occasion
    histories.keep_snapshot(
        DriftSnapshot(
            portfolio=check.portfolio,
            day=check.session,
            calculated_at=check.checked_at,
            policy_version=occasion.policy.version,
            view=sight.view,
        )
    )
    is_quiet = check.result is CheckResult.QUIET
    if check.verdict.has_fired and check.result in _TOLD_HERE:
        plan = services.plans.find(check.portfolio, check.plan_id) if check.plan_id else None
        tell_trigger(check, plan, services)
    histories.keep_check(replace(check, check_id=f"{check.session}-quiet") if is_quiet else check)
    observe(check.portfolio, observe_drift(sight.view.by_symbol, check.checked_at), services.telling)
    tell_switches(place_of(check.portfolio, sight.snapshot), services)
    if occasion.schedule.last_session != check.session:
        watch_deadlines(check, sight.snapshot, services)
    if check.verdict.has_fired and is_quiet:
        _resolve_expired(check, occasion.schedule, services)
        return
    observe(check.portfolio, _observe_deed(check), services.telling)


def _resolve_expired(check: Check, schedule: Schedule, services: Services) -> None:
    """Take the alert back over a plan that nobody can approve any more."""
    expires_at = schedule.news.expires_at if schedule.news else None
    if expires_at and expires_at <= check.checked_at:
        stop_waiting(check.portfolio, check.checked_at, services.telling)


def _observe_deed(check: Check) -> Observation:
    """See whether a plan waits and whether a run was refused; what is no longer so is resolved."""
    told = _KINDS.get(check.result)
    finding = Finding(kind=told[0], key="plan", level=told[1], text=check.reason.text) if told else None
    kinds = frozenset(kind for kind, _ in _KINDS.values())
    return Observation(at=check.checked_at, kinds=kinds, findings=(finding,) if finding else ())
