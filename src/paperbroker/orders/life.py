"""The life of an order, one step at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from paperbroker.basics.clock import MarketClock
from paperbroker.basics.money import ZERO
from paperbroker.market.quotes import Quote
from paperbroker.orders.activity import Fill
from paperbroker.orders.behaviour import CancelCourse
from paperbroker.orders.hours import trades_now
from paperbroker.orders.order import Order, Status
from paperbroker.orders.portions import FillMode, portion
from paperbroker.orders.submission import GTC

_UNSEEN = frozenset([Status.ACCEPTED, Status.PENDING_NEW])
_LEAVING = frozenset([Status.PENDING_CANCEL, Status.PENDING_REPLACE])


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """What one order meets in one step.

    `last` is the last price, `share_step` the least quantity of the asset; `fill_wins` lets an order that is
    being canceled or replaced trade once more before it ends.
    """

    clock: MarketClock
    quote: Quote
    last: Decimal
    fills: FillMode
    share_step: Decimal
    next_fill_id: Callable[[], UUID]
    is_halted: bool = False
    fill_wins: bool = False


Step = tuple[Order, Fill | None]


def advance(order: Order, tick: Tick) -> Step:
    """Take an open order one step further: leave, expire, be rejected, become new, or trade.

    An order that is about to replace another waits for that one. While the market is closed, orders wait.
    """
    if order.pending_hold is not None:
        return order, None
    if order.status in _LEAVING:
        return _leave(order, tick)
    if tick.clock.has_closed_since(order.expires_at):
        return _ended(order, tick), None
    if order.course.is_rejected:
        return rejected(order, tick.clock), None
    return _work(order, tick) if trades_now(order.ticket, tick.clock) else (order, None)


def canceled(order: Order, clock: MarketClock) -> Order:
    """End an order by cancellation; what it traded stays."""
    now = clock.now()
    return replace(order, status=Status.CANCELED, canceled_at=now, updated_at=now)


def rejected(order: Order, clock: MarketClock) -> Order:
    """End an order the broker had taken and will not execute."""
    now = clock.now()
    return replace(order, status=Status.REJECTED, failed_at=now, updated_at=now, pending_hold=None)


def replaced(order: Order, clock: MarketClock) -> Order:
    """End an order that another one has replaced."""
    now = clock.now()
    return replace(order, status=Status.REPLACED, replaced_at=now, updated_at=now)


def _leave(order: Order, tick: Tick) -> Step:
    is_cancel = order.status is Status.PENDING_CANCEL
    if is_cancel and order.course.cancel is CancelCourse.STUCK:
        return order, None
    may_trade = tick.fill_wins and trades_now(order.ticket, tick.clock) and not tick.is_halted
    stepped, fill = _match(order, tick) if may_trade else (order, None)
    if not stepped.status.is_open:
        return stepped, fill
    return (canceled if is_cancel else replaced)(stepped, tick.clock), fill


def _ended(order: Order, tick: Tick) -> Order:
    if order.ticket.time_in_force == GTC:
        return canceled(order, tick.clock)
    now = tick.clock.now()
    return replace(order, status=Status.EXPIRED, expired_at=now, updated_at=now)


def _work(order: Order, tick: Tick) -> Step:
    must_wait = order.course.looks_to_wait > 0
    if must_wait:
        order = replace(order, course=order.course.looked())
    if order.status in _UNSEEN:
        return replace(order, status=Status.NEW, updated_at=tick.clock.now()), None
    return (order, None) if must_wait or tick.is_halted else _match(order, tick)


def _match(order: Order, tick: Tick) -> Step:
    if not (order.is_triggered or order.ticket.is_triggered_at(tick.last)):
        return order, None
    if order.ticket.stop_price is not None and not order.is_triggered:
        order = replace(order, is_triggered=True, updated_at=tick.clock.now())
    price = tick.quote.far_side(order.ticket.side)
    if tick.fills is FillMode.NONE or not price or not order.ticket.is_marketable_at(price):
        return order, None
    left = order.remaining_at(price)
    qty = _traded_now(order, left, tick)
    if left and not qty:
        return order, None
    traded = _trade(order, qty, price, tick)
    return traded, _fill(traded, qty, price, tick) if qty else None


def _traded_now(order: Order, left: Decimal, tick: Tick) -> Decimal:
    wanted = portion(tick.fills, order, left, tick.share_step)
    allowed = order.course.most_shares(order.filled_qty + left, tick.share_step) - order.filled_qty
    return max(min(wanted, allowed), ZERO)


def _trade(order: Order, qty: Decimal, price: Decimal, tick: Tick) -> Order:
    now = tick.clock.now()
    is_complete = qty == order.remaining_at(price)
    return replace(
        order,
        status=Status.FILLED if is_complete else Status.PARTIALLY_FILLED,
        filled_qty=order.filled_qty + qty,
        filled_value=order.filled_value + qty * price,
        filled_at=now if is_complete else None,
        updated_at=now,
    )


def _fill(order: Order, qty: Decimal, price: Decimal, tick: Tick) -> Fill:
    return Fill(
        id=tick.next_fill_id(),
        order_id=order.id,
        symbol=order.ticket.symbol,
        side=order.ticket.side,
        qty=qty,
        price=price,
        cum_qty=order.filled_qty,
        leaves_qty=order.remaining_at(price) if order.status.is_open else ZERO,
        order_status=order.status,
        at=tick.clock.now(),
    )
