from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal as D
from typing import Any

import pytest

from paperbroker.basics.fields import Fields, SettingError
from paperbroker.book.account import Restrictions
from paperbroker.book.activities import ActivityQuery
from paperbroker.desk.opening import OpeningLot, read_positions, read_restrictions, read_status
from paperbroker.orders.activity import Entry
from unit.paperbroker.builders import NOON, exchange, with_shares

MARCH = {"qty": "1", "price": "90", "acquired_at": "2024-03-01"}
LATE = {"qty": "2", "price": "95", "acquired_at": "2025-03-01T23:30:00-05:00"}
NEW = {"qty": "3", "price": "100"}


def opened(**positions: Any) -> list[Entry]:
    """Open the demo account and list its entries in the order they were booked."""
    settings = with_shares("1")
    settings["accounts"][0]["positions"] = positions
    book = exchange(now=NOON.isoformat(), **settings).book
    found = book.activities.select("demo", ActivityQuery(is_ascending=True))
    return [activity for activity in found if isinstance(activity, Entry)]


def test_a_position_is_one_lot_at_its_average() -> None:
    """Quantity and entry price, bought when the account is opened."""
    fields = Fields.of({"SPY": {"qty": "2.5", "avg_entry_price": "400.123456789"}})

    assert {"SPY": (OpeningLot(D("2.5"), D("400.123456789")),)} == read_positions(fields)


def test_lots_stand_oldest_first() -> None:
    """A lot without a time of its own is the newest; a plain day is a day in New York."""
    lots = read_positions(Fields.of({"SPY": {"lots": [NEW, LATE, MARCH]}}))["SPY"]

    assert [datetime(2024, 3, 1, 17, tzinfo=UTC), datetime(2025, 3, 2, 4, 30, tzinfo=UTC), None] == [
        lot.acquired_at for lot in lots
    ]


@pytest.mark.parametrize(
    ("position", "field"),
    [
        ({"lots": []}, "SPY.lots"),
        ({"lots": [{**MARCH, "cost": "1"}]}, "SPY.lots[0].cost"),
        ({"lots": [{**MARCH, "acquired_at": "in March"}]}, "SPY.lots[0].acquired_at"),
        ({"lots": [{**MARCH, "qty": "0"}]}, "SPY.lots[0].qty"),
        ({"lots": [MARCH], "qty": "1"}, "SPY.qty"),
        ({"qty": "1", "avg_entry_price": "1.0000000001"}, "SPY.avg_entry_price"),
    ],
)
def test_a_position_that_cannot_be_read_is_named(position: object, field: str) -> None:
    """The path leads to the culprit."""
    with pytest.raises(SettingError) as caught:
        read_positions(Fields.of({"SPY": position}))

    assert field == caught.value.field


def test_restrictions_are_none_unless_named() -> None:
    """Only what is named is taken away."""
    assert Restrictions(trading_blocked=True) == read_restrictions(Fields.of({"trading_blocked": True}))


def test_a_status_is_one_of_alpacas() -> None:
    """ACTIVE unless named, and no other word."""
    assert "ACTIVE" == read_status(Fields.of({}))
    with pytest.raises(SettingError, match="must be one of"):
        read_status(Fields.of({"status": "paused"}))


def test_opening_books_cash_and_every_lot() -> None:
    """JNLC for the cash, then ACATS for each lot, on the day its shares were bought."""
    booked = opened(SPY={"lots": [NEW, LATE, MARCH]})

    assert [
        ("JNLC", date(2026, 11, 20), D(1000), None, None),
        ("ACATS", date(2024, 3, 1), D(0), D(1), D(90)),
        ("ACATS", date(2025, 3, 1), D(0), D(2), D(95)),
        ("ACATS", date(2026, 11, 20), D(0), D(3), D(100)),
    ] == [(x.activity_type, x.day, x.net_amount, x.qty, x.per_share_amount) for x in booked]


def test_every_entry_of_the_opening_is_of_the_opening() -> None:
    """Whenever shares were bought, they came when the account was opened."""
    assert {NOON} == {entry.at for entry in opened(SPY={"lots": [LATE, MARCH]})}
