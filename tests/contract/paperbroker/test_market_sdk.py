"""The unmodified alpaca-py data client, and the reference calls of its trading client, over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import pytest
import requests
from alpaca.common.enums import Sort
from alpaca.common.exceptions import APIError
from alpaca.data.enums import Adjustment, DataFeed
from alpaca.data.historical.corporate_actions import CorporateActionsClient
from alpaca.data.historical.stock import StockHistoricalDataClient
from alpaca.data.requests import (
    CorporateActionsRequest,
    StockBarsRequest,
    StockLatestBarRequest,
    StockLatestQuoteRequest,
    StockLatestTradeRequest,
    StockSnapshotRequest,
)
from alpaca.data.timeframe import TimeFrame, TimeFrameUnit
from alpaca.trading.client import TradingClient
from alpaca.trading.enums import AssetExchange, AssetStatus
from alpaca.trading.requests import GetAssetsRequest, GetCalendarRequest

from paperbroker.market.actions import CashDividend, Merger, NameChange, Split
from paperbroker.server import Broker, running_broker

Sdk = Any  # the SDK types every answer as a union with raw JSON, which checks nothing

KEY, SECRET = "demo", "demo-secret"
NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
CLOSE = datetime(2026, 11, 20, 21, tzinfo=UTC)
DAY = timedelta(days=1)
PRICES = Path(__file__).parents[3] / "examples" / "prices"
WALK = {"seed": 7, "step_seconds": 60, "volatility_bps": 5}


@pytest.fixture(scope="module")
def running() -> Iterator[Broker]:
    with running_broker(prices=PRICES) as made:
        yield made


@pytest.fixture
def broker(running: Broker) -> Broker:
    """A broker on Friday noon with a spread of ten basis points."""
    control(running, "reset", {"now": NOON.isoformat(), "spread_bps": "10", "prices": {"SPY": "400"}})
    return running


@pytest.fixture
def prices(broker: Broker) -> Sdk:
    return StockHistoricalDataClient(KEY, SECRET, url_override=broker.url)


@pytest.fixture
def trading(broker: Broker) -> Sdk:
    return TradingClient(KEY, SECRET, url_override=broker.url)


def control(broker: Broker, name: str, body: object) -> None:
    requests.post(f"{broker.url}/_control/{name}", json=body, timeout=10).raise_for_status()


def bars(prices: Sdk, **fields: Any) -> list[Any]:
    usual = {"symbol_or_symbols": "SPY", "timeframe": TimeFrame.Day, "start": NOON - 5 * DAY, "end": NOON}
    return list(prices.get_stock_bars(StockBarsRequest(**{**usual, **fields})).data.get("SPY", []))


def walking(broker: Broker) -> None:
    control(broker, "market", {"walk": WALK})


def test_quotes_have_a_spread_and_a_real_age(prices: Sdk) -> None:
    """Bid and ask to the cent, both sides in shares, as old as the answer; unknown symbols are left out."""
    latest = prices.get_stock_latest_quote(StockLatestQuoteRequest(symbol_or_symbols=["SPY", "NOPE"]))
    quote = latest["SPY"]

    assert (["SPY"], 399.8, 400.2, NOON) == (list(latest), quote.bid_price, quote.ask_price, quote.timestamp)
    assert (100, 100) == (quote.bid_size, quote.ask_size)


def test_after_the_close_quotes_and_trades_carry_the_close(broker: Broker, prices: Sdk) -> None:
    """An hour later they are an hour old."""
    control(broker, "clock", {"now": (CLOSE + timedelta(hours=1)).isoformat()})
    quote = prices.get_stock_latest_quote(StockLatestQuoteRequest(symbol_or_symbols="SPY"))["SPY"]
    trade = prices.get_stock_latest_trade(StockLatestTradeRequest(symbol_or_symbols="SPY"))["SPY"]

    assert (CLOSE, CLOSE, 400) == (quote.timestamp, trade.timestamp, trade.price)


def test_a_halted_symbol_keeps_its_instant(broker: Broker, prices: Sdk) -> None:
    """Prices set during the halt do not show."""
    control(broker, "market", {"halted": ["SPY"]})
    control(broker, "clock", {"now": (NOON + timedelta(minutes=5)).isoformat()})
    control(broker, "prices", {"SPY": "300"})
    trade = prices.get_stock_latest_trade(StockLatestTradeRequest(symbol_or_symbols="SPY"))["SPY"]

    assert (400, NOON) == (trade.price, trade.timestamp)


def test_a_stale_quote_grows_old(broker: Broker, prices: Sdk) -> None:
    """Five minutes later the quote is five minutes old while the trade is new."""
    control(broker, "market", {"stale": ["SPY"]})
    control(broker, "clock", {"now": (NOON + timedelta(minutes=5)).isoformat()})
    quote = prices.get_stock_latest_quote(StockLatestQuoteRequest(symbol_or_symbols="SPY"))["SPY"]
    trade = prices.get_stock_latest_trade(StockLatestTradeRequest(symbol_or_symbols="SPY"))["SPY"]

    assert (NOON, NOON + timedelta(minutes=5)) == (quote.timestamp, trade.timestamp)


def test_a_moving_clock_goes_on_from_its_instant(broker: Broker, trading: Sdk) -> None:
    """Real time passes between two looks."""
    control(broker, "clock", {"now": NOON.isoformat(), "moving": True})
    first, second = (trading.get_clock().timestamp for _ in range(2))

    assert NOON < first < second < NOON + timedelta(minutes=10)


def test_a_one_sided_quote_parses(broker: Broker, prices: Sdk) -> None:
    """The missing ask is zero."""
    control(broker, "market", {"one_sided": ["SPY"], "spread_bps": 0})
    quote = prices.get_stock_latest_quote(StockLatestQuoteRequest(symbol_or_symbols="SPY"))["SPY"]

    assert (400, 0, 0) == (quote.bid_price, quote.ask_price, quote.ask_size)


def test_snapshots_have_bars_of_minute_day_and_day_before(broker: Broker, prices: Sdk) -> None:
    """A replayed day opens at the close of the day before."""
    control(broker, "replay", {"series": "sp500", "date": "2019-12-31"})
    spot = prices.get_stock_snapshot(StockSnapshotRequest(symbol_or_symbols="MSFT"))["MSFT"]

    assert (152.49, 152.597) == (spot.daily_bar.open, spot.daily_bar.close)
    assert (152.49, NOON, 152.597) == (
        spot.previous_daily_bar.close,
        spot.minute_bar.timestamp,
        spot.minute_bar.close,
    )


def test_latest_bars_are_the_minutes(prices: Sdk) -> None:
    """The one in progress."""
    bar = prices.get_stock_latest_bar(StockLatestBarRequest(symbol_or_symbols="SPY"))["SPY"]

    assert (NOON, 400, 100, 1) == (bar.timestamp, bar.close, bar.volume, bar.trade_count)


def test_daily_bars_of_a_replay_are_its_closes(broker: Broker, prices: Sdk) -> None:
    """The last days of 2019, laid over the sessions before today."""
    control(broker, "replay", {"series": "factors", "date": "2019-12-31"})
    history = (PRICES / "factors.csv").read_text().splitlines()
    end = next(n for n, line in enumerate(history) if line.startswith("2019-12-31"))
    closes = [float(line.split(",")[1]) for line in history[end - 200 : end + 1]]

    assert closes == [bar.close for bar in bars_of_year(prices, "MTUM")][-201:]


def bars_of_year(prices: Sdk, symbol: str) -> list[Any]:
    asked = StockBarsRequest(
        symbol_or_symbols=symbol, timeframe=TimeFrame.Day, start=NOON - 365 * DAY, end=NOON
    )
    return list(prices.get_stock_bars(asked).data[symbol])


def test_the_sdk_reads_all_pages(broker: Broker, prices: Sdk) -> None:
    """Minutes of a quarter need three pages of ten thousand."""
    walking(broker)
    found = bars(prices, timeframe=TimeFrame.Minute, start=NOON - 92 * DAY)
    starts = [bar.timestamp for bar in found]

    assert len(starts) > 20_000
    assert sorted(set(starts)) == starts


def test_a_limit_counts_all_symbols_together(prices: Sdk) -> None:
    """Alphabetical order, then as many as the caller can take."""
    asked = StockBarsRequest(
        symbol_or_symbols=["SPY", "QQQ"], timeframe=TimeFrame.Day, start=NOON - 5 * DAY, end=NOON, limit=7
    )
    found = prices.get_stock_bars(asked).data

    assert {"QQQ": 5, "SPY": 2} == {symbol: len(rows) for symbol, rows in found.items()}


def test_descending_bars_begin_with_the_latest(prices: Sdk) -> None:
    """Friday first."""
    assert [20, 19, 18, 17, 16] == [
        bar.timestamp.day for bar in bars(prices, sort=Sort.DESC, feed=DataFeed.IEX)
    ]


@pytest.mark.parametrize(
    ("timeframe", "count"),
    [
        (TimeFrame(5, TimeFrameUnit.Minute), 31),
        (TimeFrame(15, TimeFrameUnit.Minute), 11),
        (TimeFrame(30, TimeFrameUnit.Minute), 6),
        (TimeFrame.Hour, 4),
    ],
)
def test_every_timeframe_has_its_bars(prices: Sdk, timeframe: TimeFrame, count: int) -> None:
    """From the open to noon, the one begun at noon included; the first hour is half a one."""
    assert count == len(bars(prices, timeframe=timeframe, start=NOON - timedelta(hours=3)))


@pytest.mark.parametrize(
    ("timeframe", "starts"),
    [
        (TimeFrame.Week, [date(2026, 11, 9), date(2026, 11, 16)]),
        (TimeFrame.Month, [date(2026, 11, 1)]),
    ],
)
def test_longer_timeframes_begin_on_their_first_day(
    prices: Sdk, timeframe: TimeFrame, starts: list[date]
) -> None:
    """Monday, and the first of the month."""
    found = bars(prices, timeframe=timeframe, start=NOON - 19 * DAY - timedelta(hours=13))

    assert starts == [bar.timestamp.date() for bar in found][-len(starts) :]


def test_a_walk_tells_the_same_to_everyone(broker: Broker, prices: Sdk) -> None:
    """The minutes of a day join into the day's bar, and the last is the latest trade."""
    walking(broker)
    minutes = bars(prices, timeframe=TimeFrame.Minute, start=NOON - timedelta(hours=12))
    (day,) = bars(prices, start=NOON - timedelta(hours=12))
    trade = prices.get_stock_latest_trade(StockLatestTradeRequest(symbol_or_symbols="SPY"))["SPY"]

    assert (max(bar.high for bar in minutes), min(bar.low for bar in minutes)) == (day.high, day.low)
    assert trade.price == day.close == minutes[-1].close


