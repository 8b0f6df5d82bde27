"""Look round before an order leaves: the session, the price, the instrument, the shares and the cash."""

from __future__ import annotations

from decimal import Decimal

from trimtab.domain.leg import Leg
from trimtab.domain.money import ZERO
from trimtab.domain.trade import Side
from trimtab.execution.guard import Surroundings
from trimtab.ports import Broker, Brokerage, RunRecord, Services
from trimtab.services.clocks import read_clocks
from trimtab.services.purse import FreeCash, free_cash


def look_round(leg: Leg, current: RunRecord, broker: Brokerage, services: Services) -> Surroundings:
    """Read what an order of this leg of a run would meet now. Raises UnavailableError without an answer."""
    instruments = broker.instruments((leg.symbol,))
    now, market = read_clocks(broker, services)
    is_buy = leg.side is Side.BUY
    cash = free_cash(current.run, current.legs, broker) if is_buy else FreeCash(ZERO)
    return Surroundings(
        now=now,
        market=market,
        quote=broker.quotes((leg.symbol,)).get(leg.symbol),
        available=ZERO if is_buy else _available(leg, broker),
        free_cash=cash.seen,
        unseen_cost=cash.unseen_cost,
        instrument=instruments.get(leg.symbol),
    )


def _available(leg: Leg, broker: Broker) -> Decimal:
    held = next((held for held in broker.holdings() if held.symbol == leg.symbol), None)
    return held.available_quantity if held else ZERO
