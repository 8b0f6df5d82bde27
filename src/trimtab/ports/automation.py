"""Schedules, the ticks that find who is due, and what checks leave behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from trimtab.domain.checkup import Check, Completeness, DriftSnapshot, DueCheck
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.rebalancing import Rebalancing
from trimtab.domain.schedule import Schedule
from trimtab.ports.calendars import Calendars


@dataclass(frozen=True, slots=True)
class ScheduleRecord:
    """A schedule as read at one revision, which is the store's own word."""

    schedule: Schedule
    revision: str


class Schedules(Protocol):
    """Where every portfolio's schedule is kept. Every method raises UnavailableError for no answer."""

    def due(self, now: datetime, limit: int, after: DueCheck | None = None) -> tuple[DueCheck, ...]:
        """List portfolios whose time has come, by time; a page begins after the last of the one before."""
        ...

    def load(self, portfolio: PortfolioRef) -> ScheduleRecord | None:
        """Read a schedule, or None where no policy was ever saved."""
        ...

    def save(self, record: ScheduleRecord, schedule: Schedule) -> bool:
        """Store a schedule in the place of the one it was made from; False when that has changed since."""
        ...

    def count_checked(self, day: date) -> int:
        """Count the portfolios last looked at in a session."""
        ...

    def count_checked_after(self, day: date) -> int:
        """Count the portfolios last looked at in a later session: what they did in this one is not known."""
        ...

    def count_due(self, before: datetime) -> int:
        """Count the portfolios whose look has been owed since before a time, however often put off."""
        ...

    def owed(self, before: datetime, limit: int) -> tuple[PortfolioRef, ...]:
        """List some of those portfolios, whoever has waited longest first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One call of the clock as somebody works on it, and how far it has come."""

    name: str
    holder: str
    until: datetime
    reached: DueCheck | None = None
    asked_count: int = 0
    is_done: bool = False


class Ticks(Protocol):
    """Calls of the clock, each done by one at a time. Every method raises UnavailableError for no answer."""

    def claim(self, name: str, holder: str, now: datetime, until: datetime) -> Tick | None:
        """Take a tick that nobody has, or whose holder's time is over; None for one that is held or done.

        A tick that was taken over goes on where it was left.
        """
        ...

    def save(self, tick: Tick) -> bool:
        """Store how far a tick has come; False once somebody else holds it."""
        ...


class CheckQueue(Protocol):
    """Checks to be done soon, at least once."""

    def check_portfolios(self, checks: Sequence[DueCheck]) -> None:
        """Ask for checks; one asked for twice may be done once.

        Raises UnavailableError when not all of them were taken.
        """


class Histories(Protocol):
    """What checks and runs leave behind. Every method raises UnavailableError for no answer."""

    def keep_snapshot(self, snapshot: DriftSnapshot) -> None:
        """Store the drift of a session in the place of an earlier look's."""

    def snapshots(
        self, portfolio: PortfolioRef, limit: int, before: date | None = None
    ) -> tuple[DriftSnapshot, ...]:
        """List drift by session, the latest first; a page begins before a day."""
        ...

    def keep_check(self, check: Check) -> None:
        """Store a check under its id; the same one again changes nothing that matters."""

    def checks(
        self, portfolio: PortfolioRef, limit: int, before: datetime | None = None
    ) -> tuple[Check, ...]:
        """List checks by the time they were done, the latest first; a page begins before a time."""
        ...

    def rebalancings(
        self, portfolio: PortfolioRef, limit: int, before: datetime | None = None
    ) -> tuple[Rebalancing, ...]:
        """List ended runs by the time they were reserved, the latest first; a page begins before a time.

        The run store keeps each with the end of its run.
        """
        ...

    def completeness(self, day: date) -> Completeness | None:
        """Read a session's proof, or None while it was not counted."""
        ...

    def keep_completeness(self, counted: Completeness) -> None:
        """Store a session's proof in the place of an earlier count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Automation:
    """Every port that looking by itself needs."""

    schedules: Schedules
    ticks: Ticks
    checks: CheckQueue
    histories: Histories
    calendars: Calendars
