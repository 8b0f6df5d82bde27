"""Alerts and the inbox: what the owner reads of what was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.firestore.writes import Put
from trimtab.contracts.codec import to_document
from trimtab.contracts.messages.notes import inbox_entry
from trimtab.domain.alert import Alert
from trimtab.domain.delivery import Delivery
from trimtab.domain.message import InboxEntry
from trimtab.domain.portfolio import PortfolioRef


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
        if alerts:
            self._documents.store(*map(_put, alerts))


class FirestoreInbox:
    """The inbox; an entry is named after its event, so that there is one of each."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def put(self, delivery: Delivery) -> None:
        """Store an entry. Raises UnavailableError when the store does not confirm it."""
        entry = inbox_entry(delivery)
        self._documents.store(Put(paths.inbox_entry(entry.portfolio, entry.entry_id), to_document(entry)))

    def latest(self, portfolio: PortfolioRef, limit: int) -> tuple[InboxEntry, ...]:
        """Read the latest entries."""
        found = self._documents.latest(paths.inbox(portfolio), "at", limit)
        return tuple(each.read_as(InboxEntry) for each in found)


def _put(alert: Alert) -> Put:
    fields = {**to_document(alert), "is_open": alert.is_open}
    return Put(paths.alert(alert.portfolio, alert.alert_id), fields)
