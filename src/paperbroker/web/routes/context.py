"""What every route needs: the exchange, the caller's account, and JSON in and out."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast
from uuid import uuid4

from flask import Response, current_app, g, json, request

from paperbroker.basics.money import read_json
from paperbroker.basics.refusals import RATE_LIMITED, UNREADABLE_BODY, RefusedError
from paperbroker.book.account import Account
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.standing import Standing
from paperbroker.desk.steps import advance_orders

EXTENSION = "paperbroker"


def exchange() -> Exchange:
    """The exchange this application serves."""
    return cast("Exchange", current_app.extensions[EXTENSION])


def admit() -> None:
    """Authenticate the request and count it against its key's minute; raises `RefusedError`."""
    account = exchange().authenticate(
        request.headers.get("APCA-API-KEY-ID", ""), request.headers.get("APCA-API-SECRET-KEY", "")
    )
    g.account = account
    g.allowance = exchange().spend_request(account)
    if g.allowance.remaining < 0:
        raise RefusedError(RATE_LIMITED)


def authenticate() -> None:
    """Authenticate the request without counting it; raises `RefusedError`."""
    exchange().authenticate(
        request.headers.get("APCA-API-KEY-ID", ""), request.headers.get("APCA-API-SECRET-KEY", "")
    )


def stamp(response: Response) -> Response:
    """Add the request id and, once the caller is known, the rate headers."""
    response.headers["X-Request-ID"] = uuid4().hex
    if "allowance" in g:
        response.headers.update(g.allowance.headers)
    return response


def standing() -> Standing:
    """The caller's account as it stands, its open orders one step further."""
    return exchange().standing(polled())


def caller() -> Account:
    """The account the request acts for."""
    return cast("Account", g.account)


def polled() -> Account:
    """The account the request acts for, its open orders one step further."""
    advance_orders(exchange(), caller())
    return caller()


def body() -> object:
    """The request's JSON body; raises `RefusedError` where it is none."""
    try:
        return read_json(request.get_data())
    except ValueError:
        raise RefusedError(UNREADABLE_BODY) from None


def answer(content: object, status: int = HTTPStatus.OK) -> Response:
    """Answer with JSON."""
    return Response(json.dumps(content), status, mimetype="application/json")
