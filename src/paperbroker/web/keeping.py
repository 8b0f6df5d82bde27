"""One request, one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING

from werkzeug.wrappers import Response

from paperbroker.book.book import Book

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Keeping:
    """Wrap the application; what a request changed stays, unless it ended in an error of our own."""

    def __init__(self, app: WSGIApplication, book: Book) -> None:
        self._app = app
        self._book = book

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request; callers take turns."""
        with suppress(_FailedError), self._book.transaction():
            response = Response.from_app(self._app, environ, buffered=True)
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise _FailedError
        return response(environ, start_response)


class _FailedError(Exception):
    """Leave the transaction without keeping it."""
