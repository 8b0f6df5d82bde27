"""Deliberate faults in the triggers: one small textual change each, which a test has to notice."""

from __future__ import annotations

from typing import Final

from control.planting import Fault, mirror_of

EXAMPLES: Final = "tests/golden/test_triggers.py"


def faults() -> tuple[Fault, ...]:
    """List the faults, each with the module's own tests and the worked examples."""
    rows = (*_SESSIONS, *_DATES, *_DRIFT, *_CHANGE, *_MONEY, *_RULES, *_LOOKS)
    return tuple(Fault(*row, tests=(mirror_of(row[1]), EXAMPLES)) for row in rows)


_Row = tuple[str, str, str, str]

_SESSIONS: Final[tuple[_Row, ...]] = (
    (
        "the last instant belongs to a session",
        "triggers/sessions.py",
        "now < calendar[place].closes_at",
        "now <= calendar[place].closes_at",
    ),
    (
        "dates are shifted the wrong way",
        "triggers/sessions.py",
        "if shift is DateShift.PRECEDING",
        "if shift is DateShift.FOLLOWING",
    ),
    (
        "a day beyond the known calendar is guessed",
        "triggers/sessions.py",
        "if not calendar or not calendar[0].day <= day <= calendar[-1].day:",
        "if not calendar:",
    ),
    (
        "the session after a day may be its own",
        "triggers/sessions.py",
        "place = bisect_right(calendar, day, key=_day_of)\n",
        "place = bisect_left(calendar, day, key=_day_of)\n",
    ),
)

_DATES: Final[tuple[_Row, ...]] = (
    (
        "short months have no 31st",
        "triggers/calendar.py",
        "min(config.day, monthrange(year, index + 1)[1])",
        "min(config.day, 28)",
    ),
    (
        "quarters are four months long",
        "triggers/calendar.py",
        "Frequency.QUARTERLY: 3",
        "Frequency.QUARTERLY: 4",
    ),
    ("weeks begin on Sunday", "triggers/calendar.py", "first.isoweekday()", "first.weekday()"),
    (
        "a yearly rule forgets its month",
        "triggers/calendar.py",
        "month = config.month if config.frequency is Frequency.ANNUAL else 1",
        "month = 1",
    ),
    (
        "a bare rule has a calendar of its own",
        "triggers/calendar.py",
        "return trigger.calendar or occasion.policy.calendar",
        "return trigger.calendar or CalendarConfig()",
    ),
    (
        "a date is met again the day after",
        "triggers/calendar.py",
        "covered = last.session + _DAY",
        "covered = last.session",
    ),
    (
        "a closure loses a date",
        "triggers/calendar.py",
        "first = (last.coming_session or covered) if shift is DateShift.PRECEDING else covered",
        "first = covered",
    ),
    (
        "a preceding date waits until it is over",
        "triggers/calendar.py",
        "return after(occasion.calendar, today).day - _DAY if shift is DateShift.PRECEDING else today",
        "return today",
    ),
    (
        "a portfolio without a run is never due",
        "triggers/calendar.py",
        'return fired(ReasonCode.CALENDAR_DUE, "The portfolio was never',
        'return not_fired(ReasonCode.CALENDAR_DUE, "The portfolio was never',
    ),
    (
        "two dates fall on one day",
        "triggers/calendar.py",
        "        if day > last:\n",
        "        if day >= last:\n",
    ),
    (
        "a new rule is as old as the last look",
        "triggers/occasion.py",
        "(created is None or created <= last.at)",
        "True",
    ),
    (
        "a run by hand takes the date of its day",
        "triggers/calendar.py",
        "return max(first, ran) if ran else first",
        "return max(first, ran + _DAY) if ran else first",
    ),
    (
        "a run by hand meets no date that waits",
        "triggers/calendar.py",
        "return max(first, ran) if ran else first",
        "return first",
    ),
    (
        "dates beyond the market calendar fall on weekends",
        "triggers/calendar.py",
        "    if past_friday <= 0:\n",
        "    if past_friday:\n",
    ),
)

_DRIFT: Final[tuple[_Row, ...]] = (
    (
        "exactly the band breaches",
        "triggers/threshold.py",
        "if abs(row.drift) > tolerance:",
        "if abs(row.drift) >= tolerance:",
    ),
    ("idle cash is not seen", "triggers/threshold.py", " or row.key == CASH", ""),
    (
        "what nobody sells fires for ever",
        "triggers/threshold.py",
        "sells_all or row.is_targeted",
        "True or row.is_targeted",
    ),
    (
        "a stop that was reached is no breach",
        "triggers/threshold.py",
        "    if occasion.stopped:\n",
        "    if occasion.stopped and not occasion.drift.rows:\n",
    ),
    (
        "a rule's own threshold is not read",
        "triggers/threshold.py",
        "return row.band.tolerance if threshold is None else threshold",
        "return row.band.tolerance",
    ),
)

