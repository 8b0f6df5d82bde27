"""Rules about the terms of an order by themselves: fractions, hours, ticks, the least amount."""

from __future__ import annotations

from decimal import Decimal

from paperbroker.basics.money import ONE, plain
from paperbroker.basics.refusals import Refusal, forbidden, rule_broken
from paperbroker.market.quotes import tick
from paperbroker.orders.admission import Admission
from paperbroker.orders.order import OrderType
from paperbroker.orders.submission import DAY

MINIMUM_PURCHASE = ONE


def fractional_is_day(admission: Admission) -> Refusal | None:
    """Refuse fractions and dollar amounts that would outlive the day."""
    outlives = admission.ticket.is_fractional and admission.ticket.time_in_force != DAY
    return rule_broken("fractional orders must be DAY orders") if outlives else None


def notional_waits_for_no_stop(admission: Admission) -> Refusal | None:
    """Refuse dollar amounts that are neither market nor limit orders."""
    is_stop = admission.ticket.stop_price is not None
    if is_stop and admission.ticket.notional is not None:
        return rule_broken("notional orders must be market or limit orders")
    return None


def extended_hours_is_limit(admission: Admission) -> Refusal | None:
    """Refuse to trade round the session at any price."""
    ticket = admission.ticket
    if not ticket.extended_hours or ticket.type is OrderType.LIMIT:
        return None
    return rule_broken("extended hours order must be DAY or GTC limit orders")


def fraction_is_allowed(admission: Admission) -> Refusal | None:
    """Refuse fractions where the asset or the owner's settings want whole shares."""
    if not admission.ticket.is_fractional:
        return None
    if not admission.asset.is_fractionable:
        return forbidden(f'asset "{admission.ticket.symbol}" is not fractionable')
    if not admission.permissions.may_trade_fractions:
        return forbidden("fractional trading is turned off for this account")
    return None


def fraction_keeps_the_session(admission: Admission) -> Refusal | None:
    """Refuse fractions outside the session for assets that do not offer them there."""
    ticket = admission.ticket
    if not (ticket.extended_hours and ticket.is_fractional):
        return None
    if "fractional_eh_enabled" in admission.asset.attributes:
        return None
    return rule_broken(f'asset "{ticket.symbol}" does not trade in fractions in extended hours')


def stop_keeps_the_tick(admission: Admission) -> Refusal | None:
    """Refuse stops finer than a cent, or than a hundredth of a cent below one dollar."""
    return _off_tick("stop_price", admission.ticket.stop_price)


def limit_keeps_the_tick(admission: Admission) -> Refusal | None:
    """Refuse limits finer than a cent, or than a hundredth of a cent below one dollar."""
    return _off_tick("limit_price", admission.ticket.limit_price)


def _off_tick(name: str, price: Decimal | None) -> Refusal | None:
    if price is None or not price % tick(price):
        return None
    return rule_broken(
        f"invalid {name} {plain(price)}. sub-penny increment does not fulfill minimum pricing criteria"
    )


def purchase_reaches_the_minimum(admission: Admission) -> Refusal | None:
    """Refuse purchases of less than one dollar; sales may be of any size."""
    if not admission.is_buy or admission.value >= MINIMUM_PURCHASE:
        return None
    return forbidden(f"cost basis must be >= minimal amount of order {plain(MINIMUM_PURCHASE)}")
