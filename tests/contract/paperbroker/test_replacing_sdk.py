"""The unmodified alpaca-py client replacing orders, over real HTTP on loopback."""

from __future__ import annotations

from typing import Any

import pytest
from alpaca.trading.enums import OrderSide
from alpaca.trading.requests import GetOrdersRequest, ReplaceOrderRequest

from contract.paperbroker.acts import Sdk, control, limit, looks, market, placed, refusal
from paperbroker.server import Broker


def working(client: Sdk, **fields: Any) -> Any:
    """Place a limit far from the market and look until it works."""
    order = placed(client, limit(**{"limit_price": 100, **fields}))
    looks(client, order, 1)
    return order


def replaced(client: Sdk, order: Any, **changes: Any) -> Any:
    return client.replace_order_by_id(order.id, ReplaceOrderRequest(**changes))


def test_a_replacement_is_a_new_order(client: Sdk) -> None:
    """It is the answer; the old one is replaced on the next look, and each names the other (alpaca §8)."""
    old = working(client)
    new = replaced(client, old, qty=2, limit_price=101)
    seen = client.get_order_by_id(old.id)

    assert (old.id, "2", "101", "pending_new") == (new.replaces, new.qty, new.limit_price, new.status.value)
    assert (new.id, "replaced", True) == (seen.replaced_by, seen.status.value, seen.replaced_at is not None)
    assert ["new"] == looks(client, new, 1)


def test_together_they_hold_the_larger(client: Sdk) -> None:
    """100 and 300 USD hold 300, not 400, while the replacement is pending (alpaca §8)."""
    old = working(client)
    replaced(client, old, qty=3)
    most = placed(client, limit(limit_price=350, qty=2))

    assert "2" == most.qty
    assert (403, 40310000) == refusal(lambda: client.submit_order(limit(limit_price=1, qty=1)))[:2]


REFUSED = [
    ({}, {"qty": 1}, 42210000, "order parameters are not changed"),
    ({}, {"client_order_id": "other"}, 42210000, "order parameters are not changed"),
    ({}, {"limit_price": 100.001}, 42210000, "invalid limit_price 100.001. sub-penny"),
    ({}, {"qty": 11}, 40310000, "insufficient buying power"),
    ({}, {"stop_price": 90}, 40010001, "this order takes no stop price"),
    ({}, {"time_in_force": "ioc"}, 42210000, 'time_in_force "ioc" is not supported'),
    ({"qty": 1.5}, {"qty": 2}, 42210000, "qty of fractional orders cannot be replaced"),
    ({"qty": None, "notional": 50}, {"limit_price": 101}, 42210000, "cannot replace notional orders"),
]


@pytest.mark.parametrize(("fields", "changes", "code", "message"), REFUSED, ids=[row[3] for row in REFUSED])
def test_changes_that_no_rule_allows_are_refused(
    client: Sdk, fields: dict[str, Any], changes: dict[str, Any], code: int, message: str
) -> None:
    """The order stays as it was (alpaca §6, §8)."""
    order = working(client, **fields)
    told = refusal(lambda: replaced(client, order, **changes))

    assert (code, message) == (told[1], told[2][: len(message)])
    assert ["new"] == looks(client, order, 1)


def test_an_order_not_yet_new_cannot_be_replaced(broker: Broker, client: Sdk) -> None:
    """Pending during hours, accepted while closed (alpaca §8)."""
    pending = placed(client, limit(limit_price=100))
    control(broker, "clock", {"open": False})
    accepted = placed(client, limit(limit_price=101))

    assert [
        (422, 42210000, "cannot replace order in pending_new status"),
        (422, 42210000, "cannot replace order in accepted status"),
    ] == [refusal(lambda order=order: replaced(client, order, qty=2)) for order in (pending, accepted)]


