"""Who is let in."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta

import pytest

from access_worlds import audited, create, purses, revoke
from trimtab.domain.access_commands import Caller, Entry
from trimtab.domain.api_key import PresentedKey, Scope, read_key
from trimtab.domain.errors import (
    NotPermittedError,
    NotSignedInError,
    TooManyRequestsError,
    UnavailableError,
)
from trimtab.domain.token_bucket import KEY_ALLOWANCE, USER_ALLOWANCE
from trimtab.services.admit import admit, find_key
from worlds import World, world

DRIFT = Entry(operation="portfolio_drift", scope=Scope.READ, correlation_id="c-1")
PERSON = Caller(uid="anna")


def holder(here: World, *scopes: Scope) -> Caller:
    """A program of Anna's."""
    return Caller(uid="anna", key=create(here, *scopes).key)


def shown(text: str) -> PresentedKey:
    """Read a key that is one."""
    found = read_key(text)
    assert found
    return found


def test_a_key_is_found_by_what_was_shown():
    """And tells whose it is."""
    here = world()
    created = create(here, Scope.READ)

    assert created.key == find_key(shown(created.text), here.services)


def test_unknown_wrong_and_revoked_keys_are_refused_in_the_same_words():
    """Nobody learns which of them it was."""
    here = world()
    created, other = create(here, Scope.READ), create(here, Scope.READ)
    revoke(here, created.key.key_id)
    swapped = PresentedKey(key_id=other.key.key_id, secret=shown(created.text).secret)
    unknown = PresentedKey(key_id="n" * 20, secret="s" * 40)
    told = set()
    for each in (None, unknown, swapped, shown(created.text)):
        with pytest.raises(NotSignedInError) as caught:
            find_key(each, here.services)
        told.add((caught.value.code, caught.value.message, str(caught.value.details)))

    assert 1 == len(told)


@pytest.mark.parametrize("needed", Scope)
@pytest.mark.parametrize("held", Scope)
def test_a_key_may_do_what_its_scope_says(held: Scope, needed: Scope):
    """Each scope opens its own endpoints and no other's."""
    here = world()
    refused = (
        nullcontext() if held is needed else pytest.raises(NotPermittedError, match=f"no scope {needed}")
    )
    with refused:
        admit(holder(here, held), Entry(operation="x", scope=needed), here.services)

    assert ["KEY_USED" if held is needed else "KEY_DENIED"] == [each.kind for each in audited(here)[1:]]


def test_a_person_needs_no_scope():
    """Whoever is signed in may do what the application does, and no key was used for it."""
    here = world()
    admit(PERSON, Entry(operation="x", scope=Scope.EXECUTE), here.services)

    assert [] == audited(here)


def test_every_use_is_audited_before_it_is_permitted():
    """What was let in, and what lacked the scope."""
    here = world()
    caller = holder(here, Scope.READ)
    admit(caller, DRIFT, here.services)
    with pytest.raises(NotPermittedError):
        admit(caller, Entry(operation="simulate", scope=Scope.SIMULATE), here.services)

    assert [("KEY_USED", "portfolio_drift", "c-1"), ("KEY_DENIED", "simulate", "")] == [
        (each.kind, each.operation, each.correlation_id) for each in audited(here)[1:]
    ]


def test_a_use_is_remembered_by_its_day_alone():
    """Coarsely: nobody's habits are kept beside the key."""
    here = world()
    caller = holder(here, Scope.READ)
    admit(caller, DRIFT, here.services)

    assert [here.clock.now().date()] == [key.last_used_on for key in here.services.access.keys.of("anna")]


def test_too_many_requests_of_a_key_are_refused_with_a_time():
    """After the wait the next one passes."""
    here = world()
    caller = holder(here, Scope.READ)
    for _ in range(KEY_ALLOWANCE.capacity):
        admit(caller, DRIFT, here.services)
    with pytest.raises(TooManyRequestsError, match="ask again in 1 s") as caught:
        admit(caller, DRIFT, here.services)
    here.clock.advance(timedelta(seconds=caught.value.retry_after))
    admit(caller, DRIFT, here.services)

    assert "RATE_LIMITED" == caught.value.code
    assert KEY_ALLOWANCE.capacity + 1 == sum(each.kind == "KEY_USED" for each in audited(here))


def test_all_keys_of_a_person_share_one_allowance():
    """More keys are not more requests, and another person has their own."""
    here = world()
    callers = [holder(here, Scope.READ) for _ in range(3)]
    for number in range(USER_ALLOWANCE.capacity):
        admit(callers[number % 3], DRIFT, here.services)
    for refused in (*callers, PERSON):
        with pytest.raises(TooManyRequestsError):
            admit(refused, DRIFT, here.services)
    admit(Caller(uid="ben"), DRIFT, here.services)


@pytest.mark.parametrize("is_person", [True, False])
def test_nobody_is_let_in_uncounted(*, is_person: bool):
    """A store that does not answer keeps everybody out, and no use is written down."""
    here = world()
    caller = PERSON if is_person else holder(here, Scope.READ)
    purses(here).is_down = True
    with pytest.raises(UnavailableError):
        admit(caller, DRIFT, here.services)

    assert not [each for each in audited(here) if each.kind == "KEY_USED"]
