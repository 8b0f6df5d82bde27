"""Read lists that come in pages, to their end and each row once; a list without end is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

from trimtab.adapters.alpaca.fields import MalformedError, Row, rows
from trimtab.adapters.alpaca.order_mapping import is_equity_order, read_activity, read_order
from trimtab.adapters.alpaca.price_mapping import read_daily_bars
from trimtab.adapters.alpaca.wire import Wire
from trimtab.domain.activity import Activity, is_since
from trimtab.domain.holdings import DailyBar
from trimtab.domain.order import Order

ORDERS_PER_PAGE: Final = 500
ACTIVITIES_PER_PAGE: Final = 100
BARS_PER_PAGE: Final = 10_000
MOST_PAGES: Final = 100

Query = dict[str, str]


def list_orders(wire: Wire, after: datetime) -> tuple[Order, ...]:
    """List every stock order submitted after an instant, oldest first."""
    since = after.astimezone(UTC).isoformat().replace("+00:00", "Z")
    query = {"status": "all", "direction": "asc", "limit": str(ORDERS_PER_PAGE), "after": since}
    found = _unique_rows(wire, "/orders", query, ORDERS_PER_PAGE, _after_orders)
    return tuple(read_order(row.values) for row in found if is_equity_order(row))


def list_activities(wire: Wire, since: date | None) -> tuple[Activity, ...]:
    """List activities of a day and later, oldest first.

    Whether the broker's own bound includes its day is not documented: a day more is asked for and left out.
    """
    query = {"direction": "asc", "page_size": str(ACTIVITIES_PER_PAGE)}
    if since is not None:
        query["after"] = (since - timedelta(days=1)).isoformat()
    found = _unique_rows(wire, "/account/activities", query, ACTIVITIES_PER_PAGE, _after_activities)
    read = (read_activity(row) for row in found)
    return tuple(activity for activity in read if since is None or is_since(activity, since))


def list_daily_bars(wire: Wire, query: Mapping[str, str]) -> dict[str, tuple[DailyBar, ...]]:
    """List daily bars by symbol, in order of days."""
    found: dict[str, list[DailyBar]] = {}
    asked: Query = {**query, "timeframe": "1Day", "sort": "asc", "limit": str(BARS_PER_PAGE)}
    for _ in range(MOST_PAGES):
        content = wire.get("/stocks/bars", asked)
        for symbol, bars in read_daily_bars(content).items():
            found.setdefault(symbol, []).extend(bars)
        token = Row.of(content).text_or_none("next_page_token")
        if token is None:
            return {symbol: tuple(bars) for symbol, bars in found.items() if bars}
        asked["page_token"] = token
    raise _endless()


def _unique_rows(
    wire: Wire, path: str, query: Query, page_size: int, next_query: Callable[[list[Row]], Query]
) -> Iterator[Row]:
    """Yield the rows of all pages, leaving out what an earlier page has shown."""
    seen: set[str] = set()
    for _ in range(MOST_PAGES):
        page = rows(wire.get(path, query))
        fresh = {name: row for row in page if (name := row.text("id")) not in seen}
        yield from fresh.values()
        if len(page) < page_size:
            return
        if not fresh:
            raise MalformedError("a page shows nothing new")
        seen |= fresh.keys()
        query = query | next_query(page)
    raise _endless()


def _after_orders(page: list[Row]) -> Query:
    """Continue after the last instant but one, as the broker wrote it.

    Its cursor leaves out every order of its own instant, and one cut to microseconds would repeat orders for
    ever.
    """
    instants = [row.text("submitted_at") for row in page if row.text_or_none("submitted_at")]
    earlier = [instant for instant in instants if instant != instants[-1]]
    if not earlier:
        raise MalformedError(f"{len(page)} orders or more were submitted at one instant")
    return {"after": earlier[-1]}


def _after_activities(page: list[Row]) -> Query:
    return {"page_token": page[-1].text("id")}


def _endless() -> MalformedError:
    return MalformedError(f"there are more than {MOST_PAGES} pages; ask for a shorter time")
