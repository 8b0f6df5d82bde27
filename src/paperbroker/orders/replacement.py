"""Which open orders may be replaced, and by what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from paperbroker.basics.refusals import Refusal, bad_parameter, rule_broken, unsupported
from paperbroker.orders.order import Order, Status, Ticket
from paperbroker.orders.reading import (
    Body,
    client_id,
    given_fields,
    price,
    quantity,
    read_only,
    require,
)
from paperbroker.orders.submission import time_in_force

_READ_FIELDS: Final = frozenset(["qty", "time_in_force", "limit_price", "stop_price", "client_order_id"])
_REPLACEABLE: Final = frozenset([Status.NEW, Status.PARTIALLY_FILLED])
_NOT_OPEN: Final = rule_broken("unable to replace order, order is not open")
_ENDED: Final[Mapping[Status, Refusal]] = MappingProxyType(
    {
        Status.FILLED: rule_broken('order is already in "filled" state'),
        Status.REPLACED: rule_broken("order already replaced"),
        Status.CANCELED: _NOT_OPEN,
        Status.EXPIRED: _NOT_OPEN,
        Status.REJECTED: _NOT_OPEN,
    }
)


def replacement_of(order: Order, body: object, new_client_id: Callable[[], str]) -> Ticket:
    """Read what is to stand in place of an order; `qty` is the total, traded shares included.

    Raises `RefusedError` for an order that cannot be replaced now, and for a change it cannot take.
    """
    _require_replaceable(order)
    fields = given_fields(body)
    require("notional" not in fields, unsupported("replacing by a dollar amount"))
    read_only(fields, _READ_FIELDS)
    ticket = order.ticket
    changed = replace(
        ticket,
        qty=_quantity(order, fields),
        time_in_force=time_in_force(fields) if "time_in_force" in fields else ticket.time_in_force,
        limit_price=_price(fields, "limit_price", ticket.limit_price),
        stop_price=_price(fields, "stop_price", ticket.stop_price),
    )
    require(changed != ticket, rule_broken("order parameters are not changed"))
    return replace(changed, client_order_id=client_id(fields) or new_client_id())


def _require_replaceable(order: Order) -> None:
    require(order.status.is_open, _ENDED.get(order.status, _NOT_OPEN))
    require(order.pending_hold is None, rule_broken("order chain not fully replaced"))
    require(order.status in _REPLACEABLE, rule_broken(f"cannot replace order in {order.status} status"))
    require(
        order.ticket.notional is None, rule_broken("cannot replace notional orders; cancel and submit again")
    )


def _quantity(order: Order, fields: Body) -> Decimal | None:
    wanted, present = quantity(fields), order.ticket.qty
    if wanted is None or wanted == present:
        return present
    is_whole = not order.ticket.is_fractional and wanted % 1 == 0
    require(is_whole, rule_broken("qty of fractional orders cannot be replaced"))
    traded = order.carried_qty + order.filled_qty
    require(wanted > traded, rule_broken("qty must be > filled_qty"))
    return wanted


def _price(fields: Body, name: str, present: Decimal | None) -> Decimal | None:
    wanted = price(fields, name)
    kind = name.replace("_", " ")
    require(wanted is None or present is not None, bad_parameter(f"this order takes no {kind}"))
    return present if wanted is None else wanted
