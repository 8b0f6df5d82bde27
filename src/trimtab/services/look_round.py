"""Look round before an order leaves: the session, the price, the instrument, the shares and the cash."""

from __future__ import annotations

from decimal import Decimal

from trimtab.domain.leg import Leg
from trimtab.domain.money import ZERO
from trimtab.domain.run import Run
from trimtab.domain.trade import Side
from trimtab.execution.guard import Surroundings
from trimtab.ports import Broker, Brokerage, Services
from trimtab.services.clocks import read_clocks
from trimtab.services.purse import free_cash


def look_round(leg: Leg, run: Run, broker: Brokerage, services: Services) -> Surroundings:
    """Read what an order of this leg would meet now. Raises UnavailableError without an answer."""
    instruments = broker.instruments((leg.symbol,))
    now, market = read_clocks(broker, services)
    is_buy = leg.side is Side.BUY
    return Surroundings(
        now=now,
        market=market,
        quote=broker.quotes((leg.symbol,)).get(leg.symbol),
        available=ZERO if is_buy else _available(leg, broker),
        free_cash=free_cash(run, broker) if is_buy else ZERO,
        instrument=instruments.get(leg.symbol),
    )


def _available(leg: Leg, broker: Broker) -> Decimal:
    held = next((held for held in broker.holdings() if held.symbol == leg.symbol), None)
    return held.available_quantity if held else ZERO