@pytest.mark.parametrize(
    ("adjustment", "expected"),
    [(Adjustment.RAW, 400), (Adjustment.SPLIT, 200), (Adjustment.DIVIDEND, 396), (Adjustment.ALL, 198)],
)
def test_bars_are_adjusted_when_asked(
    broker: Broker, prices: Sdk, adjustment: Adjustment, expected: int
) -> None:
    """A split in two and four dollars on Friday, seen from Thursday."""
    broker.exchange.book.actions.add(Split("SPY", NOON.date(), D(1), D(2)))
    broker.exchange.book.actions.add(CashDividend("SPY", NOON.date(), D(4)))
    thursday = bars(prices, start=NOON - 2 * DAY, adjustment=adjustment)[0]

    assert expected == thursday.close


def test_data_follows_a_change_of_name(broker: Broker, prices: Sdk) -> None:
    """Under the new name all its past, as of an earlier day under the old one."""
    broker.exchange.book.assets.rename("SPY", "SPDR")
    broker.exchange.book.actions.add(NameChange("SPY", "SPDR", NOON.date()))
    now = StockBarsRequest(symbol_or_symbols="SPDR", timeframe=TimeFrame.Day, start=NOON - 5 * DAY)

    assert 5 == len(prices.get_stock_bars(now).data["SPDR"])
    assert 5 == len(bars(prices, asof="2026-11-19"))
    assert [] == bars(prices)


