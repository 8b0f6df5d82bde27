"""What people have said about real money, in every store."""

from __future__ import annotations

from dataclasses import replace

from contract.access.conftest import Kept
from trimtab.domain.access_event import AccessEvent, AccessKind
from trimtab.domain.live_consent import LiveConsent
from worlds import NOON

YES = LiveConsent(uid="anna", account_key="acct_1", account_label="4f2a", is_given=True, changed_at=NOON)
LINE = AccessEvent(event_id="e1", uid="anna", kind=AccessKind.LIVE_ENABLED, at=NOON)


def test_a_consent_comes_back_with_its_line(kept: Kept):
    """Equal in every field, for its person and its account alone."""
    kept.consents.keep(YES, LINE)

    assert (YES, (LINE,)) == (kept.consents.find("anna", "acct_1"), kept.audit.of_day(NOON.date()))
    assert (None, None) == (kept.consents.find("anna", "acct_2"), kept.consents.find("ben", "acct_1"))


def test_what_was_said_last_counts(kept: Kept):
    """A no takes the place of a yes; both lines stay."""
    no, line = replace(YES, is_given=False), replace(LINE, event_id="e2", kind=AccessKind.LIVE_DISABLED)
    kept.consents.keep(YES, LINE)
    kept.consents.keep(no, line)

    assert (no, 2) == (kept.consents.find("anna", "acct_1"), len(kept.audit.of_day(NOON.date())))
