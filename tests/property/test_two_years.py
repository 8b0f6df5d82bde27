"""Two simulated years, walked every five minutes: each portfolio is looked at when it should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import pytest

from property.dice import Dice
from trigger_builders import market, occasion, ruled, schedule, without
from trimtab.domain.config import CalendarConfig, Frequency
from trimtab.domain.order import Session
from trimtab.domain.policy import Policy
from trimtab.domain.schedule import Schedule
from trimtab.domain.trigger import CalendarTrigger, DateShift, ThresholdTrigger
from trimtab.triggers.due import checked, next_look, session_to_check
from trimtab.triggers.evaluate import evaluate
from trimtab.triggers.occasion import Occasion
from trimtab.triggers.sessions import Calendar, open_at

FIRST: Final = datetime(2028, 1, 1, tzinfo=UTC)
LAST: Final = datetime(2030, 1, 1, tzinfo=UTC)
TICK: Final = timedelta(minutes=5)
KNOWN: Final = market(2027, 2030)
CLOSED: Final = (date(2028, 5, 1), date(2029, 3, 9))
"""Surprise closures: the Monday of a monthly date, and the Friday before one that is a Saturday."""
SESSIONS: Final = tuple(each for each in without(KNOWN, *CLOSED) if FIRST <= each.opens_at < LAST)
FIRSTS: Final = CalendarConfig(frequency=Frequency.MONTHLY, day=1)
TENTHS: Final = CalendarConfig(frequency=Frequency.MONTHLY, day=10)
POLICIES: Final[dict[str, Policy]] = {
    "drift": ruled(ThresholdTrigger()),
    "the first or after": ruled(CalendarTrigger(calendar=FIRSTS)),
    "the tenth or before": ruled(CalendarTrigger(calendar=TENTHS, shift=DateShift.PRECEDING)),
    "every half hour": ruled(ThresholdTrigger(), monitoring_minutes=30),
}


@dataclass(slots=True)
class Log:
    """What one portfolio has seen: each look with the session it took place in, and the days that fired."""

    kept: Schedule
    usual: Occasion
    looks: list[tuple[datetime, Session | None]] = field(default_factory=list)
    fired: list[date] = field(default_factory=list)

    @property
    def counts(self) -> Counter[date]:
        """How often each session was looked at."""
        return Counter(session.day for _, session in self.looks if session)


def calendar_at(now: datetime) -> Calendar:
    """The market calendar as it is known: a surprise closure from the beginning of its day on."""
    return without(KNOWN, *(day for day in CLOSED if now.date() >= day))


def ticks(lost: Callable[[], bool]) -> Iterator[tuple[datetime, Calendar]]:
    now, calendar = FIRST, KNOWN
    while now < LAST:
        if now.time() == time(0):
            calendar = calendar_at(now)
        if not lost():
            yield now, calendar
        now += TICK


def walked(lost: Callable[[], bool] = lambda: False) -> dict[str, Log]:
    """Walk the two years as the scheduled function does: whoever's time has come is looked at."""
    start = date(2027, 12, 31)
    kept = replace(schedule(start), next_due_at=FIRST)
    logs = {name: Log(kept, occasion(rule, start)) for name, rule in POLICIES.items()}
    for now, calendar in ticks(lost):
        for log in logs.values():
            if log.kept.next_due_at is None or now >= log.kept.next_due_at:
                look(log, now, calendar)
    return logs


def look(log: Log, now: datetime, calendar: Calendar) -> None:
    """Look, or set another time when there is no session to look at."""
    settings = log.usual.policy.triggers
    if session_to_check(log.kept, settings, calendar, now) is None:
        log.kept = replace(log.kept, next_due_at=next_look(log.kept, settings, calendar, now))
        return
    seen = replace(log.usual, as_of=now, schedule=log.kept, calendar=calendar)
    verdict = evaluate(seen)
    log.looks.append((now, open_at(without(KNOWN, *CLOSED), now)))
    log.fired += [seen.session.day] * verdict.has_fired
    log.kept = checked(seen, verdict, is_settled=True)


@pytest.fixture(scope="module")
def years() -> dict[str, Log]:
    """Two years in which every tick arrives."""
    return walked()


def test_the_years_hold_what_calendars_trip_over():
    """A leap day, both changes of the clock, five early closes, and a full number of sessions."""
    lengths = Counter(session.closes_at - session.opens_at for session in SESSIONS)
    openings = {session.opens_at.time() for session in SESSIONS}

    assert date(2028, 2, 29) in {session.day for session in SESSIONS}
    assert {time(13, 30), time(14, 30)} == openings
    assert {timedelta(hours=6, minutes=30): 495, timedelta(hours=3, minutes=30): 5} == lengths


@pytest.mark.parametrize("name", [name for name in POLICIES if name != "every half hour"])
def test_every_session_is_looked_at_exactly_once(years: dict[str, Log], name: str):
    """None is left out, none twice."""
    assert dict.fromkeys((session.day for session in SESSIONS), 1) == years[name].counts


@pytest.mark.parametrize("name", POLICIES)
def test_nobody_looks_outside_sessions(years: dict[str, Log], name: str):
    """Neither at night nor on a day that closed by surprise, and never before the opening has settled."""
    looks = years[name].looks
    early = timedelta(minutes=15)

    assert [] == [at for at, session in looks if session is None or at < session.opens_at + early]


def test_monitoring_looks_every_half_hour(years: dict[str, Log]):
    """Thirteen times in a whole session, seven times before an early close."""
    expected = {
        session.day: 13 if session.closes_at - session.opens_at > timedelta(hours=4) else 7
        for session in SESSIONS
    }
    assert expected == years["every half hour"].counts


def test_every_date_is_met_once(years: dict[str, Log]):
    """24 firsts and 24 tenths; those that a closure hit are met the next day."""
    firsts, tenths = years["the first or after"].fired, years["the tenth or before"].fired

    assert (24, 24) == (len(set(firsts)), len(firsts))
    assert (24, 24) == (len(set(tenths)), len(tenths))
    assert date(2028, 5, 2) in firsts
    assert date(2029, 3, 12) in tenths


@pytest.mark.parametrize("seed", range(2))
def test_lost_ticks_are_made_good_by_the_next(seed: int):
    """Four of five ticks never arrive: still each session once and each date once."""
    dice = Dice(bytes((seed * 31 + n * n * 7 + n // 3) % 251 for n in range(300_000)))
    logs = walked(lambda: dice.below(5) > 0)

    for name in ("drift", "the first or after"):
        assert dict.fromkeys((session.day for session in SESSIONS), 1) == logs[name].counts
    assert 24 == len(set(logs["the first or after"].fired)) == len(logs["the first or after"].fired)
