"""Alerts and the inbox: what the owner reads of what was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.deliveries import new_delivery
from trimtab.adapters.firestore.documents import Document, Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.writes import Change, Create, Fields, Put
from trimtab.contracts.codec import to_document
from trimtab.contracts.messages.notes import inbox_entry
from trimtab.domain.alert import Alert, AlertKind, Finding
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.delivery import Delivery
from trimtab.domain.message import InboxEntry
from trimtab.domain.portfolio import PortfolioRef


class FirestoreAlerts:
    """The alert history; `is_open` and `episode` are stored to search by.

    `episode` sorts the alerts of a portfolio by what they are about, and then by their time.
    """

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def current(self, portfolio: PortfolioRef, findings: Sequence[Finding]) -> tuple[Alert, ...]:
        """Read open alerts, and the latest on what was found and has none open, by the time of opening."""
        stored = self._documents.find(paths.alerts(portfolio), "is_open", "==", value=True)
        open_ones = tuple(each.read_as(Alert) for each in stored)
        missing = {(each.kind, each.key) for each in findings}
        missing -= {(each.kind, each.key) for each in open_ones}
        last = (self._last(portfolio, *subject) for subject in sorted(missing))
        found = (*open_ones, *(each for each in last if each))
        return tuple(sorted(found, key=lambda alert: (alert.opened_at, alert.alert_id)))

    def history(
        self, portfolio: PortfolioRef, limit: int, before: datetime | None = None
    ) -> tuple[Alert, ...]:
        """Read a page of alerts, the latest first."""
        found = self._documents.latest(paths.alerts(portfolio), "opened_at", limit, before)
        return tuple(each.read_as(Alert) for each in found)

    def turn(self, alert: Alert, deliveries: Sequence[Delivery]) -> None:
        """Store a turn with its deliveries. Raises UnavailableError when it is not known to be there."""
        self._write(alert, alert.sequence - 1, tuple(map(new_delivery, deliveries)))

    def note(self, alert: Alert) -> None:
        """Store an alert that has not turned. Raises UnavailableError as `turn` does."""
        self._write(alert, alert.sequence, ())

    def _write(self, alert: Alert, expected: int, others: tuple[Create, ...]) -> None:
        path = paths.alert(alert.portfolio, alert.alert_id)
        stored = self._documents.read(path)
        if _sequence(stored) != expected:
            return
        fields = _fields(alert)
        write = Change(path, fields, stored.revision) if stored else Create(path, fields)
        try:
            self._documents.commit((write, *others))
        except UnclearCommitError as error:
            after = self._documents.read(path)
            # Another revision is somebody's write, be it ours or one that was first: all or nothing of each.
            if after is None or (stored and after.revision == stored.revision):
                raise unavailable(f"it did not confirm {path}") from error

    def _last(self, portfolio: PortfolioRef, kind: AlertKind, key: str) -> Alert | None:
        """Read the latest alert about one thing; what is about another thing sorts elsewhere."""
        subject = _subject(kind, key)
        found = self._documents.latest(paths.alerts(portfolio), "episode", 1, f"{subject}~")
        alerts = (each.read_as(Alert) for each in found)
        return next((each for each in alerts if (each.kind, each.key) == (kind, key)), None)


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


def _fields(alert: Alert) -> Fields:
    episode = f"{_subject(alert.kind, alert.key)}-{alert.opened_at.astimezone(UTC):%Y%m%dT%H%M%S.%f}"
    return {**to_document(alert), "is_open": alert.is_open, "episode": episode}


def _subject(kind: AlertKind, key: str) -> str:
    return canonical_hash((kind, key))[:24]


def _sequence(stored: Document | None) -> int:
    return stored.read_as(Alert).sequence if stored else 0
