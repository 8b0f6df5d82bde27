"""The Flask application: one view for each endpoint, one way to say no, and the description."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from trimtab.contracts.problem import internal_problem, plain_problem, problem_of
from trimtab.domain.access_commands import Caller, Entry
from trimtab.domain.errors import TooManyRequestsError, TrimtabError
from trimtab.services.admit import admit
from trimtab.web.callers import find_caller
from trimtab.web.description import add_description
from trimtab.web.entrance import Entrance
from trimtab.web.operations import OPERATIONS, Operation
from trimtab.web.reading import named_ids, read_asked
from trimtab.web.replies import RETRY_HEADER, answer_reply, problem_reply

View = Callable[..., Response]


def create_app(entrance: Entrance) -> Flask:
    """Make the application of one deployment."""
    app = Flask("trimtab.web", static_folder=None)
    # A redirect would name the host behind the rewrite, which callers do not know.
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    for operation in OPERATIONS:
        app.add_url_rule(
            operation.path.replace("{", "<").replace("}", ">"),
            endpoint=operation.name,
            view_func=_view(operation, entrance),
            methods=[operation.method],
            provide_automatic_options=False,
        )
    add_description(app)
    app.register_error_handler(HTTPException, _http_view(entrance))
    return app


def _view(operation: Operation, entrance: Entrance) -> View:
    def view(**_: str) -> Response:
        correlation_id = entrance.correlation_id_of(request.headers)
        try:
            return answer_reply(_answer(operation, entrance, correlation_id), correlation_id)
        except TrimtabError as error:
            return problem_reply(problem_of(error, request.path, correlation_id), _retry_header(error))
        except Exception:  # noqa: BLE001 - the watch has told it, and the caller is told nothing of it
            return problem_reply(internal_problem(request.path, correlation_id))

    return view


def _answer(operation: Operation, entrance: Entrance, correlation_id: str) -> str:
    caller = find_caller(request.headers.get("Authorization", ""), entrance)
    uid = caller.uid if isinstance(caller, Caller) else ""
    with entrance.watched(correlation_id, uid=uid, **named_ids(request)):
        if isinstance(caller, TrimtabError):
            raise caller
        entry = Entry(operation=operation.name, scope=operation.scope, correlation_id=correlation_id)
        admit(caller, entry, entrance.services())
        return operation.answer(read_asked(operation, request, uid, correlation_id, entrance))


def _retry_header(error: TrimtabError) -> dict[str, str]:
    return {RETRY_HEADER: str(error.retry_after)} if isinstance(error, TooManyRequestsError) else {}


def _http_view(entrance: Entrance) -> Callable[[HTTPException], Response]:
    def view(error: HTTPException) -> Response:
        correlation_id = entrance.correlation_id_of(request.headers)
        status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
        allowed = {name: value for name, value in error.get_headers() if name == "Allow"}
        return problem_reply(plain_problem(status, request.path, correlation_id), allowed)

    return view
