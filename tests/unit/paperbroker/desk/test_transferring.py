from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal as D

import pytest

from paperbroker.basics.fields import SettingError
from paperbroker.book.ledger import Lot
from paperbroker.desk.trading import submit
from paperbroker.desk.transferring import read_transfer, transfer
from unit.paperbroker.builders import NOON, SELL, demo, exchange, with_shares

IN = {"key": "demo", "symbol": "SPY", "qty": "2", "price": "300.5", "acquired_at": "2024-02-01"}
OUT = {"key": "demo", "symbol": "SPY", "qty": "-1.5"}


def test_shares_come_with_their_cost_and_their_day() -> None:
    """The lot stands before those bought later; the entry tells cost and day; no cash moves."""
    broker = exchange(now=NOON.isoformat(), **with_shares("2"))
    entry = transfer(broker, read_transfer(IN))
    bought = datetime(2024, 2, 1, 17, tzinfo=UTC)

    assert Lot(D(2), D("300.5"), bought) == broker.book.lots.of("demo", "SPY")[0]
    assert ("ACATS", D(2), D("300.5"), bought.date(), NOON) == (
        entry.activity_type,
        entry.share_change,
        entry.per_share_amount,
        entry.day,
        entry.at,
    )
    assert D(1000) == demo(broker).cash


def test_the_oldest_shares_leave_first() -> None:
    """What they have cost goes with them; the entry tells how many, and the day."""
    broker = exchange(now=NOON.isoformat(), **with_shares("2"))
    transfer(broker, read_transfer(IN))
    entry = transfer(broker, read_transfer(OUT))

    assert (D("2.5"), D("950.25")) == (
        broker.book.ledger("demo").quantity("SPY"),
        broker.book.ledger("demo").cost_basis("SPY"),
    )
    assert ("ACATS", D("-1.5"), NOON.date()) == (entry.activity_type, entry.share_change, entry.day)


def test_shares_that_an_open_sale_holds_stay() -> None:
    """Of two, one is promised: one and a half cannot leave."""
    broker = exchange(**with_shares("2"))
    submit(broker, demo(broker), {**SELL, "qty": "1"})
    with pytest.raises(SettingError, match="more than the 1 that are free"):
        transfer(broker, read_transfer(OUT))

    assert D(2) == broker.book.ledger("demo").quantity("SPY")


@pytest.mark.parametrize(
    ("body", "culprit"),
    [
        ({**IN, "key": "nobody"}, "key"),
        ({**IN, "symbol": "NOPE"}, "symbol"),
        ({**IN, "qty": "0"}, "qty"),
        ({**IN, "price": "1.0000000001"}, "price"),
        ({**IN, "acquired_at": "2026-11-21"}, "acquired_at"),
        ({**IN, "note": "x"}, "note"),
        ({**OUT, "qty": "-0.0000000001"}, "qty"),
        ({**OUT, "qty": "-1000000000"}, "qty"),
    ],
)
def test_a_transfer_that_cannot_be_is_named(body: dict[str, str], culprit: str) -> None:
    """Strangers, nothing, too fine, too much, a purchase to come."""
    broker = exchange(now=NOON.isoformat(), **with_shares("2"))
    with pytest.raises(SettingError) as caught:
        transfer(broker, read_transfer(body))

    assert culprit == caught.value.field
