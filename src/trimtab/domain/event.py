"""What has happened, for people and machines: told at least once, and known by its id when it is repeated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.domain.alert import AlertChange
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunKind, RunState
from trimtab.domain.trigger import TriggerKind

EVENT_VERSION: Final = 1
"""Version of the published schemas; a field that is added keeps it, any other change raises it."""


class EventKind(StrEnum):
    """The published names of events."""

    REBALANCING_TRIGGERED = "rebalancing_triggered"
    RUN_CHANGED = "run_changed"
    ALERT_CHANGED = "alert_changed"
    TRIAL_SENT = "trial_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendedTrade:
    """One trade of an event; weights are fractions, `amount` is US dollars and negative for a sale."""

    symbol: str
    current_weight: Decimal
    target_weight: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RebalancingTriggered:
    """A rule or a person has asked for a rebalancing (requirement 000).

    `trigger` is the kind of rule, `expected_turnover` a fraction, `estimated_costs` US dollars.
    """

    trigger: TriggerKind
    is_required: bool
    trades: tuple[RecommendedTrade, ...]
    expected_turnover: Decimal
    estimated_costs: Decimal
    plan_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChanged:
    """A run has come to a state its owner should know."""

    run_id: str
    run_kind: RunKind
    state: RunState
    reason_code: ReasonCode | None
    run_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertChanged:
    """An alert was opened, has worsened or is resolved."""

    change: AlertChange


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialSent:
    """Somebody wants to see whether messages arrive."""

    trial_text: str


EventBody = RebalancingTriggered | RunChanged | AlertChanged | TrialSent

_KINDS: Final[dict[type[EventBody], EventKind]] = {
    RebalancingTriggered: EventKind.REBALANCING_TRIGGERED,
    RunChanged: EventKind.RUN_CHANGED,
    AlertChanged: EventKind.ALERT_CHANGED,
    TrialSent: EventKind.TRIAL_SENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event. Of two with the same `subject` the one with the higher `sequence` is the later (F-152)."""

    event_id: str
    portfolio: PortfolioRef
    subject: str
    sequence: int
    at: datetime
    body: EventBody
    version: int = EVENT_VERSION

    @property
    def kind(self) -> EventKind:
        """The event's published name."""
        return _KINDS[type(self.body)]


def make_event(
    portfolio: PortfolioRef, body: EventBody, *, subject: str, sequence: int, at: datetime
) -> Event:
    """Make an event whose id follows from what it tells: made twice, it is the same."""
    name = (portfolio, _KINDS[type(body)], subject, sequence)
    return Event(
        event_id=_uuid(canonical_hash(name)),
        portfolio=portfolio,
        subject=subject,
        sequence=sequence,
        at=at,
        body=body,
    )


def alert_event(change: AlertChange) -> Event:
    """Make the event of an alert's turn."""
    alert = change.alert
    return make_event(
        alert.portfolio,
        AlertChanged(change=change),
        subject=alert.alert_id,
        sequence=alert.sequence,
        at=alert.changed_at,
    )


def _uuid(digest: str) -> str:
    """Write a hash as a UUID of version 8, whose bits are the maker's own (RFC 9562 §5.8)."""
    parts = (digest[:8], digest[8:12], f"8{digest[13:16]}", f"a{digest[17:20]}", digest[20:32])
    return "-".join(parts)
