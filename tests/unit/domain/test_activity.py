"""Activities."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest

from trimtab.domain.activity import AccountEntry, Fill, is_since
from trimtab.domain.trade import Side


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 11, 20, 0, 30, tzinfo=UTC),
        datetime(2026, 11, 20, 23, 59, tzinfo=UTC),
    ],
)
def test_a_fill_belongs_to_its_day_in_utc(at: datetime):
    """Days are cut at midnight UTC, so that one bound fits fills and entries."""
    filled = Fill(
        activity_id="1",
        at=at,
        symbol="SPY",
        side=Side.BUY,
        quantity=D(1),
        price=D(400),
        order_id="o1",
        is_last=True,
    )

    assert date(2026, 11, 20) == filled.day


@pytest.mark.parametrize(
    ("booked", "day", "expected"),
    [
        (None, date(2026, 11, 20), True),
        (None, date(2026, 11, 19), False),
        (datetime(2026, 11, 20, tzinfo=UTC), date(2024, 2, 1), True),
        (datetime(2026, 11, 19, 23, 59, tzinfo=UTC), date(2024, 2, 1), False),
    ],
)
def test_what_was_booked_since_a_day_belongs_to_it(booked: datetime | None, day: date, *, expected: bool):
    """A transfer of shares that were bought long ago is news on the day it is booked."""
    entry = AccountEntry(
        activity_id="1", day=day, kind="ACATS", detail="", status="executed", net_amount=D(0), at=booked
    )

    assert expected is is_since(entry, date(2026, 11, 20))
