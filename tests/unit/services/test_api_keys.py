"""Making, listing and revoking keys."""

from __future__ import annotations

from datetime import timedelta

import pytest

from access_worlds import audited, create, revoke
from trimtab.domain.access_commands import CreateApiKey
from trimtab.domain.api_key import MOST_KEYS, Scope, read_key
from trimtab.domain.errors import NotFoundError, NotPermittedError, RefusedError
from trimtab.domain.sign_in import RECENT
from trimtab.services.api_keys import create_api_key, list_api_keys
from worlds import world


def test_a_new_key_is_listed_and_opens():
    """Its text is told once; what is stored has only a hash."""
    here = world()
    created = create(here, Scope.SIMULATE, Scope.READ)
    shown = read_key(created.text)

    assert shown
    assert created.key.opens(shown)
    assert (created.key,) == list_api_keys("anna", here.services)
    assert shown.secret not in str(here.services.access.keys.of("anna"))
    assert (Scope.READ, Scope.SIMULATE) == created.key.scopes


def test_a_key_that_may_execute_needs_a_recent_sign_in():
    """The others need none."""
    here = world()
    old = here.clock.now() - RECENT - timedelta(seconds=1)
    commands = {
        scope: CreateApiKey(uid="anna", name="x", scopes=(scope,), signed_in_at=old) for scope in Scope
    }
    with pytest.raises(NotPermittedError, match="a key that may execute needs a sign-in"):
        create_api_key(commands[Scope.EXECUTE], here.services)
    for scope in (Scope.READ, Scope.SIMULATE, Scope.PROPOSE):
        create_api_key(commands[scope], here.services)

    assert 3 == len(list_api_keys("anna", here.services))


def test_keys_are_limited_in_number():
    """Revoked ones do not count."""
    here = world()
    keys = [create(here, Scope.READ).key for _ in range(MOST_KEYS)]
    with pytest.raises(RefusedError, match="You hold 20 keys") as caught:
        create(here, Scope.READ)
    revoke(here, keys[0].key_id)

    assert "TOO_MANY_API_KEYS" == caught.value.code
    assert (Scope.READ,) == create(here, Scope.READ).key.scopes


def test_a_revoked_key_stays_revoked():
    """Since the first time, however often it is asked."""
    here = world()
    key_id = create(here, Scope.READ).key.key_id
    first = revoke(here, key_id)
    here.clock.advance(timedelta(days=1))

    assert first == revoke(here, key_id)
    assert first.is_revoked


@pytest.mark.parametrize("uid", ["anna", "ben"])
def test_another_person_s_key_cannot_be_told_from_none(uid: str):
    """Neither can be revoked, and both answers are the same."""
    here = world()
    key_id = create(here, Scope.READ).key.key_id if uid == "ben" else "n" * 20
    with pytest.raises(NotFoundError, match=f"There is no key {key_id}; list your keys"):
        revoke(here, key_id, uid)

    assert () == list_api_keys("ben", here.services)


def test_every_grant_and_its_end_is_audited():
    """By whom, for which scopes and when."""
    here = world()
    key_id = create(here, Scope.READ).key.key_id
    revoke(here, key_id)

    assert [("KEY_CREATED", "anna", key_id), ("KEY_REVOKED", "anna", key_id)] == [
        (each.kind, each.uid, each.key_id) for each in audited(here)
    ]
