"""The door every request comes through: counted, struck by faults, handled one at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING
from uuid import uuid4

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Request, Response

from paperbroker.faults.faults import FaultQueue
from paperbroker.web.latency import Latency

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CONTROL_PREFIX = "/_control/"
_LARGEST_BODY = 1_000_000


class Gate:
    """Wrap the application; control requests are neither counted nor struck, and are answered at once."""

    def __init__(
        self, app: WSGIApplication, faults: FaultQueue, wire: Counter[str], latency: Latency | None = None
    ) -> None:
        self._app = app
        self._latency = latency or Latency()
        self._faults = faults
        self._wire = wire
        self._lock = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request; a dropped connection leaves as `ConnectionAbortedError`."""
        request = Request(environ)
        request.max_content_length = _LARGEST_BODY
        try:
            # Read before the lock is taken, so that a slow sender stops nobody else.
            environ["wsgi.input"] = BytesIO(request.get_data())
        except RequestEntityTooLarge as error:
            too_large = error.get_response(environ)
            too_large.headers["X-Request-ID"] = uuid4().hex
            return too_large(environ, start_response)
        return self._answer(request)(environ, start_response)

    def _answer(self, request: Request) -> Response:
        if request.path.startswith(CONTROL_PREFIX):
            return self._handle(request)
        line = f"{request.method} {request.path}"
        with self._lock:
            self._wire[line] += 1
            handler = self._faults.take(line)
        response = handler.answer(lambda: self._handle(request))
        self._latency.wait()
        return response

    def _handle(self, request: Request) -> Response:
        with self._lock:
            return Response.from_app(self._app, request.environ, buffered=True)
