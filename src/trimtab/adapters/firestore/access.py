"""Keys, the audit of access, token buckets and deletions, each document closed to every client."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from trimtab.adapters.firestore import access_paths, audit_paths
from trimtab.adapters.firestore.documents import Document, Documents, UnclearCommitError, unavailable
from trimtab.adapters.firestore.writes import Change, Create, Merge, Put, Write
from trimtab.contracts.codec import to_document
from trimtab.domain.access_event import AccessEvent
from trimtab.domain.api_key import ApiKey
from trimtab.domain.live_consent import LiveConsent
from trimtab.domain.personal_record import Deletion
from trimtab.domain.token_bucket import Purse, Take, take

MOST_TRIES: Final = 5
"""How often a bucket may be met that others have just taken from."""


class FirestoreAccessAudit:
    """Lines of the audit by day."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def add(self, event: AccessEvent) -> None:
        """Store a line."""
        self._documents.store(event_write(event))

    def of_day(self, day: date) -> tuple[AccessEvent, ...]:
        """Read a day's lines."""
        stored = self._documents.read_collection(audit_paths.access_events(day))
        return tuple(sorted((each.read_as(AccessEvent) for each in stored), key=lambda event: event.at))


class FirestoreApiKeys:
    """The store of keys."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def add(self, key: ApiKey, event: AccessEvent) -> None:
        """Store a key and its line; the id is fresh, so that a repetition does no harm."""
        self._documents.store(Put(access_paths.api_key(key.key_id), to_document(key)), event_write(event))

    def find(self, key_id: str) -> ApiKey | None:
        """Read a key."""
        stored = self._documents.read(access_paths.api_key(key_id))
        return stored.read_as(ApiKey) if stored else None

    def of(self, uid: str) -> tuple[ApiKey, ...]:
        """Read a person's keys."""
        found = self._documents.find(access_paths.API_KEYS, "uid", "==", uid)
        keys = (each.read_as(ApiKey) for each in found)
        return tuple(sorted(keys, key=lambda key: (key.created_at, key.key_id)))

    def revoke(self, key: ApiKey, event: AccessEvent) -> None:
        """Set when it was revoked, and nothing else: a use may be written at the same moment."""
        told = Merge(access_paths.api_key(key.key_id), {"revoked_at": key.revoked_at})
        self._documents.store(told, event_write(event))

    def note_use(self, key: ApiKey, event: AccessEvent) -> None:
        """Store a use, with the first one of a day the day."""
        if key.last_used_on == event.day:
            self._documents.store(event_write(event))
            return
        self._note_first_use(key, event)

    def _note_first_use(self, key: ApiKey, event: AccessEvent) -> None:
        path, day = access_paths.api_key(key.key_id), {"last_used_on": event.day.isoformat()}
        stored = self._documents.read(path)
        if stored is None:
            raise unavailable("the key has just been deleted")
        try:
            self._documents.commit((event_write(event), Change(path, day, stored.revision)))
        except UnclearCommitError:
            # A twin of this day's first use, or a revocation: the line counts, the next use sets the day.
            self._documents.store(event_write(event))


class FirestoreLiveConsents:
    """What people have said about their live accounts, under their own roots."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def find(self, uid: str, account_key: str) -> LiveConsent | None:
        """Read what was said last."""
        stored = self._documents.read(access_paths.live_consent(uid, account_key))
        return stored.read_as(LiveConsent) if stored else None

    def keep(self, consent: LiveConsent, event: AccessEvent) -> None:
        """Store it and its line in one step."""
        path = access_paths.live_consent(consent.uid, consent.account_key)
        self._documents.store(Put(path, to_document(consent)), event_write(event))


class FirestorePurses:
    """Token buckets; each take must find its buckets as it has read them."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def spend(self, purses: Sequence[Purse], now: datetime) -> timedelta:
        """Take from all buckets or from none; an unclear commit is paid again, never let through."""
        for _ in range(MOST_TRIES):
            stored = self._documents.read_together([access_paths.purse(each.name) for each in purses])
            pairs = tuple(zip(purses, stored, strict=True))
            takes = [take(_full_at(found), purse.allowance, now) for purse, found in pairs]
            wait = max(each.wait for each in takes)
            if wait or self._is_paid(pairs, takes):
                return wait
        raise unavailable("too many requests at once spend one allowance")

    def _is_paid(self, pairs: Sequence[tuple[Purse, Document | None]], takes: Sequence[Take]) -> bool:
        writes = [_bucket(purse, found, each) for (purse, found), each in zip(pairs, takes, strict=True)]
        try:
            self._documents.commit(writes)
        except UnclearCommitError:
            return False
        return True


class FirestoreDeletions:
    """Deletions under way and done."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def begin(self, uid: str, fresh: Deletion) -> Deletion:
        """Create the document, or read the one that is there."""
        path = access_paths.deletion(uid)
        try:
            self._documents.commit((Create(path, to_document(fresh)),))
        except UnclearCommitError as error:
            stored = self._documents.read(path)
            if stored is None:
                raise unavailable("it did not confirm the deletion") from error
            return stored.read_as(Deletion)
        return fresh

    def end(self, uid: str, at: datetime) -> None:
        """Set when it ended."""
        self._documents.store(Merge(access_paths.deletion(uid), {"ended_at": at}))


def event_write(event: AccessEvent) -> Write:
    """Store a line under its own id, the same however often."""
    return Put(audit_paths.access_event(event), to_document(event))


def _bucket(purse: Purse, found: Document | None, taken: Take) -> Write:
    path, fields = access_paths.purse(purse.name), {"full_at": taken.full_at}
    return Change(path, fields, found.revision) if found else Create(path, fields)


def _full_at(found: Document | None) -> datetime | None:
    if found is None:
        return None
    full_at = found.fields.get("full_at")
    if not isinstance(full_at, datetime):
        raise unavailable(f"the document {found.path} is no token bucket")
    return full_at.astimezone(UTC)
