"""Send an order once, and judge from what came back whether the broker took it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from trimtab.adapters.alpaca.fields import MalformedError
from trimtab.adapters.alpaca.mapping import read_order
from trimtab.adapters.alpaca.wire import CallFailedError, Wire
from trimtab.domain.intent import OrderIntent
from trimtab.domain.money import round_down, to_text
from trimtab.domain.order import Accepted, Order, Refusal, SubmitOutcome, Unknown

SHARE_STEP: Final = Decimal("1e-9")
"""The broker's own step of fractional shares; it cuts what is finer."""

_NOT_TAKEN: Final = frozenset({401, 403, 404, 422})
# Codes are shared by unrelated refusals, so the text decides; doubt only costs one look-up.
_NAME_TAKEN: Final = re.compile(r"client.?order.?id|unique|duplicate", re.IGNORECASE)


def submit_order(wire: Wire, intent: OrderIntent) -> SubmitOutcome:
    """Send one order; Accepted only for an answer that shows this very order."""
    try:
        order = read_order(wire.post("/orders", order_body(intent)))
    except CallFailedError as failure:
        return judge(failure)
    except MalformedError as malformed:
        return Unknown(f"the broker's answer to the order is unreadable: {malformed}")
    return Accepted(order) if _is_this(order, intent) else Unknown(_other_order(order))


def order_body(intent: OrderIntent) -> dict[str, str]:
    """Write an order as the broker reads it, numbers as plain text and shares cut to nine decimals."""
    body = {
        "symbol": intent.symbol,
        "side": intent.side.value.lower(),
        "type": intent.order_type.value,
        "time_in_force": intent.time_in_force.value,
        "qty": to_text(_sendable(intent)),
        "client_order_id": intent.client_order_id,
    }
    return body if intent.limit_price is None else {**body, "limit_price": to_text(intent.limit_price)}


def judge(failure: CallFailedError) -> Refusal | Unknown:
    """Tell a definite refusal from doubt; a name that is taken is doubt, for the order may be ours."""
    message = failure.message
    if failure.status not in _NOT_TAKEN or message is None or _NAME_TAKEN.search(message):
        return Unknown(f"whether the broker took the order is not known: {failure}")
    return Refusal(message)


def _sendable(intent: OrderIntent) -> Decimal:
    return round_down(intent.quantity, SHARE_STEP)


def _is_this(order: Order, intent: OrderIntent) -> bool:
    seen = (order.client_order_id, order.symbol, order.side, order.quantity)
    return seen == (intent.client_order_id, intent.symbol, intent.side, _sendable(intent))


def _other_order(order: Order) -> str:
    return f"the broker answered with another order: {order.side} {order.quantity} {order.symbol}"
