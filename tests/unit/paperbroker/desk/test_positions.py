from __future__ import annotations

from decimal import Decimal as D

import pytest

from paperbroker.basics.refusals import RefusedError
from paperbroker.desk.positions import Position, find_position, positions_of
from paperbroker.desk.trading import submit
from unit.paperbroker.builders import SELL, demo
from unit.paperbroker.desk.days import Days


def position(days: Days, symbol: str = "SPY") -> Position:
    standing = days.exchange.standing(demo(days.exchange))
    return find_position(days.exchange, standing, symbol)


def gain_today(days: Days) -> D:
    return position(days).value - position(days).cost_today


def test_shares_held_since_yesterday_count_from_the_last_close() -> None:
    """Ten shares from 110 to 108 lost 20 today, whatever they cost."""
    days = Days().when("18 15:00").price("110").when("19 12:00").price("108")

    assert (D(110), D(-20)) == (position(days).last_close, gain_today(days))


def test_shares_bought_today_count_from_their_cost() -> None:
    """Two bought at 105 gained 3 each, ten held from 100 gained 8 each."""
    days = Days().when("19 10:00").buy("2", "105").when("19 12:00").price("108")

    assert (D("0.08"), D(86)) == (position(days).change_today, gain_today(days))


def test_shares_an_account_was_opened_with_count_from_the_last_close() -> None:
    """They came today, but were not bought today."""
    days = Days().when("18 12:00").price("108")

    assert D(80) == gain_today(days)


def test_the_last_close_is_told_in_shares_of_today() -> None:
    """Four for one: a close of 100 reads 25, tomorrow's close needs no change."""
    days = Days().when("19 12:00")
    days.announce(kind="forward_split", symbol="SPY", old_rate="1", new_rate="4")
    on_the_day = position(days).last_close, gain_today(days)

    assert ((D(25), D(0)), D(25)) == (on_the_day, position(days.when("20 12:00")).last_close)


def test_a_split_and_a_change_of_name_on_one_day_agree() -> None:
    """The close of the old name in shares of the new one."""
    days = Days().when("19 12:00")
    days.announce(kind="reverse_split", symbol="SPY", old_rate="5", new_rate="1")
    days.announce(kind="name_change", old_symbol="SPY", new_symbol="SPX")

    assert (D(500), D(0)) == (position(days, "SPX").last_close, position(days, "SPX").change_today)


def test_open_sales_hold_shares() -> None:
    """Four of ten are promised."""
    days = Days().when("19 12:00")
    submit(days.exchange, demo(days.exchange), {**SELL, "qty": "4"})

    assert (D(10), D(4)) == (position(days).qty, position(days).held_qty)


def test_positions_stand_in_symbol_order() -> None:
    """Whatever was bought first."""
    days = Days().buy("1", "50", "QQQ")
    held = positions_of(days.exchange, days.exchange.standing(demo(days.exchange)))

    assert ["QQQ", "SPY"] == [one.asset.symbol for one in held]


def test_a_position_is_found_by_asset_id() -> None:
    """As well as by symbol; anything else is 404."""
    days = Days()
    spy = position(days)
    with pytest.raises(RefusedError, match="position does not exist"):
        position(days, "QQQ")

    assert spy == position(days, str(spy.asset.id))
