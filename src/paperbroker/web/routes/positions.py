"""The position routes under /v2."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, request

from paperbroker.basics.refusals import Refusal
from paperbroker.desk.closing import Closing, close_all, close_position
from paperbroker.desk.positions import find_position, positions_of
from paperbroker.web import query
from paperbroker.web.account_query import read_flag, read_portion
from paperbroker.web.render import Json
from paperbroker.web.render_account import render_position
from paperbroker.web.render_order import render_order
from paperbroker.web.routes.context import answer, caller, exchange, standing

positions = Blueprint("positions", __name__, url_prefix="/v2")


@positions.get("/positions")
def list_positions() -> Response:
    """List the caller's holdings in symbol order."""
    return answer([render_position(position) for position in positions_of(exchange(), standing())])


@positions.get("/positions/<symbol_or_id>")
def get_position(symbol_or_id: str) -> Response:
    """Show one holding by symbol or asset id."""
    return answer(render_position(find_position(exchange(), standing(), symbol_or_id)))


@positions.delete("/positions/<symbol_or_id>")
def delete_position(symbol_or_id: str) -> Response:
    """Close a holding or part of it with an order at the market."""
    portion = read_portion(request.args)
    held = find_position(exchange(), exchange().standing(caller()), symbol_or_id)
    order = close_position(exchange(), caller(), held.asset, portion)
    return answer(render_order(order))


@positions.delete("/positions")
def delete_positions() -> Response:
    """Close every holding, on request after cancelling every open order."""
    query.only(request.args, ["cancel_orders"])
    closings = close_all(exchange(), caller(), cancel_orders=read_flag(request.args, "cancel_orders"))
    return answer([_row(closing) for closing in closings], HTTPStatus.MULTI_STATUS)


def _row(closing: Closing) -> Json:
    symbol, outcome = closing.asset.symbol, closing.outcome
    if isinstance(outcome, Refusal):
        return {"symbol": symbol, "status": outcome.status, "body": outcome.body}
    return {"symbol": symbol, "status": HTTPStatus.OK, "body": render_order(outcome)}
