"""Keys, buckets, audit and personal records as dictionaries; one contract suite covers both kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Lock

from trimtab.domain.access_event import AccessEvent
from trimtab.domain.api_key import ApiKey
from trimtab.domain.errors import UnavailableError
from trimtab.domain.live_consent import LiveConsent
from trimtab.domain.personal_record import Deletion, Fate, PersonalRecord, under_pseudonym
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunRef
from trimtab.domain.token_bucket import Purse, take


class MemoryAccessAudit:
    """The audit's fake; `events` are its lines by id."""

    def __init__(self) -> None:
        self.events: dict[str, AccessEvent] = {}

    def add(self, event: AccessEvent) -> None:
        """Keep a line."""
        self.events[event.event_id] = event

    def of_day(self, day: date) -> tuple[AccessEvent, ...]:
        """Return a day's lines."""
        told = (event for event in self.events.values() if event.day == day)
        return tuple(sorted(told, key=lambda event: event.at))


class MemoryApiKeys:
    """The keys' fake."""

    def __init__(self, audit: MemoryAccessAudit) -> None:
        self.keys: dict[str, ApiKey] = {}
        self._audit = audit

    def add(self, key: ApiKey, event: AccessEvent) -> None:
        """Keep a key."""
        self.keys[key.key_id] = key
        self._audit.add(event)

    def find(self, key_id: str) -> ApiKey | None:
        """Return a key."""
        return self.keys.get(key_id)

    def of(self, uid: str) -> tuple[ApiKey, ...]:
        """Return a person's keys."""
        own = (key for key in self.keys.values() if key.uid == uid)
        return tuple(sorted(own, key=lambda key: (key.created_at, key.key_id)))

    def revoke(self, key: ApiKey, event: AccessEvent) -> None:
        """Keep when a key was revoked."""
        self.keys[key.key_id] = replace(self.keys[key.key_id], revoked_at=key.revoked_at)
        self._audit.add(event)

    def note_use(self, key: ApiKey, event: AccessEvent) -> None:
        """Keep a use."""
        self.keys[key.key_id] = replace(self.keys[key.key_id], last_used_on=event.day)
        self._audit.add(event)


class MemoryLiveConsents:
    """The consents' fake."""

    def __init__(self, audit: MemoryAccessAudit) -> None:
        self.consents: dict[tuple[str, str], LiveConsent] = {}
        self._audit = audit

    def find(self, uid: str, account_key: str) -> LiveConsent | None:
        """Return what was said last."""
        return self.consents.get((uid, account_key))

    def keep(self, consent: LiveConsent, event: AccessEvent) -> None:
        """Keep it and its line."""
        self.consents[consent.uid, consent.account_key] = consent
        self._audit.add(event)


class MemoryPurses:
    """The buckets' fake; `is_down` makes it fail."""

    def __init__(self) -> None:
        self.full_at: dict[str, datetime] = {}
        self.is_down = False
        self._lock = Lock()

    def spend(self, purses: Sequence[Purse], now: datetime) -> timedelta:
        """Take from all or from none."""
        if self.is_down:
            raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, "The store failed; try again.")
        with self._lock:
            takes = {each.name: take(self.full_at.get(each.name), each.allowance, now) for each in purses}
            wait = max(each.wait for each in takes.values())
            if not wait:
                self.full_at.update({name: each.full_at for name, each in takes.items()})
            return wait


class MemoryPersonalRecords:
    """The records' fake: `records` by path, whose they are is told by `owners`, what runs by `look`."""

    def __init__(self) -> None:
        self.records: dict[str, PersonalRecord] = {}
        self.owners: dict[str, str] = {}
        self.left: dict[str, Mapping[str, object]] = {}
        self.look: Callable[[str], tuple[RunRef, ...]] = lambda _: ()

    def put(self, uid: str, *records: PersonalRecord) -> None:
        """Keep records of a person."""
        self.records.update({record.path: record for record in records})
        self.owners.update({record.path: uid for record in records})

    def active_runs(self, uid: str) -> tuple[RunRef, ...]:
        """Return the runs that a look finds."""
        return self.look(uid)

    def of(self, uid: str) -> Iterator[PersonalRecord]:
        """Return a person's records."""
        yield from [record for path, record in self.records.items() if self.owners[path] == uid]

    def settle(self, records: Sequence[PersonalRecord], uid: str, pseudonym: str) -> None:
        """Drop records; what is kept is in `left` afterwards."""
        for record in records:
            self.records.pop(record.path, None)
            if record.fate is not Fate.DESTROYED:
                kept = record.path.replace(uid, pseudonym)
                self.left[kept] = under_pseudonym(record.fields, uid, pseudonym)


class MemoryDeletions:
    """The deletions' fake."""

    def __init__(self) -> None:
        self.deletions: dict[str, Deletion] = {}

    def begin(self, uid: str, fresh: Deletion) -> Deletion:
        """Keep the first one."""
        return self.deletions.setdefault(uid, fresh)

    def end(self, uid: str, at: datetime) -> None:
        """Keep when it ended."""
        self.deletions[uid] = replace(self.deletions[uid], ended_at=at)


class MemorySignIns:
    """The sign-ins' fake; `removed` are those that are gone."""

    def __init__(self) -> None:
        self.removed: list[str] = []

    def remove(self, uid: str) -> None:
        """Remember who is gone."""
        self.removed.append(uid)
