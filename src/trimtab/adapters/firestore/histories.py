"""What checks leave behind: drift by session, the checks themselves, and the proof that none was left out."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.firestore.writes import Fields, Put
from trimtab.contracts.codec import to_document
from trimtab.domain.checkup import Check, Completeness, DriftSnapshot
from trimtab.domain.money import to_text
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.rebalancing import Rebalancing

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class FirestoreHistories:
    """The store of histories; each entry has a name of its own, so that a repetition replaces itself."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def keep_snapshot(self, snapshot: DriftSnapshot) -> None:
        """Store a session's drift, its aggregates beside it."""
        report = snapshot.view.by_symbol
        sums: Fields = {
            "max_drift": to_text(report.max_drift),
            "mean_drift": to_text(report.mean_drift),
            "rmse_drift": to_text(report.rmse_drift),
        }
        self._put(paths.drift_snapshot(snapshot.portfolio, snapshot.day), snapshot, sums)

    def snapshots(
        self, portfolio: PortfolioRef, limit: int, before: date | None = None
    ) -> tuple[DriftSnapshot, ...]:
        """Read a page of drift."""
        latest = before.isoformat() if before else None
        found = self._documents.latest(paths.drift_snapshots(portfolio), "day", limit, latest)
        return tuple(each.read_as(DriftSnapshot) for each in found)

    def keep_check(self, check: Check) -> None:
        """Store a check."""
        self._put(paths.check(check.portfolio, check.check_id), check)

    def checks(
        self, portfolio: PortfolioRef, limit: int, before: datetime | None = None
    ) -> tuple[Check, ...]:
        """Read a page of checks."""
        found = self._documents.latest(paths.checks(portfolio), "checked_at", limit, before)
        return tuple(each.read_as(Check) for each in found)

    def rebalancings(
        self, portfolio: PortfolioRef, limit: int, before: datetime | None = None
    ) -> tuple[Rebalancing, ...]:
        """Read a page of rebalancings, which end with their runs (`steps`)."""
        found = self._documents.latest(paths.rebalancings(portfolio), "execution_date", limit, before)
        return tuple(each.read_as(Rebalancing) for each in found)

    def completeness(self, day: date) -> Completeness | None:
        """Read a session's proof."""
        stored = self._documents.read(paths.completeness(day))
        return stored.read_as(Completeness) if stored else None

    def keep_completeness(self, counted: Completeness) -> None:
        """Store a session's proof."""
        self._put(paths.completeness(counted.day), counted)

    def _put(self, path: str, value: DataclassInstance, more: Fields | None = None) -> None:
        self._documents.store(Put(path, {**to_document(value), **(more or {})}))
