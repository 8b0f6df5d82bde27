"""Schedules and ticks as dictionaries; one contract suite covers them and the real ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from heapq import nsmallest
from itertools import count
from threading import Lock

from trimtab.domain.checkup import DueCheck
from trimtab.domain.policy import Policy, PolicyStatus
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.schedule import Schedule
from trimtab.ports.automation import ScheduleRecord, Tick


class MemorySchedules:
    """The fake of where schedules are kept; `records` holds the latest of each portfolio."""

    def __init__(self) -> None:
        self.records: dict[PortfolioRef, ScheduleRecord] = {}
        self._revisions = count(1)
        self._lock = Lock()

    def put(self, schedule: Schedule) -> None:
        """Keep a schedule, whatever was there."""
        self.records[schedule.portfolio] = ScheduleRecord(schedule, str(next(self._revisions)))

    def begin(self, portfolio: PortfolioRef, policy: Policy) -> None:
        """Make a portfolio due once its policy is saved; a draft is not looked at."""
        kept = self.records.get(portfolio)
        before = kept.schedule if kept else Schedule(portfolio=portfolio, policy_version=policy.version)
        due = policy.saved_at if policy.status is PolicyStatus.ACTIVE else None
        since = due and (before.due_since or due)
        self.put(replace(before, policy_version=policy.version, next_due_at=due, due_since=since))

    def due(self, now: datetime, limit: int, after: DueCheck | None = None) -> tuple[DueCheck, ...]:
        """Return a page of those whose time has come."""
        waiting = ((each.schedule.next_due_at, each.schedule.portfolio) for each in self.records.values())
        places = ((at, who.uid, who.portfolio_id, who) for at, who in waiting if at and at <= now)
        begin = (after.due_at, after.portfolio.uid, after.portfolio.portfolio_id) if after else None
        page = nsmallest(limit, (place for place in places if begin is None or place[:3] > begin))
        return tuple(DueCheck(portfolio=who, due_at=at) for at, _, _, who in page)

    def load(self, portfolio: PortfolioRef) -> ScheduleRecord | None:
        """Return the latest schedule."""
        return self.records.get(portfolio)

    def save(self, record: ScheduleRecord, schedule: Schedule) -> bool:
        """Keep a schedule unless another one has been kept since."""
        with self._lock:
            latest = self.records.get(schedule.portfolio)
            if latest is None or latest.revision != record.revision:
                return False
            self.put(schedule)
            return True

    def count_checked(self, day: date) -> int:
        """Count schedules by their last session."""
        return sum(each.schedule.last_session == day for each in self.records.values())

    def count_checked_after(self, day: date) -> int:
        """Count schedules by their last session."""
        days = (each.schedule.last_session for each in self.records.values())
        return sum(last is not None and last > day for last in days)

    def count_due(self, before: datetime) -> int:
        """Count schedules by what they owe."""
        return len(self._owing(before))

    def owed(self, before: datetime, limit: int) -> tuple[PortfolioRef, ...]:
        """Return who has waited longest."""
        return tuple(portfolio for _, _, _, portfolio in sorted(self._owing(before))[:limit])

    def _owing(self, before: datetime) -> list[tuple[datetime, str, str, PortfolioRef]]:
        kept = ((each.schedule.due_since, each.schedule.portfolio) for each in self.records.values())
        return [(at, who.uid, who.portfolio_id, who) for at, who in kept if at and at < before]


class MemoryTicks:
    """The fake of where ticks are kept."""

    def __init__(self) -> None:
        self.ticks: dict[str, Tick] = {}
        self._lock = Lock()

    def claim(self, name: str, holder: str, now: datetime, until: datetime) -> Tick | None:
        """Take a tick, or nothing."""
        with self._lock:
            kept = self.ticks.get(name)
            if kept and (kept.is_done or kept.until > now):
                return None
            taken = replace(kept or Tick(name=name, holder=holder, until=until), holder=holder, until=until)
            self.ticks[name] = taken
            return taken

    def save(self, tick: Tick) -> bool:
        """Keep how far a tick has come, for its holder."""
        with self._lock:
            kept = self.ticks.get(tick.name)
            if kept is None or kept.holder != tick.holder:
                return False
            self.ticks[tick.name] = tick
            return True


class MemoryCheckQueue:
    """Keeps what it is asked for, each check once, as a queue does that knows names."""

    def __init__(self) -> None:
        self.asked: dict[tuple[PortfolioRef, datetime], DueCheck] = {}

    def check_portfolios(self, checks: Sequence[DueCheck]) -> None:
        """Take checks."""
        self.asked.update({(each.portfolio, each.due_at): each for each in checks})
