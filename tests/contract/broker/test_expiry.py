"""How day orders end when nobody ends them: at the close of their session."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from contract.broker.acts import accepted, at, buy, has, held, looked_up, sell
from contract.broker.harness import EVENING, MONDAY, Harness
from trimtab.domain.order import OrderStatus


@pytest.mark.parametrize(
    ("sent", "last", "over"),
    [
        ("2026-11-20T15:00", "2026-11-20T20:59", "2026-11-20T21:00"),
        ("2026-11-27T15:00", "2026-11-27T17:59", "2026-11-27T18:00"),
        ("2026-11-20T22:00", "2026-11-23T20:59", "2026-11-23T21:00"),
        ("2026-11-26T15:00", "2026-11-27T17:59", "2026-11-27T18:00"),
    ],
    ids=["during the session", "on half a day", "in the evening", "on a holiday"],
)
def test_a_day_order_lives_until_the_close(harness: Harness, sent: str, last: str, over: str):
    """An order expires with its session; one sent while closed, with the coming one (alpaca §8, §9)."""
    harness.fill("none")
    harness.at(sent)
    accepted(harness.broker, buy("SPY", "1"))
    harness.at(last)
    before = looked_up(harness.broker, has(OrderStatus.EXPIRED))
    harness.at(over)
    after = looked_up(harness.broker, has(OrderStatus.EXPIRED))

    assert (OrderStatus.OPEN, OrderStatus.EXPIRED, "expired") == (
        before.status,
        after.status,
        after.broker_status,
    )


def test_an_expired_order_keeps_what_it_filled(harness: Harness):
    """Two of four shares stay bought (alpaca §8)."""
    harness.fill("partial")
    accepted(harness.broker, buy("TLT", "4"))
    looked_up(harness.broker, has(OrderStatus.PARTIALLY_FILLED))
    harness.fill("none")
    harness.at(EVENING)
    order = looked_up(harness.broker, has(OrderStatus.EXPIRED))

    assert (OrderStatus.EXPIRED, D(2), (D(2), D(2))) == (
        order.status,
        order.filled_quantity,
        held(harness.broker, "TLT"),
    )


def test_an_expired_order_is_not_open(harness: Harness):
    """What has expired is no longer listed among open orders (alpaca §8)."""
    harness.fill("none")
    accepted(harness.broker, buy("SPY", "1"))
    harness.at(EVENING)
    looked_up(harness.broker, has(OrderStatus.EXPIRED))

    assert () == harness.broker.open_orders()


def test_an_expired_order_never_fills(harness: Harness):
    """On the next morning, at its price, it stays expired (alpaca §8)."""
    accepted(harness.broker, buy("SPY", "1", **at("390.00")))
    harness.at(EVENING)
    looked_up(harness.broker, has(OrderStatus.EXPIRED))
    harness.at(MONDAY)
    harness.move_price("SPY", "380.00")

    assert OrderStatus.EXPIRED is looked_up(harness.broker, has(OrderStatus.FILLED)).status


def test_an_expired_sell_frees_its_shares(harness: Harness):
    """Shares are held for open orders only (alpaca §8)."""
    harness.fill("none")
    accepted(harness.broker, sell("SPY", "7"))
    harness.at(EVENING)
    looked_up(harness.broker, has(OrderStatus.EXPIRED))

    assert (D(10), D(10)) == held(harness.broker, "SPY")
