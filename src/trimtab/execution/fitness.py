"""What the broker cannot do for a symbol, decided before anything is sent (alpaca §6, §16)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from trimtab.domain.instruments import Instrument, QuantityUnit, is_symbol, price_step
from trimtab.domain.leg import Leg
from trimtab.domain.money import ONE, ZERO, round_down, to_text
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.trade import Side

MINIMUM_BUY: Final = ONE
"""US dollars; the broker refuses smaller buys, and takes sells of any size."""


def find_unfitness(leg: Leg, instrument: Instrument | None, price: Decimal) -> Reason | None:
    """Return the first reason why the broker cannot take this order at all, or None; it names the symbol.

    `price` is what a share costs, in US dollars; where the order has a limit, that counts.
    """
    if instrument is None or not instrument.is_tradable or not is_symbol(leg.symbol):
        text = f"{leg.symbol} is no US stock that can be traded at the broker now."
        return Reason(ReasonCode.NOT_TRADABLE, text)
    return _find_wrong_size(leg, instrument.unit) or _find_wrong_limit(leg) or _find_small_buy(leg, price)


def _find_wrong_size(leg: Leg, unit: QuantityUnit) -> Reason | None:
    if leg.quantity > ZERO and leg.quantity == round_down(leg.quantity, unit.step):
        return None
    size = f"{to_text(leg.quantity)} {leg.symbol} cannot be ordered"
    if unit is QuantityUnit.WHOLE:
        return Reason(ReasonCode.NOT_FRACTIONABLE, f"{size}: it is traded in whole shares only.")
    return Reason(ReasonCode.BAD_FIELD, f"{size}: a quantity has at most nine decimals and is more than 0.")


def _find_wrong_limit(leg: Leg) -> Reason | None:
    limit = leg.limit_price
    if limit is None or (limit > ZERO and not limit % price_step(limit)):
        return None
    rule = "cents from one dollar on, hundredths of a cent below, and more than 0"
    text = f"The limit of {to_text(limit)} US dollars for {leg.symbol} is not a price in {rule}."
    return Reason(ReasonCode.SUB_PENNY_PRICE, text)


def _find_small_buy(leg: Leg, price: Decimal) -> Reason | None:
    value = leg.quantity * (leg.limit_price or price)
    if leg.side is Side.SELL or value >= MINIMUM_BUY:
        return None
    text = f"{to_text(leg.quantity)} {leg.symbol} are worth less than one US dollar, the broker's minimum."
    return Reason(ReasonCode.BELOW_BROKER_MINIMUM, text)
