"""The order routes under /v2."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, request

from paperbroker.basics.refusals import Refusal, RefusedError, bad_parameter
from paperbroker.desk.replacing import replace_order
from paperbroker.desk.trading import cancel, cancel_all, find_by_client_id, find_order, submit
from paperbroker.orders.order import Order
from paperbroker.web import query
from paperbroker.web.render import Json
from paperbroker.web.render_order import render_order
from paperbroker.web.routes.context import answer, body, caller, exchange, polled

orders = Blueprint("orders", __name__, url_prefix="/v2")


@orders.post("/orders")
def submit_order() -> Response:
    """Take or refuse an order."""
    return answer(render_order(submit(exchange(), caller(), body())))


@orders.get("/orders")
def list_orders() -> Response:
    """List the caller's orders."""
    wanted, account = query.read_orders(request.args), polled()
    for name, order_id in (("after_order_id", wanted.after_id), ("before_order_id", wanted.before_id)):
        if order_id and exchange().book.orders.by_id(account.key, order_id) is None:
            raise RefusedError(bad_parameter(f"invalid {name}: {order_id}"))
    return answer([render_order(order) for order in exchange().book.orders.select(account.key, wanted)])


@orders.get("/orders/<order_id>")
def get_order(order_id: str) -> Response:
    """Show one order."""
    query.only(request.args, ["nested"])
    return answer(render_order(find_order(exchange(), polled(), order_id)))


@orders.get("/orders:by_client_order_id")
def get_order_by_client_id() -> Response:
    """Show the order that carries the client's id."""
    client_order_id = request.args.get("client_order_id", "")
    return answer(render_order(find_by_client_id(exchange(), polled(), client_order_id)))


@orders.patch("/orders/<order_id>")
def change_order(order_id: str) -> Response:
    """Take the order that is to stand in place of another."""
    return answer(render_order(replace_order(exchange(), caller(), order_id, body())))


@orders.delete("/orders/<order_id>")
def cancel_order(order_id: str) -> Response:
    """Ask for the cancellation of one order."""
    cancel(exchange(), caller(), order_id)
    return Response(status=HTTPStatus.NO_CONTENT)


@orders.delete("/orders")
def cancel_orders() -> Response:
    """Ask for the cancellation of every open order."""
    rows = [_row(order, refusal) for order, refusal in cancel_all(exchange(), caller())]
    return answer(rows, HTTPStatus.MULTI_STATUS)


def _row(order: Order, refusal: Refusal | None) -> Json:
    if refusal is None:
        return {"id": str(order.id), "status": HTTPStatus.OK}
    return {"id": str(order.id), "status": refusal.status, "body": refusal.body}
