"""Every port of one deployment together."""

from __future__ import annotations

from dataclasses import dataclass

from trimtab.ports.brokerage import Brokers
from trimtab.ports.outside import Clock, EventLog, Identifiers, Metrics, TaskQueue, TradingStates
from trimtab.ports.policies import PlanStore, PolicyStore
from trimtab.ports.runs import RunStore
from trimtab.ports.simulations import SimulationStore
from trimtab.ports.taxes import TaxLedgerStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Every port of one deployment, as a use case is given them."""

    clock: Clock
    identifiers: Identifiers
    brokers: Brokers
    policies: PolicyStore
    plans: PlanStore
    runs: RunStore
    trading: TradingStates
    queue: TaskQueue
    simulations: SimulationStore
    taxes: TaxLedgerStore
    metrics: Metrics
    log: EventLog