def test_a_timeframe_the_data_api_does_not_know_is_refused(broker: Broker, prices: Sdk) -> None:
    """400, and no code in the body."""
    answer = requests.get(
        f"{broker.url}/v2/stocks/bars?symbols=SPY&timeframe=2Day",
        headers={"APCA-API-KEY-ID": KEY, "APCA-API-SECRET-KEY": SECRET},
        timeout=10,
    )
    with pytest.raises(APIError) as caught:
        prices.get("/stocks/bars", {"symbols": "SPY", "timeframe": "2Day"})

    assert (400, ["message"]) == (caught.value.status_code, list(answer.json()))


def test_corporate_actions_are_read_by_the_sdk(broker: Broker) -> None:
    """Every kind there is."""
    for action in (
        Split("SPY", NOON.date(), D(1), D(2)),
        Split("QQQ", NOON.date(), D(10), D(1)),
        CashDividend("BND", NOON.date(), D("0.25")),
        NameChange("FB", "META", NOON.date()),
        Merger("WMT", NOON.date(), D(150)),
        Merger("PEP", NOON.date(), acquirer="KO", acquirer_rate=D("0.5")),
        Merger("PG", NOON.date(), D(9), "KO", D("0.4")),
    ):
        broker.exchange.book.actions.add(action)
    client: Sdk = CorporateActionsClient(KEY, SECRET, url_override=broker.url)
    found = client.get_corporate_actions(CorporateActionsRequest(start=NOON.date(), end=NOON.date())).data

    assert {
        *("forward_splits", "reverse_splits", "cash_dividends", "name_changes"),
        *("cash_mergers", "stock_mergers", "stock_and_cash_mergers"),
    } == found.keys()
    assert (2, 0.25) == (found["forward_splits"][0].new_rate, found["cash_dividends"][0].rate)


