"""The data API: latest quotes, trades and bars, bars of the past, snapshots, corporate actions.

Unknown symbols are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from flask import Blueprint, Response, request

from paperbroker.market.actions import Action, Merger, NameChange
from paperbroker.market.bar_pages import read_bars
from paperbroker.market.latest import Latest
from paperbroker.web.market_query import (
    ActionQuery,
    read_action_query,
    read_bar_query,
    read_symbols,
    write_place,
)
from paperbroker.web.render import Json
from paperbroker.web.render_market import (
    action_kind,
    render_action,
    render_bar,
    render_quote,
    render_snapshot,
    render_trade,
)
from paperbroker.web.routes.context import answer, exchange

market = Blueprint("market", __name__, url_prefix="/v2/stocks")
corporate_actions = Blueprint("corporate_actions", __name__, url_prefix="/v1/corporate-actions")


@market.get("/quotes/latest")
def latest_quotes() -> Response:
    """Show the latest quote of each symbol."""
    seen = exchange().market
    return answer({"quotes": _by_symbol(lambda symbol: render_quote(seen, symbol))})


@market.get("/trades/latest")
def latest_trades() -> Response:
    """Show the latest trade of each symbol."""
    seen = exchange().market
    return answer({"trades": _by_symbol(lambda symbol: render_trade(seen, symbol))})


@market.get("/bars/latest")
def latest_bars() -> Response:
    """Show the latest minute bar of each symbol; one without is left out."""
    latest, known = Latest(exchange().market), exchange().assets
    bars = {symbol: latest.minute_bar(symbol) for symbol in read_symbols(request.args) if symbol in known}
    return answer({"bars": {symbol: render_bar(bar) for symbol, bar in bars.items() if bar}})


@market.get("/snapshots")
def snapshots() -> Response:
    """Show a snapshot of each symbol, without envelope."""
    seen = exchange().market
    latest = Latest(seen)
    return answer(_by_symbol(lambda symbol: render_snapshot(seen, latest, symbol)))


@market.get("/bars")
def list_bars() -> Response:
    """List bars of each symbol, page by page."""
    seen = exchange().market
    page = read_bars(seen, read_bar_query(request.args, seen.clock))
    bars: defaultdict[str, list[Json]] = defaultdict(list)
    for symbol, bar in page.bars:
        bars[symbol].append(render_bar(bar))
    return answer({"bars": bars, "next_page_token": page.ended and write_place(page.ended)})


@corporate_actions.get("")
def list_corporate_actions() -> Response:
    """List splits, cash dividends, changes of name and mergers by kind, page by page."""
    seen = exchange().market
    wanted = read_action_query(request.args, seen.clock.today)
    found = [action for action in seen.actions if _is_wanted(action, wanted)]
    found.sort(key=lambda action: action.ex_date, reverse=wanted.is_descending)
    end = wanted.skip + wanted.limit
    shown: defaultdict[str, list[Json]] = defaultdict(list)
    for action in found[wanted.skip : end]:
        shown[f"{action_kind(action)}s"].append(render_action(action, _cusip))
    return answer({"corporate_actions": shown, "next_page_token": str(end) if end < len(found) else None})


def _by_symbol(render: Callable[[str], Json]) -> dict[str, Json]:
    known = exchange().assets
    return {symbol: render(symbol) for symbol in read_symbols(request.args) if symbol in known}


def _is_wanted(action: Action, wanted: ActionQuery) -> bool:
    return (
        wanted.first <= action.ex_date <= wanted.last
        and (not wanted.kinds or action_kind(action) in wanted.kinds)
        and (not wanted.symbols or not set(wanted.symbols).isdisjoint(_symbols(action)))
    )


def _symbols(action: Action) -> tuple[str, ...]:
    if isinstance(action, NameChange):
        return action.old_symbol, action.new_symbol
    if isinstance(action, Merger) and action.acquirer:
        return action.symbol, action.acquirer
    return (action.symbol,)


def _cusip(symbol: str) -> str:
    asset = exchange().assets.get(symbol)
    return (asset and asset.cusip) or ""
