"""Which replacements of an order the broker in memory takes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from trimtab.adapters.memory.rules import (
    BAD_PARAMETER,
    NOT_FOUND,
    RULE_BROKEN,
    keeps_the_tick,
    no_cash,
    no_shares,
    sub_penny,
)
from trimtab.adapters.memory.slips import Slip
from trimtab.domain.intent import OrderChange, OrderIntent, OrderType
from trimtab.domain.money import ZERO
from trimtab.domain.order import Refusal
from trimtab.domain.trade import Side


def unknown_order(order_id: str) -> Refusal:
    """Refuse to replace what is not there."""
    return Refusal(f"order not found for {order_id}", NOT_FOUND)


def changed(intent: OrderIntent, change: OrderChange) -> OrderIntent:
    """Write the order that takes the place of another."""
    return replace(
        intent,
        client_order_id=change.client_order_id,
        quantity=intent.quantity if change.quantity is None else change.quantity,
        limit_price=intent.limit_price if change.limit_price is None else change.limit_price,
    )


def refuse_change(
    slip: Slip, change: OrderChange, *, free_cash: Decimal, free_shares: Decimal
) -> Refusal | None:
    """Say why an order may not be replaced; `free_…` leave out what open orders, this one too, hold back."""
    refusal = _not_replaceable(slip) or _wrong_quantity(slip, change) or _wrong_price(slip, change)
    if refusal:
        return refusal
    wanted = changed(slip.intent, change)
    return _no_change(slip, wanted) or _not_covered(
        slip, wanted, free_cash=free_cash, free_shares=free_shares
    )


def _not_replaceable(slip: Slip) -> Refusal | None:
    status = slip.order.broker_status
    if status in {"accepted", "pending_new"}:
        return Refusal(f"cannot replace order in {status} status", RULE_BROKEN)
    if status == "replaced":
        return Refusal("order already replaced", RULE_BROKEN)
    if not slip.is_open:
        return Refusal(f'order is already in "{status}" state', RULE_BROKEN)
    is_in_shares = slip.intent.notional is None
    return None if is_in_shares else Refusal("notional orders cannot be replaced", RULE_BROKEN)


def _wrong_quantity(slip: Slip, change: OrderChange) -> Refusal | None:
    if change.quantity is None or change.quantity == slip.order.quantity:
        return None
    if change.quantity <= ZERO:
        return Refusal("qty must be > 0", BAD_PARAMETER)
    if change.quantity % 1 or slip.order.quantity % 1:
        return Refusal("qty of fractional orders cannot be replaced", RULE_BROKEN)
    is_enough = change.quantity > slip.traded
    return None if is_enough else Refusal("qty must be > filled_qty", RULE_BROKEN)


def _wrong_price(slip: Slip, change: OrderChange) -> Refusal | None:
    if change.limit_price is None:
        return None
    if slip.intent.order_type is OrderType.MARKET:
        return Refusal("market orders require no stop or limit price", BAD_PARAMETER)
    if change.limit_price <= ZERO:
        return Refusal("limit price must be > 0", BAD_PARAMETER)
    return None if keeps_the_tick(change.limit_price) else sub_penny(change.limit_price)


def _no_change(slip: Slip, wanted: OrderIntent) -> Refusal | None:
    before = (slip.order.quantity, slip.intent.limit_price)
    is_same = before == (wanted.quantity, wanted.limit_price)
    return Refusal("order parameters are not changed", RULE_BROKEN) if is_same else None


def _not_covered(
    slip: Slip, wanted: OrderIntent, *, free_cash: Decimal, free_shares: Decimal
) -> Refusal | None:
    left = wanted.quantity - slip.traded
    if wanted.side is Side.SELL:
        return no_shares(free_shares + slip.held_shares, left)
    price = slip.reference_price if wanted.limit_price is None else wanted.limit_price
    return no_cash(free_cash + slip.held_cash, left * price)
