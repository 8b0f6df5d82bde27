"""What every broker remembers of the prices of past days."""

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


def test_closes_come_in_order_and_exact(harness: Harness):
    """Each day's last price, though market data are plain JSON numbers (alpaca §2, §3)."""
    three_days(harness)
    closes = harness.broker.daily_closes(("TLT",), of(23), of(25))["TLT"]

    assert [(of(23), D("101.00")), (of(24), D("102.50")), (of(25), D("99.75"))] == [
        (close.day, close.price) for close in closes
    ]


@pytest.mark.parametrize(
    ("first", "last", "days"), [(24, 24, [24]), (23, 24, [23, 24]), (25, 26, [25])], ids=str
)
def test_both_ends_of_a_range_are_included(harness: Harness, first: int, last: int, days: list[int]):
    """A range of one day has one close, and a holiday has none (alpaca §2, §9)."""
    three_days(harness)
    closes = harness.broker.daily_closes(("TLT",), of(first), of(last))["TLT"]

    assert [of(day) for day in days] == [close.day for close in closes]


def test_days_without_a_session_have_no_close(harness: Harness):
    """A holiday alone leaves the symbol out (alpaca §9)."""
    three_days(harness)

    assert {} == harness.broker.daily_closes(("TLT",), of(26), of(26))


@pytest.mark.parametrize("odd", ["ZZZZZ", "BTC/USD"])
def test_what_is_unknown_has_no_closes(harness: Harness, odd: str):
    """An unknown symbol and what is no stock are left out, the others are not (alpaca §3)."""
    three_days(harness)

    assert {"TLT"} == set(harness.broker.daily_closes((odd, "TLT"), of(23), of(25)))


def test_nothing_asked_has_no_closes(harness: Harness):
    """No symbols, no closes (alpaca §2)."""
    assert {} == harness.broker.daily_closes((), of(23), of(25))


@pytest.mark.parametrize("adjustment", PriceAdjustment)
def test_without_a_split_both_kinds_of_prices_agree(harness: Harness, adjustment: PriceAdjustment):
    """There is nothing to adjust (alpaca §16)."""
    three_days(harness)
    closes = harness.broker.daily_closes(("TLT",), of(23), of(25), adjustment)["TLT"]

    assert [D("101.00"), D("102.50"), D("99.75")] == [close.price for close in closes]
