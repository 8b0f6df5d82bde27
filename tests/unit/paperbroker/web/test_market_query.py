from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from alpaca.data.enums import DataFeed

from paperbroker.basics.clock import MarketClock
from paperbroker.basics.refusals import RefusedError
from paperbroker.market.adjust import Adjustment
from paperbroker.market.bar_pages import Place
from paperbroker.web.market_query import (
    FEEDS,
    read_action_query,
    read_bar_query,
    read_place,
    read_symbols,
    write_place,
)

NOW = datetime(2026, 11, 20, 17, tzinfo=UTC)
CLOCK = MarketClock(lambda: NOW, NOW)
DAILY = {"symbols": "SPY", "timeframe": "1Day"}


def test_symbols_are_sorted_and_stand_once() -> None:
    """Spaces round them are nothing."""
    assert ("QQQ", "SPY") == read_symbols({"symbols": "SPY, QQQ,SPY,", "feed": "iex", "currency": "USD"})


def test_every_feed_of_the_sdk_is_known() -> None:
    """They all show the same prices here."""
    assert FEEDS >= {feed.value for feed in DataFeed}


def test_bars_have_defaults() -> None:
    """Today's so far, a thousand, raw, by the names of today."""
    query = read_bar_query(DAILY, CLOCK)

    assert (datetime(2026, 11, 20, 5, tzinfo=UTC), NOW, 1000) == (query.first, query.last, query.limit)
    assert (Adjustment.RAW, date(2026, 11, 20), False, None) == (
        query.adjustment,
        query.asof,
        query.is_descending,
        query.after,
    )


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("start", "2026-11-18", "2026-11-18T05:00:00"),
        ("start", "2026-11-18T00:00:00+00:00", "2026-11-18T00:00:00"),
        ("start", "2026-11-18T10:00:00.123456-05:00", "2026-11-18T15:00:00.123456"),
        ("end", "2026-11-18", "2026-11-19T04:59:59.999999"),
        ("end", "2026-11-18T12:00:00Z", "2026-11-18T12:00:00"),
    ],
)
def test_bounds_are_instants_or_days_of_new_york(name: str, text: str, expected: str) -> None:
    """A plain day begins at midnight there, and as an end it is in."""
    query = read_bar_query({**DAILY, name: text}, CLOCK)

    assert datetime.fromisoformat(f"{expected}+00:00") == (query.first if name == "start" else query.last)


def test_a_dash_takes_symbols_by_their_letters() -> None:
    """No day at all."""
    assert read_bar_query({**DAILY, "asof": "-"}, CLOCK).asof is None


def test_a_page_token_survives_the_wire() -> None:
    """Symbol and start of the last bar."""
    place = Place("BRK.B", NOW)

    assert place == read_place(write_place(place))


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ({"symbols": ""}, "symbols is required"),
        ({"timeframe": ""}, "timeframe is required"),
        ({"timeframe": "2Day"}, "invalid timeframe: 2Day"),
        ({"start": "yesterday"}, "invalid start: yesterday"),
        ({"end": "2026-02-30"}, "invalid end: 2026-02-30"),
        ({"start": "9999-12-31T23:59:59-23:59"}, "invalid start: 9999-12-31T23:59:59-23:59"),
        ({"limit": "0"}, "invalid limit: 0; it must be from 1 to 10000"),
        ({"limit": "10001"}, "invalid limit: 10001; it must be from 1 to 10000"),
        ({"limit": "many"}, "invalid limit: many"),
        ({"adjustment": "half"}, "invalid adjustment: half"),
        ({"asof": "then"}, "invalid asof: then"),
        ({"sort": "up"}, "invalid sort: up"),
        ({"feed": "cable"}, "invalid feed: cable"),
        ({"currency": "EUR"}, "invalid currency: EUR"),
        ({"page_token": "x"}, "invalid page_token: x"),
        ({"page_token": "U1BZ"}, "invalid page_token: U1BZ"),
        ({"depth": "2"}, "unexpected parameter(s): depth"),
    ],
)
def test_what_cannot_be_read_is_refused(field: dict[str, str], message: str) -> None:
    """400 without a code, as the data API does."""
    with pytest.raises(RefusedError) as caught:
        read_bar_query({**DAILY, **field}, CLOCK)
    assert (400, None, message) == (
        caught.value.refusal.status,
        caught.value.refusal.code,
        caught.value.refusal.message,
    )


def test_corporate_actions_are_those_of_today_unless_told_otherwise() -> None:
    """All kinds and all symbols, a hundred."""
    query = read_action_query({}, NOW.date())

    assert (NOW.date(), NOW.date(), (), (), 100, 0) == (
        query.first,
        query.last,
        query.symbols,
        query.kinds,
        query.limit,
        query.skip,
    )


@pytest.mark.parametrize("args", [{"start": "x"}, {"limit": "1001"}, {"page_token": "-5"}, {"cusips": "1"}])
def test_corporate_actions_are_refused_by_name(args: dict[str, str]) -> None:
    """What cannot be read or honoured."""
    with pytest.raises(RefusedError, match=next(iter(args))):
        read_action_query(args, NOW.date() + timedelta())
