from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal as D
from typing import Any
from uuid import UUID

import pytest

from paperbroker.basics.instants import nanoseconds
from paperbroker.basics.side import Side
from paperbroker.book import activities
from paperbroker.book.activities import ActivityQuery, ActivityStore
from paperbroker.orders.activity import Entry, EntrySubType, EntryType, Fill
from unit.paperbroker.builders import NOON, fill

MINUTE = timedelta(minutes=1)


def entry(number: int, kind: EntryType, at: datetime, **details: Any) -> Entry:
    return Entry(id=UUID(int=number), activity_type=kind, day=at.date(), at=at, **details)


def bought(number: int, at: datetime) -> Fill:
    return replace(fill(Side.BUY, "2", "100"), id=UUID(int=number), order_id=UUID(int=number), at=at)


DEPOSIT = entry(1, EntryType.DEPOSIT, NOON, net_amount=D("500.00"))
PURCHASE = bought(2, NOON + MINUTE)
DIVIDEND = entry(
    3,
    EntryType.DIVIDEND,
    NOON + MINUTE,
    activity_sub_type=EntrySubType.CASH_DIVIDEND,
    symbol="SPY",
    qty=D(2),
    per_share_amount=D("0.5"),
    net_amount=D("1.00"),
)
SPLIT = entry(4, EntryType.SPLIT, NOON + 2 * MINUTE, symbol="SPY", qty=D(-2), group_id=UUID(int=9))


@pytest.fixture
def store() -> ActivityStore:
    connection = sqlite3.connect(":memory:")
    connection.executescript(activities.SCHEMA)
    kept = ActivityStore(connection)
    for activity in (DEPOSIT, PURCHASE, DIVIDEND, SPLIT):
        kept.add("demo", activity)
    return kept


def test_fills_and_entries_stand_in_one_order_of_time(store: ActivityStore) -> None:
    """Newest first, and what happened at one instant in the order it was booked."""
    assert (SPLIT, DIVIDEND, PURCHASE, DEPOSIT) == store.select("demo", ActivityQuery())


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ActivityQuery(types=frozenset(["DIV", "SPLIT"])), (SPLIT, DIVIDEND)),
        (ActivityQuery(other_than=frozenset(["DIV", "SPLIT"])), (PURCHASE, DEPOSIT)),
        (ActivityQuery(is_fill=True), (PURCHASE,)),
        (ActivityQuery(is_fill=False), (SPLIT, DIVIDEND, DEPOSIT)),
        (ActivityQuery(order_id=str(UUID(int=2))), (PURCHASE,)),
        (ActivityQuery(day=NOON.date(), limit=1), (SPLIT,)),
        (ActivityQuery(after_ns=nanoseconds(NOON + MINUTE)), (SPLIT,)),
        (ActivityQuery(until_ns=nanoseconds(NOON + MINUTE)), (DEPOSIT,)),
        (ActivityQuery(after_key=DIVIDEND.key), (PURCHASE, DEPOSIT)),
        (ActivityQuery(after_key=DIVIDEND.key, is_ascending=True), (SPLIT,)),
        (ActivityQuery(types=frozenset(["WISH"])), ()),
    ],
)
def test_activities_are_filtered(store: ActivityStore, wanted: ActivityQuery, found: tuple[object]) -> None:
    """Bounds are exclusive, and a page begins after the last row of the one before."""
    assert found == store.select("demo", wanted)


def test_the_activities_of_others_are_not_shown(store: ActivityStore) -> None:
    """Neither listed nor known as a place to go on from."""
    assert ((), False) == (store.select("other", ActivityQuery()), store.knows("other", DEPOSIT.key))


def test_changes_tell_cash_and_shares(store: ActivityStore) -> None:
    """A purchase pays, a dividend moves no shares, whatever it was paid on."""
    changes = store.changes("demo", nanoseconds(NOON))

    assert [(D(-200), D(2)), (D("1.00"), D(0)), (D(0), D(-2))] == [(x.cash, x.shares) for x in changes]


def test_a_fill_belongs_to_its_day_in_new_york() -> None:
    """Half past midnight in London is the evening before."""
    assert "2026-11-20" == bought(1, datetime.fromisoformat("2026-11-21T00:30:00+00:00")).day.isoformat()
