"""The last look before an order leaves: the switch, the session, the price and the shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from trimtab.domain.holdings import Quote
from trimtab.domain.leg import Leg
from trimtab.domain.order import MarketClock
from trimtab.domain.plan import Envelope
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingState

MINUTES_BEFORE_CLOSE: Final = {Side.SELL: timedelta(minutes=5), Side.BUY: timedelta(minutes=10)}
"""No order is sent later than this before the close (I-14)."""


MAX_QUOTE_AGE: Final = timedelta(seconds=60)
"""No order is sent on an older price (I-13)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What was true just before the order would leave; `available` are the shares free to sell."""

    trading: TradingState
    market: MarketClock
    quote: Quote | None
    available: Decimal


def find_hindrance(leg: Leg, envelope: Envelope, around: Surroundings) -> Reason | None:
    """Return the first reason not to send this leg now, or None."""
    return next((reason for check in _CHECKS if (reason := check(leg, envelope, around))), None)


def _switch(leg: Leg, _: Envelope, around: Surroundings) -> Reason | None:
    return None if around.trading.allows(leg.side) else around.trading.restriction


def _session(leg: Leg, _: Envelope, around: Surroundings) -> Reason | None:
    left = around.market.next_close - around.market.now
    if around.market.is_open and left >= MINUTES_BEFORE_CLOSE[leg.side]:
        return None
    return Reason(ReasonCode.MARKET_CLOSED, "The market is closed or about to close.")


def _price(leg: Leg, envelope: Envelope, around: Surroundings) -> Reason | None:
    if around.quote is None:
        return Reason(ReasonCode.PRICE_MISSING, f"There is no price for {leg.symbol} now.")
    if around.market.now - around.quote.as_of > MAX_QUOTE_AGE:
        text = f"The price of {leg.symbol} is of {around.quote.as_of.isoformat()} and too old."
        return Reason(ReasonCode.PRICE_STALE, text)
    if leg.limit_price is not None:
        return None
    move = abs(around.quote.price / leg.reference_price - 1)
    if move <= envelope.max_price_move:
        return None
    return Reason(
        ReasonCode.PRICE_MOVED, f"{leg.symbol} moved from {leg.reference_price} to {around.quote.price}."
    )


def _shares(leg: Leg, _: Envelope, around: Surroundings) -> Reason | None:
    if leg.side is Side.BUY or leg.quantity <= around.available:
        return None
    text = f"{leg.quantity} {leg.symbol} were to be sold, {around.available} are free."
    return Reason(ReasonCode.SHARES_HELD_BY_ORDERS, text)


_CHECKS: Final[tuple[Callable[[Leg, Envelope, Surroundings], Reason | None], ...]] = (
    _switch,
    _session,
    _price,
    _shares,
)