_CHANGE: Final[tuple[_Row, ...]] = (
    ("the variance is that of a population", "triggers/realised.py", "(len(returns) - 1)", "len(returns)"),
    ("a year has 365 sessions", "triggers/realised.py", "Decimal(252)", "Decimal(365)"),
    (
        "the day that goes on has a close",
        "triggers/realised.py",
        "if bar.day < before}",
        "if bar.day <= before}",
    ),
    (
        "a part is one of what is now",
        "triggers/realised.py",
        "return distance / abs(before)",
        "return distance / abs(now)",
    ),
    (
        "one window is enough",
        "triggers/change.py",
        "occasion.session.day), 2 * look_back + 1",
        "occasion.session.day), look_back + 1",
    ),
    (
        "windows are the other way round",
        "triggers/change.py",
        "before={symbol: each[:look_back]",
        "before={symbol: each[look_back:]",
    ),
    (
        "old closes are good enough",
        "triggers/change.py",
        "    if days[-1] != last:\n",
        "    if days[-1] > last:\n",
    ),
    (
        "the calmest pair decides",
        "triggers/change.py",
        "change = max(_changes(",
        "change = min(_changes(",
    ),
    (
        "just as much as is allowed fires",
        "triggers/change.py",
        "        return fired(ReasonCode.CORRELATION_CHANGED",
        "        return not_fired(ReasonCode.CORRELATION_CHANGED",
    ),
)

_MONEY: Final[tuple[_Row, ...]] = (
    (
        "exactly the amount fires",
        "triggers/cash_flow.py",
        "max(came, went) > trigger.amount",
        "max(came, went) >= trigger.amount",
    ),
    (
        "flows of the last look count again",
        "triggers/cash_flow.py",
        "return entry.at > last.at if entry.at",
        "return entry.at >= last.at if entry.at",
    ),
    (
        "a day counts before it is over",
        "triggers/cash_flow.py",
        "entry.day < occasion.today",
        "entry.day <= occasion.today",
    ),
    (
        "what is listed late never counts",
        "triggers/cash_flow.py",
        "    if last.counted is not None:\n",
        "    if last.counted is None:\n",
    ),
    (
        "withdrawals are always heard",
        "triggers/cash_flow.py",
        "if not trigger.withdrawals:",
        "if trigger is None:",
    ),
)

_RULES: Final[tuple[_Row, ...]] = (
    (
        "rules that are switched off are asked",
        "triggers/evaluate.py",
        "    if rule.is_enabled:\n",
        "    if rule:\n",
    ),
    (
        "all means any",
        "triggers/evaluate.py",
        "(held == len(found) or not wants_all)",
        "(held or not wants_all)",
    ),
    (
        "all of nothing fires",
        "triggers/evaluate.py",
        "if held and (held == len(found)",
        "if (held == len(found)",
    ),
    (
        "a second run in a session is allowed",
        "triggers/evaluate.py",
        "if occasion.schedule.last_run_session == session:",
        "if occasion.schedule.last_run_session is session.min:",
    ),
    (
        "the cooldown is a day longer",
        "triggers/evaluate.py",
        "session >= last + timedelta(days=days)",
        "session > last + timedelta(days=days)",
    ),
    (
        "a run that traded nothing begins a cooldown",
        "triggers/evaluate.py",
        "session, last = occasion.session.day, occasion.last_rebalanced_on",
        "session, last = occasion.session.day, occasion.schedule.last_run_session",
    ),
    (
        "force waits for a rule",
        "triggers/evaluate.py",
        "    if occasion.is_forced:\n",
        "    if occasion.is_forced and any(each.has_fired for each in findings):\n",
    ),
    (
        "people wait like rules",
        "triggers/evaluate.py",
        "wait = None if occasion.asked else _wait(occasion)",
        "wait = _wait(occasion)",
    ),
    (
        "the last rule decides",
        "triggers/evaluate.py",
        "next((finding for finding in heard if finding.has_fired), None)",
        "next((finding for finding in [*heard][::-1] if finding.has_fired), None)",
    ),
    (
        "stops count under every method",
        "triggers/evaluate.py",
        "if method is RebalancingMethod.TACTICAL_REBALANCING else ()",
        "if method else ()",
    ),
    ("a rule may loosen a limit", "triggers/terms.py", "return min((limit for", "return max((limit for"),
)

_LOOKS: Final[tuple[_Row, ...]] = (
    ("the opening is not waited for", "triggers/due.py", "timedelta(minutes=15)\n", "timedelta(minutes=0)\n"),
    (
        "a session is looked at again and again",
        "triggers/due.py",
        "return None if is_done and settings.monitoring_minutes is None else session",
        "return session",
    ),
    (
        "the time that was set is not kept",
        "triggers/due.py",
        "now < schedule.next_due_at:",
        "now > schedule.next_due_at:",
    ),
    (
        "the last look is at the close",
        "triggers/due.py",
        "    if look < session.closes_at:\n",
        "    if look <= session.closes_at:\n",
    ),
    (
        "monitoring drifts with its delays",
        "triggers/due.py",
        "max(first, first + ((now - first) // step + 1) * step)",
        "now + step",
    ),
    ("a look is not taken down", "triggers/due.py", "        last_session=session.day,\n", ""),
    (
        "a look that could do nothing uses dates up",
        "triggers/due.py",
        "settled=_settled(occasion) if is_settled else",
        "settled=_settled(occasion) if verdict else",
    ),
    (
        "a date that was missed is not shown",
        "triggers/state.py",
        "return (*due, *chain",
        "return (*due[:0], *chain",
    ),
    (
        "days are counted from the epoch of the schedule",
        "triggers/state.py",
        "(dates[0] - occasion.today).days",
        "(dates[0] - occasion.session.day).days",
    ),
)
