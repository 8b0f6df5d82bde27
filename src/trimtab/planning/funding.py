"""Make buys fit the cash that is there: scaled down together, cut to tradable quantities, never up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from trimtab.domain.money import ONE, ZERO, round_down


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedBuy:
    """A buy before cash was asked: shares, worst price per share in US dollars, and the tradable step."""

    symbol: str
    quantity: Decimal
    price: Decimal
    step: Decimal

    @property
    def cost(self) -> Decimal:
        """What the whole buy may cost, in US dollars."""
        return self.quantity * self.price


def fit_to_cash(buys: tuple[WantedBuy, ...], budget: Decimal) -> dict[str, Decimal]:
    """Return the affordable quantity of each symbol; all are scaled by one factor when cash is short.

    The sum of costs never exceeds the budget (I-04). What cutting to steps leaves over is spent on the
    largest shortfalls first, ties by symbol (domain rule 33; method 4 of the tie-breaking rules).
    """
    wanted_cost = sum((buy.cost for buy in buys), ZERO)
    if not buys or wanted_cost <= budget:
        return {buy.symbol: buy.quantity for buy in buys}
    share = max(budget, ZERO) / wanted_cost
    scaled = {buy.symbol: round_down(buy.quantity * share, buy.step) for buy in buys}
    return _spend_leftover(buys, scaled, budget)


def _spend_leftover(
    buys: tuple[WantedBuy, ...], scaled: dict[str, Decimal], budget: Decimal
) -> dict[str, Decimal]:
    """Add one step per symbol while it fits; with fractional shares this is worth less than a cent or two."""
    left = budget - sum((scaled[buy.symbol] * buy.price for buy in buys), ZERO)
    quantities = dict(scaled)
    for buy in sorted(buys, key=lambda buy: (-(buy.quantity - scaled[buy.symbol]) * buy.price, buy.symbol)):
        extra = buy.step * buy.price
        if buy.step == ONE and extra <= left and quantities[buy.symbol] + buy.step <= buy.quantity:
            quantities[buy.symbol] += buy.step
            left -= extra
    return quantities
