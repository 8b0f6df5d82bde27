"""One request, one transaction."""

from __future__ import annotations

from collections.abc import Iterable
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
        return self._answer(environ)(environ, start_response)

    def _answer(self, environ: WSGIEnvironment) -> Response:
        try:
            return self._handle(environ)
        except _FailedError as failed:
            return failed.response

    def _handle(self, environ: WSGIEnvironment) -> Response:
        with self._book.transaction():
            response = Response.from_app(self._app, environ, buffered=True)
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise _FailedError(response)
        return response


class _FailedError(Exception):
    """Leave the transaction without keeping it."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response
