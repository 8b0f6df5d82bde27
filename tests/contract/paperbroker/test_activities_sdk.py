"""The unmodified alpaca-py clients on activities, over real HTTP on loopback."""

from __future__ import annotations

from typing import Any

import pytest

from contract.paperbroker.acts import SETTING, Sdk, control, looks, market, placed, refusal
from paperbroker.server import Broker


def test_partial_fills_show_as_activities(broker: Broker, client: Sdk) -> None:
    """Half, then the rest, newest first, through the SDK's generic call."""
    control(broker, "fills", {"mode": "partial"})
    order = placed(client, market(qty=2))
    seen = looks(client, order, 2)
    control(broker, "fills", {"mode": "full"})
    rows = client.get("/account/activities/FILL")

    assert ["new", "partially_filled"] == seen
    assert [
        ("fill", "1", "2", "0"),
        ("partial_fill", "1", "1", "1"),
    ] == [(row["type"], row["qty"], row["cum_qty"], row["leaves_qty"]) for row in rows]


def test_activities_are_paged(client: Sdk) -> None:
    """The last row's id leads to the next page."""
    orders = [placed(client, market(notional=10)) for _ in range(3)]
    looks(client, orders[0], 2)
    first = client.get("/account/activities", {"activity_types": "FILL", "page_size": 2})
    rest = client.get("/account/activities/FILL", {"page_size": 2, "page_token": first[-1]["id"]})

    assert [str(order.id) for order in reversed(orders)] == [row["order_id"] for row in [*first, *rest]]


def shown(client: Sdk, **query: Any) -> list[str]:
    """Tell the types of the activities that are found, in their order."""
    return [row["activity_type"] for row in client.get("/account/activities", query)]


def test_an_account_begins_with_what_it_was_opened_with(client: Sdk) -> None:
    """Its cash, and its shares at their cost on the day they were bought."""
    cash, shares = client.get("/account/activities", {"direction": "asc"})

    assert ("JNLC", "1000") == (cash["activity_type"], cash["net_amount"].removesuffix(".00"))
    assert ("ACATS", "MSFT", "10", "157.7") == tuple(
        shares[name] for name in ("activity_type", "symbol", "qty", "per_share_amount")
    )


def test_fills_and_entries_are_in_one_list(broker: Broker, client: Sdk) -> None:
    """Newest first."""
    control(broker, "cash", {"key": "demo", "amount": "5"})
    looks(client, placed(client, market(qty=1)), 2)
    control(broker, "cash", {"key": "demo", "amount": "-5"})

    assert ["CSW", "FILL", "CSD", "ACATS", "JNLC"] == shown(client)


@pytest.mark.parametrize(
    ("query", "types"),
    [
        ({"category": "trade_activity"}, ["FILL"]),
        ({"category": "non_trade_activity"}, ["CSD", "ACATS", "JNLC"]),
        ({"activity_types": "TRANS,FILL"}, ["FILL", "CSD"]),
        ({"activity_types": "MISC"}, ["ACATS", "JNLC"]),
        ({"activity_types": "WISH"}, []),
        ({"date": "2026-11-19"}, ["ACATS", "JNLC"]),
        ({"after": "2026-11-19T17:00:00Z"}, ["FILL", "CSD"]),
        ({"until": "2026-11-20T17:00:00Z"}, ["ACATS", "JNLC"]),
        ({"after": "2026-11-19T17:00:00Z", "until": "2026-11-20T17:00:00Z"}, []),
    ],
)
def test_activities_are_filtered(
    broker: Broker, client: Sdk, query: dict[str, str], types: list[str]
) -> None:
    """Opened on Thursday, paid in and traded on Friday; both bounds are exclusive."""
    control(broker, "reset", {**SETTING, "now": "2026-11-19T17:00:00Z"})
    control(broker, "clock", {"now": "2026-11-20T17:00:00Z"})
    control(broker, "cash", {"key": "demo", "amount": "5"})
    looks(client, placed(client, market(qty=1)), 2)

    assert types == shown(client, **query)


def test_the_fills_of_one_order_are_found(client: Sdk) -> None:
    """By its id."""
    orders = [placed(client, market(notional=10)) for _ in range(2)]
    looks(client, orders[0], 2)
    rows = client.get("/account/activities", {"order_id": str(orders[0].id)})

    assert [str(orders[0].id)] == [row["order_id"] for row in rows]


def test_types_and_category_exclude_each_other(client: Sdk) -> None:
    """422, as one of them would be ignored."""
    query = {"activity_types": "FILL", "category": "trade_activity"}

    assert (422, 40010001) == refusal(lambda: client.get("/account/activities", query))[:2]


def test_a_page_token_must_be_the_id_of_a_row(client: Sdk) -> None:
    """Anything else has no next page."""
    assert 422 == refusal(lambda: client.get("/account/activities", {"page_token": "x"}))[0]
