"""Rules about what an order meets in the account: its own other orders, shares and cash."""

from __future__ import annotations

from paperbroker.basics.money import plain, spendable
from paperbroker.basics.refusals import Refusal, forbidden, rule_broken
from paperbroker.basics.side import Side
from paperbroker.orders.admission import Admission
from paperbroker.orders.order import Ticket


def no_wash_trade(admission: Admission) -> Refusal | None:
    """Refuse an order that could trade against the account's own open order."""
    crossing = next((o for o in admission.open_orders if _could_cross(admission.ticket, o.ticket)), None)
    if crossing is None:
        return None
    return forbidden(
        "potential wash trade detected. use complex orders",
        existing_order_id=str(crossing.id),
        reject_reason=f"opposite side {crossing.ticket.type} order exists",
    )


def _could_cross(ticket: Ticket, other: Ticket) -> bool:
    if ticket.side is other.side:
        return False
    buy, sell = (ticket, other) if ticket.side is Side.BUY else (other, ticket)
    if buy.limit_price is None or sell.limit_price is None:
        return True
    return buy.limit_price >= sell.limit_price


def one_closing_notional_while_closed(admission: Admission) -> Refusal | None:
    """Refuse, while closed, a second sale of a symbol when either is for a dollar amount."""
    if admission.is_buy or admission.is_market_open:
        return None
    tickets = [order.ticket for order in admission.open_orders if order.ticket.side is Side.SELL]
    if not tickets or all(ticket.notional is None for ticket in [*tickets, admission.ticket]):
        return None
    return forbidden("unable to open new notional orders while having open closing position orders")


def sale_is_not_short(admission: Admission) -> Refusal | None:
    """Refuse to sell what is not held at all."""
    if admission.is_buy or admission.position_qty:
        return None
    if admission.ticket.is_fractional:
        return rule_broken("fractional orders cannot be sold short")
    return forbidden("account is not allowed to short")


def sale_is_covered(admission: Admission) -> Refusal | None:
    """Refuse to sell more shares than are held and free."""
    if admission.is_buy or admission.wanted_qty <= admission.available_qty:
        return None
    requested, available = plain(admission.wanted_qty), plain(admission.available_qty)
    return forbidden(
        f"insufficient qty available for order (requested: {requested}, available: {available})",
        available=available,
        existing_qty=plain(admission.position_qty),
        held_for_orders=plain(admission.held_qty),
        symbol=admission.ticket.symbol,
    )


def purchase_is_paid(admission: Admission) -> Refusal | None:
    """Refuse a purchase the free cash does not cover."""
    if not admission.is_buy or admission.value <= admission.buying_power:
        return None
    return forbidden(
        "insufficient buying power",
        buying_power=spendable(admission.buying_power),
        cost_basis=plain(admission.value),
    )
