"""What must hold of every session, whatever happened in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Final

from simulation.automation.street import WISHES, Street
from trimtab.domain.alert import Alert, AlertTurn
from trimtab.domain.checkup import Check, CheckResult
from trimtab.domain.event import AlertChanged, RebalancingTriggered
from trimtab.domain.order import Session
from trimtab.domain.policy import Autonomy
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.preferences import Channel
from trimtab.domain.trade_day import trade_day
from trimtab.triggers.due import SETTLING_TIME
from trimtab.triggers.sessions import open_at

_ALL: Final = 100_000
_LOOK: Final = "before broker.holdings"
_ONCE: Final = frozenset({Channel.INBOX})
"""The channel by which each event is told once."""


@dataclass(slots=True)
class Evidence:
    """What was seen on a street: looks outside sessions, and the policies saved on each day."""

    street: Street
    sessions: tuple[Session, ...]
    down: frozenset[date] = frozenset()
    saves: int = 0
    strays: list[datetime] = field(default_factory=list)
    moments: Counter[str] = field(default_factory=Counter)

    def note(self, moment: str, now: datetime) -> None:
        """Take one moment of a worker down; whoever reads positions looks at a portfolio."""
        self.moments[moment] += 1
        if moment == _LOOK:
            session = open_at(self.sessions, now)
            if session is None or now < session.opens_at + SETTLING_TIME:
                self.strays.append(now)

    def violations(self) -> list[str]:
        """List whatever does not hold; sessions in which the broker was down all day are missed by all."""
        strays = [f"somebody looked at {at}, outside every session" for at in self.strays]
        people = [each for who in self.street.brokers for each in self._of(who)]
        return strays + people + self._counts() + list(self._alerts())

    def _of(self, who: str) -> Iterator[str]:
        events, checks, runs = self._events(who), self._checks(who), self._runs(who)
        for day in sorted(checks.keys() | events.keys()):
            loud = {each.check_id for each in checks.get(day, ()) if each.result is not CheckResult.QUIET}
            yield from self._looks(who, day, len(checks.get(day, ())), len(loud))
            if loud != events.get(day, set()):
                yield f"{who} was told {len(events.get(day, ()))} times of {len(loud)} checks on {day}"
        for day in (day for day, number in runs.items() if number > 1):
            yield f"{who} had {runs[day]} runs on {day}"
        if WISHES[who][0] is not Autonomy.AUTOMATIC and runs:
            yield f"{who} wants no run by itself"
        known, wanted = self._drift(who), {session.day for session in self.sessions} - self.down
        if known != wanted:
            yield f"{who} has drift of other days than there were: {sorted(known ^ wanted)}"

    def _looks(self, who: str, day: date, checks: int, loud: int) -> Iterator[str]:
        """Count what is there once a session, or once a look where the owner wants several."""
        done = self.looks[who, day]
        is_watched = WISHES[who][2] is not None
        if day in self.down:
            yield from [f"{who} was looked at on {day}, without a broker"] * (done > 0)
            return
        if done < 1 or checks < 1:
            yield f"{who} has {done} looks and {checks} checks on {day}"
        if not is_watched and max(done, loud) > 1:
            yield f"{who} has {done} looks, of which {loud} say something, on {day}"

    def _drift(self, who: str) -> set[date]:
        return {each.day for each in self.street.histories.snapshots(PortfolioRef(who), _ALL)}

    @property
    def looks(self) -> Counter[tuple[str, date]]:
        """How many looks were done, by owner and session."""
        return self.street.schedules.looks

    def _counts(self) -> list[str]:
        """Compare each session's proof with what was done in it."""
        found = []
        for session in self.sessions:
            counted = self.street.histories.completeness(session.day)
            left = {who for who in self.street.brokers if not self.looks[who, session.day]}
            named = {each.uid for each in counted.missed} if counted else set()
            watched = {who for who in self.street.brokers if WISHES[who][2] is not None}
            if counted is None or left - named or named - left - watched:
                found.append(f"the proof of {session.day} names {named}, and {left} were missed")
        return found

    def _alerts(self) -> Iterator[str]:
        """Compare what is told of alerts with what is kept: one opening each, and one open at a time."""
        kept = self.street.alerts
        bodies = (each.event.body for each in self.street.deliveries.kept.values() if each.channel in _ONCE)
        told = Counter(
            body.change.alert.alert_id
            for body in bodies
            if isinstance(body, AlertChanged) and body.change.turn is AlertTurn.OPENED
        )
        for alert_id in sorted(told.keys() | kept.keys()):
            if told[alert_id] != 1 or alert_id not in kept:
                yield f"{alert_id} was told {told[alert_id]} times; that it is kept is {alert_id in kept}"
        by_subject = sorted(kept.values(), key=lambda alert: (*_subject(alert), alert.opened_at))
        for before, after in pairwise(by_subject):
            ended = before.resolved_at
            if _subject(before) == _subject(after) and (ended is None or after.opened_at < ended):
                yield f"{_subject(after)} was opened at {after.opened_at}, and had been open"

    def all_checks(self, who: str) -> tuple[Check, ...]:
        """List an owner's checks."""
        return self.street.histories.checks(PortfolioRef(who), _ALL)

    def _checks(self, who: str) -> dict[date, list[Check]]:
        kept: dict[date, list[Check]] = {session.day: [] for session in self.sessions}
        for each in self.all_checks(who):
            kept.setdefault(each.session, []).append(each)
        return kept

    def _events(self, who: str) -> dict[date, set[str]]:
        told: dict[date, set[str]] = {session.day: set() for session in self.sessions}
        for each in self.street.deliveries.kept.values():
            if isinstance(each.event.body, RebalancingTriggered) and each.event.portfolio.uid == who:
                told.setdefault(trade_day(each.event.at), set()).add(each.event.subject)
        return told

    def _runs(self, who: str) -> Counter[date]:
        runs = (record.run for record in self.street.here.runs.records.values())
        return Counter(trade_day(run.created_at) for run in runs if run.portfolio.uid == who)


def _subject(alert: Alert) -> tuple[str, str, str, str]:
    who = alert.portfolio
    return who.uid, who.portfolio_id, alert.kind.value, alert.key
