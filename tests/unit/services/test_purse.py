"""What a run may spend."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from builders import NOON, envelope, run
from trimtab.adapters.memory.broker import MemoryBroker
from trimtab.domain.holdings import Account
from trimtab.domain.intent import OrderIntent, OrderType
from trimtab.domain.trade import Side
from trimtab.services.purse import free_cash
from worlds import PRICES, World, world


def with_order(side: Side, limit: str | None) -> World:
    """Somebody has an open order for one share of GLD, whose price is 200 dollars, or far from it."""
    here = world(SPY="20", GLD="1")
    here.broker.fill_fraction = D(0)
    here.broker.submit(
        OrderIntent(
            client_order_id="by-hand",
            symbol="GLD",
            side=side,
            quantity=D(1),
            order_type=OrderType.LIMIT if limit else OrderType.MARKET,
            limit_price=D(limit) if limit else None,
        )
    )
    return here


@pytest.mark.parametrize(
    ("side", "limit", "free"),
    [(Side.BUY, None, D(800)), (Side.BUY, "150", D(850)), (Side.SELL, "250", D(1_000))],
)
def test_open_buys_keep_what_they_may_cost(side: Side, limit: str | None, free: D):
    """At their limit, or at the market's price; a sale keeps nothing (I-04)."""
    assert free == free_cash(run(), with_order(side, limit).broker)


def test_the_floor_is_left_untouched():
    """The plan was approved with 120 dollars to be left."""
    assert D(880) == free_cash(run(envelope=envelope("120")), world().broker)


class LateFiller(MemoryBroker):
    """Fills its open orders between a look at them and a look at the cash."""

    def account(self) -> Account:
        """Fill, then tell."""
        self.fill_fraction = D(1)
        return super().account()


def test_what_fills_between_two_looks_counts_once():
    """A buy was open when orders were read, and paid when cash was: it has cost 200 dollars, not 400."""
    broker = LateFiller(cash=D(1_000), prices=dict(PRICES), now=lambda: NOON, fill_fraction=D(0))
    broker.submit(OrderIntent(client_order_id="ours", symbol="GLD", side=Side.BUY, quantity=D(1)))

    assert D(800) == free_cash(run(), broker)
