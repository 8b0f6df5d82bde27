"""What an endpoint reads, and what it refuses to read."""

from __future__ import annotations

from typing import Any

import pytest

from automated_worlds import due_world
from rest_worlds import rest_client, signed_in
from trimtab.contracts.raw_json import MOST_BYTES

WHAT_IF = "/api/portfolios/default/rebalance/what-if/"
GOOD = b'{"trades": []}'


def send(body: bytes, path: str = WHAT_IF, **changes: Any) -> Any:
    """Send raw bytes to the what-if."""
    told = {"content_type": "application/json", "headers": signed_in(), **changes}
    return rest_client(due_world()).post(path, data=body, **told)


def test_a_plain_body_is_read():
    """Nothing stands in its way."""
    assert 200 == send(GOOD).status_code


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", "body"),
        (b"{", "body"),
        (b'{"trades": [], "trades": []}', "body"),
        (b'{"trades": NaN}', "body"),
        (b"[" * 50_000, "body"),
        (GOOD + b" " * MOST_BYTES, "body"),
        (GOOD + b" " * 8_000_000, "body"),
        (b"\xef\xbb\xbf" + GOOD, "body"),
        (GOOD.decode().encode("utf-16"), "body"),
        (b"[]", "data"),
        (b'{"trades": [], "uid": "ben"}', "uid"),
        (b'{"trades": [{"asset_type": "bond", "action": "BUY", "value": 1e15}]}', "trades[0].value"),
    ],
)
def test_any_other_body_is_refused_by_name(body: bytes, field: str):
    """422, the field that is wrong, and nothing done."""
    problem = send(body)

    assert (422, field) == (problem.status_code, problem.get_json()["details"]["field"])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"content_type": "text/plain"}, "Content-Type"),
        ({"content_type": "application/x-www-form-urlencoded"}, "Content-Type"),
        ({"headers": signed_in(Content_Encoding="gzip")}, "Content-Encoding"),
    ],
)
def test_other_kinds_of_bodies_are_refused(changes: dict[str, Any], field: str):
    """Only JSON as it is."""
    assert field == send(GOOD, **changes).get_json()["details"]["field"]


@pytest.mark.parametrize("query", ["uid=ben", "portfolio_id=x", "x="])
def test_a_parameter_nobody_reads_is_refused(query: str):
    """It is a mistake of the caller, never passed over."""
    problem = send(GOOD, f"{WHAT_IF}?{query}")

    assert (422, query.partition("=")[0]) == (problem.status_code, problem.get_json()["details"]["field"])


@pytest.mark.parametrize(("announced", "field"), [("20", "Content-Length"), ("x", "body"), ("-1", "body")])
def test_a_body_that_is_not_as_long_as_announced_is_refused(announced: str, field: str):
    """It was cut off, or nobody knows where it ends."""
    problem = send(GOOD, environ_overrides={"CONTENT_LENGTH": announced})

    assert (422, field) == (problem.status_code, problem.get_json()["details"]["field"])
