"""The application: who is let in, how no is said, and what every call leaves behind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from access_worlds import SHOWN, create, purses, with_key
from automated_worlds import due_world
from rest_worlds import MADE_ID, Watched, entrance, rest_client, signed_in
from trimtab.domain.api_key import Scope
from trimtab.domain.errors import TrimtabError
from trimtab.domain.token_bucket import KEY_ALLOWANCE
from trimtab.ports import Services
from trimtab.web.app import create_app
from trimtab.web.operations import OPERATIONS
from worlds import world

DRIFT = "/api/portfolios/default/drift/"
ENDPOINTS = [(each.method, each.path.replace("{", "").replace("}", "")) for each in OPERATIONS]
NAMED = [(each.method, each.path) for each in OPERATIONS if "{" in each.path]
BODIES: dict[str, Any] = {"trigger": "MANUAL", "what-if": {"trades": []}}


def test_the_documents_addresses_are_the_endpoints():
    """Methods and paths of requirements 000, 001 and 003."""
    assert [
        ("POST", "/api/v1/rebalancing/analyze"),
        ("GET", "/api/v1/rebalancing/{portfolio_id}/status"),
        ("POST", "/api/v1/rebalancing/{portfolio_id}/trigger"),
        ("GET", "/api/portfolios/{id}/drift/"),
        ("GET", "/api/portfolios/{id}/rebalance/suggestions/"),
        ("POST", "/api/portfolios/{id}/rebalance/what-if/"),
        ("POST", "/rebalance/simulate"),
    ] == [(each.method, each.path) for each in OPERATIONS]


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
def test_nobody_gets_in_without_signing_in(method: str, path: str):
    """Every endpoint asks who is there before it looks at anything else."""
    answer = rest_client(world()).open(path, method=method, data=b"\xff")

    assert (401, "NOT_SIGNED_IN") == (answer.status_code, answer.get_json()["reason_code"])
    assert "Bearer" == answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize(("method", "path"), NAMED)
@pytest.mark.parametrize("uid", ["anna", "ben"])
def test_somebody_else_s_portfolio_cannot_be_told_from_none(method: str, path: str, uid: str):
    """The same words for an id that Anna has, asked by Ben, as for one that nobody has."""
    here = due_world()
    portfolio_id = "default" if uid == "ben" else "nobodys"
    body = next((sent for end, sent in BODIES.items() if end in path), None)
    address = path.replace("{portfolio_id}", portfolio_id).replace("{id}", portfolio_id)
    answer = rest_client(here).open(address, method=method, json=body, headers=signed_in(uid))

    assert 404 == answer.status_code
    assert f"There is no portfolio {portfolio_id}; save targets first." == answer.get_json()["detail"]


def test_an_analysis_of_somebody_else_s_portfolio_cannot_be_told_from_none():
    """Its id stands in the body."""
    client = rest_client(due_world())
    sent = {"portfolio_id": "default", "trigger_type": "MANUAL"}
    answer = client.post("/api/v1/rebalancing/analyze", json=sent, headers=signed_in("ben"))

    assert (404, "PORTFOLIO_NOT_FOUND") == (answer.status_code, answer.get_json()["reason_code"])


@pytest.mark.parametrize("portfolio_id", ["a b", "a.b", "..", "x" * 65, "%00", "ünï", "__x__$"])
def test_what_can_be_no_id_is_refused_by_name(portfolio_id: str):
    """It names nothing, anywhere."""
    answer = rest_client(world()).get(f"/api/portfolios/{portfolio_id}/drift/", headers=signed_in())

    assert (422, "portfolio_id") == (answer.status_code, answer.get_json()["details"]["field"])


@pytest.mark.parametrize("path", ["/api/portfolios//drift/", "/api/portfolios/a%2Fb/drift/", "/nowhere"])
def test_what_is_no_address_is_not_found(path: str):
    """HTTP's own no, as a problem document with its id."""
    answer = rest_client(world()).get(path, headers=signed_in(X_Correlation_ID="c-1"))

    assert (404, "about:blank", "c-1") == (
        answer.status_code,
        answer.get_json()["type"],
        answer.get_json()["correlation_id"],
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_another_method_is_told_which_is_right(method: str):
    """405 names what is allowed."""
    answer = rest_client(world()).open(DRIFT, method=method, headers=signed_in())

    assert (405, {"GET", "HEAD"}) == (answer.status_code, set(answer.allow or ()))


def test_a_slash_at_the_end_may_be_left_out():
    """A redirect would name a host that callers do not know."""
    answer = rest_client(due_world()).get(DRIFT.rstrip("/"), headers=signed_in())

    assert 200 == answer.status_code


@pytest.mark.parametrize(("sent", "expected"), [({}, MADE_ID), ({"X_Correlation_ID": "c-1"}, "c-1")])
def test_every_answer_carries_its_id(sent: dict[str, str], expected: str):
    """The caller's own, or one that is made; in problems, too."""
    client = rest_client(due_world())
    good = client.get(DRIFT, headers=signed_in(**sent))
    bad = client.get(f"{DRIFT}?x=1", headers=signed_in(**sent))

    assert [expected] * 3 == [
        good.headers["X-Correlation-ID"],
        bad.headers["X-Correlation-ID"],
        bad.get_json()["correlation_id"],
    ]


def test_every_call_is_watched_under_its_ids():
    """Whose it is, which portfolio, and the id of its lines."""
    watched = Watched()
    rest_client(due_world(), watched).get(DRIFT, headers=signed_in())

    assert [(MADE_ID, {"uid": "anna", "portfolio_id": "default"})] == watched.calls


def test_a_refusal_is_watched_too():
    """Whoever counts refusals sees it."""
    watched = Watched()
    rest_client(world(), watched).get(DRIFT)

    assert ["NotSignedInError"] == [type(error).__name__ for error in watched.failures]


def test_a_defect_tells_nothing_of_itself():
    """The watch has it, the caller only its id."""
    watched = Watched()
    broken = replace(entrance(world(), watched), services=no_services)
    answer = create_app(broken).test_client().get(DRIFT, headers=signed_in())

    assert (500, f"Something is wrong on our side; quote {MADE_ID}.") == (
        answer.status_code,
        answer.get_json()["detail"],
    )
    assert ["ValueError"] == [type(error).__name__ for error in watched.failures]


def no_services() -> Services:
    """Fall over."""
    raise ValueError("no services")


def test_a_problem_is_a_problem_by_its_type():
    """RFC 7807's media type; nothing is kept by caches."""
    answer = rest_client(world()).get(DRIFT)

    assert ("application/problem+json", "no-store", "nosniff") == (
        answer.content_type,
        answer.headers["Cache-Control"],
        answer.headers["X-Content-Type-Options"],
    )


def test_a_broker_that_is_away_is_unavailable():
    """503: ask again."""
    here = due_world()
    here.broker.is_down = True
    answer = rest_client(here).get(DRIFT, headers=signed_in())

    assert (503, "BROKER_UNAVAILABLE") == (answer.status_code, answer.get_json()["reason_code"])


def test_two_applications_share_nothing():
    """Each is made from its own entrance."""
    one, other = rest_client(due_world()), rest_client(world())

    assert (200, 404) == (
        one.get(DRIFT, headers=signed_in()).status_code,
        other.get(DRIFT, headers=signed_in()).status_code,
    )


def test_one_request_too_many_is_told_when_to_come_again():
    """429, `Retry-After` in seconds, and a problem document."""
    here = world()
    client, headers = rest_client(here), with_key(create(here, Scope.READ).text)
    answers = [client.get(DRIFT, headers=headers) for _ in range(KEY_ALLOWANCE.capacity + 1)]
    last = answers[-1]

    assert {404} == {answer.status_code for answer in answers[:-1]}
    assert (429, "1", "application/problem+json", "RATE_LIMITED") == (
        last.status_code,
        last.headers["Retry-After"],
        last.content_type,
        last.get_json()["reason_code"],
    )


def test_a_store_that_does_not_count_lets_nobody_in():
    """503, whether a person asks or a program."""
    here = world()
    text = create(here, Scope.READ).text
    purses(here).is_down = True
    answers = [rest_client(here).get(DRIFT, headers=each) for each in (signed_in(), with_key(text))]

    assert [503, 503] == [answer.status_code for answer in answers]


def test_a_program_sees_its_owner_s_portfolios_only():
    """Anna's key opens Anna's; Ben's key finds none of hers."""
    here = due_world()
    texts = [create(here, Scope.READ, uid=uid).text for uid in ("anna", "ben")]

    assert [200, 404] == [rest_client(here).get(DRIFT, headers=with_key(text)).status_code for text in texts]


def test_a_refused_key_is_told_to_the_watch():
    """As every other call that comes to nothing."""
    watched = Watched()
    rest_client(world(), watched).get(DRIFT, headers=with_key(SHOWN.text))

    assert ["API_KEY_REFUSED"] == [
        error.code for error in watched.failures if isinstance(error, TrimtabError)
    ]
