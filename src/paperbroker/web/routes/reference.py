"""What every account sees alike: the clock, the calendar, the assets."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, Response, request

from paperbroker.basics.refusals import RefusedError, not_found
from paperbroker.basics.sessions import FIRST_DAY, LAST_DAY, Session, sessions_between
from paperbroker.market.assets import ASSET_CLASSES
from paperbroker.web import query
from paperbroker.web.render import render_clock
from paperbroker.web.render_market import render_asset, render_session
from paperbroker.web.routes.context import answer, exchange

reference = Blueprint("reference", __name__, url_prefix="/v2")

_LONGEST_SETTLEMENT = timedelta(days=14)


@reference.get("/clock")
def get_clock() -> Response:
    """Show the broker's clock."""
    return answer(render_clock(exchange().clock))


@reference.get("/calendar")
def list_sessions() -> Response:
    """List trading days, 1970 to 2029, by the day they trade or the day they settle."""
    query.only(request.args, ["start", "end", "date_type"])
    by_settlement = query.choice(request.args, "date_type", ["TRADING", "SETTLEMENT"], "TRADING") != "TRADING"
    first = query.day(request.args, "start", FIRST_DAY)
    last = query.day(request.args, "end", LAST_DAY)
    chosen = _settling(first, last) if by_settlement else sessions_between(first, last)
    return answer([render_session(session) for session in chosen])


@reference.get("/assets")
def list_assets() -> Response:
    """List assets in symbol order."""
    query.only(request.args, ["status", "asset_class", "exchange", "attributes"])
    status = query.choice(request.args, "status", ["active", "inactive", "all"], "all")
    asset_class = query.choice(request.args, "asset_class", ASSET_CLASSES, "us_equity")
    with_easy_to_borrow = exchange().market.shows_easy_to_borrow
    venue, attributes = request.args.get("exchange"), query.names(request.args, "attributes")
    return answer(
        [
            render_asset(asset, with_easy_to_borrow=with_easy_to_borrow)
            for asset in exchange().assets.values()
            if status in {"all", "active" if asset.is_active else "inactive"}
            and asset_class == asset.asset_class
            and venue in {None, "", asset.exchange}
            and (not attributes or not attributes.isdisjoint(asset.attributes))
        ]
    )


@reference.get("/assets/<path:name>")
def get_asset(name: str) -> Response:
    """Show one asset by symbol, id or CUSIP."""
    known = exchange().assets
    asset = known.get(name) or next((one for one in known.values() if name in {str(one.id), one.cusip}), None)
    if asset is None:
        raise RefusedError(not_found(f"asset not found for {name}"))
    return answer(render_asset(asset, with_easy_to_borrow=exchange().market.shows_easy_to_borrow))


def _settling(first: date, last: date) -> list[Session]:
    near = sessions_between(max(first - _LONGEST_SETTLEMENT, FIRST_DAY), last)
    return [session for session in near if first <= session.settles_on <= last]
