from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal as D
from typing import Any
from urllib.parse import parse_qs

import pytest

from trimtab.adapters.alpaca import Patience
from trimtab.adapters.alpaca.listing import ACTIVITIES_PER_PAGE, ORDERS_PER_PAGE
from trimtab.domain.errors import UnavailableError
from trimtab.domain.holdings import DailyBar, PriceAdjustment
from unit.adapters.alpaca.answers import dividend, fill, order
from unit.adapters.alpaca.answers import open_broker as broker
from unit.adapters.alpaca.scripted import Reply, Stage, staged

ORDERS, ACTIVITIES, BARS = "GET /v2/orders", "GET /v2/account/activities", "GET /v2/stocks/bars"
MORNING = datetime(2026, 11, 20, 14, 0, 0, 123456, tzinfo=UTC)
UNHURRIED = Patience(answer_seconds=D(5), budget_seconds=D(30))


def queries(stage: Stage, name: str) -> list[str | None]:
    """One parameter of every request, in order."""
    return [parse_qs(asked.query).get(name, [None])[0] for asked in stage.asked]


def orders(first: int, count: int, **fields: Any) -> list[dict[str, Any]]:
    """Orders a nanosecond apart."""
    numbers = range(first, first + count)
    return [order(id=f"o{n}", submitted_at=f"2026-11-20T15:00:00.{n:09d}Z") | fields for n in numbers]


def test_orders_are_read_page_by_page_to_the_nanosecond():
    """The cursor is the broker's own text: cut to microseconds it would repeat the page for ever."""
    full, rest = orders(0, ORDERS_PER_PAGE), orders(ORDERS_PER_PAGE - 1, 3)
    with staged({ORDERS: (Reply(full), Reply(rest))}) as stage:
        listed = broker(stage, UNHURRIED).orders_since(MORNING)

        assert [f"o{n}" for n in range(ORDERS_PER_PAGE + 2)] == [found.order_id for found in listed]
        assert ["2026-11-20T14:00:00.123456Z", "2026-11-20T15:00:00.000000498Z"] == queries(stage, "after")


def test_every_order_is_asked_for_oldest_first():
    """Open and ended ones, as many as the broker gives at once."""
    with staged({ORDERS: (Reply([]),)}) as stage:
        assert () == broker(stage).orders_since(MORNING)
        assert [["all"], ["asc"], ["500"]] == [
            queries(stage, name) for name in ("status", "direction", "limit")
        ]


def test_orders_of_one_instant_are_not_lost_between_pages():
    """The broker's cursor leaves out its own instant, so the next page starts before the last one."""
    twins = {"submitted_at": "2026-11-20T15:00:01Z"}
    full = [*orders(0, ORDERS_PER_PAGE - 1), order(id="twin-1") | twins]
    rest = [order(id="twin-1") | twins, order(id="twin-2") | twins]
    with staged({ORDERS: (Reply(full), Reply(rest))}) as stage:
        listed = broker(stage, UNHURRIED).orders_since(MORNING)

    assert ["twin-1", "twin-2"] == [found.order_id for found in listed][-2:]


@pytest.mark.parametrize(
    "pages",
    [
        (orders(0, ORDERS_PER_PAGE), orders(0, ORDERS_PER_PAGE)),
        (orders(0, ORDERS_PER_PAGE, submitted_at="2026-11-20T15:00:01Z"),),
        (orders(0, ORDERS_PER_PAGE, submitted_at=None),),
    ],
    ids=["the same page again", "one instant", "no instant"],
)
def test_a_list_that_does_not_go_on_is_refused(pages: tuple[object, ...]):
    """Rather no list than one that silently lacks orders (F-039)."""
    with staged({ORDERS: tuple(Reply(page) for page in pages)}) as stage, pytest.raises(UnavailableError):
        broker(stage, UNHURRIED).orders_since(MORNING)


