"""What an owner sees of a schedule (requirement 002's ScheduleState)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Final

from trimtab.domain.schedule import ScheduleState
from trimtab.domain.trigger import CalendarTrigger, TriggerRule
from trimtab.triggers.calendar import find_due_date, next_dates
from trimtab.triggers.due import next_look
from trimtab.triggers.evaluate import judge_rules
from trimtab.triggers.occasion import Occasion
from trimtab.triggers.threshold import threshold_status

SHOWN_DATES: Final = 5


def schedule_state(occasion: Occasion) -> ScheduleState:
    """Show the next dates of all calendar rules together, the drift, and what each rule says now.

    A date that was missed is shown as the next session, which meets it unless a cooldown goes on. Raises
    UnknownDayError when the market calendar does not reach from the last session to the next one.
    """
    rules = (rule for rule in occasion.policy.triggers.rules if rule.is_enabled)
    dates = sorted(set(chain.from_iterable(_dates(rule, occasion) for rule in rules)))[:SHOWN_DATES]
    return ScheduleState(
        as_of=occasion.as_of,
        next_date=dates[0] if dates else None,
        days_until=(dates[0] - occasion.today).days if dates else None,
        next_dates=tuple(dates),
        sessions_known_until=occasion.calendar[-1].day,
        threshold=threshold_status(occasion.drift, occasion.policy),
        findings=judge_rules(occasion),
    )


def _dates(rule: TriggerRule, occasion: Occasion) -> tuple[date, ...]:
    """List the dates of a rule from the next look on."""
    look = next_look(occasion.schedule, occasion.policy.triggers, occasion.calendar, occasion.as_of)
    then = replace(occasion, as_of=look, rule_created_at=rule.created_at)
    calendars = [each for each in rule.conditions if isinstance(each, CalendarTrigger)]
    due = [then.session.day for each in calendars if find_due_date(each, then).has_fired]
    coming = (next_dates(each, then, then.session.day, SHOWN_DATES) for each in calendars)
    return (*due, *chain.from_iterable(coming))
