"""Price limit orders: a buffer against a reference price, cut to a price the exchange takes."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from trimtab.domain.execution_config import ExecutionConfig
from trimtab.domain.instruments import price_step
from trimtab.domain.intent import OrderType
from trimtab.domain.money import ONE
from trimtab.domain.trade import Side


def limit_of(config: ExecutionConfig, side: Side, reference: Decimal) -> Decimal | None:
    """Return the limit of an order in this style, in US dollars per share; None for a market order."""
    if config.order_type is OrderType.MARKET:
        return None
    return limit_price(side, reference, config.limit_buffer)


def limit_price(side: Side, reference: Decimal, buffer: Decimal) -> Decimal:
    """Return what a share may cost at most, or bring at least, in US dollars; never past the buffer.

    A price of less than a step is cut to zero for a buy: such an order cannot be sent.
    """
    if side is Side.BUY:
        highest = reference * (ONE + buffer)
        return highest.quantize(price_step(highest), rounding=ROUND_FLOOR)
    lowest = reference * (ONE - buffer)
    return lowest.quantize(price_step(lowest), rounding=ROUND_CEILING)
