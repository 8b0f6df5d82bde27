"""Look first: ask the broker about every order that may have changed before anything is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from trimtab.domain.leg import IN_DOUBT, UNSENT, WORKING, Leg
from trimtab.domain.order import Order
from trimtab.domain.run import Run
from trimtab.execution.observe import adopt_order, is_lookup_due, take_absence, take_order
from trimtab.ports import Broker, RunRecord, Services
from trimtab.services.brokers import broker_of
from trimtab.services.ledger import Entry, save, with_legs

CLOCKS_APART: Final = timedelta(minutes=1)
"""How far the broker's clock may be behind ours when its orders are listed."""

FEW: Final = 1
"""So many orders are looked up one by one; more of them by one list."""


class BrokerOrders:
    """A run's orders as the broker has them: one by one, or all in a list that is read at most once."""

    def __init__(self, run: Run, broker: Broker) -> None:
        self._since = run.created_at - CLOCKS_APART
        self._broker = broker
        self._listed: Mapping[str, Order] | None = None

    def listed(self) -> Mapping[str, Order]:
        """Return all of them by our names for them."""
        if self._listed is None:
            orders = self._broker.orders_since(self._since)
            self._listed = {order.client_order_id: order for order in orders}
        return self._listed

    def find(self, name: str, *, in_list: bool) -> Order | None:
        """Return one by our name for it, from the list where it is in there."""
        listed = self.listed().get(name) if in_list else None
        return listed or self._broker.find(name)


def find_strays(current: RunRecord, services: Services) -> RunRecord | None:
    """Take in orders of this run that the broker has and the ledger does not know to have left (F-134).

    A ledger that was restored from an old copy lacks them; without this they would be sent again.
    """
    unsent = tuple(leg for leg in current.legs if leg.state in UNSENT)
    listed = list_orders(current, services) if unsent else {}
    now = services.clock.now()
    found = tuple(
        adopt_order(leg, listed[leg.client_order_id], now) for leg in unsent if leg.client_order_id in listed
    )
    if not found:
        return current
    entry = Entry(text="Orders the ledger did not know were found.", legs=with_legs(current, found))
    return save(current, entry, services)


def list_orders(current: RunRecord, services: Services) -> Mapping[str, Order]:
    """List the broker's orders since a run began, by our names for them. Raises UnavailableError."""
    return _orders(current, services).listed()


def look(current: RunRecord, services: Services) -> RunRecord | None:
    """Bring every order that may have changed up to date."""
    now = services.clock.now()
    open_legs = tuple(leg for leg in current.legs if is_lookup_due(leg, now))
    if not open_legs:
        return current
    orders, in_list = _orders(current, services), len(open_legs) > FEW
    found = {leg.number: _find(leg, orders, in_list=in_list) for leg in open_legs}
    observed = tuple(_observe(leg, found[leg.number], orders, services.clock.now()) for leg in open_legs)
    if observed == open_legs:
        return current
    return save(current, Entry(text="Orders were looked up.", legs=with_legs(current, observed)), services)


def _orders(current: RunRecord, services: Services) -> BrokerOrders:
    return BrokerOrders(current.run, broker_of(current.run, services))


def _find(leg: Leg, orders: BrokerOrders, *, in_list: bool) -> Order | None:
    """Ask by name, too, for what the list lacks and may not be there; what was there is in a later list."""
    if in_list and leg.state in WORKING:
        return orders.listed().get(leg.client_order_id)
    return orders.find(leg.client_order_id, in_list=in_list)


def _observe(leg: Leg, order: Order | None, orders: BrokerOrders, now: datetime) -> Leg:
    if order:
        seen = take_order(leg, order, leg.updated_at)
        return leg if seen == leg else replace(seen, updated_at=now)
    if leg.state in WORKING:
        return leg
    missed = take_absence(leg, now)
    if missed.state in IN_DOUBT:
        return missed
    # Absence by name is believed only together with absence from the list.
    hidden = orders.listed().get(leg.client_order_id)
    return take_order(leg, hidden, now) if hidden else missed