def test_orders_that_are_no_stock_are_left_out():
    """They count for the page and not for the list."""
    option = order(id="x", asset_class="us_option", side=None, symbol=None)
    with staged({ORDERS: (Reply([option, *orders(1, 1)]),)}) as stage:
        assert ["o1"] == [found.order_id for found in broker(stage).orders_since(MORNING)]


def activities(first: int, count: int) -> list[dict[str, Any]]:
    """Fills in order."""
    return [fill(id=f"2026112010000{n:04d}::f") for n in range(first, first + count)]


def test_activities_are_read_page_by_page():
    """A hundred at a time, the last row's id asking for the next page."""
    pages = (activities(0, ACTIVITIES_PER_PAGE), activities(100, 2))
    with staged({ACTIVITIES: tuple(map(Reply, pages))}) as stage:
        listed = broker(stage, UNHURRIED).activities()

        assert (102, 102) == (len(listed), len({found.activity_id for found in listed}))
        assert [None, "20261120100000099::f"] == queries(stage, "page_token")


def test_activities_of_a_day_include_that_day_and_none_before():
    """Whatever the broker makes of its bound, the day itself is there and the day before is not."""
    rows = [dividend(date="2026-11-18"), dividend(id="2::d", date="2026-11-19"), fill()]
    with staged({ACTIVITIES: (Reply(rows),)}) as stage:
        listed = broker(stage).activities(date(2026, 11, 19))

        assert [date(2026, 11, 19), date(2026, 11, 20)] == [found.day for found in listed]
        assert ["2026-11-18"] == queries(stage, "after")


def test_activities_without_end_are_refused():
    """A hundred full pages are the most that is read."""
    fresh = iter(range(10**6))

    def pages() -> Iterator[Reply]:
        for _ in range(101):
            yield Reply(activities(next(fresh) * ACTIVITIES_PER_PAGE, ACTIVITIES_PER_PAGE))

    with (
        staged({ACTIVITIES: tuple(pages())}) as stage,
        pytest.raises(UnavailableError, match="more than 100 pages"),
    ):
        broker(stage, UNHURRIED).activities()


def test_daily_bars_are_put_together_from_pages():
    """A symbol may begin on one page and end on the next; bars count all symbols together."""
    first = {"bars": {"SPY": [bar("2026-11-18", "1")]}, "next_page_token": "t1"}
    second = {"bars": {"SPY": [bar("2026-11-19", "2")], "TLT": [bar("2026-11-18", "3")]}}
    with staged({BARS: (Reply(first), Reply(second))}) as stage:
        asked = broker(stage)
        closes = asked.daily_bars(("TLT", "SPY"), date(2026, 11, 18), date(2026, 11, 19), PriceAdjustment.RAW)

        assert {
            "SPY": (DailyBar(date(2026, 11, 18), D(1)), DailyBar(date(2026, 11, 19), D(2))),
            "TLT": (DailyBar(date(2026, 11, 18), D(3)),),
        } == closes
        assert ([None, "t1"], ["raw", "raw"]) == (queries(stage, "page_token"), queries(stage, "adjustment"))


def test_past_prices_follow_splits_unless_asked_otherwise():
    """A split must not look like a crash."""
    with staged({BARS: (Reply({"bars": {}, "next_page_token": None}),)}) as stage:
        assert {} == broker(stage).daily_bars(("SPY",), date(2026, 11, 18), date(2026, 11, 19))
        assert (["split"], ["1Day"], ["2026-11-18"], ["2026-11-19"]) == tuple(
            queries(stage, name) for name in ("adjustment", "timeframe", "start", "end")
        )


def test_bars_without_end_are_refused():
    """A token that never ends is not followed for ever."""
    page = Reply({"bars": {}, "next_page_token": "again"})
    with staged({BARS: (page,)}) as stage, pytest.raises(UnavailableError, match="more than 100 pages"):
        broker(stage, UNHURRIED).daily_bars(("SPY",), date(2026, 11, 18), date(2026, 11, 19))


def bar(day: str, close: str) -> dict[str, Any]:
    """A daily bar of winter time."""
    return {"t": f"{day}T05:00:00Z", "c": close}
