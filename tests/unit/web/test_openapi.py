"""The OpenAPI document tells what the application does."""

from __future__ import annotations

import json
from typing import Any

import pytest

from trimtab.contracts.error_table import REFUSALS
from trimtab.web.openapi import openapi, openapi_text
from trimtab.web.operations import OPERATIONS, Operation

DOCUMENT = openapi()


def described(operation: Operation) -> Any:
    """An endpoint's part of the document."""
    return DOCUMENT["paths"][operation.path][operation.method.lower()]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)
def test_every_endpoint_wants_a_token_or_a_key_with_its_scope(operation: Operation):
    """OpenAPI 3.1; both schemes are described."""
    wanted = described(operation)["security"]

    assert ("3.1.0", [{"firebase": []}, {"api_key": [operation.scope.value]}]) == (
        DOCUMENT["openapi"],
        wanted,
    )
    assert {"firebase", "api_key"} == set(DOCUMENT["components"]["securitySchemes"])


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)
def test_every_way_to_answer_is_described(operation: Operation):
    """200 and each status of the table of refusals."""
    responses = described(operation)["responses"]
    refused = {str(refusal.http.value) for refusal in REFUSALS.values()}

    assert {"200", "500", *refused} == set(responses)
    assert {"application/problem+json"} == {
        name for status, each in responses.items() if status != "200" for name in each["content"]
    }


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)
def test_a_body_is_wanted_where_there_is_one(operation: Operation):
    """And no endpoint that only reads has any."""
    assert (operation.method == "POST") == ("requestBody" in described(operation))


def test_the_key_of_a_simulation_is_a_required_header():
    """Requirement 003, section 7."""
    wanted = {
        each["name"]: each.get("required", False)
        for each in described(next(each for each in OPERATIONS if each.wants_key))["parameters"]
    }

    assert {"Idempotency-Key": True, "X-Correlation-ID": False} == wanted


def test_nothing_is_referred_to_that_is_not_there():
    """Every reference has its component."""
    names = [ref.rpartition("/")[2] for ref in references(DOCUMENT)]

    assert set(names) <= set(DOCUMENT["components"]["schemas"])
    assert "RebalancingResponse" in names


def references(part: object) -> list[str]:
    """List every `$ref` below a part."""
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return [*own, *(ref for value in part.values() for ref in references(value))]
    return [ref for value in part for ref in references(value)] if isinstance(part, list) else []


def test_its_text_does_not_change_between_runs():
    """It is committed, and compared."""
    assert openapi_text() == openapi_text()
    assert DOCUMENT == json.loads(openapi_text())
