"""Histories as dictionaries; one contract suite covers them and the real ones."""

from __future__ import annotations

from datetime import date, datetime

from trimtab.adapters.memory.runs import MemoryRuns
from trimtab.domain.checkup import Check, Completeness, DriftSnapshot
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.rebalancing import Rebalancing


class MemoryHistories:
    """The fake of what checks leave behind, and runs in their own store."""

    def __init__(self, runs: MemoryRuns | None = None) -> None:
        self._runs = runs or MemoryRuns()
        self._snapshots: dict[tuple[PortfolioRef, date], DriftSnapshot] = {}
        self._checks: dict[tuple[PortfolioRef, str], Check] = {}
        self._counts: dict[date, Completeness] = {}

    def keep_snapshot(self, snapshot: DriftSnapshot) -> None:
        """Keep a session's drift."""
        self._snapshots[snapshot.portfolio, snapshot.day] = snapshot

    def snapshots(
        self, portfolio: PortfolioRef, limit: int, before: date | None = None
    ) -> tuple[DriftSnapshot, ...]:
        """Return a page of drift."""
        kept = [
            each
            for (owner, day), each in self._snapshots.items()
            if owner == portfolio and (before is None or day < before)
        ]
        return tuple(sorted(kept, key=lambda each: each.day, reverse=True)[:limit])

    def keep_check(self, check: Check) -> None:
        """Keep a check."""
        self._checks[check.portfolio, check.check_id] = check

    def checks(
        self, portfolio: PortfolioRef, limit: int, before: datetime | None = None
    ) -> tuple[Check, ...]:
        """Return a page of checks."""
        kept = [
            each
            for (owner, _), each in self._checks.items()
            if owner == portfolio and (before is None or each.checked_at < before)
        ]
        return tuple(sorted(kept, key=lambda each: each.checked_at, reverse=True)[:limit])

    def rebalancings(
        self, portfolio: PortfolioRef, limit: int, before: datetime | None = None
    ) -> tuple[Rebalancing, ...]:
        """Return a page of rebalancings."""
        kept = [
            each
            for (owner, _), each in self._runs.rebalancings.items()
            if owner == portfolio and (before is None or each.execution_date < before)
        ]
        return tuple(sorted(kept, key=lambda each: each.execution_date, reverse=True)[:limit])

    def completeness(self, day: date) -> Completeness | None:
        """Return a session's proof."""
        return self._counts.get(day)

    def keep_completeness(self, counted: Completeness) -> None:
        """Keep a session's proof."""
        self._counts[counted.day] = counted
