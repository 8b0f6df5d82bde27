"""Check orders against hard limits: a basket as a whole, and each order once more when it leaves (I-17)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from trimtab.domain.bounds import Bounds
from trimtab.domain.leg import Leg
from trimtab.domain.money import CENT, HUNDRED, ZERO, to_text
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.trade import Trade


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """An order as limits see it: shares of a symbol, at US dollars each."""

    symbol: str
    quantity: Decimal
    price: Decimal

    @property
    def value(self) -> Decimal:
        """US dollars, whichever way they go."""
        return self.quantity * self.price


@dataclass(frozen=True, slots=True, kw_only=True)
class _Load:
    """A run so far: the orders that are to leave, and with them all its orders.

    `value` is what they are worth, `turned` the same at the prices they were approved at.
    """

    asks: tuple[Ask, ...]
    count: int
    value: Decimal
    turned: Decimal


def asks_of_trades(trades: Iterable[Trade]) -> tuple[Ask, ...]:
    """Read planned trades as the orders they would become."""
    return tuple(
        Ask(symbol=trade.symbol, quantity=trade.quantity, price=trade.price * trade.fx_rate)
        for trade in trades
    )


def asks_of_legs(legs: Iterable[Leg]) -> tuple[Ask, ...]:
    """Read legs as the orders that were approved."""
    return tuple(
        Ask(symbol=leg.symbol, quantity=leg.planned_quantity, price=leg.reference_price) for leg in legs
    )


def find_breach(asks: tuple[Ask, ...], bounds: Bounds) -> Reason | None:
    """Return the first limit a basket breaks, or None; the reason names the limit and the value.

    One breach refuses all of it: nothing is sent of a basket that is partly wrong.
    """
    value = sum((ask.value for ask in asks), ZERO)
    return _find(_Load(asks=asks, count=len(asks), value=value, turned=value), bounds)


def find_order_breach(leg: Leg, legs: tuple[Leg, ...], price: Decimal, bounds: Bounds) -> Reason | None:
    """Return the first limit an order would break that is about to leave, or None.

    `legs` are all of its run, and `price` is what a share costs now; where the order has a limit, that
    counts. What has left before counts in full, and as filled once it has ended. Turnover counts at the
    prices that were approved, as it did for the basket: a price that rises is no trade.
    """
    gone = tuple(each for each in legs if each.attempts and each.number != leg.number)
    ask = Ask(symbol=leg.symbol, quantity=leg.quantity, price=leg.limit_price or price)
    load = _Load(
        asks=(ask,),
        count=len(gone) + 1,
        value=ask.value + sum((_spent(each) for each in gone), ZERO),
        turned=sum((_shares(each) * each.reference_price for each in (*gone, leg)), ZERO),
    )
    return _find(load, bounds)


def volume_unknown(symbols: Iterable[str]) -> Reason:
    """Say which orders no share of a volume bounds."""
    named = ", ".join(symbols)
    text = f"How much of {named} is traded in a day is not known: no share of it bounds an order."
    return Reason(ReasonCode.VOLUME_UNKNOWN, text)


def _shares(leg: Leg) -> Decimal:
    return leg.filled_quantity if leg.is_final else leg.quantity


def _spent(leg: Leg) -> Decimal:
    return leg.filled_value if leg.is_final else leg.quantity * (leg.limit_price or leg.reference_price)


def _find(load: _Load, bounds: Bounds) -> Reason | None:
    return next((reason for check in _CHECKS if (reason := check(load, bounds))), None)


def _order_value(load: _Load, bounds: Bounds) -> Reason | None:
    most = bounds.limits.max_order_value
    large = next((ask for ask in load.asks if ask.value > most), None)
    if large is None:
        return None
    worth = f"The order for {large.symbol} is worth {_money(large.value)} US dollars"
    text = f"{worth}; the limit is {_money(most)}."
    return Reason(ReasonCode.LIMIT_ORDER_VALUE, text)


def _volume_share(load: _Load, bounds: Bounds) -> Reason | None:
    """Bound an order by what is traded of its symbol in a day; where nobody knows, it is not bounded."""
    share = bounds.limits.max_volume_share
    for ask in load.asks:
        volume = bounds.average_volume(ask.symbol)
        if volume is not None and ask.quantity > share * volume:
            size = f"The order for {ask.symbol} is {to_text(ask.quantity)} shares"
            usual = f"of the {to_text(volume)} traded in an average day"
            text = f"{size}; the limit is {_percent(share)} {usual}."
            return Reason(ReasonCode.LIMIT_VOLUME_SHARE, text)
    return None


def _run_count(load: _Load, bounds: Bounds) -> Reason | None:
    most = bounds.limits.max_orders
    text = f"{load.count} orders are more than the limit of {most} per run."
    return Reason(ReasonCode.LIMIT_ORDER_COUNT, text) if load.count > most else None


def _run_value(load: _Load, bounds: Bounds) -> Reason | None:
    most = bounds.limits.max_run_value
    text = f"All orders together are worth {_money(load.value)} US dollars; the limit is {_money(most)}."
    return Reason(ReasonCode.LIMIT_RUN_VALUE, text) if load.value > most else None


def _run_turnover(load: _Load, bounds: Bounds) -> Reason | None:
    most = bounds.limits.max_run_turnover
    if not _is_turned_over(load.turned, most, bounds):
        return None
    turned = _turnover(load.turned, bounds)
    text = f"The orders turn over {turned} of the account; the limit is {_percent(most)}."
    return Reason(ReasonCode.LIMIT_RUN_TURNOVER, text)


def _day_count(load: _Load, bounds: Bounds) -> Reason | None:
    count, most = bounds.day_orders + load.count, bounds.limits.max_day_orders
    text = f"{count} orders in a day are more than the {most} allowed for the account."
    return Reason(ReasonCode.LIMIT_DAY_ORDERS, text) if count > most else None


def _day_value(load: _Load, bounds: Bounds) -> Reason | None:
    value, most = bounds.day_value + load.value, bounds.limits.max_day_value
    worth = f"The account's orders of the day would be worth {_money(value)} US dollars"
    text = f"{worth}; the limit is {_money(most)}."
    return Reason(ReasonCode.LIMIT_DAY_VALUE, text) if value > most else None


def _day_turnover(load: _Load, bounds: Bounds) -> Reason | None:
    value, most = bounds.day_value + load.turned, bounds.limits.max_day_turnover
    if not _is_turned_over(value, most, bounds):
        return None
    turned = _turnover(value, bounds)
    text = f"The day's orders would turn over {turned} of the account; the limit is {_percent(most)}."
    return Reason(ReasonCode.LIMIT_DAY_TURNOVER, text)


def _is_turned_over(value: Decimal, most: Decimal, bounds: Bounds) -> bool:
    """Compare half of what is traded with the account's value, as domain rule 37 counts it."""
    return value > most * 2 * bounds.account_value


def _turnover(value: Decimal, bounds: Bounds) -> str:
    return _percent(value / (2 * bounds.account_value)) if bounds.account_value > ZERO else "more than all"


def _percent(fraction: Decimal) -> str:
    return f"{to_text((fraction * HUNDRED).quantize(CENT))}%"


def _money(value: Decimal) -> str:
    return to_text(value.quantize(CENT))


_CHECKS: Final[tuple[Callable[[_Load, Bounds], Reason | None], ...]] = (
    _order_value,
    _volume_share,
    _run_count,
    _run_value,
    _run_turnover,
    _day_count,
    _day_value,
    _day_turnover,
)
"""From the narrowest to the widest: the first that is broken is the one to tell."""
