from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from paperbroker.basics.money import plain
from paperbroker.market.actions import CashDividend, NameChange, Split
from paperbroker.market.adjust import Adjustment
from paperbroker.market.assets import Asset
from paperbroker.market.bar_pages import BarQuery, read_bars
from paperbroker.market.bars import Bar
from paperbroker.market.frames import read_timeframe
from paperbroker.market.market import Conditions, Market
from unit.paperbroker.market.markets import FRIDAY, SPY, marked, market, store, walking

MONDAY = datetime(2026, 11, 16, 17, tzinfo=UTC)
META = Asset(symbol="META", name="Meta", former_symbols=("FB",))
DAY = timedelta(days=1)


def query(**fields: Any) -> BarQuery:
    """Daily bars of SPY in the week up to Friday noon."""
    timeframe = read_timeframe(fields.pop("timeframe", "1Day"))
    usual = {"symbols": ("SPY",), "first": MONDAY - DAY, "last": FRIDAY, "limit": 1000, "asof": FRIDAY.date()}
    return BarQuery(**{**usual, "timeframe": timeframe, **fields})


def closes(seen: Market, asked: BarQuery) -> list[str]:
    return [
        f"{symbol} {bar.start:%d} {plain(bar.prices.close)}" for symbol, bar in read_bars(seen, asked).bars
    ]


def test_daily_bars_of_a_week() -> None:
    """One for each session begun, today's included."""
    assert [f"SPY {day} 400" for day in range(16, 21)] == closes(market(), query())


def test_bars_of_several_symbols_come_one_after_another() -> None:
    """In alphabetical order; the unknown are left out."""
    assets = {"SPY": SPY, "QQQ": Asset(symbol="QQQ", name="QQQ")}
    seen = market(store(SPY="400", QQQ="300"), assets=assets)

    assert ["QQQ 20 300", "SPY 20 400"] == closes(
        seen, query(symbols=("SPY", "NOPE", "QQQ"), first=FRIDAY - DAY / 2)
    )


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize(("timeframe", "limit"), [("1Day", 2), ("1Hour", 5), ("1Week", 1), ("5Min", 100)])
def test_pages_join_without_gap_or_overlap(timeframe: str, limit: int, *, is_descending: bool) -> None:
    """Page after page gives what one large page gives."""
    assets = {"SPY": SPY, "QQQ": Asset(symbol="QQQ", name="QQQ")}
    seen = market(source=walking(store(SPY="400", QQQ="300")), assets=assets)
    asked = query(
        symbols=("QQQ", "SPY"), timeframe=timeframe, first=FRIDAY - 21 * DAY, is_descending=is_descending
    )
    page = read_bars(seen, replace(asked, limit=limit))
    bars: list[tuple[str, Bar]] = []
    while page.ended:
        bars += page.bars
        page = read_bars(seen, replace(asked, limit=limit, after=page.ended))

    assert list(read_bars(seen, replace(asked, limit=10_000)).bars) == [*bars, *page.bars]


def test_descending_bars_are_the_ascending_ones_reversed() -> None:
    """Weeks as whole as they are forwards."""
    seen = market(source=walking())
    asked = query(timeframe="1Week", first=FRIDAY - 60 * DAY, last=FRIDAY - 9 * DAY)

    assert (
        list(read_bars(seen, asked).bars)
        == list(read_bars(seen, replace(asked, is_descending=True)).bars)[::-1]
    )


def test_the_days_of_a_walk_agree_with_its_minutes() -> None:
    """Opens, highs, lows and closes of 390 minutes make the day."""
    seen = market(source=walking())
    minutes = [
        bar
        for _, bar in read_bars(
            seen, query(timeframe="1Min", first=MONDAY - DAY / 2, last=MONDAY + DAY / 2)
        ).bars
    ]
    (_, day), *_ = read_bars(seen, query()).bars

    assert 390 == len(minutes)
    assert (minutes[0].prices.open, minutes[-1].prices.close) == (day.prices.open, day.prices.close)
    assert max(one.prices.high for one in minutes) == day.prices.high
    assert min(one.prices.low for one in minutes) == day.prices.low


def test_bars_begin_in_2016() -> None:
    """Earlier than Alpaca's data there is nothing, however early the start."""
    page = read_bars(market(), query(first=datetime(1, 1, 1, tzinfo=UTC), limit=1))

    assert [date(2016, 1, 4)] == [bar.start.date() for _, bar in page.bars]


def test_there_are_no_bars_of_the_future() -> None:
    """However late the start."""
    assert () == read_bars(market(), query(first=datetime(9999, 1, 1, tzinfo=UTC))).bars


SPLIT = Split("SPY", date(2026, 11, 18), D(1), D(2))
DIVIDEND = CashDividend("SPY", date(2026, 11, 18), D(4))


@pytest.mark.parametrize(
    ("adjustment", "tuesday"),
    [("raw", "400"), ("split", "200.0"), ("dividend", "396.00"), ("all", "198.000")],
)
def test_bars_are_raw_unless_adjustment_is_asked(adjustment: str, tuesday: str) -> None:
    """Tuesday closed at 400, on Wednesday came a split in two and four dollars; later bars stay."""
    history = marked(store(SPY="400"), datetime(2026, 11, 18, 14, tzinfo=UTC), "200")
    seen = market(history, actions=(SPLIT, DIVIDEND))
    bars = read_bars(seen, query(adjustment=Adjustment(adjustment))).bars

    assert [D(tuesday), D(200)] == [bar.prices.close for _, bar in bars][1:3]


def test_actions_to_come_adjust_nothing() -> None:
    """Nobody knows them yet."""
    coming = replace(SPLIT, ex_date=FRIDAY.date() + DAY)

    assert closes(market(), query()) == closes(market(actions=(coming,)), query(adjustment=Adjustment.ALL))


RENAMED = (NameChange("FB", "META", date(2026, 11, 18)),)


@pytest.mark.parametrize(
    ("symbol", "asof", "days"),
    [
        ("META", "2026-11-20", "16 17 18 19 20"),
        ("FB", "2026-11-17", "16 17 18 19 20"),
        ("META", "2026-11-17", ""),
        ("FB", "2026-11-20", ""),
        ("META", None, "18 19 20"),
        ("FB", None, "16 17"),
    ],
)
def test_data_follows_names_through_asof(symbol: str, asof: str | None, days: str) -> None:
    """As of a day the name means its bearer with all its past; by its letters only its own days."""
    seen = market(store(FB="150"), assets={"META": META}, actions=RENAMED)
    asked = query(symbols=(symbol,), asof=asof and date.fromisoformat(asof))

    assert [f"{symbol} {day} 150" for day in days.split()] == closes(seen, asked)


def test_a_halt_ends_the_bars() -> None:
    """Halted on Thursday noon: Thursday's bar stays, Friday has none."""
    halted = market(conditions=Conditions(halted={"SPY": FRIDAY - DAY}))

    assert [16, 17, 18, 19] == [bar.start.day for _, bar in read_bars(halted, query()).bars]
