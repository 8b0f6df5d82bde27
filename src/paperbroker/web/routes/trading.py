"""The trading API under /v2: account, assets, clock, orders, positions, activities."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, request

from paperbroker.basics.refusals import RefusedError, bad_parameter, not_found, unsupported
from paperbroker.basics.sessions import FIRST_DAY, LAST_DAY, sessions_between
from paperbroker.desk.standing import Standing
from paperbroker.desk.trading import cancel, find_by_client_id, find_order, submit
from paperbroker.orders.activity import Fill
from paperbroker.orders.order import Order
from paperbroker.web import query
from paperbroker.web.render import (
    Json,
    render_account,
    render_asset,
    render_clock,
    render_fill,
    render_order,
    render_position,
    render_session,
)
from paperbroker.web.routes.context import admit, answer, body, caller, exchange, polled, stamp, standing

trading = Blueprint("trading", __name__, url_prefix="/v2")
trading.before_request(admit)
trading.after_request(stamp)


@trading.get("/account")
def get_account() -> Response:
    """Show the caller's account."""
    return answer(render_account(standing(), exchange().market))


@trading.get("/account/activities")
def list_activities() -> Response:
    """List fills; the other activity types never occur here."""
    return answer(_activities(request.args))


@trading.get("/account/activities/<activity_type>")
def list_activities_of(activity_type: str) -> Response:
    """List the activities of one type."""
    args = {**request.args, "activity_types": activity_type}
    return answer(_activities(args))


@trading.get("/clock")
def get_clock() -> Response:
    """Show the broker's clock."""
    return answer(render_clock(exchange().clock))


@trading.get("/calendar")
def list_sessions() -> Response:
    """List trading days, 1970 to 2029."""
    first = query.day(request.args, "start", FIRST_DAY)
    last = query.day(request.args, "end", LAST_DAY)
    return answer([render_session(session) for session in sessions_between(first, last)])


@trading.get("/assets")
def list_assets() -> Response:
    """List assets in symbol order."""
    query.only(request.args, ["status", "asset_class", "exchange", "attributes"])
    rows = [render_asset(exchange().assets[symbol]) for symbol in sorted(exchange().assets)]
    wanted = {"status": request.args.get("status"), "exchange": request.args.get("exchange")}
    wanted["class"] = request.args.get("asset_class", "us_equity")
    shown = [row for row in rows if all(value in {None, row[name]} for name, value in wanted.items())]
    return answer([] if request.args.get("attributes") else shown)


@trading.get("/assets/<path:symbol_or_id>")
def get_asset(symbol_or_id: str) -> Response:
    """Show one asset by symbol or id."""
    known = {str(asset.id): asset for asset in exchange().assets.values()} | dict(exchange().assets)
    if symbol_or_id not in known:
        raise RefusedError(not_found(f"asset not found for {symbol_or_id}"))
    return answer(render_asset(known[symbol_or_id]))


@trading.get("/positions")
def list_positions() -> Response:
    """List the caller's holdings in symbol order."""
    return answer(_positions(standing()))


@trading.get("/positions/<symbol_or_id>")
def get_position(symbol_or_id: str) -> Response:
    """Show one holding by symbol or asset id."""
    rows = _positions(standing())
    row = next((row for row in rows if symbol_or_id in {row["symbol"], row["asset_id"]}), None)
    if row is None:
        raise RefusedError(not_found("position does not exist"))
    return answer(row)


@trading.post("/orders")
def submit_order() -> Response:
    """Take or refuse an order."""
    return answer(_order(submit(exchange(), caller(), body())))


@trading.get("/orders")
def list_orders() -> Response:
    """List the caller's orders."""
    wanted = query.read_orders(request.args)
    return answer([_order(order) for order in exchange().book.orders.select(polled().key, wanted)])


@trading.get("/orders/<order_id>")
def get_order(order_id: str) -> Response:
    """Show one order."""
    return answer(_order(find_order(exchange(), polled(), order_id)))


@trading.get("/orders:by_client_order_id")
def get_order_by_client_id() -> Response:
    """Show the order that carries the client's id."""
    client_order_id = request.args.get("client_order_id", "")
    return answer(_order(find_by_client_id(exchange(), polled(), client_order_id)))


@trading.delete("/orders/<order_id>")
def cancel_order(order_id: str) -> Response:
    """Cancel one order."""
    cancel(exchange(), caller(), order_id)
    return Response(status=HTTPStatus.NO_CONTENT)


@trading.delete("/orders")
def cancel_orders() -> Response:
    """Cancel every open order."""
    ids = [str(order.id) for order in exchange().book.orders.open_of(caller().key)]
    for order_id in ids:
        cancel(exchange(), caller(), order_id)
    return answer([{"id": order_id, "status": HTTPStatus.OK} for order_id in ids], HTTPStatus.MULTI_STATUS)


@trading.patch("/orders/<order_id>")
def replace_order(order_id: str) -> Response:
    """Refuse: replacing is not offered."""
    raise RefusedError(unsupported(f"replacing order {order_id}"))


def _positions(held: Standing) -> list[Json]:
    assets, market = exchange().assets, exchange().market
    return [render_position(held, assets[symbol], market) for symbol in sorted(held.ledger.lots)]


def _activities(args: query.Args) -> list[Json]:
    wanted = query.read_activities(args)
    account = polled()
    if wanted.after_key and not exchange().book.activities.knows(account.key, wanted.after_key):
        raise RefusedError(bad_parameter(f"invalid page_token: {wanted.after_key}"))
    found = exchange().book.activities.select(account.key, wanted)
    return [render_fill(fill) for fill in found if isinstance(fill, Fill)]


def _order(order: Order) -> Json:
    return render_order(order, exchange().assets[order.ticket.symbol])
