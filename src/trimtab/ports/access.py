"""Who may come in beside people who sign in, how often, and what is kept about whoever leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from trimtab.domain.access_event import AccessEvent
from trimtab.domain.api_key import ApiKey
from trimtab.domain.live_consent import LiveConsent
from trimtab.domain.personal_record import Deletion, PersonalRecord
from trimtab.domain.run import RunRef
from trimtab.domain.token_bucket import Purse

MOST_SETTLED: Final = 40
"""So many records meet their fates in one step: two writes each, within one batch (reliability §1)."""


class ApiKeys(Protocol):
    """The keys of everybody, and the audit of them: a change and its line are stored together or not at all.

    Every method raises UnavailableError when the store does not answer, or does not confirm.
    """

    def add(self, key: ApiKey, event: AccessEvent) -> None:
        """Store a new key."""

    def find(self, key_id: str) -> ApiKey | None:
        """Read a key by its id, revoked or not; None where there is none."""
        ...

    def of(self, uid: str) -> tuple[ApiKey, ...]:
        """List a person's keys, revoked ones too, in the order in which they were made."""
        ...

    def revoke(self, key: ApiKey, event: AccessEvent) -> None:
        """Store when a key was revoked, which `key` tells."""

    def note_use(self, key: ApiKey, event: AccessEvent) -> None:
        """Write a use down; the key itself keeps only the day of its last one."""


class AccessAudit(Protocol):
    """Lines of the audit that belong to no change of a key."""

    def add(self, event: AccessEvent) -> None:
        """Write a line down; the same one again changes nothing."""

    def of_day(self, day: date) -> tuple[AccessEvent, ...]:
        """List a day's lines (UTC) by their time."""
        ...


class Purses(Protocol):
    """The token buckets of keys and people."""

    def spend(self, purses: Sequence[Purse], now: datetime) -> timedelta:
        """Take a token from each bucket, or none from any; tell how long to wait, zero where all had one.

        Raises UnavailableError when the store does not answer or confirm: nobody is let in uncounted.
        """
        ...


class PersonalRecords(Protocol):
    """Everything that is stored about a person, wherever it lies.

    Every method raises UnavailableError when the store does not answer, or does not confirm.
    """

    def active_runs(self, uid: str) -> tuple[RunRef, ...]:
        """List the person's runs that have not ended, parked ones too."""
        ...

    def of(self, uid: str) -> Iterator[PersonalRecord]:
        """Read every record, those first by which others are found, the kill switches last."""
        ...

    def settle(self, records: Sequence[PersonalRecord], uid: str, pseudonym: str) -> None:
        """Let all these records meet their fates in one step, at most `MOST_SETTLED` of them.

        A record that is kept or renamed is afterwards no record of the person.
        """


class Deletions(Protocol):
    """Which accounts are being deleted, and under which pseudonym their orders are kept."""

    def begin(self, uid: str, fresh: Deletion) -> Deletion:
        """Store a deletion unless one has begun, and return the one that counts."""
        ...

    def end(self, uid: str, at: datetime) -> None:
        """Store that a deletion has come to its end."""


class LiveConsents(Protocol):
    """What people have said about trading their live accounts, stored together with its line of the audit."""

    def find(self, uid: str, account_key: str) -> LiveConsent | None:
        """Read what a person has last said about an account. Raises UnavailableError without an answer."""
        ...

    def keep(self, consent: LiveConsent, event: AccessEvent) -> None:
        """Store it and the line. Raises UnavailableError when the store does not confirm."""


class SignIns(Protocol):
    """The accounts by which people sign in."""

    def remove(self, uid: str) -> None:
        """Delete a person's account; one that is gone is no error. Raises UnavailableError without answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Every port that keys, limits, consents and data rights need.

    `allows_live` is whether this deployment trades with real money at all.
    """

    keys: ApiKeys
    audit: AccessAudit
    purses: Purses
    records: PersonalRecords
    deletions: Deletions
    sign_ins: SignIns
    live_consents: LiveConsents
    allows_live: bool = False
