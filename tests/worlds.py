"""A whole Trimtab in memory: one person, one account, fakes of every port."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal as D
from typing import Any

from trimtab.adapters.memory.access import (
    MemoryAccessAudit,
    MemoryApiKeys,
    MemoryDeletions,
    MemoryLiveConsents,
    MemoryPersonalRecords,
    MemoryPurses,
    MemorySignIns,
)
from trimtab.adapters.memory.automation import MemoryCheckQueue, MemorySchedules, MemoryTicks
from trimtab.adapters.memory.broker import MemoryBroker, MemoryBrokers
from trimtab.adapters.memory.calendars import MemoryCalendars
from trimtab.adapters.memory.clock import ManualClock, SequentialIdentifiers
from trimtab.adapters.memory.histories import MemoryHistories
from trimtab.adapters.memory.notices import MemoryNotices
from trimtab.adapters.memory.queue import MemoryQueue
from trimtab.adapters.memory.risk import MemoryEquityPeaks
from trimtab.adapters.memory.runs import MemoryDeadLetters, MemoryRuns
from trimtab.adapters.memory.simulations import MemorySimulations
from trimtab.adapters.memory.stores import MemoryPlans, MemoryPolicies, MemoryTradingStates
from trimtab.adapters.memory.studies import MemoryStudies, MemoryStudyQueue
from trimtab.adapters.memory.tape import Tape
from trimtab.adapters.memory.taxes import MemoryTaxes
from trimtab.adapters.memory.telemetry import MemoryLog, MemoryMetrics
from trimtab.adapters.memory.telling import (
    MemoryAlerts,
    MemoryDeliveries,
    MemoryDevices,
    MemoryInbox,
    MemoryMailbox,
    MemoryPreferences,
    MemoryReceivers,
    MemoryWebhookSecrets,
)
from trimtab.domain.commands import CheckDrift, ExecutePlan, SaveAllocation
from trimtab.domain.decision import Decision
from trimtab.domain.holdings import DailyBar
from trimtab.domain.plan import Plan
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.results import RunStarted
from trimtab.domain.targets import TargetAllocation, Targets
from trimtab.domain.trading_state import TradingMode, TradingState
from trimtab.ports import Clock, EventLog, Metrics, RunRecord, Services
from trimtab.ports.access import Access
from trimtab.ports.automation import Automation
from trimtab.ports.studies import Studying
from trimtab.ports.telling import Telling
from trimtab.services.advance_run import advance_run
from trimtab.services.check_drift import check_rebalance_drift
from trimtab.services.execute_plan import execute_plan
from trimtab.services.save_allocation import save_allocation

NOON = datetime(2026, 1, 5, 17, 0, tzinfo=UTC)
ANNA = PortfolioRef("anna")
BEN = PortfolioRef("ben")
PRICES = {"SPY": D(400), "TLT": D(100), "GLD": D(200)}


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Anna's services and the fakes behind them; Ben is signed in but has no account."""

    services: Services
    broker: MemoryBroker
    clock: ManualClock
    policies: MemoryPolicies
    plans: MemoryPlans
    runs: MemoryRuns
    trading: MemoryTradingStates
    queue: MemoryQueue
    simulations: MemorySimulations
    taxes: MemoryTaxes
    peaks: MemoryEquityPeaks
    metrics: MemoryMetrics
    log: MemoryLog
    notices: MemoryNotices
    dead_letters: MemoryDeadLetters

    def switch(self, mode: TradingMode, reason: str = "test") -> None:
        """Turn the kill switch."""
        said: dict[str, Any] = {"updated_by": "olga", "updated_at": NOON}
        self.trading.set(TradingState(mode=mode, reason=reason, epoch=7, **said))

    def save(self, cash: str = "0", **percents: str) -> None:
        """Save targets given in percent; with the first ones the orders of approved plans leave at once."""
        is_first = ANNA not in self.policies.versions
        save_allocation(SaveAllocation(portfolio=ANNA, targets=targets(cash, **percents)), self.services)
        if is_first:
            self.hold(0)

    def hold(self, seconds: int) -> None:
        """Let the orders of Anna's approved plans wait so long."""
        policy = self.policies.versions[ANNA][-1]
        execution = replace(policy.execution, hold_seconds=seconds)
        self.policies.versions[ANNA][-1] = replace(policy, execution=execution)

    def swap_keys(self) -> MemoryBroker:
        """Let Anna's keys open another account, which fills nothing, and return it."""
        known, shares = self.broker, dict(self.broker.shares)
        held: dict[str, Any] = {"shares": shares, "prices": known.prices, "tape": known.tape}
        other = MemoryBroker(cash=D(1000), now=known.now, account_id="other", fill_fraction=D(0), **held)
        brokers = self.services.brokers
        assert isinstance(brokers, MemoryBrokers)
        assert isinstance(brokers.linked, dict)
        brokers.linked[ANNA.uid] = other
        return other

    def limit_drawdown(self, limit: str) -> None:
        """Let Anna's portfolio only be reduced once it has fallen by more than this fraction."""
        policy = self.policies.versions[ANNA][-1]
        limits = replace(policy.limits, max_drawdown=D(limit))
        self.policies.versions[ANNA][-1] = replace(policy, limits=limits)

    def check(self, execution_key: str | None = None) -> Plan:
        """Check with the FULL method and return the plan."""
        command = CheckDrift(portfolio=ANNA, method=RebalancingMethod.FULL, execution_key=execution_key)
        return check_rebalance_drift(command, self.services).plan

    def execute(self, plan: Plan, key: str = "key-00000001") -> RunStarted:
        """Approve a plan."""
        command = ExecutePlan(
            portfolio=ANNA, plan_id=plan.plan_id, plan_hash=plan.plan_hash, idempotency_key=key
        )
        return execute_plan(command, self.services)

    def reserved(self, **percents: str) -> RunRecord:
        """Save targets, approve the plan they lead to, and return the run before its first tick."""
        self.save(**percents)
        record = self.runs.load(ANNA, self.execute(self.check()).run.run_id)
        assert record is not None
        return record

    def finish(self, started: RunStarted | RunRecord, ticks: int = 600) -> RunRecord:
        """Advance a run until nobody asks for another tick, each at its time, or the ticks are used up."""
        for _ in range(ticks):
            asked = len(self.queue.asked)
            advance_run(ANNA, started.run.run_id, self.services)
            if len(self.queue.asked) == asked:
                break
            self.clock.advance(timedelta(seconds=self.queue.asked[-1].delay_seconds))
        record = self.runs.load(ANNA, started.run.run_id)
        assert record is not None
        return record


