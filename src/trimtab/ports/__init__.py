"""What the use cases need of the world outside, as small protocols the callers own."""

from trimtab.ports.brokerage import Broker, Brokerage, Brokers, MarketData, Secrets
from trimtab.ports.outside import Clock, EventLog, Identifiers, Metrics, TaskQueue, TradingStates
from trimtab.ports.policies import PlanStore, PolicyStore
from trimtab.ports.runs import (
    AccountHeld,
    IdempotencyKey,
    KeySeen,
    Reservation,
    Reserved,
    RunRecord,
    RunStore,
)
from trimtab.ports.services import Services
from trimtab.ports.simulations import SimulationStore
from trimtab.ports.taxes import TaxLedgerStore, TaxRecord

__all__ = [
    "AccountHeld",
    "Broker",
    "Brokerage",
    "Brokers",
    "Clock",
    "EventLog",
    "IdempotencyKey",
    "Identifiers",
    "KeySeen",
    "MarketData",
    "Metrics",
    "PlanStore",
    "PolicyStore",
    "Reservation",
    "Reserved",
    "RunRecord",
    "RunStore",
    "Secrets",
    "Services",
    "SimulationStore",
    "TaskQueue",
    "TaxLedgerStore",
    "TaxRecord",
    "TradingStates",
]
