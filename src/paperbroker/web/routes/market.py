"""The data API under /v2/stocks: latest quotes, latest trades, snapshots; unknown symbols are left out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from flask import Blueprint, Response, request

from paperbroker.basics.refusals import Refusal, RefusedError
from paperbroker.market.board import Market
from paperbroker.web import query
from paperbroker.web.render import Json
from paperbroker.web.render_market import render_quote, render_snapshot, render_trade
from paperbroker.web.routes.context import answer, authenticate, exchange, stamp

market = Blueprint("market", __name__, url_prefix="/v2/stocks")
market.before_request(authenticate)
market.after_request(stamp)

_NO_SYMBOLS = Refusal(HTTPStatus.BAD_REQUEST, None, "symbols is required")


@market.get("/quotes/latest")
def latest_quotes() -> Response:
    """Show the latest quote of each symbol."""
    return answer({"quotes": _by_symbol(render_quote)})


@market.get("/trades/latest")
def latest_trades() -> Response:
    """Show the latest trade of each symbol."""
    return answer({"trades": _by_symbol(render_trade)})


@market.get("/snapshots")
def snapshots() -> Response:
    """Show a snapshot of each symbol, without envelope."""
    return answer(_by_symbol(render_snapshot))


def _by_symbol(render: Callable[[Market, str, datetime], Json]) -> Json:
    symbols = query.names(request.args, "symbols")
    if not symbols:
        raise RefusedError(_NO_SYMBOLS)
    known, now = exchange().market, exchange().clock.now()
    return {symbol: render(known, symbol, now) for symbol in sorted(symbols & known.prices.keys())}
