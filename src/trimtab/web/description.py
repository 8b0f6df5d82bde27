"""Serve the OpenAPI document, and a page that shows it: everything local, nothing inline."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from flask import Flask, Response

from trimtab.web.openapi import openapi_text
from trimtab.web.replies import page_reply

DOCUMENT_PATH: Final = "/api/openapi.json"
PAGE_PATH: Final = "/api/docs/"

_FOLDER: Final = Path(__file__).with_name("viewer")
_TYPES: Final = {
    "index.html": "text/html; charset=utf-8",
    "viewer.css": "text/css; charset=utf-8",
    "viewer.js": "text/javascript; charset=utf-8",
}
_POLICY: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}


def add_description(app: Flask) -> None:
    """Add the document and its page to an application; both are open to everybody."""
    pages = {DOCUMENT_PATH: None, PAGE_PATH: "index.html"}
    parts = {f"{PAGE_PATH}{name}": name for name in _TYPES if name != "index.html"}
    for path, name in {**pages, **parts}.items():
        app.add_url_rule(path, endpoint=path, view_func=_show, defaults={"name": name}, methods=["GET"])


def _show(name: str | None) -> Response:
    if name is None:
        return page_reply(openapi_text(), "application/json", {})
    return page_reply((_FOLDER / name).read_text(encoding="utf-8"), _TYPES[name], _POLICY)
