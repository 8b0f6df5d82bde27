"""Ask every rule whether the portfolio is to be rebalanced now (requirement 002's scheduler)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from trimtab.domain.method import RebalancingMethod
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.schedule import RuleFinding, Verdict, VerdictOutcome
from trimtab.domain.trigger import (
    CalendarTrigger,
    CashFlowTrigger,
    CombinedTrigger,
    CombineMode,
    Condition,
    CorrelationTrigger,
    ManualTrigger,
    ThresholdTrigger,
    Trigger,
    TriggerKind,
    TriggerRule,
    VolatilityTrigger,
)
from trimtab.triggers.calendar import find_due_date
from trimtab.triggers.cash_flow import find_cash_flow
from trimtab.triggers.change import find_correlation_change, find_volatility_change
from trimtab.triggers.finding import Finding, fired, not_fired
from trimtab.triggers.occasion import Occasion
from trimtab.triggers.threshold import find_breach

_NOTHING_ASKS = Reason(ReasonCode.NO_RULE_FIRED, "No rule asks for a rebalancing now.")
_FORCED = Reason(ReasonCode.FORCED, "A person asked for it, whatever the rules say.")
_BY_HAND = Reason(ReasonCode.ASKED_BY_HAND, "A person asked for it.")


def evaluate(occasion: Occasion) -> Verdict:
    """Judge all rules; the first that fires, in the owner's order, decides which plan is made.

    What starts by itself keeps to the cooldown and to one run a session. A person who asks for a kind of rule
    has just those rules judged, and MANUAL always fires; force fires whatever the rules say. Hard limits are
    not asked here: planning and execution keep to them in every case (domain rule 16).
    """
    findings = judge_rules(occasion)
    if occasion.is_forced:
        return _verdict(occasion, findings, VerdictOutcome.FIRED, _FORCED, trigger=TriggerKind.MANUAL)
    if occasion.asked is TriggerKind.MANUAL:
        return _by_hand(occasion, findings)
    heard = (each for each in findings if occasion.asked in {None, each.kind})
    first = next((finding for finding in heard if finding.has_fired), None)
    if first is None:
        return _verdict(occasion, findings, VerdictOutcome.NOT_FIRED, _NOTHING_ASKS)
    wait = None if occasion.asked else _wait(occasion)
    outcome = VerdictOutcome.HELD_BACK if wait else VerdictOutcome.FIRED
    return _verdict(occasion, findings, outcome, wait or first.reason, decided_by=first)


def judge_rules(occasion: Occasion) -> tuple[RuleFinding, ...]:
    """Judge each rule by itself, in the owner's order."""
    return tuple(_judged(rule, occasion) for rule in occasion.policy.triggers.rules)


def _judged(rule: TriggerRule, occasion: Occasion) -> RuleFinding:
    if rule.is_enabled:
        found = _find(rule.trigger, _shown_to(rule, occasion))
    else:
        found = not_fired(ReasonCode.RULE_DISABLED, "The rule is switched off.")
    return RuleFinding(rule_id=rule.rule_id, kind=rule.kind, has_fired=found.has_fired, reason=found.reason)


def _shown_to(rule: TriggerRule, occasion: Occasion) -> Occasion:
    """Show a rule stops that were reached only where its plans would sell for them."""
    method = rule.method or occasion.policy.method
    stopped = occasion.stopped if method is RebalancingMethod.TACTICAL_REBALANCING else ()
    return replace(occasion, rule_created_at=rule.created_at, stopped=stopped)


def _find(trigger: Trigger, occasion: Occasion) -> Finding:
    if isinstance(trigger, ManualTrigger):
        return not_fired(ReasonCode.MANUAL_ONLY, "The rule waits for a person.")
    return _combine(trigger, occasion) if isinstance(trigger, CombinedTrigger) else _judge(trigger, occasion)


def _judge(condition: Condition, occasion: Occasion) -> Finding:
    match condition:
        case CalendarTrigger():
            return find_due_date(condition, occasion)
        case ThresholdTrigger():
            return find_breach(condition, occasion)
        case VolatilityTrigger():
            return find_volatility_change(condition, occasion)
        case CorrelationTrigger():
            return find_correlation_change(condition, occasion)
        case CashFlowTrigger():
            return find_cash_flow(condition, occasion)


def _combine(trigger: CombinedTrigger, occasion: Occasion) -> Finding:
    found = [_judge(condition, occasion) for condition in trigger.conditions]
    wants_all = trigger.combine is CombineMode.ALL
    held, needed = sum(each.has_fired for each in found), "all are" if wants_all else "one is"
    texts = " ".join(each.reason.text for each in found)
    text = f"{held} of {len(found)} conditions hold, {needed} needed. {texts}"
    if held and (held == len(found) or not wants_all):
        return fired(ReasonCode.COMBINATION_MET, text)
    return not_fired(ReasonCode.COMBINATION_NOT_MET, text)


def _wait(occasion: Occasion) -> Reason | None:
    """Return why a rule that fires has to wait."""
    session, last = occasion.session.day, occasion.last_rebalanced_on
    if occasion.schedule.last_run_session == session:
        text = f"A run was started in the session of {session}; one a session is the most."
        return Reason(ReasonCode.RUN_THIS_SESSION, text)
    days = occasion.policy.triggers.cooldown_days
    if last is None or session >= last + timedelta(days=days):
        return None
    ends = last + timedelta(days=days)
    text = f"The last run was on {last}; the cooldown of {days} days lasts until {ends}."
    return Reason(ReasonCode.COOLDOWN, text)


def _by_hand(occasion: Occasion, findings: tuple[RuleFinding, ...]) -> Verdict:
    enabled = {rule.rule_id for rule in occasion.policy.triggers.rules if rule.is_enabled}
    manual = (each for each in findings if each.kind is TriggerKind.MANUAL and each.rule_id in enabled)
    return _verdict(
        occasion,
        findings,
        VerdictOutcome.FIRED,
        _BY_HAND,
        decided_by=next(manual, None),
        trigger=TriggerKind.MANUAL,
    )


def _verdict(
    occasion: Occasion,
    findings: tuple[RuleFinding, ...],
    outcome: VerdictOutcome,
    reason: Reason,
    *,
    decided_by: RuleFinding | None = None,
    trigger: TriggerKind | None = None,
) -> Verdict:
    return Verdict(
        as_of=occasion.as_of,
        outcome=outcome,
        reason=reason,
        findings=findings,
        rule_id=decided_by.rule_id if decided_by else None,
        trigger=decided_by.kind if decided_by else trigger,
    )
