"""Keys, limits and data rights on an open store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trimtab.adapters.sign_ins import FirebaseSignIns
from trimtab.ports.access import Access

if TYPE_CHECKING:
    from trimtab.adapters.firestore.documents import Documents


def access_wiring(documents: Documents, large: Documents, *, allows_live: bool) -> Access:
    """Wire them; what reads or writes all of a person has more time for each call."""
    from trimtab.adapters.firestore.access import (  # noqa: PLC0415 - pulls grpc
        FirestoreAccessAudit,
        FirestoreApiKeys,
        FirestoreDeletions,
        FirestoreLiveConsents,
        FirestorePurses,
    )
    from trimtab.adapters.firestore.personal_records import FirestorePersonalRecords  # noqa: PLC0415

    return Access(
        keys=FirestoreApiKeys(documents),
        audit=FirestoreAccessAudit(documents),
        purses=FirestorePurses(documents),
        records=FirestorePersonalRecords(large),
        deletions=FirestoreDeletions(documents),
        sign_ins=FirebaseSignIns(),
        live_consents=FirestoreLiveConsents(documents),
        allows_live=allows_live,
    )
