"""Faults that answer in the broker's place: error statuses, redirects, pages of a gateway."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from werkzeug.wrappers import Response

from paperbroker.basics.fields import Fields
from paperbroker.basics.rate import Allowance
from paperbroker.basics.refusals import RATE_LIMITED
from paperbroker.faults import options
from paperbroker.faults.effect import Effect, Kind, Strike, instead

_JSON: Final = "application/json"
_USUAL_CODES: Final = MappingProxyType({429: 42910000, 500: 50010000})
_ERRORS, _ANY, _REDIRECTS = range(400, 600), range(200, 600), range(300, 400)
_CODES: Final = range(1, 100_000_000)
_DAY_SECONDS: Final = 86_400
_LIMIT: Final = 200
_PAGE: Final = "<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"
# A port nobody listens on: a client that follows fails, and meets no stranger.
_ELSEWHERE: Final = "http://127.0.0.1:9/v2/elsewhere"

Respond = Callable[[Strike], Response]


def _answering(read: Callable[[Fields], Respond]) -> Callable[[Fields], Effect]:
    return lambda fields: instead(read(fields), is_before=options.is_before(fields))


def _status(fields: Fields) -> Respond:
    status = options.number_in(fields, "status", _ERRORS, HTTPStatus.SERVICE_UNAVAILABLE)
    code = (
        options.number_in(fields, "code", _CODES, 1) if "code" in fields.values else _USUAL_CODES.get(status)
    )
    numbered = {} if code is None else {"code": code}
    body = {**numbered, "message": fields.text("message", f"injected status {status}")}
    return lambda _: Response(json.dumps(body), status, mimetype=_JSON)


def _throttle(fields: Fields) -> Respond:
    has_headers = fields.flag("headers", default=True)
    wait = options.number_in(fields, "reset_seconds", range(_DAY_SECONDS + 1), 60)

    def respond(strike: Strike) -> Response:
        allowance = Allowance(_LIMIT, 0, int(strike.now.timestamp()) + wait)
        headers = allowance.headers if has_headers else {}
        return Response(json.dumps(RATE_LIMITED.body), RATE_LIMITED.status, headers, mimetype=_JSON)

    return respond


def _redirect(fields: Fields) -> Respond:
    status = options.number_in(fields, "status", _REDIRECTS, HTTPStatus.TEMPORARY_REDIRECT)
    location = fields.text("location", _ELSEWHERE)
    return lambda _: Response(b"", status, {"Location": location})


def _html(fields: Fields) -> Respond:
    status = options.number_in(fields, "status", _ANY, HTTPStatus.BAD_GATEWAY)
    page = _PAGE.format(f"{status} {_phrase(status)}")
    return lambda _: Response(page, status, mimetype="text/html")


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else "Unknown"


def _empty(fields: Fields) -> Respond:
    status = options.number_in(fields, "status", _ANY, HTTPStatus.OK)
    return lambda _: Response(b"", status, mimetype=_JSON)


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "status": Kind(_answering(_status), ("before", "status", "code", "message")),
        "throttle": Kind(_answering(_throttle), ("before", "headers", "reset_seconds")),
        "redirect": Kind(_answering(_redirect), ("before", "status", "location")),
        "html": Kind(_answering(_html), ("before", "status")),
        "empty": Kind(_answering(_empty), ("before", "status")),
    }
)
"""Faults by name."""