def test_the_clock_follows_the_calendar(trading: Sdk) -> None:
    """Open on Friday noon, closing at four, opening again on Monday."""
    clock = trading.get_clock()

    assert (True, NOON, CLOSE) == (clock.is_open, clock.timestamp, clock.next_close)
    assert datetime(2026, 11, 23, 14, 30, tzinfo=UTC) == clock.next_open


def test_the_calendar_spans_2016_to_2029(trading: Sdk) -> None:
    """Fourteen years of sessions, the days of mourning left out, early closes marked."""
    days = trading.get_calendar(GetCalendarRequest(start=date(2016, 1, 1), end=date(2029, 12, 31)))
    known = {day.date: day.close.hour for day in days}

    assert not {date(2018, 12, 5), date(2025, 1, 9), date(2026, 4, 3), date(2026, 11, 26)} & known.keys()
    assert 13 == known[date(2026, 11, 27)] == known[date(2028, 7, 3)]
    assert 3518 == len(known)


def test_assets_are_filtered_and_found(broker: Broker, trading: Sdk) -> None:
    """By status and exchange, by symbol and by id."""
    old = {"symbol": "OLD", "exchange": "AMEX", "status": "inactive"}
    control(broker, "reset", {"assets": [old], "prices": {"OLD": "5"}})
    inactive = trading.get_all_assets(GetAssetsRequest(status=AssetStatus.INACTIVE))
    listed = trading.get_all_assets(GetAssetsRequest(exchange=AssetExchange.AMEX))
    found = trading.get_asset("OLD")

    assert ["OLD"] == [asset.symbol for asset in inactive] == [asset.symbol for asset in listed]
    assert found == trading.get_asset(found.id)


def test_a_fractionable_asset_trades_in_extended_hours_too(trading: Sdk) -> None:
    """Its attributes say so."""
    assert ["fractional_eh_enabled"] == trading.get_asset("SPY").attributes


def test_without_easy_to_borrow_the_sdk_cannot_read_assets(broker: Broker, trading: Sdk) -> None:
    """As the real service may answer; raw JSON still can be had."""
    control(broker, "reset", {"easy_to_borrow": False})

    assert "easy_to_borrow" not in trading.get("/assets/SPY")
    with pytest.raises(ValueError, match="easy_to_borrow"):
        trading.get_asset("SPY")
