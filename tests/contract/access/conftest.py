"""Keys, buckets, audit and records: the fakes in memory, and Firestore as its official emulator serves it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from contract.stores.conftest import client, documents
from trimtab.adapters.firestore.access import (
    FirestoreAccessAudit,
    FirestoreApiKeys,
    FirestoreDeletions,
    FirestoreLiveConsents,
    FirestorePurses,
)
from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.memory.access import (
    MemoryAccessAudit,
    MemoryApiKeys,
    MemoryDeletions,
    MemoryLiveConsents,
    MemoryPurses,
)
from trimtab.ports.access import AccessAudit, ApiKeys, Deletions, LiveConsents, Purses

__all__ = ["client", "documents"]


@dataclass(frozen=True, slots=True)
class Kept:
    """One implementation of each port."""

    keys: ApiKeys
    audit: AccessAudit
    purses: Purses
    deletions: Deletions
    consents: LiveConsents


@pytest.fixture(params=["memory", pytest.param("firestore", marks=pytest.mark.emulator)])
def kept(request: pytest.FixtureRequest) -> Kept:
    """Open each implementation in turn, empty."""
    if request.param == "memory":
        audit = MemoryAccessAudit()
        return Kept(MemoryApiKeys(audit), audit, MemoryPurses(), MemoryDeletions(), MemoryLiveConsents(audit))
    return on_firestore(request.getfixturevalue("documents"))


def on_firestore(gateway: Documents) -> Kept:
    """Open the real ones on a gateway."""
    return Kept(
        FirestoreApiKeys(gateway),
        FirestoreAccessAudit(gateway),
        FirestorePurses(gateway),
        FirestoreDeletions(gateway),
        FirestoreLiveConsents(gateway),
    )
