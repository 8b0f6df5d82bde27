"""Read what was sent to an endpoint: a strict body, no parameters but those of the path."""

from __future__ import annotations

from flask import Request
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from trimtab.contracts.base import PortfolioRequest, parse
from trimtab.contracts.raw_json import MOST_BYTES, read_json, too_large
from trimtab.contracts.rest_simulation import KEY_HEADER
from trimtab.domain.errors import InvalidRequestError
from trimtab.web.entrance import Asked, Entrance
from trimtab.web.operations import Operation


def read_asked(
    operation: Operation, request: Request, uid: str, correlation_id: str, entrance: Entrance
) -> Asked:
    """Read a request of somebody who is signed in.

    Raises InvalidRequestError for a parameter nobody reads, a portfolio id that can be none, and a body that
    is not plain JSON.
    """
    for name, value in request.args.items():
        raise InvalidRequestError(name, value, "is not a parameter of this endpoint")
    return Asked(
        uid=uid,
        portfolio_id=_portfolio_id(request),
        sent=_read_body(request) if operation.request else None,
        idempotency_key=request.headers.get(KEY_HEADER),
        correlation_id=correlation_id,
        services=entrance.services(),
    )


def named_ids(request: Request) -> dict[str, str]:
    """Return the path's portfolio id as it was sent, where there is one: nothing has been checked yet."""
    named = next(iter((request.view_args or {}).values()), None)
    return {} if named is None else {"portfolio_id": str(named)}


def _portfolio_id(request: Request) -> str:
    return parse(PortfolioRequest, named_ids(request)).portfolio_id


def _read_body(request: Request) -> object:
    headers = request.headers
    request.max_content_length = MOST_BYTES
    try:
        body = request.get_data(cache=False)
    except RequestEntityTooLarge as error:
        raise too_large() from error
    except ClientDisconnected as error:
        announced = headers.get("Content-Length", "")
        raise InvalidRequestError("Content-Length", announced, "is not how long the body is") from error
    return read_json(
        body,
        content_type=headers.get("Content-Type", ""),
        content_encoding=headers.get("Content-Encoding", ""),
    )
