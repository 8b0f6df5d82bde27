"""What a run may spend: the cash that is really there, less what is promised (I-04)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from trimtab.domain.errors import UnavailableError
from trimtab.domain.money import ZERO
from trimtab.domain.order import Order
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import Run
from trimtab.domain.trade import Side
from trimtab.ports import Brokerage

_MOST_LOOKS: Final = 3
"""How often the cash is read while open buys fill meanwhile."""


def free_cash(run: Run, broker: Brokerage) -> Decimal:
    """Tell what the plan's floor and every open buy, ours and others', leave of the cash, in US dollars.

    Orders are read before the cash, and once more after it: what fills in between would count twice. Where
    fills never stop it does, but never not at all. Buying power is no input. Raises UnavailableError for an
    open buy nobody can tell the cost of.
    """
    promised, cash = _promised_to_open_buys(broker), broker.account().cash
    for _ in range(_MOST_LOOKS - 1 if promised else 0):
        before, promised = promised, _promised_to_open_buys(broker)
        if promised == before:
            break
        cash = broker.account().cash
    return cash - run.envelope.cash_floor - promised


def _promised_to_open_buys(broker: Brokerage) -> Decimal:
    """Worst case of open buys: what they are sized at, at their limit, or at their current price."""
    buys = tuple(order for order in broker.open_orders() if order.side is Side.BUY)
    unpriced = tuple(sorted({order.symbol for order in buys if order.is_stock and _has_no_price(order)}))
    quotes = broker.quotes(unpriced) if unpriced else {}
    prices = {symbol: quote.price for symbol, quote in quotes.items()}
    return sum((_cost(order, prices.get(order.symbol)) for order in buys), ZERO)


def _has_no_price(order: Order) -> bool:
    return order.limit_price is None and order.notional is None


def _cost(order: Order, quoted: Decimal | None) -> Decimal:
    """Tell what the rest of a buy may cost; one with a stop costs at least that once it is a market order."""
    if order.notional is not None:
        spent = order.filled_quantity * (order.filled_average_price or ZERO)
        return max(order.notional - spent, ZERO)
    price = order.limit_price
    if price is None and quoted is not None:
        price = max(quoted, order.stop_price or ZERO)
    if price is None:
        text = (
            f"What the open order for {order.symbol} may cost is not known; cancel it, or wait for its end."
        )
        raise UnavailableError(ReasonCode.PRICE_MISSING, text)
    return max((order.quantity - order.filled_quantity) * price * order.per_unit, ZERO)
