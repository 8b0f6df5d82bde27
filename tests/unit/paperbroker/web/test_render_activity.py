from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from uuid import UUID

from paperbroker.basics.side import Side
from paperbroker.orders.activity import Entry, EntrySubType, EntryType
from paperbroker.orders.order import Status
from paperbroker.web.render_activity import render_activity
from unit.paperbroker.builders import NOON, fill

FILL = fill(Side.BUY, "1.5", "410.25")


def test_an_activity_is_named_by_its_time() -> None:
    """Milliseconds, two colons, the id."""
    assert "20261120170000000::00000000-0000-0000-0000-000000000002" == render_activity(FILL)["id"]


def test_a_fill_tells_whether_it_was_the_last() -> None:
    """By the state it left the order in."""
    partial = replace(FILL, order_status=Status.PARTIALLY_FILLED)

    assert ("fill", "partial_fill") == (render_activity(FILL)["type"], render_activity(partial)["type"])


def test_a_fill_has_no_account_id() -> None:
    """The trading API leaves it out."""
    assert "account_id" not in render_activity(FILL)


def test_a_dividend_shows_shares_and_rate() -> None:
    """All decimals as text."""
    dividend = Entry(
        id=UUID(int=3),
        activity_type=EntryType.DIVIDEND,
        activity_sub_type=EntrySubType.CASH_DIVIDEND,
        day=NOON.date(),
        at=NOON,
        net_amount=D("1.02"),
        symbol="T",
        qty=D(2),
        per_share_amount=D("0.51"),
    )

    assert {
        "id": "20261120170000000::00000000-0000-0000-0000-000000000003",
        "activity_type": "DIV",
        "activity_sub_type": "CDIV",
        "date": "2026-11-20",
        "net_amount": "1.02",
        "description": "",
        "status": "executed",
        "currency": "USD",
        "created_at": "2026-11-20T17:00:00.000000Z",
        "symbol": "T",
        "qty": "2",
        "per_share_amount": "0.51",
    } == render_activity(dividend)


def test_what_an_entry_has_not_it_does_not_show() -> None:
    """A deposit has neither symbol nor shares."""
    deposit = Entry(id=UUID(int=3), activity_type=EntryType.DEPOSIT, day=NOON.date(), at=NOON)

    assert set() == {"symbol", "qty", "per_share_amount", "group_id"} & render_activity(deposit).keys()
