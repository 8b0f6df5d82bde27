"""Schedules, one document a portfolio, found by their next time over all owners; and the ticks that look."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from trimtab.adapters.firestore import paths
from trimtab.adapters.firestore.documents import Document, Documents
from trimtab.adapters.firestore.writes import Change, Create, Fields, Merge, Write
from trimtab.contracts.codec import to_document
from trimtab.domain.checkup import DueCheck
from trimtab.domain.policy import Policy, PolicyStatus
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.schedule import Schedule
from trimtab.ports import Identifiers
from trimtab.ports.automation import ScheduleRecord, Tick

KEPT_FOR: Final = timedelta(days=7)
"""How long a tick's document is kept after its last holder's time."""


def schedule_write(portfolio: PortfolioRef, policy: Policy, nonce: str, *, owes: bool) -> Write:
    """Give the write that makes a portfolio due once its policy is saved; a draft is not looked at.

    A look that is owed already stays so since when it was: another policy does not make it a later one.
    """
    due = policy.saved_at if policy.status is PolicyStatus.ACTIVE else None
    fields = {
        "portfolio": to_document(portfolio),
        "policy_version": policy.version,
        "next_due_at": due,
        "nonce": nonce,
    }
    since = {} if owes and due else {"due_since": due}
    return Merge(paths.schedule(portfolio), {**fields, **since})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    """What a page needs of a schedule: one that nobody can read whole holds up nobody else (F-010)."""

    portfolio: PortfolioRef
    next_due_at: datetime


class FirestoreSchedules:
    """The store of schedules; a record's revision is its document's update time."""

    def __init__(self, documents: Documents, identifiers: Identifiers) -> None:
        self._documents = documents
        self._identifiers = identifiers

    def due(self, now: datetime, limit: int, after: DueCheck | None = None) -> tuple[DueCheck, ...]:
        """Read a page of schedules whose time has come, by time and path."""
        place = (after.due_at, paths.schedule(after.portfolio)) if after else None
        found = self._documents.find_in_group(paths.SCHEDULES, "next_due_at", now, limit, place)
        times = (each.read_as(_Due) for each in found)
        return tuple(DueCheck(portfolio=each.portfolio, due_at=each.next_due_at) for each in times)

    def load(self, portfolio: PortfolioRef) -> ScheduleRecord | None:
        """Read a schedule."""
        stored = self._documents.read(paths.schedule(portfolio))
        return ScheduleRecord(_read(stored), stored.revision) if stored else None

    def save(self, record: ScheduleRecord, schedule: Schedule) -> bool:
        """Change a schedule if nobody has since it was read. Raises UnavailableError for no answer."""
        path, nonce = paths.schedule(schedule.portfolio), self._identifiers.fresh()
        change = Change(path, {**to_document(schedule), "nonce": nonce}, record.revision)
        return self._documents.exchange(change) is not None

    def count_checked(self, day: date) -> int:
        """Count the schedules last looked at in a session."""
        return self._documents.count_in_group(paths.SCHEDULES, "last_session", "==", day.isoformat())

    def count_checked_after(self, day: date) -> int:
        """Count the schedules last looked at in a later session."""
        return self._documents.count_in_group(paths.SCHEDULES, "last_session", ">", day.isoformat())

    def count_due(self, before: datetime) -> int:
        """Count the schedules that owe a look since before a time."""
        return self._documents.count_in_group(paths.SCHEDULES, "due_since", "<", before)

    def owed(self, before: datetime, limit: int) -> tuple[PortfolioRef, ...]:
        """Read who has waited longest."""
        latest = before - timedelta.resolution
        found = self._documents.find_in_group(paths.SCHEDULES, "due_since", latest, limit)
        return tuple(each.read_as(_Due).portfolio for each in found)


class FirestoreTicks:
    """The store of ticks; each is a document that its holder changes."""

    def __init__(self, documents: Documents, identifiers: Identifiers) -> None:
        self._documents = documents
        self._identifiers = identifiers

    def claim(self, name: str, holder: str, now: datetime, until: datetime) -> Tick | None:
        """Create the tick's document, or take it over once its holder's time is over."""
        path = paths.claim(name)
        stored = self._documents.read(path)
        tick = stored.read_as(Tick) if stored else Tick(name=name, holder=holder, until=until)
        if stored and (tick.is_done or tick.until > now):
            return None
        taken = Tick(
            name=name, holder=holder, until=until, reached=tick.reached, asked_count=tick.asked_count
        )
        return taken if self._store(path, taken, stored) else None

    def save(self, tick: Tick) -> bool:
        """Change the tick's document while it is its holder's."""
        path = paths.claim(tick.name)
        stored = self._documents.read(path)
        if stored is None or stored.read_as(Tick).holder != tick.holder:
            return False
        return self._store(path, tick, stored)

    def _store(self, path: str, tick: Tick, stored: Document | None) -> bool:
        nonce = self._identifiers.fresh()
        fields: Fields = {**to_document(tick), "nonce": nonce, "expires_at": tick.until + KEPT_FOR}
        write = Change(path, fields, stored.revision) if stored else Create(path, fields)
        return self._documents.exchange(write) is not None


def _read(stored: Document) -> Schedule:
    """Read a schedule; what was stored before looks could be unsettled was settled by its last one."""
    fields = stored.fields
    if "settled" in fields or fields.get("last_checked_at") is None:
        return stored.read_as(Schedule)
    settled = {
        "at": fields["last_checked_at"],
        "session": fields.get("last_session"),
        "coming_session": fields.get("coming_session"),
    }
    return replace(stored, fields={**fields, "settled": settled}).read_as(Schedule)
