"""The JSON shapes of the data API, where prices are plain JSON numbers, and of assets and calendar days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import NAMESPACE_OID, uuid5
from zlib import crc32

from paperbroker.basics.instants import nanoseconds, render_instant
from paperbroker.basics.sessions import Session
from paperbroker.market.actions import Action, CashDividend, Merger, NameChange, Split
from paperbroker.market.assets import Asset
from paperbroker.market.bars import Bar
from paperbroker.market.latest import Latest
from paperbroker.market.market import Market
from paperbroker.web.render import Json

_LOT = 100
_NANOSECONDS = 1000
_TAPES = {"NYSE": "A", "NASDAQ": "C"}
_OTHER_TAPE = "B"
_VENUE, _NO_VENUE = "V", " "


def render_quote(market: Market, symbol: str) -> Json:
    """Show the latest quote, sizes in shares; a side where nobody is has price and size zero."""
    shown = market.shown_quote(symbol)
    bid, ask = shown.quote.bid, shown.quote.ask
    return {
        "t": _instant(symbol, shown.at),
        "ap": float(ask),
        "as": _LOT if ask else 0,
        "ax": _VENUE if ask else _NO_VENUE,
        "bp": float(bid),
        "bs": _LOT if bid else 0,
        "bx": _VENUE if bid else _NO_VENUE,
        "c": ["R"],
        "z": _tape(market, symbol),
    }


def render_trade(market: Market, symbol: str) -> Json:
    """Show the latest trade; its id is its microsecond."""
    trade = market.last_trade(symbol)
    return {
        "t": _instant(symbol, trade.since),
        "p": float(trade.price),
        "s": _LOT,
        "x": _VENUE,
        "i": nanoseconds(trade.since) // _NANOSECONDS,
        "c": ["@"],
        "z": _tape(market, symbol),
    }


def render_snapshot(market: Market, latest: Latest, symbol: str) -> Json:
    """Show the latest trade and quote, and the bars of the minute, the day and the day before."""
    bars = latest.bars(symbol)
    return {
        "latestTrade": render_trade(market, symbol),
        "latestQuote": render_quote(market, symbol),
        "minuteBar": bars.minute and render_bar(bars.minute),
        "dailyBar": bars.day and render_bar(bars.day),
        "prevDailyBar": bars.previous_day and render_bar(bars.previous_day),
    }


def render_bar(bar: Bar) -> Json:
    """Show a bar, named by its start in whole seconds."""
    return {
        "t": f"{bar.start.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "o": float(bar.prices.open),
        "h": float(bar.prices.high),
        "l": float(bar.prices.low),
        "c": float(bar.prices.close),
        "v": int(bar.volume),
        "n": bar.trades,
        "vw": float(bar.average),
    }


def action_kind(action: Action) -> str:
    """The type Alpaca files an action under."""
    match action:
        case Split():
            return "forward_split" if action.is_forward else "reverse_split"
        case Merger():
            return _merger_kind(action)
        case CashDividend():
            return "cash_dividend"
        case NameChange():
            return "name_change"


def render_action(action: Action, cusip: Callable[[str], str]) -> Json:
    """Show a corporate action; everything is dated by its ex date, `cusip` tells those of today's symbols."""
    identity = {"id": str(uuid5(NAMESPACE_OID, f"action:{action}")), "process_date": _day(action.ex_date)}
    match action:
        case NameChange():
            return {**identity, **_names(action, cusip(action.new_symbol))}
        case Merger():
            return {**identity, **_merger(action, cusip)}
        case _:
            return {**identity, **_on_ex_date(action, cusip(action.symbol))}


def _names(change: NameChange, cusip: str) -> Json:
    names = {"old_symbol": change.old_symbol, "new_symbol": change.new_symbol}
    return {**names, "old_cusip": cusip, "new_cusip": cusip}


def _on_ex_date(action: Split | CashDividend, cusip: str) -> Json:
    dates = dict.fromkeys(("ex_date", "record_date", "payable_date"), _day(action.ex_date))
    common = {**dates, "symbol": action.symbol}
    if isinstance(action, CashDividend):
        return {**common, "cusip": cusip, "rate": float(action.rate), "special": False, "foreign": False}
    cusips = {"cusip": cusip} if action.is_forward else {"old_cusip": cusip, "new_cusip": cusip}
    return {**common, **cusips, "old_rate": float(action.old_rate), "new_rate": float(action.new_rate)}


def _merger_kind(merger: Merger) -> str:
    if merger.acquirer is None:
        return "cash_merger"
    return "stock_and_cash_merger" if merger.cash_rate else "stock_merger"


def _merger(merger: Merger, cusip: Callable[[str], str]) -> Json:
    dates = dict.fromkeys(("effective_date", "payable_date"), _day(merger.ex_date))
    given = {**dates, "acquiree_symbol": merger.symbol, "acquiree_cusip": cusip(merger.symbol)}
    if merger.acquirer is None:
        return {**given, "rate": float(merger.cash_rate)}
    cash = {"cash_rate": float(merger.cash_rate)} if merger.cash_rate else {}
    return {
        **given,
        **cash,
        "acquirer_symbol": merger.acquirer,
        "acquirer_cusip": cusip(merger.acquirer),
        "acquirer_rate": float(merger.acquirer_rate),
        "acquiree_rate": float(merger.acquiree_rate),
    }


def render_asset(asset: Asset, *, with_easy_to_borrow: bool) -> Json:
    """Show an asset, with or without the deprecated `easy_to_borrow` the SDK still requires."""
    margin = "30" if asset.is_marginable else "100"
    borrowing = {"easy_to_borrow": False} if with_easy_to_borrow else {}
    return {
        "id": str(asset.id),
        "class": asset.asset_class,
        "exchange": asset.exchange,
        "symbol": asset.symbol,
        "name": asset.name,
        "status": "active" if asset.is_active else "inactive",
        "tradable": asset.is_tradable,
        "marginable": asset.is_marginable,
        "shortable": False,
        **borrowing,
        "borrow_status": "not_shortable",
        "fractionable": asset.is_fractionable,
        "margin_requirement_long": margin,
        "margin_requirement_short": "100",
        "maintenance_margin_requirement": int(margin),
        "attributes": list(asset.attributes),
        "cusip": asset.cusip,
        **dict.fromkeys(("min_order_size", "min_trade_increment", "price_increment")),
    }


def render_session(session: Session) -> Json:
    """Show a calendar day with its extended hours and the day its trades settle."""
    return {
        "date": _day(session.day),
        "open": session.opens_at.strftime("%H:%M"),
        "close": session.closes_at.strftime("%H:%M"),
        "session_open": "0400",
        "session_close": "2000",
        "settlement_date": _day(session.settles_on),
    }


def _instant(symbol: str, at: datetime) -> str:
    # A running clock shows digits below Python's microsecond, so that clients meet real nanoseconds.
    extra = crc32(symbol.encode()) % _NANOSECONDS if at.microsecond else 0
    return render_instant(nanoseconds(at, extra))


def _tape(market: Market, symbol: str) -> str:
    return _TAPES.get(market.assets[symbol].exchange, _OTHER_TAPE)


def _day(day: date) -> str:
    return day.isoformat()
