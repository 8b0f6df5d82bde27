"""What a run may spend: the cash that is really there, less what is promised (I-04)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from trimtab.domain.money import ZERO
from trimtab.domain.order import Order
from trimtab.domain.run import Run
from trimtab.domain.trade import Side
from trimtab.ports import Brokerage

_MOST_LOOKS: Final = 3
"""How often the cash is read while open buys fill meanwhile."""


def free_cash(run: Run, broker: Brokerage) -> Decimal:
    """Tell what the plan's floor and every open buy, ours and others', leave of the cash, in US dollars.

    Orders are read before the cash, and once more after it: what fills in between would count twice. Where
    fills never stop it does, but never not at all. Buying power is no input.
    """
    promised, cash = _promised_to_open_buys(broker), broker.account().cash
    for _ in range(_MOST_LOOKS - 1 if promised else 0):
        before, promised = promised, _promised_to_open_buys(broker)
        if promised == before:
            break
        cash = broker.account().cash
    return cash - run.envelope.cash_floor - promised


def _promised_to_open_buys(broker: Brokerage) -> Decimal:
    """Worst case of open buys: at their limit, or at their current price."""
    buys = tuple(order for order in broker.open_orders() if order.side is Side.BUY)
    unlimited = tuple(sorted({order.symbol for order in buys if order.limit_price is None}))
    quotes = broker.quotes(unlimited) if unlimited else {}
    prices = {symbol: quote.price for symbol, quote in quotes.items()}
    return sum((_cost(order, prices.get(order.symbol, ZERO)) for order in buys), ZERO)


def _cost(order: Order, price: Decimal) -> Decimal:
    return (order.quantity - order.filled_quantity) * (order.limit_price or price)
