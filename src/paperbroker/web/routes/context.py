"""What every route needs: the exchange, the caller's account, and JSON in and out."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final, cast
from uuid import uuid4

from flask import Response, current_app, g, json, request

from paperbroker.basics.money import read_json
from paperbroker.basics.refusals import RATE_LIMITED, UNREADABLE_BODY, RefusedError
from paperbroker.book.account import Account
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.standing import Standing
from paperbroker.desk.steps import advance_orders

EXTENSION: Final = "paperbroker"
_KEY, _SECRET = "APCA-API-KEY-ID", "APCA-API-SECRET-KEY"
_BEARER: Final = "Bearer "
_UNCOUNTED: Final = ("/v2/stocks/", "/v1/", "/v1beta1/")
_LOGIN_PAGE: Final = "<html><head><title>401 Authorization Required</title></head><body></body></html>"


class StrangerError(Exception):
    """Raised for a request without any credentials."""


def exchange() -> Exchange:
    """The exchange this application serves."""
    return cast("Exchange", current_app.extensions[EXTENSION])


def admit() -> None:
    """Authenticate a request once, control excepted, and count it against its key's minute, data excepted.

    Raises `RefusedError` and `StrangerError`.
    """
    if request.path.startswith("/_control/"):
        return
    authenticate()
    if "allowance" in g or request.path.startswith(_UNCOUNTED):
        return
    g.allowance = exchange().spend_request(g.account)
    if g.allowance.remaining < 0:
        raise RefusedError(RATE_LIMITED)


def authenticate() -> None:
    """Find out once who asks; raises `RefusedError` and `StrangerError`."""
    if "account" not in g:
        g.account = _account()


def stamp(response: Response) -> Response:
    """Add the request id and, once the caller is counted, the rate headers."""
    response.headers["X-Request-ID"] = uuid4().hex
    if "allowance" in g:
        response.headers.update(g.allowance.headers)
    return response


def login_page() -> Response:
    """Answer a stranger as Alpaca does, with a page for people."""
    return Response(_LOGIN_PAGE, HTTPStatus.UNAUTHORIZED, mimetype="text/html")


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


def _account() -> Account:
    headers = request.headers
    bearer = headers.get("Authorization", "")
    if bearer.startswith(_BEARER):
        return exchange().authenticate_bearer(bearer.removeprefix(_BEARER))
    if _KEY not in headers and _SECRET not in headers:
        raise StrangerError
    return exchange().authenticate(headers.get(_KEY, ""), headers.get(_SECRET, ""))
