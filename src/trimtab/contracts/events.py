"""Events as machines receive them: requirement 000's shape, and others of the same make.

An event is an object with `event_id`, `timestamp` and what has happened under the event's own name. Version,
subject and sequence travel beside it, as attributes of a message or headers of a request.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated, Final

from pydantic import PlainSerializer

from trimtab.contracts.base import Contract, PlainNumber, to_shown_fraction
from trimtab.contracts.drift import SideName
from trimtab.contracts.trigger_names import trigger_name
from trimtab.domain.alert import AlertKind, AlertLevel, AlertTurn
from trimtab.domain.event import (
    AlertChanged,
    Event,
    EventKind,
    RebalancingTriggered,
    RecommendedTrade,
    RunChanged,
    TrialSent,
)
from trimtab.domain.money import ZERO, round_to_cents
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunKind, RunState


def _to_milliseconds(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Timestamp = Annotated[datetime, PlainSerializer(_to_milliseconds, return_type=str)]
"""A time as requirement 000 writes it, to the millisecond."""


class RecommendedTradeData(Contract):
    """A trade of an event; weights are fractions, the amount is signed US dollars, negative for a sale."""

    instrument_id: str
    current_weight: PlainNumber
    target_weight: PlainNumber
    trade_amount: PlainNumber
    trade_direction: SideName

    @classmethod
    def of(cls, trade: RecommendedTrade) -> RecommendedTradeData:
        """Show a trade."""
        return cls(
            instrument_id=trade.symbol,
            current_weight=to_shown_fraction(trade.current_weight),
            target_weight=to_shown_fraction(trade.target_weight),
            trade_amount=round_to_cents(trade.amount),
            trade_direction=SideName.SELL if trade.amount < ZERO else SideName.BUY,
        )


class RebalancingData(Contract):
    """What a trigger has found (requirement 000); turnover is a fraction, costs are US dollars."""

    portfolio_id: str
    trigger_type: str
    rebalancing_required: bool
    recommended_trades: tuple[RecommendedTradeData, ...]
    expected_turnover: PlainNumber
    estimated_costs: PlainNumber


class RunData(Contract):
    """A run and the state it has come to."""

    portfolio_id: str
    run_id: str
    run_kind: RunKind
    state: RunState
    reason_code: ReasonCode | None
    message: str


class AlertData(Contract):
    """An alert after a turn; `level` is the worst of its episode."""

    portfolio_id: str
    alert_id: str
    turn: AlertTurn
    kind: AlertKind
    key: str
    level: AlertLevel
    message: str
    opened_at: Timestamp
    resolved_at: Timestamp | None


class TrialData(Contract):
    """A test somebody asked for."""

    portfolio_id: str
    message: str


class EventEnvelope(Contract):
    """What every event has."""

    event_id: str
    timestamp: Timestamp


class RebalancingTriggeredEvent(EventEnvelope):
    """A rebalancing was triggered (requirement 000)."""

    rebalancing_triggered: RebalancingData


class RunChangedEvent(EventEnvelope):
    """A run has come to a state its owner should know."""

    run_changed: RunData


class AlertChangedEvent(EventEnvelope):
    """An alert was opened, has worsened or is resolved."""

    alert_changed: AlertData


class TrialSentEvent(EventEnvelope):
    """Somebody wants to see whether events arrive."""

    trial_sent: TrialData


EVENT_CONTRACTS: Final[dict[EventKind, type[EventEnvelope]]] = {
    EventKind.REBALANCING_TRIGGERED: RebalancingTriggeredEvent,
    EventKind.RUN_CHANGED: RunChangedEvent,
    EventKind.ALERT_CHANGED: AlertChangedEvent,
    EventKind.TRIAL_SENT: TrialSentEvent,
}


def event_bytes(event: Event) -> bytes:
    """Write an event as compact JSON in ASCII, equal for equal events."""
    shown = EVENT_CONTRACTS[event.kind].model_validate(
        {"event_id": event.event_id, "timestamp": event.at, event.kind.value: _content(event)}
    )
    return json.dumps(shown.model_dump(mode="json"), separators=(",", ":")).encode("ascii")


def event_attributes(event: Event) -> dict[str, str]:
    """Give what travels beside an event, all as text."""
    return {
        "event_id": event.event_id,
        "event_type": event.kind.value,
        "event_version": str(event.version),
        "subject": event.subject,
        "sequence": str(event.sequence),
    }


def _content(event: Event) -> Contract:
    portfolio_id = event.portfolio.portfolio_id
    match event.body:
        case RebalancingTriggered():
            return _show_trigger(portfolio_id, event.body)
        case RunChanged():
            return _show_run(portfolio_id, event.body)
        case AlertChanged():
            return _show_alert(portfolio_id, event.body)
        case TrialSent():
            return TrialData(portfolio_id=portfolio_id, message=event.body.trial_text)


def _show_trigger(portfolio_id: str, body: RebalancingTriggered) -> RebalancingData:
    return RebalancingData(
        portfolio_id=portfolio_id,
        trigger_type=trigger_name(body.trigger),
        rebalancing_required=body.is_required,
        recommended_trades=tuple(RecommendedTradeData.of(trade) for trade in body.trades),
        expected_turnover=to_shown_fraction(body.expected_turnover),
        estimated_costs=round_to_cents(body.estimated_costs),
    )


def _show_run(portfolio_id: str, body: RunChanged) -> RunData:
    return RunData(
        portfolio_id=portfolio_id,
        run_id=body.run_id,
        run_kind=body.run_kind,
        state=body.state,
        reason_code=body.reason_code,
        message=body.run_text,
    )


def _show_alert(portfolio_id: str, body: AlertChanged) -> AlertData:
    alert = body.change.alert
    return AlertData(
        portfolio_id=portfolio_id,
        alert_id=alert.alert_id,
        turn=body.change.turn,
        kind=alert.kind,
        key=alert.key,
        level=alert.level,
        message=alert.text,
        opened_at=alert.opened_at,
        resolved_at=alert.resolved_at,
    )
