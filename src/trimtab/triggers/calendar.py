"""The dates of a calendar rule, the trading days that stand in for them, and whether one is due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import dropwhile, islice, takewhile
from typing import Final

from trimtab.domain.config import CalendarConfig, Frequency
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trigger import CalendarTrigger, DateShift
from trimtab.triggers.finding import Finding, fired, not_fired
from trimtab.triggers.occasion import Occasion
from trimtab.triggers.sessions import Calendar, after, on_or_before, shifted

_DAY: Final = timedelta(days=1)
_WEEK: Final = 7
_FRIDAY: Final = 5
_MONTHS: Final = 12
_STEPS: Final = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.ANNUAL: 12}


def nominal_dates(config: CalendarConfig, first: date) -> Iterator[date]:
    """List the dates of a calendar from a day on, as if the market never closed and without end.

    Quarters begin in January, April, July and October; a day that a month lacks is its last.
    """
    days = _weekdays(config, first) if config.frequency is Frequency.WEEKLY else _month_days(config, first)
    return dropwhile(lambda day: day < first, days)


def next_dates(trigger: CalendarTrigger, occasion: Occasion, day: date, count: int) -> tuple[date, ...]:
    """List the next sessions after a day that stand in for dates; past the market calendar any weekday does.

    Raises UnknownDayError for a day outside the market calendar.
    """
    calendar = occasion.calendar
    dates = nominal_dates(_config(trigger, occasion), _first_open(trigger.shift, calendar, day))
    sessions = (_stand_in(calendar, nominal, trigger.shift) for nominal in dates)
    return tuple(islice(_increasing(sessions), count))


def due_date(trigger: CalendarTrigger, occasion: Occasion, since: date) -> date | None:
    """Find the last date of the calendar that no check since a day has met; None when there is none.

    `since` is the first day that no check has covered. Raises UnknownDayError past the market calendar.
    """
    last = _last_covered(trigger.shift, occasion)
    missed = takewhile(lambda day: day <= last, nominal_dates(_config(trigger, occasion), since))
    return max(missed, default=None)


def find_due_date(trigger: CalendarTrigger, occasion: Occasion) -> Finding:
    """Fire when a date has come that no settled look has met, and when nobody has ever rebalanced."""
    since = _since(trigger.shift, occasion)
    if since is None:
        return fired(ReasonCode.CALENDAR_DUE, "The portfolio was never rebalanced, so it is due now.")
    due, frequency = due_date(trigger, occasion, since), _config(trigger, occasion).frequency
    if due is None:
        coming = "".join(
            f"; the next is {day}" for day in next_dates(trigger, occasion, occasion.session.day, 1)
        )
        return not_fired(
            ReasonCode.CALENDAR_NOT_DUE, f"No {frequency} date has come since {since - _DAY}{coming}."
        )
    return fired(ReasonCode.CALENDAR_DUE, f"The {frequency} date {due} has come.")


def _config(trigger: CalendarTrigger, occasion: Occasion) -> CalendarConfig:
    return trigger.calendar or occasion.policy.calendar


def _since(shift: DateShift, occasion: Occasion) -> date | None:
    """Return the first day whose date is still to be met, None when there was neither look nor run."""
    last, ran = occasion.settled, occasion.last_rebalanced_on
    if last is None:
        return ran and ran + _DAY
    covered = last.session + _DAY
    first = (last.coming_session or covered) if shift is DateShift.PRECEDING else covered
    # A run by hand meets what has waited before its day, and leaves that day's own date to the rule (F-005).
    return max(first, ran) if ran else first


def _last_covered(shift: DateShift, occasion: Occasion) -> date:
    """Return the last date that a check today meets."""
    today = occasion.session.day
    return after(occasion.calendar, today).day - _DAY if shift is DateShift.PRECEDING else today


def _first_open(shift: DateShift, calendar: Calendar, day: date) -> date:
    """Return the first date whose trading day comes after a day."""
    return (
        after(calendar, day).day if shift is DateShift.PRECEDING else on_or_before(calendar, day).day + _DAY
    )


def _stand_in(calendar: Calendar, day: date, shift: DateShift) -> date:
    if day <= calendar[-1].day:
        return shifted(calendar, day, shift).day
    past_friday = day.isoweekday() - _FRIDAY
    if past_friday <= 0:
        return day
    return day - past_friday * _DAY if shift is DateShift.PRECEDING else day + (3 - past_friday) * _DAY


def _increasing(days: Iterator[date]) -> Iterator[date]:
    last = date.min
    for day in days:
        if day > last:
            yield day
            last = day


def _weekdays(config: CalendarConfig, first: date) -> Iterator[date]:
    day = first + timedelta(days=(config.day - first.isoweekday()) % _WEEK)
    while True:
        yield day
        day += timedelta(days=_WEEK)


def _month_days(config: CalendarConfig, first: date) -> Iterator[date]:
    step = _STEPS[config.frequency]
    month = config.month if config.frequency is Frequency.ANNUAL else 1
    number = first.year * _MONTHS + month - 1
    while True:
        year, index = divmod(number, _MONTHS)
        yield date(year, index + 1, min(config.day, monthrange(year, index + 1)[1]))
        number += step
