from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from paperbroker.desk.history import close_before, equity_at, holdings_at, worth_of
from unit.paperbroker.builders import demo
from unit.paperbroker.desk.days import Days, at


def equity(days: Days, *moments: str) -> list[D]:
    return list(equity_at(days.exchange, demo(days.exchange), [at(moment) for moment in moments]))


@pytest.mark.parametrize(
    ("now", "close"), [("18 15:59", "17 16:00"), ("18 16:00", "18 16:00"), ("22 12:00", "20 16:00")]
)
def test_the_last_close_is_over(now: str, close: str) -> None:
    """Of the day itself once it has closed, over the weekend that of Friday."""
    assert at(close) == close_before(at(now))


def test_equity_follows_the_prices_of_the_time() -> None:
    """Ten shares at 100 and at 110, however the price moved since."""
    days = Days().when("18 15:00").price("110").when("20 12:00").price("5")

    assert [D(2000), D(2100), D(1050)] == equity(days, "18 12:00", "18 16:00", "20 12:00")


def test_equity_follows_the_trades_of_the_time() -> None:
    """Two bought for 90 are worth 100 each; before that they were cash."""
    days = Days().when("19 11:00").buy("2", "90").when("20 12:00")

    assert [D(2000), D(2020)] == equity(days, "19 10:59", "19 11:00")


def test_cash_that_came_later_was_not_there() -> None:
    """A deposit counts from its own instant on."""
    days = Days().when("19 12:00").pay("500")

    assert [D(2000), D(2500)] == equity(days, "18 16:00", "19 12:00")


def test_a_split_changes_shares_and_price_together() -> None:
    """Equity is the same the moment before and after."""
    days = Days().when("19 12:00")
    days.announce(kind="forward_split", symbol="SPY", old_rate="1", new_rate="4").when("20 12:00")

    assert [D(2000), D(2000)] == equity(days, "19 11:59", "19 12:00")


def test_holdings_of_the_past_go_by_the_names_of_the_past() -> None:
    """And are valued all the same, also after a second change of name."""
    days = Days().when("19 12:00").announce(kind="name_change", old_symbol="SPY", new_symbol="SPX")
    days.when("20 12:00").announce(kind="name_change", old_symbol="SPX", new_symbol="SPZ")
    (held,) = holdings_at(days.exchange, demo(days.exchange), [at("18 16:00")])

    assert {"SPY": D(10)} == held.shares
    assert [D(2000), D(2000), D(2000)] == equity(days, "18 16:00", "19 16:00", "20 12:00")


def test_an_account_was_worth_its_opening_before_it() -> None:
    """There was no account, so nothing had been won or lost."""
    days = Days().when("18 11:00").price("300")

    assert [D(2000), D(4000)] == equity(days, "17 16:00", "18 11:00")


def test_last_equity_is_that_of_the_last_close() -> None:
    """Neither what happened since nor what it was opened with."""
    days = Days().when("18 15:00").price("110").when("19 12:00").price("90").pay("1")
    worth = worth_of(days.exchange, days.exchange.standing(demo(days.exchange)))

    assert (D(1901), D(2100), date(2026, 11, 18)) == (worth.equity, worth.last_equity, worth.last_day)


def test_last_equity_of_a_new_account_is_that_of_its_opening() -> None:
    """Until its first close."""
    days = Days().when("18 12:00").price("110")
    worth = worth_of(days.exchange, days.exchange.standing(demo(days.exchange)))

    assert (D(2000), date(2026, 11, 18)) == (worth.last_equity, worth.last_day)
