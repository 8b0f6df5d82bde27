"""Answers and problems as they leave."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from trimtab.contracts.problem import plain_problem
from trimtab.web.replies import answer_reply, page_reply, problem_reply


def test_an_answer_leaves_as_it_was_written():
    """The bytes are the use case's own."""
    reply = answer_reply('{"a":1}', "c-1")

    assert (200, b'{"a":1}', "application/json", "c-1") == (
        reply.status_code,
        reply.data,
        reply.content_type,
        reply.headers["X-Correlation-ID"],
    )


@pytest.mark.parametrize(
    ("status", "expected"), [(HTTPStatus.UNAUTHORIZED, "Bearer"), (HTTPStatus.NOT_FOUND, None)]
)
def test_who_is_not_signed_in_is_told_how(status: HTTPStatus, expected: str | None):
    """Only then."""
    reply = problem_reply(plain_problem(status, "/x", "c-1"))

    assert expected == reply.headers.get("WWW-Authenticate")


def test_markup_in_a_problem_stays_text():
    """It is JSON, and no browser may take it for anything else."""
    reply = problem_reply(plain_problem(HTTPStatus.NOT_FOUND, "/<script>", "c-1"), {"Allow": "GET"})

    assert ("application/problem+json", "nosniff", "GET") == (
        reply.content_type,
        reply.headers["X-Content-Type-Options"],
        reply.headers["Allow"],
    )


def test_a_page_has_headers_of_its_own():
    """Beside those of every answer."""
    reply = page_reply("<p>", "text/html", {"X-One": "1"})

    assert ("1", "no-store") == (reply.headers["X-One"], reply.headers["Cache-Control"])
