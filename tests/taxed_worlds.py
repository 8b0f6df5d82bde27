"""Worlds whose account has a past: fills that the broker reports, and shares that follow from them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal as D

from trimtab.adapters.memory.broker import MemoryBroker
from trimtab.domain.activity import AccountEntry, Activity, Fill
from trimtab.domain.errors import UnavailableError
from trimtab.domain.money import ZERO
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.tax_config import TaxConfig
from trimtab.domain.trade import Side
from worlds import ANNA, World, world


def fill(day: str, side: str, symbol: str, quantity: str, price: str) -> Fill:
    """A whole order of a day, filled at 15:00 UTC; a day has one of each side and symbol."""
    return Fill(
        activity_id=f"{day.replace('-', '')}150000000::{side}-{symbol}",
        at=datetime.combine(date.fromisoformat(day), time(15), UTC),
        symbol=symbol,
        side=Side(side),
        quantity=D(quantity),
        price=D(price),
        order_id=f"order-{day}-{side}-{symbol}",
        is_last=True,
    )


def entry(day: str, status: str = "executed", quantity: str = "5") -> AccountEntry:
    """A dividend of SPY that was reinvested, or what became of it."""
    return AccountEntry(
        activity_id=f"{day.replace('-', '')}000000000::{status}",
        day=date.fromisoformat(day),
        kind="DRIP",
        detail="",
        status=status,
        net_amount=D(-100),
        symbol="SPY",
        quantity=D(quantity),
    )


def after(*fills: Fill, cash: str = "1000") -> World:
    """A world in which Anna's account has lived through these fills and holds what is left of them."""
    here = world(cash=cash, SPY="1")
    here.broker.shares.clear()
    live_through(here.broker, *fills)
    return here


def live_through(broker: MemoryBroker, *fills: Fill) -> None:
    """Let fills happen, whatever they cost."""
    for each in fills:
        change = each.quantity if each.side is Side.BUY else -each.quantity
        broker.shares[each.symbol] = broker.shares.get(each.symbol, ZERO) + change
        broker.happened.append(each)


def save_taxes(here: World, config: TaxConfig, **percents: str) -> None:
    """Save targets in percent, to be reached with regard to taxes."""
    here.save(**percents)
    policy = here.policies.versions[ANNA][-1]
    here.policies.versions[ANNA][-1] = replace(policy, tax=config, method=RebalancingMethod.TAX_AWARE)


@dataclass(slots=True, kw_only=True)
class Watched(MemoryBroker):
    """A broker that tells from which day on it was asked for activities."""

    asked: list[date | None] = field(default_factory=list)

    def activities(self, since: date | None = None) -> tuple[Activity, ...]:
        """Note the day, then answer."""
        self.asked.append(since)
        return MemoryBroker.activities(self, since)


@dataclass(slots=True, kw_only=True)
class Forgetful(MemoryBroker):
    """A broker that tells everything but what has happened."""

    def activities(self, since: date | None = None) -> tuple[Activity, ...]:
        """Give no answer."""
        raise UnavailableError(ReasonCode.BROKER_UNAVAILABLE, f"No activities since {since}.")