def targets(cash: str = "0", **percents: str) -> Targets:
    """Make targets from percent."""
    allocations = tuple(
        TargetAllocation(symbol=symbol, weight=D(percent) / 100)
        for symbol, percent in sorted(percents.items())
    )
    return Targets(allocations=allocations, cash_weight=D(cash) / 100)


def busy_tape() -> Tape:
    """Let ten million shares of each symbol have changed hands on Friday, at today's prices."""
    friday = NOON.date() - timedelta(days=3)
    return Tape(bars={symbol: [DailyBar(friday, price, D(10_000_000))] for symbol, price in PRICES.items()})


def quiet_automation(schedules: MemorySchedules, runs: MemoryRuns) -> Automation:
    """Open ticks and histories in which nothing has happened."""
    return Automation(
        schedules=schedules,
        ticks=MemoryTicks(),
        checks=MemoryCheckQueue(),
        histories=MemoryHistories(runs),
        calendars=MemoryCalendars(),
    )


def telling(
    clock: Clock, log: EventLog, metrics: Metrics, decisions: list[Decision] | None = None
) -> Telling:
    """Open every channel, with receivers that take everything."""
    receivers, deliveries = MemoryReceivers(), MemoryDeliveries(decisions)
    return Telling(
        clock=clock,
        log=log,
        metrics=metrics,
        alerts=MemoryAlerts(deliveries),
        deliveries=deliveries,
        preferences=MemoryPreferences(),
        inbox=MemoryInbox(),
        mailbox=MemoryMailbox(),
        devices=MemoryDevices(),
        pushes=receivers,
        secrets=MemoryWebhookSecrets(),
        webhooks=receivers,
        publisher=receivers,
    )


def quiet_access() -> Access:
    """Open an account that has no key yet and nothing that anybody would export."""
    audit = MemoryAccessAudit()
    return Access(
        keys=MemoryApiKeys(audit),
        audit=audit,
        purses=MemoryPurses(),
        records=MemoryPersonalRecords(),
        deletions=MemoryDeletions(),
        sign_ins=MemorySignIns(),
        live_consents=MemoryLiveConsents(audit),
    )


def world(cash: str = "1000", **shares: str) -> World:
    """Open an active market with Anna's account; without shares named she holds 20 SPY and 10 TLT."""
    clock = ManualClock(NOON)
    held = {symbol: D(quantity) for symbol, quantity in (shares or {"SPY": "20", "TLT": "10"}).items()}
    broker = MemoryBroker(cash=D(cash), prices=dict(PRICES), shares=held, now=clock.now, tape=busy_tape())
    schedules, plans, queue = MemorySchedules(), MemoryPlans(), MemoryQueue()
    policies = MemoryPolicies(schedules)
    runs = MemoryRuns(plans)
    trading = MemoryTradingStates(TradingState(mode=TradingMode.ACTIVE, reason="test", epoch=1))
    simulations, taxes, metrics, log = MemorySimulations(), MemoryTaxes(), MemoryMetrics(), MemoryLog()
    notices, dead_letters, peaks = MemoryNotices(), MemoryDeadLetters(), MemoryEquityPeaks()
    services = Services(
        clock=clock,
        identifiers=SequentialIdentifiers(),
        brokers=MemoryBrokers({ANNA.uid: broker}),
        policies=policies,
        plans=plans,
        runs=runs,
        outbox=runs,
        trading=trading,
        queue=queue,
        notifier=notices,
        dead_letters=dead_letters,
        simulations=simulations,
        taxes=taxes,
        equity_peaks=peaks,
        metrics=metrics,
        log=log,
        automation=quiet_automation(schedules, runs),
        telling=telling(clock, log, metrics, runs.decisions),
        access=quiet_access(),
        studying=Studying(studies=MemoryStudies(), queue=MemoryStudyQueue()),
    )
    return World(
        services=services,
        broker=broker,
        clock=clock,
        policies=policies,
        plans=plans,
        runs=runs,
        trading=trading,
        queue=queue,
        simulations=simulations,
        taxes=taxes,
        peaks=peaks,
        metrics=metrics,
        log=log,
        notices=notices,
        dead_letters=dead_letters,
    )
