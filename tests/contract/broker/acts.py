"""What the tests of this suite do with a broker: write orders, send them, and look until something is so."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal as D
from typing import Any, Final

from trimtab.domain.intent import OrderIntent, OrderType
from trimtab.domain.order import Accepted, Order, OrderStatus, Refusal
from trimtab.domain.trade import Side
from trimtab.ports import Broker

MOST_LOOKS: Final = 6
"""A broker may take an order from sent to filled in several looks; more than this is never."""

NOWHERE: Final = "3f3e6b60-0000-4000-8000-000000000000"
"""An order id that no broker has given away."""


def buy(symbol: str = "TLT", quantity: str = "4", name: str = "rbp1", **terms: Any) -> OrderIntent:
    """Write an order to buy, at the market unless it has a limit."""
    return OrderIntent(
        client_order_id=name, symbol=symbol, quantity=D(quantity), **({"side": Side.BUY} | terms)
    )


def sell(symbol: str = "SPY", quantity: str = "4", name: str = "rbp1", **terms: Any) -> OrderIntent:
    """Write an order to sell, at the market unless it has a limit."""
    return buy(symbol, quantity, name, side=Side.SELL, **terms)


def at(price: str) -> dict[str, Any]:
    """Give the terms of a limit order."""
    return {"order_type": OrderType.LIMIT, "limit_price": D(price)}


def accepted(broker: Broker, intent: OrderIntent) -> Order:
    """Send an order that must be taken."""
    outcome = broker.submit(intent)
    assert isinstance(outcome, Accepted), outcome
    return outcome.order


def refused(broker: Broker, intent: OrderIntent) -> Refusal:
    """Send an order that must be refused."""
    outcome = broker.submit(intent)
    assert isinstance(outcome, Refusal), outcome
    return outcome


def looked_up(broker: Broker, until: Callable[[Order], bool], name: str = "rbp1") -> Order:
    """Look an order up until something holds of it; the last look is returned whatever it shows."""
    order = None
    for _ in range(MOST_LOOKS):
        order = broker.find(name)
        assert order is not None, name
        if until(order):
            break
    assert order is not None
    return order


def has(status: OrderStatus) -> Callable[[Order], bool]:
    """Ask for a status."""
    return lambda order: order.status is status


def filled(broker: Broker, intent: OrderIntent) -> Order:
    """Send an order and look until it is filled."""
    accepted(broker, intent)
    order = looked_up(broker, has(OrderStatus.FILLED), intent.client_order_id)
    assert order.status is OrderStatus.FILLED, order
    return order


def working(broker: Broker, intent: OrderIntent) -> Order:
    """Send an order and look until the broker works on it; it may be replaced then."""
    accepted(broker, intent)
    order = looked_up(broker, lambda seen: seen.broker_status == "new", intent.client_order_id)
    assert order.broker_status == "new", order
    return order


def cancelled(broker: Broker, name: str = "rbp1") -> Order:
    """Cancel an order and look until it is cancelled."""
    found = broker.find(name)
    assert found is not None, name
    broker.cancel(found.order_id)
    return looked_up(broker, has(OrderStatus.CANCELLED), name)


def held(broker: Broker, symbol: str) -> tuple[D, D]:
    """Tell shares held and shares free to sell."""
    holdings = {holding.symbol: holding for holding in broker.holdings()}
    found = holdings.get(symbol)
    return (found.quantity, found.available_quantity) if found else (D(0), D(0))


def cash(broker: Broker) -> D:
    """Tell the account's cash."""
    return broker.account().cash
