from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal as D
from typing import Any

import pytest

from trimtab.adapters.alpaca import account_mapping as mapping
from trimtab.adapters.alpaca.fields import MalformedError
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.order import Session
from unit.adapters.alpaca.answers import account, asset, clock, position, without


def test_an_account_is_its_id_its_cash_and_its_worth():
    """Cash is taken, never buying power (F-112)."""
    read = mapping.read_account(account(buying_power="4000.40"))

    assert ("11111111-2222-4333-8444-555555555555", D("1000.10"), D("2005.10"), False) == (
        read.account_id,
        read.cash,
        read.equity,
        read.is_blocked,
    )


@pytest.mark.parametrize(
    "trouble",
    [
        {"trading_blocked": True},
        {"account_blocked": True},
        {"trade_suspended_by_user": True},
        {"status": "ACCOUNT_CLOSED_PENDING"},
    ],
)
def test_an_account_that_may_not_trade_is_blocked(trouble: dict[str, Any]):
    """Each block, and every status but ACTIVE, stops trading."""
    assert mapping.read_account(account(**trouble)).is_blocked


def test_an_account_in_other_money_is_not_read():
    """Euros must not be taken for dollars."""
    with pytest.raises(MalformedError, match="currency is 'EUR'"):
        mapping.read_account(account(currency="EUR"))


def test_positions_come_in_symbol_order_with_their_sign():
    """A short position keeps its negative quantity."""
    read = mapping.read_holdings(
        [position(symbol="TSLA", qty="-3", qty_available="-3", side="short"), position()]
    )

    assert [("SPY", D(10), D(7)), ("TSLA", D(-3), D(-3))] == [
        (held.symbol, held.quantity, held.available_quantity) for held in read
    ]


@pytest.mark.parametrize(
    ("shown", "average"), [({"avg_entry_price": "157.7071428571428571"}, D("157.707142857142")), ({}, None)]
)
def test_a_position_tells_its_average_cost(shown: dict[str, str], average: D | None):
    """To twelve decimals; a position without it is read all the same."""
    (read,) = mapping.read_holdings([position(**shown)])

    assert average == read.average_cost


def test_an_average_cost_that_is_no_number_is_refused():
    """As every field that is not as documented."""
    with pytest.raises(MalformedError, match="avg_entry_price is 'much'"):
        mapping.read_holdings([position(avg_entry_price="much")])


def test_an_asset_is_read_without_the_fields_that_went_away():
    """Neither `easy_to_borrow` nor anything else unused is required."""
    read = mapping.read_instrument(asset())

    assert ("a1", "SPDR S&P 500", True, QuantityUnit.FRACTIONAL) == (
        read.asset_id,
        read.name,
        read.is_tradable,
        read.unit,
    )


@pytest.mark.parametrize("trouble", [{"tradable": False}, {"status": "inactive"}, {"class": "crypto"}])
def test_what_cannot_be_traded_as_a_stock_is_not_tradable(trouble: dict[str, Any]):
    """Tradable means tradable, active and a stock."""
    assert not mapping.read_instrument(asset(**trouble)).is_tradable


def test_one_bad_row_of_a_long_list_spoils_only_itself():
    """Of a list of all assets only the wanted rows are read."""
    read = mapping.read_instruments([{"symbol": None}, asset(), {"symbol": "BAD"}], frozenset({"SPY"}))

    assert ["SPY"] == list(read)


def test_the_clock_is_read_in_utc():
    """New York's offset is folded away."""
    read = mapping.read_clock(clock())

    assert (datetime(2026, 11, 20, 21, 0, tzinfo=UTC), True) == (read.next_close, read.is_open)


@pytest.mark.parametrize(
    ("day", "close", "closes"),
    [
        ("2026-11-20", "16:00", datetime(2026, 11, 20, 21, 0, tzinfo=UTC)),
        ("2026-11-27", "13:00", datetime(2026, 11, 27, 18, 0, tzinfo=UTC)),
    ],
    ids=["full day", "early close"],
)
def test_a_session_is_new_yorks_day_in_utc(day: str, close: str, closes: datetime):
    """The calendar's wall times become instants, with the zone's own offset."""
    read = mapping.read_sessions([{"date": day, "open": "09:30", "close": close}])

    opens = datetime.combine(date.fromisoformat(day), time(14, 30), UTC)
    assert (Session(date.fromisoformat(day), opens, closes),) == read


def test_summer_time_moves_the_opening():
    """Half past nine in July is an hour earlier in UTC than in November (F-177)."""
    read = mapping.read_sessions([{"date": "2026-07-02", "open": "09:30", "close": "16:00"}])

    assert datetime(2026, 7, 2, 13, 30, tzinfo=UTC) == read[0].opens_at


@pytest.mark.parametrize("odd", [{"date": "20th"}, {"open": "half past nine"}, {"close": None}])
def test_a_calendar_nobody_can_read_is_refused(odd: dict[str, Any]):
    """A guessed session could let an order out on a holiday."""
    with pytest.raises(MalformedError, match=f"^{next(iter(odd))} is "):
        mapping.read_sessions([{"date": "2026-11-20", "open": "09:30", "close": "16:00"} | odd])


REQUIRED = [
    *((mapping.read_account, account(), name) for name in account()),
    *((mapping.read_instrument, asset(), name) for name in asset()),
    *((mapping.read_clock, clock(), name) for name in clock()),
]


@pytest.mark.parametrize(
    ("read", "content", "name"), REQUIRED, ids=[f"{r.__name__}-{n}" for r, _, n in REQUIRED]
)
def test_a_missing_field_is_refused_by_name(read: Any, content: dict[str, Any], name: str):
    """Nothing is guessed for a field that the documentation promises."""
    with pytest.raises(MalformedError, match=f"^{name} is None"):
        read(without(content, name))