def test_an_order_on_its_way_out_cannot_be_replaced(client: Sdk) -> None:
    """Neither one being canceled, nor one being replaced, nor a successor in waiting (alpaca §8)."""
    leaving, old = working(client), working(client)
    client.cancel_order_by_id(leaving.id)
    new = replaced(client, old, qty=2)

    assert [
        "cannot replace order in pending_cancel status",
        "cannot replace order in pending_replace status",
        "order chain not fully replaced",
    ] == [refusal(lambda order=order: replaced(client, order, qty=3))[2] for order in (leaving, old, new)]


def test_an_order_that_has_ended_cannot_be_replaced(client: Sdk) -> None:
    """The refusal says how it ended (alpaca §7)."""
    gone, old, done = working(client), working(client), placed(client, market(qty=1))
    client.cancel_order_by_id(gone.id)
    replaced(client, old, qty=2)
    looks(client, done, 2)

    assert [
        "unable to replace order, order is not open",
        "order already replaced",
        'order is already in "filled" state',
    ] == [refusal(lambda order=order: replaced(client, order, qty=3))[2] for order in (gone, old, done)]


def test_what_was_traded_is_not_traded_again(broker: Broker, client: Sdk) -> None:
    """The total stands in qty, and only the rest of it is bought (alpaca §8)."""
    control(broker, "fills", {"mode": "partial"})
    old = placed(client, limit(limit_price=410.25, qty=2))
    looks(client, old, 2)
    control(broker, "fills", {"mode": "full"})
    new = replaced(client, old, limit_price=411)
    looks(client, new, 2)
    done = client.get_order_by_id(new.id)

    assert ("2", "1", "filled") == (done.qty, done.filled_qty, done.status.value)
    assert "2" == client.get_open_position("SPY").qty


def test_a_total_below_what_was_traded_is_refused(broker: Broker, client: Sdk) -> None:
    """One of two is bought, so one is no new total (alpaca §7)."""
    control(broker, "fills", {"mode": "partial"})
    old = placed(client, limit(limit_price=410.25, qty=2))
    looks(client, old, 2)
    control(broker, "fills", {"mode": "none"})

    assert (422, 42210000, "qty must be > filled_qty") == refusal(lambda: replaced(client, old, qty=1))


def test_a_replacement_is_rejected_when_the_old_order_fills_first(broker: Broker, client: Sdk) -> None:
    """A 200 does not promise the replacement (alpaca §8)."""
    control(broker, "cancels", {"fill_wins": True})
    old = working(client, limit_price=400)
    new = replaced(client, old, limit_price=401)
    control(broker, "prices", {"SPY": "399"})

    assert (["filled"], ["rejected"]) == (looks(client, old, 1), looks(client, new, 1))


def test_a_replacement_may_use_the_shares_of_the_order_it_replaces(client: Sdk) -> None:
    """Ten held, ten offered: the offer can be changed, and lowered to nine it frees one once it stands."""
    old = working(client, symbol="MSFT", side=OrderSide.SELL, qty=10, limit_price=200)
    replaced(client, old, qty=9)
    meanwhile = client.get_open_position("MSFT").qty_available

    assert ("1", []) == (meanwhile, client.get_orders(GetOrdersRequest(symbols=["SPY"])))


def test_replacing_with_a_used_client_id_is_refused(client: Sdk) -> None:
    """Ids are never free again, not even for the same order (alpaca §6)."""
    old = working(client, client_order_id="mine")

    assert (422, 40010001, "client_order_id must be unique") == refusal(
        lambda: replaced(client, old, qty=2, client_order_id="mine")
    )


def test_a_replacement_can_be_canceled_before_it_stands(client: Sdk) -> None:
    """Both end: the old one replaced, the new one canceled."""
    old = working(client)
    new = replaced(client, old, qty=2)
    client.cancel_order_by_id(new.id)
    looks(client, old, 1)

    assert (["replaced"], ["canceled"]) == (looks(client, old, 1), looks(client, new, 1))


def test_replacements_can_stand_at_once(broker: Broker, client: Sdk) -> None:
    """A control turns the asynchrony off."""
    control(broker, "cancels", {"mode": "at_once"})
    old = working(client)
    new = replaced(client, old, qty=2)

    assert ([new.id], "new") == ([found.id for found in client.get_orders()], looks(client, new, 1)[0])
