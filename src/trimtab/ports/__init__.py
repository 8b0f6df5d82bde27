"""What the use cases need of the world outside, as small protocols the callers own."""

from trimtab.ports.ahead import Ahead, in_turn
from trimtab.ports.brokerage import Broker, Brokerage, Brokers, MarketData, Secrets
from trimtab.ports.outside import (
    Clock,
    DeadLetters,
    EventLog,
    Identifiers,
    Metrics,
    Notifier,
    Spans,
    TaskQueue,
    TradingStates,
)
from trimtab.ports.policies import PlanStore, PolicyStore
from trimtab.ports.risk import EquityPeaks, PeakRecord
from trimtab.ports.runs import (
    AccountChange,
    AccountMoved,
    AccountRecord,
    IdempotencyKey,
    KeySeen,
    Outbox,
    PlanSeen,
    Reservation,
    Reserved,
    RunOpening,
    RunRecord,
    RunStep,
    RunStore,
)
from trimtab.ports.services import Services
from trimtab.ports.simulations import SimulationStore
from trimtab.ports.taxes import TaxLedgerStore, TaxRecord

__all__ = [
    "AccountChange",
    "AccountMoved",
    "AccountRecord",
    "Ahead",
    "Broker",
    "Brokerage",
    "Brokers",
    "Clock",
    "DeadLetters",
    "EquityPeaks",
    "EventLog",
    "IdempotencyKey",
    "Identifiers",
    "KeySeen",
    "MarketData",
    "Metrics",
    "Notifier",
    "Outbox",
    "PeakRecord",
    "PlanSeen",
    "PlanStore",
    "PolicyStore",
    "Reservation",
    "Reserved",
    "RunOpening",
    "RunRecord",
    "RunStep",
    "RunStore",
    "Secrets",
    "Services",
    "SimulationStore",
    "Spans",
    "TaskQueue",
    "TaxLedgerStore",
    "TaxRecord",
    "TradingStates",
    "in_turn",
]
