"""Every port of one deployment together."""

from __future__ import annotations

from dataclasses import dataclass

from trimtab.ports.access import Access
from trimtab.ports.ahead import Ahead, in_turn
from trimtab.ports.automation import Automation
from trimtab.ports.brokerage import Brokers
from trimtab.ports.outside import (
    Clock,
    DeadLetters,
    EventLog,
    Identifiers,
    Metrics,
    Notifier,
    TaskQueue,
    TradingStates,
)
from trimtab.ports.policies import PlanStore, PolicyStore
from trimtab.ports.risk import EquityPeaks
from trimtab.ports.runs import Outbox, RunStore
from trimtab.ports.simulations import SimulationStore
from trimtab.ports.studies import Studying
from trimtab.ports.taxes import TaxLedgerStore
from trimtab.ports.telling import Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Every port of one deployment, as a use case is given them."""

    clock: Clock
    identifiers: Identifiers
    brokers: Brokers
    policies: PolicyStore
    plans: PlanStore
    runs: RunStore
    outbox: Outbox
    trading: TradingStates
    queue: TaskQueue
    notifier: Notifier
    dead_letters: DeadLetters
    simulations: SimulationStore
    taxes: TaxLedgerStore
    equity_peaks: EquityPeaks
    metrics: Metrics
    log: EventLog
    automation: Automation
    telling: Telling
    access: Access
    studying: Studying
    ahead: Ahead = in_turn
