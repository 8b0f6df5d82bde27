"""The OpenAPI document and its page, as they are served."""

from __future__ import annotations

import re

import pytest

from rest_worlds import rest_client
from trimtab.web.openapi import openapi
from worlds import world

ELSEWHERE = re.compile(r"https?://|<style|<script(?! src)|\son\w+=|\bstyle=|innerHTML|eval\(")
PARTS = ["/api/docs/", "/api/docs/viewer.css", "/api/docs/viewer.js"]


def test_the_document_is_open_to_everybody():
    """What can be asked is no secret."""
    answer = rest_client(world()).get("/api/openapi.json")

    assert (200, openapi()) == (answer.status_code, answer.get_json())


@pytest.mark.parametrize(
    ("path", "content_type"), [*zip(PARTS, ["text/html", "text/css", "text/javascript"], strict=True)]
)
def test_the_page_comes_in_three_parts(path: str, content_type: str):
    """Markup, style and script, each by its own type."""
    answer = rest_client(world()).get(path)

    assert (200, f"{content_type}; charset=utf-8") == (answer.status_code, answer.content_type)


@pytest.mark.parametrize("path", PARTS)
def test_nothing_comes_from_elsewhere_and_nothing_is_inline(path: str):
    """The policy forbids both, and there is nothing it would have to forbid."""
    answer = rest_client(world()).get(path)

    assert (
        "default-src 'none'; script-src 'self'; style-src 'self'" in answer.headers["Content-Security-Policy"]
    )
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert [] == re.findall(
        r"https?://|<style|<script(?! src)|\son\w+=|\bstyle=|innerHTML|eval\(", answer.text
    )


@pytest.mark.parametrize("path", ["/api/docs/../app.py", "/api/docs/index.html", "/api/docs/%2e%2e/app.py"])
def test_nothing_else_is_served(path: str):
    """Only what is named."""
    assert 404 == rest_client(world()).get(path).status_code
