"""Activities."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest

from trimtab.domain.activity import Fill
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
