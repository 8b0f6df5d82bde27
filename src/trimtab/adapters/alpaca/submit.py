"""Send an order once, and judge from what came back whether the broker took it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Final
from urllib.parse import quote

from trimtab.adapters.alpaca.failures import CallFailedError, Complaint
from trimtab.adapters.alpaca.fields import MalformedError
from trimtab.adapters.alpaca.order_mapping import read_order
from trimtab.adapters.alpaca.rate import TOO_MANY
from trimtab.adapters.alpaca.refusals import NAME_TAKEN, is_name_taken, reason_for
from trimtab.adapters.alpaca.wire import Wire
from trimtab.domain.intent import OrderChange, OrderIntent
from trimtab.domain.money import CENT, ONE, round_down, to_text
from trimtab.domain.order import Accepted, NotSent, Order, Refusal, SubmitOutcome, Throttled, Unknown
from trimtab.domain.reasons import ReasonCode

SHARE_STEP: Final = Decimal("1e-9")
"""The broker's own step of fractional shares; it cuts what is finer."""

PENNY_STEP: Final = Decimal("0.0001")
"""The step of limit prices below one dollar; from there on it is a cent."""

_NOT_TAKEN: Final = frozenset({401, 403, 404, 422})
_MAY_BE_TAKEN: Final = _NOT_TAKEN | {409}


def submit_order(wire: Wire, intent: OrderIntent, not_after: datetime | None = None) -> SubmitOutcome:
    """Send one order; Accepted only for an answer, or a look-up, that shows this very order.

    The time is looked at last: a worker that slept meanwhile sends nothing (I-21).
    """

    def is_this(order: Order) -> bool:
        seen = (order.client_order_id, order.symbol, order.side)
        return seen == (intent.client_order_id, intent.symbol, intent.side) and _has_size(order, intent)

    objection = _find_sub_penny(intent.limit_price) or _find_lateness(wire.now(), not_after)
    send = Sending(wire, intent.client_order_id, is_this)
    return objection or send(lambda: wire.post("/orders", order_body(intent)))


def replace_order(wire: Wire, order_id: str, change: OrderChange) -> SubmitOutcome:
    """Ask once for a replacement; Accepted only for an order that shows the change."""
    wanted = change_body(change)

    def is_this(order: Order) -> bool:
        shown = {
            "client_order_id": order.client_order_id,
            "qty": to_text(order.quantity),
            "limit_price": "" if order.limit_price is None else to_text(order.limit_price),
        }
        return wanted.items() <= shown.items() and order.replaces in {None, order_id}

    objection = _find_sub_penny(change.limit_price)
    send = Sending(wire, change.client_order_id, is_this)
    return objection or send(lambda: wire.patch(f"/orders/{quote(order_id, safe='')}", wanted))


def order_body(intent: OrderIntent) -> dict[str, str]:
    """Write an order as the broker reads it, numbers as plain text, cut to what the broker counts in."""
    body = {
        "symbol": intent.symbol,
        "side": intent.side.value.lower(),
        "type": intent.order_type.value,
        "time_in_force": intent.time_in_force.value,
        "client_order_id": intent.client_order_id,
        **_size(intent),
    }
    return body if intent.limit_price is None else {**body, "limit_price": to_text(intent.limit_price)}


def change_body(change: OrderChange) -> dict[str, str]:
    """Write a change as the broker reads it; what stays as it is is left out."""
    quantity = None if change.quantity is None else round_down(change.quantity, SHARE_STEP)
    numbers = {"qty": quantity, "limit_price": change.limit_price}
    written = {name: to_text(number) for name, number in numbers.items() if number is not None}
    return {"client_order_id": change.client_order_id, **written}


class Sending:
    """One request that may make an order: how its answer is judged, and how a lost one is looked for."""

    def __init__(self, wire: Wire, client_order_id: str, is_this: Callable[[Order], bool]) -> None:
        self._wire = wire
        self._client_order_id = client_order_id
        self._is_this = is_this

    def __call__(self, send: Callable[[], object]) -> SubmitOutcome:
        """Send, and tell what became of it. Never raises for what the network does."""
        try:
            order = read_order(send())
        except CallFailedError as failure:
            return self._judge(failure)
        except MalformedError as malformed:
            return self._unknown(f"the broker's answer to the order is unreadable: {malformed}")
        if self._is_this(order):
            return Accepted(order)
        return self._unknown(f"the broker answered with another order: {_described(order)}")

    def _judge(self, failure: CallFailedError) -> SubmitOutcome:
        """Tell a definite refusal from doubt (the decision table for submits in doubt)."""
        status, complaint = failure.status, failure.complaint
        if status == TOO_MANY:
            return Throttled(str(failure), failure.retry_at)
        if complaint and status in _MAY_BE_TAKEN and is_name_taken(complaint):
            return self._compare(complaint)
        if complaint and status in _NOT_TAKEN:
            return Refusal(complaint.message, complaint.code, reason_for(status, complaint))
        return self._unknown(f"whether the broker took the order is not known: {failure}")

    def _compare(self, complaint: Complaint) -> SubmitOutcome:
        """Look at the order that has our name already; one that is not there yet leaves doubt."""
        try:
            order = find_order(self._wire, self._client_order_id)
        except (CallFailedError, MalformedError) as failure:
            return self._unknown(f"{complaint.message}, and the order of that id cannot be seen: {failure}")
        if self._is_this(order):
            return Accepted(order)
        text = self._wire.conceal(f"{complaint.message}: it names {_described(order)}")
        return Refusal(text, NAME_TAKEN, ReasonCode.CLIENT_ID_TAKEN)

    def _unknown(self, text: str) -> Unknown:
        return Unknown(self._wire.conceal(text))


def find_order(wire: Wire, client_order_id: str) -> Order:
    """Look an order up by our id. Raises CallFailedError, and MalformedError for any other order."""
    order = read_order(wire.get("/orders:by_client_order_id", {"client_order_id": client_order_id}))
    if order.client_order_id != client_order_id:
        raise MalformedError(f"order {order.client_order_id} came instead")
    return order


def _find_sub_penny(limit_price: Decimal | None) -> Refusal | None:
    if limit_price is None:
        return None
    step = CENT if limit_price >= ONE else PENNY_STEP
    if limit_price == round_down(limit_price, step):
        return None
    text = f"limit_price is {to_text(limit_price)}; use a multiple of {step}"
    return Refusal(text, reason=ReasonCode.SUB_PENNY_PRICE)


def _find_lateness(now: datetime, not_after: datetime | None) -> NotSent | None:
    if not_after is None or now <= not_after:
        return None
    return NotSent(f"the order was to leave by {not_after.isoformat()}; it is {now.isoformat()}")


def _size(intent: OrderIntent) -> dict[str, str]:
    if intent.notional is None:
        return {"qty": to_text(round_down(intent.quantity, SHARE_STEP))}
    return {"notional": to_text(round_down(intent.notional, CENT))}


def _has_size(order: Order, intent: OrderIntent) -> bool:
    if intent.notional is None:
        return order.quantity == round_down(intent.quantity, SHARE_STEP)
    return order.notional == round_down(intent.notional, CENT)


def _described(order: Order) -> str:
    return f"{order.side} {order.quantity} {order.symbol}"
