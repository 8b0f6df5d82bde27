"""What a run may spend: the cash that is really there, less what is promised (I-04)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from trimtab.domain.errors import UnavailableError
from trimtab.domain.leg import IN_DOUBT, WORKING, Leg
from trimtab.domain.money import ZERO
from trimtab.domain.order import STILL_OPEN, Order
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import Run
from trimtab.domain.trade import Side
from trimtab.ports import Brokerage
from trimtab.services.look import BrokerOrders

_MOST_LOOKS: Final = 3
"""How often the cash is read while open buys fill meanwhile."""


@dataclass(frozen=True, slots=True)
class FreeCash:
    """US dollars: what is free by all that can be seen, and what own buys may cost that cannot be seen yet.

    An order that has left may be in no list for a while (F-094): nobody knows then whether its cash is gone.
    """

    seen: Decimal
    unseen_cost: Decimal = ZERO

    @property
    def least(self) -> Decimal:
        """What is free in any case."""
        return self.seen - self.unseen_cost


def free_cash(run: Run, legs: Iterable[Leg], broker: Brokerage) -> FreeCash:
    """Tell what the plan's floor and every open buy, ours and others', leave of the cash.

    Orders are read before the cash, and once more after it: what fills in between would count twice. Where
    fills never stop it does, but never not at all. Buying power is no input. Raises UnavailableError for an
    open buy nobody can tell the cost of.
    """
    buys = _open_buys(broker)
    # Before the cash is read: what has been filled by now is gone from it.
    unseen = _unseen(legs, buys, BrokerOrders(run, broker))
    promised, cash = _worst_cost(buys, broker), broker.account().cash
    for _ in range(_MOST_LOOKS - 1 if promised else 0):
        before, promised = promised, _worst_cost(_open_buys(broker), broker)
        if promised == before:
            break
        cash = broker.account().cash
    return FreeCash(cash - run.envelope.cash_floor - promised, _cost_of_unseen(unseen, broker))


def _open_buys(broker: Brokerage) -> tuple[Order, ...]:
    return tuple(order for order in broker.open_orders() if order.side is Side.BUY)


def _unseen(legs: Iterable[Leg], buys: tuple[Order, ...], orders: BrokerOrders) -> tuple[Leg, ...]:
    """List own buys that have left, are not listed as open, and whose end nobody finds either."""
    listed = {order.client_order_id for order in buys}
    own = (leg for leg in legs if leg.side is Side.BUY and leg.state in WORKING | IN_DOUBT)
    missing = (leg for leg in own if leg.client_order_id not in listed)
    return tuple(leg for leg in missing if not _has_ended(orders.find(leg.client_order_id, in_list=True)))


def _has_ended(order: Order | None) -> bool:
    return order is not None and order.status not in STILL_OPEN


def _cost_of_unseen(unseen: tuple[Leg, ...], broker: Brokerage) -> Decimal:
    """Worst case of own unseen orders: at their limit, at today's price, or without one at the plan's."""
    prices = _prices({leg.symbol for leg in unseen if leg.limit_price is None}, broker)
    at = ((leg, leg.limit_price or prices.get(leg.symbol, leg.reference_price)) for leg in unseen)
    return sum((leg.missing_quantity * price for leg, price in at), ZERO)


def _worst_cost(buys: tuple[Order, ...], broker: Brokerage) -> Decimal:
    """Worst case of open buys: what they are sized at, at their limit, or at their current price."""
    prices = _prices({order.symbol for order in buys if order.is_stock and _has_no_price(order)}, broker)
    return sum((_cost(order, prices.get(order.symbol)) for order in buys), ZERO)


def _prices(symbols: set[str], broker: Brokerage) -> dict[str, Decimal]:
    quotes = broker.quotes(tuple(sorted(symbols))) if symbols else {}
    return {symbol: quote.price for symbol, quote in quotes.items()}


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
