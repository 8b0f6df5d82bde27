"""The last look round before an order leaves: the session, the price, the shares and the cash."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from trimtab.domain.holdings import Quote
from trimtab.domain.instruments import Instrument
from trimtab.domain.leg import Leg
from trimtab.domain.money import HUNDRED, ONE, ZERO, to_text
from trimtab.domain.order import MarketClock
from trimtab.domain.plan import Envelope
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import Run, RunKind
from trimtab.domain.trade import Side

MINUTES_BEFORE_CLOSE: Final = {Side.SELL: timedelta(minutes=5), Side.BUY: timedelta(minutes=10)}
"""No order is sent later than this before the close (I-14)."""


MAX_QUOTE_AGE: Final = timedelta(seconds=60)
"""No order is sent on an older price (I-13)."""


HINDRANCE_PATIENCE: Final = timedelta(minutes=2)
"""How long an order waits for a usable price or agreeing clocks before it is given up."""

LOOK_AGAIN: Final = timedelta(seconds=30)
"""How long to leave such an order alone between two looks, each of which is as many requests as a send."""

_PASSING: Final = frozenset(
    {ReasonCode.PRICE_MISSING, ReasonCode.PRICE_STALE, ReasonCode.CLOCKS_APART, ReasonCode.CASH_UNCLEAR}
)


MAX_CLOCK_SKEW: Final = timedelta(seconds=5)
"""No order is sent while our clock and the broker's differ by more (I-13)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What was true just before the order would leave, at `now` by our clock.

    `available` are the shares free to sell, `free_cash` the US dollars free to spend, less `unseen_cost` if
    own buys that nobody sees are still open; each matters to one side only. Without an `instrument` the
    broker does not know the symbol.
    """

    now: datetime
    market: MarketClock
    quote: Quote | None
    available: Decimal = ZERO
    free_cash: Decimal = ZERO
    unseen_cost: Decimal = ZERO
    instrument: Instrument | None = None

    @property
    def good_until(self) -> datetime:
        """The last moment at which an order may rely on what was seen: a minute after the oldest (I-13)."""
        seen = self.now if self.quote is None else min(self.now, self.quote.as_of)
        return seen + MAX_QUOTE_AGE


def find_hindrance(leg: Leg, run: Run, around: Surroundings) -> Reason | None:
    """Return the first reason not to send this leg of a run now, or None."""
    return next((reason for check in _CHECKS if (reason := check(leg, run, around))), None)


def put_off(leg: Leg, hindrance: Reason, now: datetime) -> Leg | None:
    """Return the leg as it waits for what may pass by itself; None where it may not, or not any longer.

    Nothing is sent meanwhile; the run's other orders go on.
    """
    since = leg.hindered_since or now
    if hindrance.code not in _PASSING or now - since >= HINDRANCE_PATIENCE:
        return None
    return replace(
        leg, hindered_since=since, not_before=now + LOOK_AGAIN, note=hindrance.text, updated_at=now
    )


def _clocks(_leg: Leg, _run: Run, around: Surroundings) -> Reason | None:
    if abs(around.market.now - around.now) <= MAX_CLOCK_SKEW:
        return None
    text = f"Our clock says {around.now.isoformat()}, the broker's {around.market.now.isoformat()}."
    return Reason(ReasonCode.CLOCKS_APART, text)


def _session(leg: Leg, _run: Run, around: Surroundings) -> Reason | None:
    left = around.market.next_close - around.market.now
    if around.market.is_open and left >= MINUTES_BEFORE_CLOSE[leg.side]:
        return None
    return Reason(ReasonCode.MARKET_CLOSED, "The market is closed or about to close.")


def _price(leg: Leg, run: Run, around: Surroundings) -> Reason | None:
    if around.quote is None:
        return Reason(ReasonCode.PRICE_MISSING, f"There is no price for {leg.symbol} now.")
    if around.market.now - around.quote.as_of > MAX_QUOTE_AGE:
        text = f"The price of {leg.symbol} is of {around.quote.as_of.isoformat()} and too old."
        return Reason(ReasonCode.PRICE_STALE, text)
    if leg.limit_price is not None and run.kind is RunKind.SINGLE_TRADE:
        return find_wild_limit(leg.side, leg.limit_price, run.envelope, around.quote)
    return find_price_move(leg, run, around.quote.price) or _far_side(leg, run, around.quote)


def _far_side(leg: Leg, run: Run, quote: Quote) -> Reason | None:
    """Hold a market order to the side it trades at: sellers' for a buy, buyers' for a sell (I-17).

    The middle of any two prices may be the approved one, however far they are apart.
    """
    side = quote.ask if leg.side is Side.BUY else quote.bid
    if leg.limit_price is not None or side is None:
        return None
    return find_price_move(leg, run, side)


def find_price_move(leg: Leg, run: Run, price: Decimal) -> Reason | None:
    """Return a reason when a price is further from the approved one than the run's envelope allows."""
    if abs(price / leg.reference_price - 1) <= run.envelope.max_price_move:
        return None
    return Reason(ReasonCode.PRICE_MOVED, f"{leg.symbol} moved from {leg.reference_price} to {price}.")


def find_wild_limit(side: Side, limit: Decimal, envelope: Envelope, quote: Quote) -> Reason | None:
    """Return a reason when an owner's own limit gives away more than the envelope allows.

    A buy far above the price, or a sell far below it, is a slip; on the other side a limit only waits.
    """
    move = envelope.max_price_move
    lowest, highest = quote.price * (ONE - move), quote.price * (ONE + move)
    if limit <= highest if side is Side.BUY else limit >= lowest:
        return None
    most, price = f"{to_text(move * HUNDRED)}%", to_text(quote.price)
    text = (
        f"The limit of {to_text(limit)} for {quote.symbol} gives away more than {most} of its price, {price}."
    )
    return Reason(ReasonCode.LIMIT_PRICE_MOVE, text)


def _shares(leg: Leg, _run: Run, around: Surroundings) -> Reason | None:
    if leg.side is Side.BUY or leg.quantity <= around.available:
        return None
    text = f"{leg.quantity} {leg.symbol} were to be sold, {around.available} are free."
    return Reason(ReasonCode.SHARES_HELD_BY_ORDERS, text)


def _cash(leg: Leg, _run: Run, around: Surroundings) -> Reason | None:
    """Stop a buy whose cash somebody else has spent since it was sealed (F-111), or may be spent unseen."""
    if leg.side is Side.SELL or around.quote is None:
        return None
    cost = leg.quantity * (leg.limit_price or around.quote.ask or around.quote.price)
    if cost <= around.free_cash - around.unseen_cost:
        return None
    if cost <= around.free_cash:
        text = (
            f"{leg.quantity} {leg.symbol} cost about {cost}; an order that left before is not to be seen yet."
        )
        return Reason(ReasonCode.CASH_UNCLEAR, text)
    text = f"{leg.quantity} {leg.symbol} cost about {cost}, {around.free_cash} are free."
    return Reason(ReasonCode.CASH_SHORT, text)


_CHECKS: Final[tuple[Callable[[Leg, Run, Surroundings], Reason | None], ...]] = (
    _clocks,
    _session,
    _price,
    _shares,
    _cash,
)
