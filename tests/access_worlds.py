"""Keys and personal records for tests of who may come in, and of what is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from trimtab.adapters.memory.access import MemoryAccessAudit, MemoryPersonalRecords, MemoryPurses
from trimtab.domain.access_commands import ApiKeyCreated, CreateApiKey, RevokeApiKey
from trimtab.domain.access_event import AccessEvent
from trimtab.domain.api_key import ApiKey, PresentedKey, Scope, hash_secret
from trimtab.domain.personal_record import Fate, PersonalRecord
from trimtab.services.api_keys import create_api_key, revoke_api_key
from worlds import ANNA, NOON, World

KEY_ID: Final = "k" * 20
SHOWN: Final = PresentedKey(key_id=KEY_ID, secret="s" * 40)


def key_of(uid: str = "anna", *scopes: Scope, revoked_at: datetime | None = None) -> ApiKey:
    """A key that `SHOWN` opens; it may read where no scopes are named."""
    return ApiKey(
        key_id=KEY_ID,
        uid=uid,
        name="script",
        scopes=scopes or (Scope.READ,),
        secret_hash=hash_secret(SHOWN, uid),
        created_at=NOON,
        revoked_at=revoked_at,
    )


def create(here: World, *scopes: Scope, uid: str = ANNA.uid) -> ApiKeyCreated:
    """Make a key for somebody who has just signed in."""
    command = CreateApiKey(uid=uid, name="script", scopes=scopes, signed_in_at=here.clock.now())
    return create_api_key(command, here.services)


def revoke(here: World, key_id: str, uid: str = ANNA.uid) -> ApiKey:
    """Revoke a key."""
    return revoke_api_key(RevokeApiKey(uid=uid, key_id=key_id), here.services)


def with_key(text: str) -> dict[str, str]:
    """The headers of a program."""
    return {"Authorization": f"Bearer {text}"}


def audited(here: World) -> list[AccessEvent]:
    """The audit's lines in the order in which they were written."""
    audit = here.services.access.audit
    assert isinstance(audit, MemoryAccessAudit)
    return list(audit.events.values())


def purses(here: World) -> MemoryPurses:
    """The token buckets."""
    found = here.services.access.purses
    assert isinstance(found, MemoryPurses)
    return found


def records(here: World) -> MemoryPersonalRecords:
    """What is stored about everybody."""
    found = here.services.access.records
    assert isinstance(found, MemoryPersonalRecords)
    return found


def fill(here: World, uid: str = ANNA.uid) -> None:
    """Store three records of a person, one for each fate."""
    records(here).put(
        uid,
        PersonalRecord(f"home/{uid}/allocation/SPY", {"symbol": "SPY", "secret_hash": "canary"}),
        PersonalRecord(f"home/{uid}/runs/1", {"uid": uid, "legs": [{"by": uid}]}, Fate.KEPT),
        PersonalRecord("audit/1", {"place": {"portfolio": {"uid": uid}}}, Fate.RENAMED),
    )
