"""Dates, windows and rules: what holds for every calendar, every history and every combination."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import Final

from hypothesis import given

from property.dice import Dice, rolls
from trigger_builders import (
    MONDAY,
    bars,
    entry,
    look_on,
    market,
    occasion,
    report,
    ruled,
    schedule,
    settled,
    without,
)
from trimtab.domain.config import CalendarConfig, Frequency
from trimtab.domain.order import Session
from trimtab.domain.schedule import VerdictOutcome
from trimtab.domain.trigger import (
    CalendarTrigger,
    CashFlowTrigger,
    CombinedTrigger,
    CombineMode,
    Condition,
    CorrelationTrigger,
    DateShift,
    ThresholdTrigger,
    TriggerSettings,
    VolatilityTrigger,
)
from trimtab.triggers.calendar import next_dates, nominal_dates
from trimtab.triggers.change import find_correlation_change, find_volatility_change
from trimtab.triggers.due import SETTLING_TIME, checked, next_look, session_to_check
from trimtab.triggers.evaluate import evaluate, judge_rules
from trimtab.triggers.finding import Finding
from trimtab.triggers.occasion import Occasion
from trimtab.triggers.realised import correlation, log_returns, volatility
from trimtab.triggers.sessions import Calendar, on_or_after, on_or_before, session_on

YEARS: Final = market(2025, 2028)
FIRST: Final = date(2026, 1, 15)
LAST: Final = date(2026, 12, 31)
DAY: Final = timedelta(days=1)
QUARTERS: Final = {1, 4, 7, 10}
LONGEST_DAY: Final = 7


def calendar_of(dice: Dice) -> CalendarConfig:
    """Draw a calendar; days that some months lack among them."""
    frequency, month = dice.pick(tuple(Frequency)), dice.below(12) + 1
    most = {Frequency.WEEKLY: LONGEST_DAY, Frequency.ANNUAL: monthrange(2028, month)[1]}.get(frequency, 31)
    return CalendarConfig(frequency=frequency, day=dice.below(most) + 1, month=month)


def rule_of(dice: Dice) -> CalendarTrigger:
    """Draw a calendar rule."""
    return CalendarTrigger(calendar=calendar_of(dice), shift=dice.pick(tuple(DateShift)))


def is_date(config: CalendarConfig, day: date) -> bool:
    """Tell whether a day is a date of a calendar, said a second time and day by day."""
    if config.frequency is Frequency.WEEKLY:
        return day.isoweekday() == config.day
    months = {Frequency.QUARTERLY: QUARTERS, Frequency.ANNUAL: {config.month}}
    in_month = day.month in months.get(config.frequency, {day.month})
    return in_month and day.day == min(config.day, monthrange(day.year, day.month)[1])


def dates_between(trigger: CalendarTrigger, first: date, last: date) -> list[date]:
    days = (first + n * DAY for n in range((last - first).days + 1))
    return [day for day in days if trigger.calendar and is_date(trigger.calendar, day)]


def closures_of(dice: Dice) -> frozenset[date]:
    """Draw sessions that the market drops on the day itself, never two in a week."""
    weeks = (FIRST + timedelta(days=7 * n + dice.below(3)) for n in range(1, 50))
    days = (on_or_after(YEARS, day).day for day in weeks)
    return frozenset(day for day in days if dice.once_in(8))


def mornings(closed: frozenset[date]) -> Iterator[tuple[Session, Calendar]]:
    """List the sessions that took place, and the market calendar as it was known on each."""
    known = YEARS
    for session in YEARS:
        if session.day in closed:
            known = without(known, session.day)
        elif FIRST <= session.day <= LAST:
            yield session, known


def look_in(trigger: CalendarTrigger, closed: frozenset[date], dice: Dice | None = None) -> dict[date, bool]:
    """Look in every session, or leave some out, and tell on which days the rule has fired."""
    kept, found = schedule(FIRST - DAY, settled=settled(FIRST - DAY, coming_session=FIRST)), {}
    usual = occasion(ruled(trigger), FIRST)
    for session, calendar in mornings(closed):
        if dice is not None and dice.once_in(3):
            continue
        looked_at = session.opens_at + SETTLING_TIME
        seen = replace(usual, as_of=looked_at, schedule=kept, calendar=calendar)
        verdict = evaluate(seen)
        found[session.day] = verdict.has_fired
        kept = checked(seen, verdict, is_settled=True)
    return found


@given(rolls(lambda dice: (rule_of(dice), dice.below(900)), size=16))
def test_next_dates_are_sessions_and_increase(drawn: tuple[CalendarTrigger, int]):
    """Five of them, each after the one before and after the day that was asked about.

    As far as the market's calendar is known they are sessions, and weekdays beyond it.
    """
    trigger, start = drawn
    day = date(2025, 3, 3) + start * DAY
    found = next_dates(trigger, occasion(ruled(trigger), calendar=YEARS), day, 5)

    assert 5 == len(found)
    assert all(session_on(YEARS, each) for each in found if each <= YEARS[-1].day)
    assert all(each.isoweekday() <= 5 for each in found)
    assert all(one < other for one, other in pairwise((day, *found)))


@given(rolls(calendar_of, size=16))
def test_dates_are_those_of_the_calendar(config: CalendarConfig):
    """None is left out and none is made up, leap day and short months included."""
    listed = nominal_dates(config, FIRST)

    expected = dates_between(CalendarTrigger(calendar=config), FIRST, LAST)
    assert expected == [next(listed) for _ in expected]


@given(rolls(lambda dice: (calendar_of(dice), dice.below(400)), size=16))
def test_following_and_preceding_bracket_the_date(drawn: tuple[CalendarConfig, int]):
    """One is on the date or after it, the other on it or before it, and nothing lies between them."""
    config, start = drawn
    nominal = next(nominal_dates(config, FIRST + start * DAY))
    before, after = on_or_before(YEARS, nominal), on_or_after(YEARS, nominal)

    assert before.day <= nominal <= after.day
    assert (before.day == after.day) == (session_on(YEARS, nominal) is not None)


@given(rolls(lambda dice: (rule_of(dice), closures_of(dice)), size=320))
def test_every_date_is_met_exactly_once(drawn: tuple[CalendarTrigger, frozenset[date]]):
    """Looked at in each session, a rule fires once for every date, whatever closes on the day itself."""
    trigger, closed = drawn
    found = look_in(trigger, closed)

    met = _following if trigger.shift is DateShift.FOLLOWING else _preceding
    expected = {met(day, closed) for day in dates_between(trigger, FIRST, LAST + 7 * DAY)}
    assert expected - {None} == {day for day, has_fired in found.items() if has_fired}


def _following(nominal: date, closed: frozenset[date]) -> date | None:
    """Find the look that meets a date under FOLLOWING: the first session on it or after it."""
    found = min(session.day for session in YEARS if session.day not in closed and session.day >= nominal)
    return found if found <= LAST else None


def _preceding(nominal: date, closed: frozenset[date]) -> date | None:
    """Find the look that meets a date under PRECEDING: the last session before it, as then was known.

    If that closes on the day itself the next session makes it good.
    """
    planned = on_or_before(YEARS, nominal).day
    if planned < FIRST:
        return None
    open_days = [session.day for session in YEARS if session.day not in closed]
    found = planned if planned not in closed else min(day for day in open_days if day > planned)
    return found if found <= LAST else None


@given(rolls(lambda dice: (rule_of(dice), closures_of(dice), dice), size=960))
def test_no_date_is_lost_when_looks_are_missed(drawn: tuple[CalendarTrigger, frozenset[date], Dice]):
    """A look fires when a date has come since the last one, and only then.

    Under PRECEDING the dates up to the next session, as it is known, have come with this one.
    """
    trigger, closed, dice = drawn
    found = look_in(trigger, closed, dice)
    ahead = 1 if trigger.shift is DateShift.PRECEDING else 0

    for last, look in pairwise(sorted(found)):
        first, end = (on_or_after(YEARS, day + DAY).day - DAY if ahead else day for day in (last, look))
        assert bool(dates_between(trigger, first + DAY, end)) == found[look]


CONDITIONS: Final[tuple[Condition, ...]] = (
    CalendarTrigger(calendar=CalendarConfig(frequency=Frequency.WEEKLY, day=1)),
    CalendarTrigger(calendar=CalendarConfig(frequency=Frequency.WEEKLY, day=2)),
    ThresholdTrigger(),
    ThresholdTrigger(threshold=Decimal("0.2")),
    CashFlowTrigger(amount=Decimal(5)),
    CashFlowTrigger(amount=Decimal(500)),
    VolatilityTrigger(look_back=5),
)


def conditions_of(dice: Dice) -> tuple[Condition, ...]:
    """Draw up to four conditions, some of which hold on Monday."""
    return tuple(dice.pick(CONDITIONS) for _ in range(dice.below(5)))


def monday(*rules: CombinedTrigger | Condition, **settings: int) -> Occasion:
    return occasion(
        ruled(*rules, **settings),
        checked=date(2026, 11, 20),
        drift=report({"SPY": 700, "TLT": 300}, {"SPY": "0.6", "TLT": "0.4"}),
        activities=(entry("CSD", "100", date(2026, 11, 21)),),
    )


@given(rolls(conditions_of, size=8))
def test_a_combination_is_the_sum_of_its_conditions(conditions: tuple[Condition, ...]):
    """ALL fires only if each fires by itself, ANY if one does; of none neither does."""
    alone = [judge_rules(monday(each))[0].has_fired for each in conditions]
    together = [
        judge_rules(monday(CombinedTrigger(combine=mode, conditions=conditions)))[0].has_fired
        for mode in (CombineMode.ALL, CombineMode.ANY)
    ]

    assert [bool(alone) and all(alone), any(alone)] == together


@given(rolls(lambda dice: (conditions_of(dice), dice.below(30), dice.below(40)), size=16))
def test_cooldown_and_force(drawn: tuple[tuple[Condition, ...], int, int]):
    """Force always fires; what is held back fires without the cooldown and never within it."""
    conditions, cooldown, days = drawn
    seen = replace(monday(*conditions, cooldown_days=cooldown), last_rebalanced_on=MONDAY - days * DAY)
    free = replace(seen, policy=ruled(*conditions))
    found, unbound = evaluate(seen), evaluate(free)

    assert evaluate(replace(seen, is_forced=True)).has_fired
    assert (found.outcome is VerdictOutcome.HELD_BACK) == (unbound.has_fired and days < cooldown)
    assert found.findings == unbound.findings


def prices_of(dice: Dice, count: int = 11) -> list[Decimal]:
    """Draw closes between 50 and 150 dollars."""
    return [50 + dice.amount(100, 2) for _ in range(count)]


def changes(spy: list[Decimal], tlt: list[Decimal]) -> tuple[Finding, Finding]:
    """Judge both kinds of change over two windows of five."""
    seen = occasion(ruled(), bars={"SPY": bars(spy), "TLT": bars(tlt)})
    return (
        find_volatility_change(VolatilityTrigger(look_back=5), seen),
        find_correlation_change(CorrelationTrigger(look_back=5), seen),
    )


@given(rolls(lambda dice: (prices_of(dice), prices_of(dice), dice.below(40) + 1), size=48))
def test_the_unit_of_prices_changes_nothing(drawn: tuple[list[Decimal], list[Decimal], int]):
    """In cents, or after a split, a share has the same volatility and correlation."""
    spy, tlt, factor = drawn

    assert changes(spy, tlt) == changes([each * factor for each in spy], [each / 8 for each in tlt])


@given(rolls(lambda dice: (dice.amount(500, 2) + 1, 1 + dice.amount(1, 3), dice.below(30) + 3), size=16))
def test_steady_prices_have_no_volatility(drawn: tuple[Decimal, Decimal, int]):
    """Neither a price that stands still nor one that grows by the same factor every day."""
    price, factor, count = drawn
    series = bars([price * factor**n for n in range(count)])

    assert volatility(log_returns(bars([price] * count), [bar.day for bar in series])) == 0
    assert volatility(log_returns(series, [bar.day for bar in series])) == 0


@given(rolls(lambda dice: (prices_of(dice), prices_of(dice)), size=48))
def test_correlation_is_symmetric_and_bounded(drawn: tuple[list[Decimal], list[Decimal]]):
    """Between -1 and 1, whoever comes first, and 1 with itself."""
    one, other = (log_returns(series, [bar.day for bar in series]) for series in map(bars, drawn))
    found = correlation(one, other)

    assert found == correlation(other, one)
    assert found is None or -1 <= found <= 1
    assert correlation(one, one) in {None, Decimal(1)}


@given(rolls(lambda dice: (prices_of(dice), prices_of(dice), dice.below(40) + 6), size=48))
def test_figures_do_not_depend_on_the_callers_precision(drawn: tuple[list[Decimal], list[Decimal], int]):
    """The same prices give the same figures in every context."""
    one, other = (bars(series) for series in drawn[:2])
    days = [bar.day for bar in one]
    plain = log_returns(one, days), log_returns(other, days)
    with localcontext() as context:
        context.prec = drawn[2]
        rough = log_returns(one, days), log_returns(other, days)
        figures = volatility(rough[0]), correlation(*rough)

    assert (plain, volatility(plain[0]), correlation(*plain)) == (rough, *figures)


def moment_of(dice: Dice) -> datetime:
    """Draw any minute of two years."""
    return look_on(FIRST) + timedelta(minutes=dice.below(700_000))


@given(rolls(lambda dice: (moment_of(dice), dice.pick((None, 5, 30, 390)), dice.once_in(2)), size=16))
def test_the_next_look_is_one(drawn: tuple[datetime, int | None, bool]):
    """When its time comes the portfolio is due, in a session that has settled; not a minute earlier."""
    now, minutes, is_new = drawn
    settings = TriggerSettings(monitoring_minutes=minutes)
    begun = [session.day for session in YEARS if session.opens_at + SETTLING_TIME <= now]
    kept = schedule(None if is_new else begun[-1])
    look = next_look(kept, settings, YEARS, now)
    set_for = replace(kept, next_due_at=look)
    session = session_to_check(set_for, settings, YEARS, look)

    assert look >= now
    assert session is not None
    assert session.opens_at + SETTLING_TIME <= look < session.closes_at
    assert session_to_check(set_for, settings, YEARS, look - timedelta(minutes=1)) is None
