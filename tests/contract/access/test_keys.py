"""What every store of keys, buckets, audit lines and deletions promises."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from access_worlds import SHOWN, key_of
from contract.access.conftest import Kept, on_firestore
from racing import race
from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.firestore.writes import Put
from trimtab.domain.access_event import AccessEvent, AccessKind
from trimtab.domain.api_key import ApiKey, Scope
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.errors import UnavailableError
from trimtab.domain.personal_record import Deletion
from trimtab.domain.token_bucket import Allowance, Purse
from worlds import NOON

KEY = key_of("anna", Scope.READ, Scope.EXECUTE)
TWO = Purse("user:anna", Allowance(2, timedelta(seconds=1)))
ONE = Purse("key:k", Allowance(1, timedelta(seconds=3)))


def line(kind: AccessKind = AccessKind.KEY_CREATED, name: str = "e1", key: ApiKey = KEY) -> AccessEvent:
    """A line about a key."""
    return AccessEvent(event_id=name, uid=key.uid, kind=kind, at=NOON, key_id=key.key_id, scopes=key.scopes)


def test_a_key_comes_back_and_opens(kept: Kept):
    """Equal in every field, and found by id and by person."""
    kept.keys.add(KEY, line())

    assert (KEY, (KEY,), ()) == (kept.keys.find(KEY.key_id), kept.keys.of("anna"), kept.keys.of("ben"))
    assert KEY.opens(SHOWN)


def test_a_key_that_is_not_there_is_none(kept: Kept):
    """An answer, not an error."""
    assert kept.keys.find("n" * 20) is None


def test_keys_are_listed_by_their_age(kept: Kept):
    """The oldest first, whatever their ids."""
    later = replace(KEY, key_id="a" * 20, created_at=NOON + timedelta(seconds=1))
    kept.keys.add(later, line(name="e2", key=later))
    kept.keys.add(KEY, line())

    assert (KEY, later) == kept.keys.of("anna")


def test_revoking_and_using_change_one_field_each(kept: Kept):
    """And each leaves its line."""
    kept.keys.add(KEY, line())
    kept.keys.note_use(KEY, line(AccessKind.KEY_USED, "e2"))
    kept.keys.revoke(replace(KEY, revoked_at=NOON), line(AccessKind.KEY_REVOKED, "e3"))
    expected = replace(KEY, revoked_at=NOON, last_used_on=NOON.date())

    assert expected == kept.keys.find(KEY.key_id)
    assert {"KEY_CREATED", "KEY_USED", "KEY_REVOKED"} == {
        each.kind for each in kept.audit.of_day(NOON.date())
    }


def test_a_use_does_not_bring_a_revoked_key_back(kept: Kept):
    """Whoever has read it before it was revoked writes its use down, and nothing else."""
    kept.keys.add(KEY, line())
    kept.keys.revoke(replace(KEY, revoked_at=NOON), line(AccessKind.KEY_REVOKED, "e2"))
    kept.keys.note_use(KEY, line(AccessKind.KEY_USED, "e3"))
    found = kept.keys.find(KEY.key_id)

    assert found
    assert found.is_revoked


def test_audit_lines_are_kept_by_day(kept: Kept):
    """The same one twice is one."""
    tomorrow = replace(line(name="e2"), at=NOON + timedelta(days=1))
    for each in (line(), line(), tomorrow):
        kept.audit.add(each)

    assert ((line(),), (tomorrow,)) == (kept.audit.of_day(NOON.date()), kept.audit.of_day(tomorrow.day))


def test_a_bucket_is_spent_and_fills(kept: Kept):
    """As the pure function says."""
    waits = [kept.purses.spend((TWO,), NOON) for _ in range(3)]
    waits.append(kept.purses.spend((TWO,), NOON + timedelta(seconds=1)))

    assert [0, 0, 1, 0] == [wait.total_seconds() for wait in waits]


def test_all_buckets_pay_or_none(kept: Kept):
    """A refusal by one leaves the other full."""
    kept.purses.spend((ONE,), NOON)

    assert timedelta(seconds=3) == kept.purses.spend((TWO, ONE), NOON)
    assert [0, 0] == [kept.purses.spend((TWO,), NOON).total_seconds() for _ in range(2)]


def test_buckets_are_apart_by_name(kept: Kept):
    """One person's requests are not another's."""
    kept.purses.spend((ONE,), NOON)

    assert not kept.purses.spend((replace(ONE, name="key:l"),), NOON)


def test_a_deletion_begins_once_and_ends(kept: Kept):
    """The first pseudonym counts, before and after the end."""
    first = Deletion(pseudonym="p1", begun_at=NOON)
    begun = [kept.deletions.begin("anna", replace(first, pseudonym=name)) for name in ("p1", "p2")]
    kept.deletions.end("anna", NOON)

    assert [first, first] == begun
    assert replace(first, ended_at=NOON) == kept.deletions.begin("anna", first)


@pytest.mark.emulator
def test_racing_requests_spend_each_token_once(documents: Documents):
    """Of ten at one moment as many are let in as there are tokens; whoever cannot be counted is not."""
    purses = on_firestore(documents).purses
    five = Purse("user:anna", Allowance(5, timedelta(hours=1)))

    def ask() -> str:
        try:
            return "refused" if purses.spend((five,), NOON) else "let in"
        except UnavailableError:
            return "uncounted"

    told = race([ask] * 10)

    assert 1 <= told.count("let in") <= 5


@pytest.mark.emulator
@pytest.mark.parametrize("full_at", [None, "soon", 7])
def test_a_bucket_that_cannot_be_read_keeps_everybody_out(documents: Documents, full_at: object):
    """It is no full bucket."""
    documents.store(Put(f"rateLimits/{canonical_hash(TWO.name)}", {"full_at": full_at}))
    with pytest.raises(UnavailableError, match="is no token bucket"):
        on_firestore(documents).purses.spend((TWO,), NOON)


@pytest.mark.emulator
def test_a_stored_key_holds_nothing_that_opens_it(documents: Documents):
    """A copy of the database is no copy of the keys."""
    kept = on_firestore(documents)
    kept.keys.add(KEY, line())
    stored = documents.read(f"apiKeys/{KEY.key_id}")

    assert stored
    assert SHOWN.secret not in str(stored.fields)
    assert {field.name for field in fields(ApiKey)} == set(stored.fields)
