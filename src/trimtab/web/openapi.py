"""The OpenAPI 3.1 document, made from the endpoints and their contracts."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import Final

from trimtab import ENGINE_VERSION
from trimtab.contracts.base import PORTFOLIO_ID, JsonObject
from trimtab.contracts.problem import ProblemDocument
from trimtab.contracts.rest_schemas import Shape, component_schemas
from trimtab.contracts.rest_simulation import KEY_HEADER, UUID
from trimtab.domain.api_key import Scope
from trimtab.web.operations import OPERATIONS, Operation
from trimtab.web.replies import CORRELATION_HEADER, PROBLEM_TYPE, RETRY_HEADER

_NAMED: Final = re.compile(r"\{(\w+)\}")
_MEANINGS: Final = {
    HTTPStatus.UNAUTHORIZED: "Nobody is signed in, or the key is unknown or revoked.",
    HTTPStatus.FORBIDDEN: "Signed in, but not allowed; or a key without the scope.",
    HTTPStatus.NOT_FOUND: "The caller has no such portfolio.",
    HTTPStatus.CONFLICT: "A key came with another body, a twin is at work, or the world forbids it.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "The body, a header, a parameter or a field is wrong.",
    HTTPStatus.TOO_MANY_REQUESTS: "Asked too often; Retry-After tells for how many seconds to wait.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "A bug; quote the correlation id.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The broker or the store did not answer.",
}
"""In words of our own: those of the standard library differ between its versions."""

_PERSON: Final = "firebase"
_PROGRAM: Final = "api_key"
_SCOPES: Final = f"Made by the callable create_api_key; scopes: {', '.join(Scope)}."

_ABOUT: Final = (
    "Portfolios as requirements 000, 001 and 003 ask for them, each by its own names. "
    "All of it needs a Firebase ID token, or an API key with the scope that an endpoint names; "
    "docs/api.md says what the fields mean."
)


def openapi() -> JsonObject:
    """Describe every endpoint."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Trimtab", "version": ENGINE_VERSION, "description": _ABOUT},
        "servers": [{"url": "/"}],
        "paths": {each.path: {each.method.lower(): _operation(each)} for each in OPERATIONS},
        "components": {
            "schemas": component_schemas(
                [each.request for each in OPERATIONS if each.request],
                [*(each.response for each in OPERATIONS), ProblemDocument],
            ),
            "securitySchemes": {
                _PERSON: {"type": "http", "scheme": "bearer", "bearerFormat": "Firebase ID token"},
                _PROGRAM: {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "API key",
                    "description": _SCOPES,
                },
            },
        },
    }


def openapi_text() -> str:
    """Write the document as text that does not change between runs."""
    return json.dumps(openapi(), indent=2, ensure_ascii=False) + "\n"


def _operation(operation: Operation) -> JsonObject:
    described: JsonObject = {
        "operationId": operation.name,
        "summary": operation.summary,
        "security": [{_PERSON: []}, {_PROGRAM: [operation.scope.value]}],
        "parameters": [*_path_parameters(operation), *_header_parameters(operation)],
        "responses": _responses(operation),
    }
    if operation.request:
        described["requestBody"] = {"required": True, "content": _content(operation.request)}
    return described


def _path_parameters(operation: Operation) -> list[JsonObject]:
    names = _NAMED.findall(operation.path)
    return [{"name": name, "in": "path", "required": True, "schema": _text(PORTFOLIO_ID)} for name in names]


def _header_parameters(operation: Operation) -> list[JsonObject]:
    own: JsonObject = {"name": CORRELATION_HEADER, "in": "header", "schema": {"type": "string"}}
    key = {"name": KEY_HEADER, "in": "header", "required": True, "schema": _text(UUID)}
    return [key, own] if operation.wants_key else [own]


def _text(pattern: str) -> JsonObject:
    return {"type": "string", "pattern": pattern}


def _responses(operation: Operation) -> JsonObject:
    problem = _content(ProblemDocument, PROBLEM_TYPE)
    answered = {"description": "The answer.", "headers": _HEADERS, "content": _content(operation.response)}
    refused = {
        str(status.value): {"description": meaning, "headers": _headers(status), "content": problem}
        for status, meaning in _MEANINGS.items()
    }
    return {"200": answered, **refused}


def _content(shape: Shape, content_type: str = "application/json") -> JsonObject:
    return {content_type: {"schema": {"$ref": f"#/components/schemas/{shape.__name__}"}}}


def _headers(status: HTTPStatus) -> JsonObject:
    wait = {RETRY_HEADER: {"required": True, "schema": {"type": "integer", "minimum": 1}}}
    return _HEADERS | (wait if status is HTTPStatus.TOO_MANY_REQUESTS else {})


_HEADERS: Final = {CORRELATION_HEADER: {"required": True, "schema": {"type": "string"}}}
