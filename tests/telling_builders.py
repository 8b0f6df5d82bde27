"""Events, alerts and everything that tells them, small and ready to be changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal as D
from typing import Any

from builders import NOON, OWNER
from trimtab.adapters.memory.clock import ManualClock
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
from trimtab.domain.alert import Alert, AlertChange, AlertKind, AlertLevel, AlertTurn, Finding, Observation
from trimtab.domain.decision import Decision, DecisionKind
from trimtab.domain.delivery import Delivery
from trimtab.domain.event import (
    AlertChanged,
    Event,
    EventBody,
    RebalancingTriggered,
    RecommendedTrade,
    RunChanged,
    TrialSent,
    alert_event,
    make_event,
)
from trimtab.domain.message import Device
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.preferences import Channel, Preferences
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunKind, RunState
from trimtab.domain.trigger import TriggerKind
from trimtab.ports.telling import Telling
from trimtab.telling.route import delivery_id

HOUR = timedelta(hours=1)
MAIL = "owner@example.com"
HOOK = "https://hooks.example.com/trimtab"
REACHABLE = Preferences(address=MAIL, webhook_url=HOOK)
LAPTOP = Device("laptop", NOON)
REDELIVERY = Decision(
    kind=DecisionKind.REDELIVER, subject=OWNER.uid, by="olga", reason="the receiver is mended", at=NOON
)


def alert(**changes: Any) -> Alert:
    """SPY out of its band since noon."""
    spy = Alert(
        alert_id="al_1",
        portfolio=OWNER,
        kind=AlertKind.DRIFT,
        key="SPY",
        level=AlertLevel.WARNING,
        text="SPY is 6.5 points over its target.",
        opened_at=NOON,
        changed_at=NOON,
    )
    return replace(spy, **changes)


def finding(
    key: str = "SPY", level: AlertLevel = AlertLevel.WARNING, kind: AlertKind = AlertKind.DRIFT
) -> Finding:
    """Something that is wrong."""
    return Finding(kind=kind, key=key, level=level, text=f"{key} is {level.value}.")


def look(*findings: Finding, at: datetime = NOON, kind: AlertKind = AlertKind.DRIFT) -> Observation:
    """A look at everything of a kind."""
    return Observation(at=at, kinds=frozenset({kind}), findings=findings)


def alert_turn(turn: AlertTurn = AlertTurn.OPENED, **changes: Any) -> Event:
    """The event of an alert's turn."""
    return alert_event(AlertChange(turn=turn, alert=alert(**changes)))


def run_ended(state: RunState = RunState.COMPLETED, **changes: Any) -> Event:
    """The event of a run that has come to a state."""
    body = RunChanged(
        run_id="run00000000000000001",
        run_kind=RunKind.REBALANCE,
        state=state,
        reason_code=ReasonCode.ALL_FILLED,
        run_text="All 2 orders were filled.",
    )
    return event(replace(body, **changes), subject="run00000000000000001")


def triggered(*trades: RecommendedTrade, **changes: Any) -> Event:
    """Requirement 000's own example."""
    apple = RecommendedTrade(
        symbol="AAPL", current_weight=D("0.12"), target_weight=D("0.10"), amount=D(-5000)
    )
    body = RebalancingTriggered(
        trigger=TriggerKind.THRESHOLD,
        is_required=True,
        trades=trades or (apple,),
        expected_turnover=D("0.05"),
        estimated_costs=D("125.50"),
    )
    return event(
        replace(body, **changes), subject="2026-11-20", portfolio=PortfolioRef("owner", "portfolio_001")
    )


def trial(text: str = "It works.") -> Event:
    """A test message."""
    return event(TrialSent(trial_text=text), subject="trial-1")


def event(body: EventBody, subject: str, portfolio: PortfolioRef = OWNER, at: datetime = NOON) -> Event:
    """Make an event of a body."""
    return make_event(portfolio, body, subject=subject, sequence=1, at=at)


def delivery(channel: Channel, event: Event | None = None, digest_id: str | None = None) -> Delivery:
    """One event on one channel, due at noon."""
    told = event or alert_turn()
    return Delivery(
        delivery_id=delivery_id(told, channel),
        event=told,
        channel=channel,
        level=AlertLevel.WARNING,
        created_at=NOON,
        due_at=NOON,
        digest_id=digest_id,
    )


def body_of(told: Event) -> AlertChange:
    """Return the turn that an event tells."""
    assert isinstance(told.body, AlertChanged)
    return told.body.change


@dataclass(frozen=True, slots=True)
class Post:
    """Everything that tells, in memory, and what it has told."""

    clock: ManualClock = field(default_factory=lambda: ManualClock(NOON))
    log: MemoryLog = field(default_factory=MemoryLog)
    metrics: MemoryMetrics = field(default_factory=MemoryMetrics)
    deliveries: MemoryDeliveries = field(default_factory=MemoryDeliveries)
    alerts: MemoryAlerts = field(init=False)
    preferences: MemoryPreferences = field(default_factory=MemoryPreferences)
    inbox: MemoryInbox = field(default_factory=MemoryInbox)
    mailbox: MemoryMailbox = field(default_factory=MemoryMailbox)
    devices: MemoryDevices = field(default_factory=MemoryDevices)
    secrets: MemoryWebhookSecrets = field(default_factory=MemoryWebhookSecrets)
    receivers: MemoryReceivers = field(default_factory=MemoryReceivers)

    def __post_init__(self) -> None:
        """Let alerts and everything else be told from one place."""
        object.__setattr__(self, "alerts", MemoryAlerts(self.deliveries))

    @property
    def telling(self) -> Telling:
        """The ports of a deployment with a topic."""
        return Telling(
            clock=self.clock,
            log=self.log,
            metrics=self.metrics,
            alerts=self.alerts,
            deliveries=self.deliveries,
            preferences=self.preferences,
            inbox=self.inbox,
            mailbox=self.mailbox,
            devices=self.devices,
            pushes=self.receivers,
            secrets=self.secrets,
            webhooks=self.receivers,
            publisher=self.receivers,
        )


def post(wishes: Preferences = REACHABLE) -> Post:
    """Everything that tells, for an owner with these wishes."""
    made = Post()
    made.preferences.save(OWNER.uid, wishes)
    return made
