"""Who is calling."""

from __future__ import annotations

import pytest

from access_worlds import SHOWN, create, revoke, with_key
from rest_worlds import entrance, rest_client
from trimtab.domain.access_commands import Caller
from trimtab.domain.api_key import Scope
from trimtab.domain.errors import NotSignedInError
from trimtab.web.callers import find_caller
from trimtab.web.operations import OPERATIONS, Operation
from worlds import World, world

ADDRESSES = {each.name: each.path.replace("{portfolio_id}", "p").replace("{id}", "p") for each in OPERATIONS}


def status(here: World, operation: Operation, text: str) -> tuple[int, str]:
    """Call an endpoint with a key and an empty body; tell how it ends."""
    path = ADDRESSES[operation.name]
    answer = rest_client(here).open(path, method=operation.method, json={}, headers=with_key(text))
    return answer.status_code, (answer.get_json() or {}).get("reason_code", "")


def test_a_token_is_a_person_and_a_key_is_a_program():
    """Both act for whom they belong to."""
    here = world()
    created = create(here, Scope.READ, uid="ben")

    assert Caller(uid="anna") == find_caller("Bearer anna", entrance(here))
    assert Caller(uid="ben", key=created.key) == find_caller(f"Bearer {created.text}", entrance(here))


@pytest.mark.parametrize("authorization", ["", "Bearer ", "Basic anna", "anna", "Bearer eve"])
def test_nobody_is_nobody(authorization: str):
    """The refusal is a value, so that the watch over the call tells it."""
    found = find_caller(authorization, entrance(world()))

    assert isinstance(found, NotSignedInError)
    assert "NOT_SIGNED_IN" == found.code


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)
@pytest.mark.parametrize("scope", Scope)
def test_every_endpoint_asks_for_its_scope(operation: Operation, scope: Scope):
    """The right one leads to the endpoint, which refuses the empty body or the portfolio; others to 403."""
    here = world()
    told = status(here, operation, create(here, scope).text)

    assert (told == (403, "SCOPE_MISSING")) is (scope is not operation.scope)
    assert told[0] in ({404, 422} if scope is operation.scope else {403})


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)
@pytest.mark.parametrize("kind", ["unknown", "wrong secret", "revoked", "malformed"])
def test_a_key_that_does_not_hold_opens_no_endpoint(operation: Operation, kind: str):
    """401 at each of them, in the same words."""
    here = world()
    created, other = create(here, *Scope), create(here, *Scope)
    revoke(here, other.key.key_id)
    texts = {
        "unknown": SHOWN.text,
        "wrong secret": created.text[:-1] + ("x" if created.text[-1] != "x" else "y"),
        "revoked": other.text,
        "malformed": created.text[:-1],
    }

    assert (401, "API_KEY_REFUSED") == status(here, operation, texts[kind])
