"""What a person asks for about keys, and about all that is kept of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from trimtab.domain.api_key import ApiKey, Scope
from trimtab.domain.personal_record import PersonalRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApiKey:
    """Make a key for some scopes; `signed_in_at` is when its owner last showed who they are."""

    uid: str
    name: str
    scopes: tuple[Scope, ...]
    signed_in_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeyCreated:
    """A new key; `text` is the only copy of what its owner has to keep."""

    key: ApiKey
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeApiKey:
    """Let a key open nothing any more."""

    uid: str
    key_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks at an endpoint: a person, or a person's key."""

    uid: str
    key: ApiKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a caller wants to enter, and the scope that a key needs for it."""

    operation: str
    scope: Scope
    correlation_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportData:
    """Read a page of all that is stored about a person; it begins after a record, else at the first."""

    uid: str
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountExport:
    """A page, by path; `next_after` is where the next one begins, None on the last."""

    records: tuple[PersonalRecord, ...]
    exported_at: datetime
    next_after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteAccount:
    """Delete all of a person but order records; runs under way are cancelled only where that is asked."""

    uid: str
    signed_in_at: datetime | None
    cancels_runs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDeleted:
    """What has left, and how many order records are kept under a pseudonym."""

    deleted_count: int
    kept_count: int
    ended_at: datetime
