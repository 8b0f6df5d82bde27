"""What is written down of whoever was let in, by what, and of what became of an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from trimtab.domain.api_key import Scope


class AccessKind(StrEnum):
    """What has happened; KEY_DENIED is a key that holds and lacks the scope it would have needed."""

    KEY_CREATED = "KEY_CREATED"
    KEY_REVOKED = "KEY_REVOKED"
    KEY_USED = "KEY_USED"
    KEY_DENIED = "KEY_DENIED"
    ACCOUNT_EXPORTED = "ACCOUNT_EXPORTED"
    LIVE_ENABLED = "LIVE_ENABLED"
    LIVE_DISABLED = "LIVE_DISABLED"
    DELETION_BEGUN = "DELETION_BEGUN"
    DELETION_ENDED = "DELETION_ENDED"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEvent:
    """One line of the audit; `operation` is the endpoint that a key was used at.

    `uid` is whose account it is: the pseudonym once that is deleted.
    """

    event_id: str
    uid: str
    kind: AccessKind
    at: datetime
    key_id: str = ""
    scopes: tuple[Scope, ...] = ()
    operation: str = ""
    correlation_id: str = ""

    @property
    def day(self) -> date:
        """The day (UTC) it belongs to."""
        return self.at.astimezone(UTC).date()
