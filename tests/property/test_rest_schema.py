"""Whatever fits the OpenAPI document, and whatever does not, is answered as the document says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import schemathesis
from flask import Flask, Response, request
from hypothesis import HealthCheck, given, settings
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

import mandates
from automated_worlds import due_world
from rest_worlds import entrance
from trimtab.web.app import create_app
from trimtab.web.description import DOCUMENT_PATH
from trimtab.web.operations import OPERATIONS

EXAMPLES = 25
OK, UNPROCESSABLE = 200, 422
HEADERS = {"Authorization": "Bearer anna"}
UNSAID: list[Any] = [positive_data_acceptance]
"""What no schema can say, as that weights add up to one, is refused with 422 and a reason."""

Spoil = Callable[[Response], Response]
Change = Callable[[Case[Any]], None]


def application(spoil: Spoil = lambda response: response) -> Flask:
    """The application over a portfolio that is there; its answers may be spoiled on their way out."""
    app = create_app(entrance(due_world()))
    app.after_request(spoil)
    return app


def operation_of(app: Flask, name: str) -> APIOperation[Any, Any, Any, Any]:
    """Find an endpoint in the document that the application serves."""
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
    found = (each.ok() for each in schema.get_all_operations() if isinstance(each, Ok))
    return next(each for each in found if each.definition.raw["operationId"] == name)


def statuses(app: Flask, name: str, mode: GenerationMode, change: Change) -> Counter[int]:
    """Send generated requests, check every answer against the document, and count them by status."""
    seen: Counter[int] = Counter()

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation_of(app, name).as_strategy(generation_mode=mode))
    def run(case: Case[Any]) -> None:
        change(case)
        answer = case.call_and_validate(headers=HEADERS, excluded_checks=UNSAID)
        seen[answer.status_code] += 1

    run()
    return seen


def to_annas_own(case: Case[Any]) -> None:
    """Ask about the portfolio that is there."""
    case.path_parameters = dict.fromkeys(case.path_parameters or {}, "default")
    if isinstance(case.body, dict) and "portfolio_id" in case.body:
        case.body["portfolio_id"] = "default"


def as_it_is(_: Case[Any]) -> None:
    """Send what was generated."""


NAMES = [each.name for each in OPERATIONS]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "simulate"])
def test_what_fits_the_document_is_answered(name: str):
    """Some of it with 200, the rest with a reason; every answer has the document's shape."""
    seen = statuses(application(), name, GenerationMode.POSITIVE, to_annas_own)

    assert seen[200] > 0
    assert set(seen) <= {200, 422}


def test_a_simulation_that_fits_the_document_is_answered():
    """Generated questions hardly ever add up; a good one with generated names and limits does."""

    def to_one_that_adds_up(case: Case[Any]) -> None:
        generated: dict[str, Any] = dict(case.body) if isinstance(case.body, dict) else {}
        kept = {part: generated[part] for part in generated if part in {"shelf_version", "mandate"}}
        case.body = {**mandates.inflow(), **kept}

    seen = statuses(application(), "simulate", GenerationMode.POSITIVE, to_one_that_adds_up)

    assert seen[200] > 0
    assert set(seen) <= {200, 409, 422}


@pytest.mark.parametrize("name", NAMES)
def test_what_does_not_fit_the_document_is_refused(name: str):
    """By its own status, never by falling over."""
    seen = statuses(application(), name, GenerationMode.NEGATIVE, as_it_is)

    assert seen[422] > 0
    assert set(seen) <= {200, 401, 404, 405, 409, 422}


def without_a_field(response: Response) -> Response:
    """Take a promised field out of an answer."""
    body = response.get_json(silent=True)
    if response.status_code == OK and isinstance(body, dict) and body.pop("rebalancing_rationale", None):
        response.data = json.dumps(body)
    return response


def falling_over(response: Response) -> Response:
    """Answer what should be refused with a status for defects."""
    return with_status(response, UNPROCESSABLE, 500)


def undocumented(response: Response) -> Response:
    """Answer with a status the document does not know."""
    return with_status(response, OK, 418)


def with_status(response: Response, usual: int, other: int) -> Response:
    """Change one status into another; the document itself stays as it is."""
    if response.status_code == usual and request.path != DOCUMENT_PATH:
        response.status_code = other
    return response


def faults(app: Flask) -> list[str]:
    """List what is found wrong with the analysis, by kind."""
    found: list[Exception] = []
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        try:
            statuses(app, "analyze", mode, to_annas_own)
        except* Exception as group:  # noqa: BLE001 - whatever the checks raise is what is looked for
            found.extend(group.exceptions)
    return [type(each).__name__ for each in found]


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (without_a_field, "JsonSchemaError"),
        (falling_over, "ServerError"),
        (undocumented, "UndefinedStatusCode"),
    ],
)
def test_an_answer_that_breaks_the_document_is_caught(spoil: Spoil, fault: str):
    """A checker that lets a planted fault pass is broken."""
    assert fault in faults(application(spoil))


def test_a_door_that_takes_any_token_is_caught():
    """Requests with an invented token and with none are tried on every endpoint."""
    open_door = replace(entrance(due_world()), uid_of=lambda _: "anna")

    assert "IgnoredAuth" in faults(create_app(open_door))
