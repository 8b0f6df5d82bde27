"""Write answers and problems, each with the correlation id of its log lines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from flask import Response

from trimtab.contracts.problem import ProblemDocument

CORRELATION_HEADER: Final = "X-Correlation-ID"
RETRY_HEADER: Final = "Retry-After"
PROBLEM_TYPE: Final = "application/problem+json"

_ALWAYS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def answer_reply(text: str, correlation_id: str) -> Response:
    """Send an answer's JSON."""
    return _reply(text, HTTPStatus.OK, "application/json", {CORRELATION_HEADER: correlation_id})


def problem_reply(problem: ProblemDocument, headers: Mapping[str, str] | None = None) -> Response:
    """Send a problem document; whoever is not signed in is told how to be."""
    own = {CORRELATION_HEADER: problem.correlation_id, **(headers or {})}
    if problem.status == HTTPStatus.UNAUTHORIZED:
        own["WWW-Authenticate"] = "Bearer"
    text = json.dumps(problem.model_dump(mode="json"), separators=(",", ":"))
    return _reply(text, problem.status, PROBLEM_TYPE, own)


def page_reply(text: str, content_type: str, headers: Mapping[str, str]) -> Response:
    """Send a part of the description, which anybody may read."""
    return _reply(text, HTTPStatus.OK, content_type, headers)


def _reply(text: str, status: int, content_type: str, headers: Mapping[str, str]) -> Response:
    return Response(text, status=status, content_type=content_type, headers={**_ALWAYS, **headers})
