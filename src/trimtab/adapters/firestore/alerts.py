"""Alerts and the inbox: what the owner reads of what was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.writes import Put, Write
from trimtab.contracts.codec import to_document
from trimtab.contracts.messages.notes import inbox_entry
from trimtab.domain.alert import Alert
from trimtab.domain.delivery import Delivery
from trimtab.domain.message import InboxEntry
from trimtab.domain.portfolio import PortfolioRef


def alert_writes(alerts: Sequence[Alert]) -> tuple[Write, ...]:
    """Give the writes that store alerts, for a batch of one's own."""
    return tuple(
        Put(paths.alert(each.portfolio, each.alert_id), {**to_document(each), "is_open": each.is_open})
        for each in alerts
    )


class FirestoreAlerts:
    """The alert history; `is_open` is stored to search by."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def current(self, portfolio: PortfolioRef, since: datetime) -> tuple[Alert, ...]:
        """Read open alerts and those that have turned since, by the time of opening."""
        place = paths.alerts(portfolio)
        open_ones = self._documents.find(place, "is_open", "==", value=True)
        turned = self._documents.find(place, "changed_at", ">=", since)
        found = {each.path: each.read_as(Alert) for each in (*open_ones, *turned)}
        return tuple(sorted(found.values(), key=lambda alert: (alert.opened_at, alert.alert_id)))

    def history(
        self, portfolio: PortfolioRef, limit: int, before: datetime | None = None
    ) -> tuple[Alert, ...]:
        """Read a page of alerts, the latest first."""
        found = self._documents.latest(paths.alerts(portfolio), "opened_at", limit, before)
        return tuple(each.read_as(Alert) for each in found)

    def save(self, alerts: Sequence[Alert]) -> None:
        """Store alerts. Raises UnavailableError when the store does not confirm them."""
        if not alerts:
            return
        try:
            self._documents.commit(alert_writes(alerts))
        except UnclearCommitError as error:
            raise unavailable("it did not confirm the alerts") from error


class FirestoreInbox:
    """The inbox; an entry is named after its event, so that there is one of each."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def put(self, delivery: Delivery) -> None:
        """Store an entry. Raises UnavailableError when the store does not confirm it."""
        entry = inbox_entry(delivery)
        path = paths.inbox_entry(entry.portfolio, entry.entry_id)
        try:
            self._documents.commit((Put(path, to_document(entry)),))
        except UnclearCommitError as error:
            raise unavailable(f"it did not confirm {path}") from error

    def latest(self, portfolio: PortfolioRef, limit: int) -> tuple[InboxEntry, ...]:
        """Read the latest entries."""
        found = self._documents.latest(paths.inbox(portfolio), "at", limit)
        return tuple(each.read_as(InboxEntry) for each in found)
