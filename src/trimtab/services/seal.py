"""Seal a run's buys from the cash that is really there."""

from __future__ import annotations

from decimal import Decimal

from trimtab.domain.leg import Leg, LegState
from trimtab.domain.money import ZERO
from trimtab.domain.order import Order
from trimtab.domain.run import RunKind, RunState
from trimtab.domain.trade import Side
from trimtab.execution.seal import Purse, seal_buys
from trimtab.ports import Brokerage, RunRecord, Services
from trimtab.services.ledger import save


def seal(current: RunRecord, services: Services) -> RunRecord | None:
    """Fix every planned buy's quantity once; the budget is cash less the floor and less others' open buys."""
    planned = tuple(leg for leg in current.legs if leg.state is LegState.PLANNED)
    purse = _purse(current, planned, services.brokers.of(current.run.uid))
    single = current.run.kind is RunKind.SINGLE_TRADE
    sealed = {
        leg.number: leg for leg in seal_buys(planned, purse, services.clock.now(), all_or_nothing=single)
    }
    legs = tuple(sealed.get(leg.number, leg) for leg in current.legs)
    return save(current, legs, RunState.BUY_SEALED, "The buys were sealed from the cash at hand.", services)


def _purse(current: RunRecord, planned: tuple[Leg, ...], broker: Brokerage) -> Purse:
    symbols = tuple(sorted(leg.symbol for leg in planned))
    cash = broker.account().cash - current.run.envelope.cash_floor
    return Purse(
        budget=cash - _promised_to_open_buys(broker),
        quotes=broker.quotes(symbols),
        instruments=broker.instruments(symbols),
    )


def _promised_to_open_buys(broker: Brokerage) -> Decimal:
    """Worst case of foreign open buys, in US dollars, at their current price."""
    buys = tuple(order for order in broker.open_orders() if order.side is Side.BUY)
    quotes = broker.quotes(tuple(sorted({order.symbol for order in buys}))) if buys else {}
    return sum((_cost(order, quotes[order.symbol].price) for order in buys if order.symbol in quotes), ZERO)


def _cost(order: Order, price: Decimal) -> Decimal:
    return (order.quantity - order.filled_quantity) * price
