"""Compare our clock with the broker's: a wrong one moves no run and reviews no account (F-040)."""

from __future__ import annotations

from datetime import datetime

from trimtab.domain.errors import UnavailableError
from trimtab.domain.order import MarketClock
from trimtab.domain.reasons import ReasonCode
from trimtab.execution.guard import MAX_CLOCK_SKEW
from trimtab.ports import Broker, Services


def read_clocks(broker: Broker, services: Services) -> tuple[datetime, MarketClock]:
    """Return what our clock said when the broker's was read, as near as can be, and the broker's.

    Raises UnavailableError without an answer.
    """
    before, market, after = services.clock.now(), broker.market_clock(), services.clock.now()
    return min(max(market.now, before), after), market  # waiting for an answer sets no clocks apart


def require_right_clock(broker: Broker, services: Services) -> None:
    """Raise UnavailableError while our clock and the broker's differ by more than orders may leave at.

    By a wrong clock leases end that have not, orders are overdue that have just left, an order that is on its
    way has been missing for long enough, and the next review is due too late.
    """
    ours, market = read_clocks(broker, services)
    if abs(market.now - ours) > MAX_CLOCK_SKEW:
        text = f"Our clock says {ours.isoformat()}, the broker's {market.now.isoformat()}; try again."
        raise UnavailableError(ReasonCode.CLOCKS_APART, text)
