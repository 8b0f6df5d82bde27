"""What every broker remembers of past days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from contract.broker.harness import Harness
from trimtab.domain.holdings import PriceAdjustment


def of(day: int) -> date:
    return date(2026, 11, day)


def three_days(harness: Harness) -> None:
    """Let Monday, Tuesday and Wednesday end at 101, 102.50 and 99.75, and come to Friday."""
    for day, price in ((23, "101.00"), (24, "102.50"), (25, "99.75")):
        harness.close_day(of(day).isoformat(), "TLT", price)
    harness.at("2026-11-27T15:00")


def test_bars_come_in_order_and_exact(harness: Harness):
    """Each day's last price, though market data are plain JSON numbers (alpaca §2, §3)."""
    three_days(harness)
    bars = harness.broker.daily_bars(("TLT",), of(23), of(25))["TLT"]

    assert [(of(23), D("101.00")), (of(24), D("102.50")), (of(25), D("99.75"))] == [
        (bar.day, bar.close) for bar in bars
    ]


@pytest.mark.parametrize(
    ("first", "last", "days"), [(24, 24, [24]), (23, 24, [23, 24]), (25, 26, [25])], ids=str
)
def test_both_ends_of_a_range_are_included(harness: Harness, first: int, last: int, days: list[int]):
    """A range of one day has one bar, and a holiday has none (alpaca §2, §9)."""
    three_days(harness)
    bars = harness.broker.daily_bars(("TLT",), of(first), of(last))["TLT"]

    assert [of(day) for day in days] == [bar.day for bar in bars]


def test_days_without_a_session_have_no_bar(harness: Harness):
    """A holiday alone leaves the symbol out (alpaca §9)."""
    three_days(harness)

    assert {} == harness.broker.daily_bars(("TLT",), of(26), of(26))


@pytest.mark.parametrize("odd", ["ZZZZZ", "BTC/USD"])
def test_what_is_unknown_has_no_bars(harness: Harness, odd: str):
    """An unknown symbol and what is no stock are left out, the others are not (alpaca §3)."""
    three_days(harness)

    assert {"TLT"} == set(harness.broker.daily_bars((odd, "TLT"), of(23), of(25)))


def test_nothing_asked_has_no_bars(harness: Harness):
    """No symbols, no bars (alpaca §2)."""
    assert {} == harness.broker.daily_bars((), of(23), of(25))


@pytest.mark.parametrize("adjustment", PriceAdjustment)
def test_without_a_split_both_kinds_of_prices_agree(harness: Harness, adjustment: PriceAdjustment):
    """There is nothing to adjust (alpaca §16)."""
    three_days(harness)
    bars = harness.broker.daily_bars(("TLT",), of(23), of(25), adjustment)["TLT"]

    assert [D("101.00"), D("102.50"), D("99.75")] == [bar.close for bar in bars]


def test_bars_tell_how_many_shares_changed_hands(harness: Harness):
    """Whole shares of a whole session: a hundred a minute at both brokers of this suite (alpaca §3)."""
    three_days(harness)
    bars = harness.broker.daily_bars(("TLT",), of(23), of(24))["TLT"]

    assert [D(39_000), D(39_000)] == [bar.volume for bar in bars]


def test_one_request_reads_the_days_of_many_symbols(harness: Harness):
    """Each symbol has its own days (alpaca §2)."""
    three_days(harness)
    harness.close_day("2026-11-27", "SPY", "410.00")
    harness.at("2026-11-30T15:00")
    bars = harness.broker.daily_bars(("SPY", "TLT"), of(27), of(27))

    assert D("410.00") == bars["SPY"][0].close
