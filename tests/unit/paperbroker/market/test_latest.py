from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal as D

import pytest

from paperbroker.basics.clock import MarketClock
from paperbroker.market.latest import Latest
from paperbroker.market.market import Conditions, Market
from unit.paperbroker.market.markets import CLOSING, FRIDAY, marked, market, store, walking

SATURDAY = FRIDAY + timedelta(days=1)


def starts(seen: Market) -> list[str]:
    """Label the latest bars in UTC."""
    bars = Latest(seen).bars("SPY")
    made = (bars.minute, bars.day, bars.previous_day)
    return [bar.start.astimezone(UTC).strftime("%d %H:%M") if bar else "none" for bar in made]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (FRIDAY + timedelta(seconds=30), ["20 17:00", "20 05:00", "19 05:00"]),
        (FRIDAY - timedelta(hours=4), ["19 20:59", "19 05:00", "18 05:00"]),
        (CLOSING, ["20 20:59", "20 05:00", "19 05:00"]),
        (SATURDAY, ["20 20:59", "20 05:00", "19 05:00"]),
    ],
)
def test_the_latest_bars_belong_to_the_session_begun_last(now: datetime, expected: list[str]) -> None:
    """Before the open that is the day before's, at the weekend Friday's."""
    assert expected == starts(market(now=now))


def test_a_market_held_open_on_saturday_has_bars_of_saturday() -> None:
    """A demonstration works at any hour; the day before is Friday."""
    held = market(clock=MarketClock(lambda: SATURDAY, SATURDAY, forced_open=True))

    assert ["21 17:00", "21 05:00", "20 05:00"] == starts(held)


def test_a_halted_symbol_keeps_its_last_bars() -> None:
    """Halted at noon, looked at an hour later."""
    halted = market(now=FRIDAY + timedelta(hours=1), conditions=Conditions(halted={"SPY": FRIDAY}))

    assert "20 17:00" == starts(halted)[0]


def test_the_close_of_the_day_is_the_last_price() -> None:
    """Minute and day end at the same price, the day before at its own."""
    bars = Latest(market(marked(store(SPY="400"), FRIDAY, "410"))).bars("SPY")

    assert [D(410), D(410), D(400)] == [
        bar.prices.close for bar in (bars.minute, bars.day, bars.previous_day) if bar
    ]


def test_the_latest_minute_is_the_first_of_the_latest_bars() -> None:
    """Both views agree on a walk."""
    latest = Latest(market(source=walking()))

    assert latest.bars("SPY").minute == latest.minute_bar("SPY")


def test_a_symbol_without_price_has_no_bars() -> None:
    """None in each place."""
    assert ["none"] * 3 == starts(market(store(QQQ="1")))
