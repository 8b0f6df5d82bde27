"""What a run may spend."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import NOON, envelope, leg, run
from trimtab.adapters.memory.broker import MemoryBroker
from trimtab.domain.errors import UnavailableError
from trimtab.domain.holdings import Account
from trimtab.domain.intent import OrderIntent, OrderType
from trimtab.domain.leg import LegState
from trimtab.domain.order import Order, OrderStatus
from trimtab.domain.trade import Side
from trimtab.services.purse import FreeCash, free_cash
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
    assert free == free_cash(run(), (), with_order(side, limit).broker).least


class Foreign(MemoryBroker):
    """Shows one open order of somebody else's."""

    shown: Order

    def open_orders(self) -> tuple[Order, ...]:
        """Show it."""
        return (self.shown,)


def beside(**fields: Any) -> Foreign:
    """Open an account of a thousand dollars with somebody's open buy of one share of GLD, worth 200."""
    plain = Order(
        order_id="w1",
        client_order_id="by-hand",
        symbol="GLD",
        side=Side.BUY,
        quantity=D(1),
        status=OrderStatus.OPEN,
        broker_status="new",
        filled_quantity=D(0),
        filled_average_price=None,
    )
    broker = Foreign(cash=D(1_000), prices=dict(PRICES), now=lambda: NOON)
    broker.shown = replace(plain, **fields)
    return broker


HALF: dict[str, Any] = {"quantity": D(2), "filled_quantity": D(2), "filled_average_price": D(200)}
COIN: dict[str, Any] = {"symbol": "BTC/USD", "is_stock": False}


@pytest.mark.parametrize(
    ("fields", "free"),
    [
        ({"quantity": D(0), "notional": D(900)}, D(100)),
        ({"notional": D(900), **HALF}, D(500)),
        ({"notional": D(300), **HALF}, D(1_000)),
        ({"stop_price": D(450)}, D(550)),
        ({"stop_price": D(150)}, D(800)),
        ({"stop_price": D(450), "limit_price": D(460)}, D(540)),
        ({**COIN, "quantity": D("0.01"), "limit_price": D(90_000)}, D(100)),
        ({**COIN, "quantity": D(0), "notional": D(250)}, D(750)),
        ({"is_stock": False, "per_unit": D(100), "limit_price": D(3)}, D(700)),
        ({"is_stock": False, "per_unit": D(100), "limit_price": D(-3)}, D(1_000)),
    ],
)
def test_a_foreign_buy_of_any_kind_keeps_what_it_may_cost(fields: dict[str, Any], free: D):
    """Sized in dollars, with a stop, in coins or contracts: none is free, and none brings anything (I-04)."""
    assert free == free_cash(run(), (), beside(**fields)).least


@pytest.mark.parametrize("fields", [{"symbol": "XYZ"}, {"symbol": "XYZ", "stop_price": D(5)}, COIN])
def test_a_buy_of_unknown_cost_leaves_nothing_to_spend(fields: dict[str, Any]):
    """Without a price nothing is promised away, and nothing counts as free."""
    with pytest.raises(UnavailableError, match="may cost is not known"):
        free_cash(run(), (), beside(**fields))


def test_the_floor_is_left_untouched():
    """The plan was approved with 120 dollars to be left."""
    assert D(880) == free_cash(run(envelope=envelope("120")), (), world().broker).least


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

    assert D(800) == free_cash(run(), (), broker).least


class Forgetful(MemoryBroker):
    """Lists no open order, and finds one of its own by name only where `finds` says so."""

    finds: bool

    def open_orders(self) -> tuple[Order, ...]:
        """List nothing."""
        return ()

    def find(self, client_order_id: str) -> Order | None:
        """Look it up, or not."""
        return MemoryBroker.find(self, client_order_id) if self.finds else None


def hidden(state: LegState, *, finds: bool, fill: str = "0") -> FreeCash:
    """Ask what is free while an own buy of two shares of GLD, worth 200 each, is in no list."""
    here = world()
    broker = Forgetful(cash=D(1_000), prices=here.broker.prices, now=here.broker.now)
    broker.finds, broker.fill_fraction = finds, D(fill)
    own = replace(leg(1, Side.BUY, "2"), symbol="GLD", state=state)
    broker.submit(own.intent)
    return free_cash(run(), (own,), broker)


@pytest.mark.parametrize("state", [LegState.SENDING, LegState.UNKNOWN, LegState.ACKED, LegState.PARTIAL])
def test_an_own_buy_that_nobody_sees_may_have_cost_its_cash_or_not(state: LegState):
    """What is free in any case leaves it out; by what is seen, nothing was spent (I-04, F-094)."""
    cash = hidden(state, finds=False)

    assert (D(1_000), D(400), D(600)) == (cash.seen, cash.unseen_cost, cash.least)


def test_an_own_buy_that_is_found_open_keeps_its_cost_and_one_that_is_found_filled_has_paid():
    """Lists may be behind what a look-up by name tells."""
    is_open, filled = hidden(LegState.ACKED, finds=True), hidden(LegState.ACKED, finds=True, fill="1")

    assert (D(600), D(600), D(0)) == (is_open.least, filled.least, filled.unseen_cost)


@pytest.mark.parametrize("state", [LegState.PLANNED, LegState.INTENT, LegState.FILLED, LegState.NEVER_SENT])
def test_an_own_buy_that_has_not_left_or_has_ended_is_not_looked_for(state: LegState):
    """It holds no cash that is not in the account's."""
    assert D(0) == hidden(state, finds=False).unseen_cost
