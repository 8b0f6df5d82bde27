"""How much of each symbol taxes let a plan sell, as far as that does not depend on the plan."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from trimtab.domain.money import ZERO, to_text
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import SellLimit
from trimtab.domain.tax_lot import Term
from trimtab.domain.tax_preview import LotUse
from trimtab.planning.tax_aware.ground import Ground
from trimtab.tax.wash_windows import expects_purchase, loss_sales_free_on


def find_sell_limits(ground: Ground, critical: Collection[str]) -> Iterator[SellLimit]:
    """Find what sales stop at: the transition, short-term gains, lots nearly long term, expected purchases.

    `critical` are the symbols too far above their targets to wait for a lot to turn long term.
    """
    for held in ground.request.snapshot.holdings:
        if held.quantity <= 0:
            continue
        for rule in _RULES:
            limit = rule(ground, held.symbol)
            is_waived = rule is _nearly_long_term and held.symbol in critical
            if limit and not is_waived:
                yield limit


def shares_text(quantity: Decimal, symbol: str) -> str:
    """Name what is sold beyond a limit: any share, or more than so many."""
    return f"more than {to_text(quantity)} {symbol}" if quantity else symbol


def _no_sales(ground: Ground, symbol: str) -> SellLimit | None:
    if not ground.config.sells_nothing:
        return None
    text = f"{symbol} is not sold: until the transition is over, drift is repaired by purchases alone."
    return SellLimit(symbol=symbol, quantity=ZERO, reason=Reason(ReasonCode.CASH_FLOWS_ONLY, text))


def _short_term_gains(ground: Ground, symbol: str) -> SellLimit | None:
    found = ground.most_before(symbol, _is_short_gain) if ground.config.spares_short_term_gains else None
    if found is None:
        return None
    most, use = found
    text = (
        f"Selling {shares_text(most, symbol)} now would realise a short-term gain; the next lot is long term "
        f"on {_turning_day(ground, use)}."
    )
    reason = Reason(ReasonCode.SHORT_TERM_GAIN, text)
    return SellLimit(symbol=symbol, quantity=most, reason=reason, until=_turning_day(ground, use))


def _nearly_long_term(ground: Ground, symbol: str) -> SellLimit | None:
    config = ground.config

    def is_near(use: LotUse) -> bool:
        return _is_short_gain(use) and use.days_to_long_term <= config.deferral_days

    found = None if config.spares_short_term_gains else ground.most_before(symbol, is_near)
    if found is None:
        return None
    most, use = found
    text = (
        f"Selling {shares_text(most, symbol)} waits until {_turning_day(ground, use)}, when the gain is long "
        "term."
    )
    reason = Reason(ReasonCode.LONG_TERM_SOON, text)
    return SellLimit(symbol=symbol, quantity=most, reason=reason, until=_turning_day(ground, use))


def _awaited_purchase(ground: Ground, symbol: str) -> SellLimit | None:
    """Stop before the first loss while a purchase of the same is to come."""
    is_meant = ground.config.avoid_wash_sales and expects_purchase(ground.position, symbol, ground.day)
    found = ground.most_before(symbol, lambda use: use.gain < 0) if is_meant else None
    if found is None:
        return None
    free_on = loss_sales_free_on(ground.position, symbol, ground.day) or ground.day
    return wash_limit(symbol, found[0], free_on)


def wash_limit(symbol: str, most: Decimal, free_on: date) -> SellLimit:
    """Stop a sale before a loss that a purchase takes away; from `free_on` it counts."""
    text = (
        f"Selling {shares_text(most, symbol)} before {free_on} would realise a loss that does not count: the "
        "same was bought within 30 days or is to be bought."
    )
    reason = Reason(ReasonCode.WASH_SALE_WINDOW, text)
    return SellLimit(symbol=symbol, quantity=most, reason=reason, until=free_on)


def _is_short_gain(use: LotUse) -> bool:
    return use.term is Term.SHORT and use.gain > 0


def _turning_day(ground: Ground, use: LotUse) -> date:
    return ground.day + timedelta(days=use.days_to_long_term)


_Rule = Callable[[Ground, str], SellLimit | None]

_RULES: Final[tuple[_Rule, ...]] = (_no_sales, _short_term_gains, _nearly_long_term, _awaited_purchase)
