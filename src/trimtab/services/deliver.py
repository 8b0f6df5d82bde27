"""Drain the deliveries that are due: send each, put off what failed, give up what cannot be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Final

from trimtab.domain.decision import Decision
from trimtab.domain.delivery import MOST_ATTEMPTS, Delivery, DeliveryState, pause_after
from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.metrics import MetricName
from trimtab.domain.preferences import Channel
from trimtab.domain.telemetry import LogLevel
from trimtab.ports.telling import Telling
from trimtab.services.observe_channel import observe_channel
from trimtab.services.send_delivery import send

DELIVERIES_A_DRAIN: Final = 200
REVIVED_AT_ONCE: Final = 90
"""So many fit one commit of the store, with the decision."""

_MAY_FAIL_FOR_GOOD: Final = frozenset({Channel.MAIL, Channel.PUSH, Channel.WEBHOOK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Drained:
    """What one drain has done, by number."""

    delivered: int
    put_off: int
    dead: int


def deliver_due(telling: Telling) -> Drained:
    """Try every delivery whose time has come once; safe to run twice and at the same time.

    One delivery in trouble keeps no other from its turn. A channel that is given up for a person opens an
    alert, the next delivery by it resolves that. A delivery is dead only once its alert is there: whoever
    dies before tries it again.
    """
    due = telling.deliveries.due(telling.clock.now(), DELIVERIES_A_DRAIN)
    outcomes = tuple(_try(delivery, telling) for delivery in due)
    _raise_alerts(due, outcomes, telling)
    for dead in outcomes:
        if dead.state is DeliveryState.DEAD:
            telling.deliveries.update(dead)
    counts = {state: sum(each.state is state for each in outcomes) for state in DeliveryState}
    return Drained(
        delivered=counts[DeliveryState.DELIVERED],
        put_off=counts[DeliveryState.PENDING],
        dead=counts[DeliveryState.DEAD],
    )


def redeliver(decision: Decision, telling: Telling) -> int:
    """Put dead deliveries of a decision's subject back in line, as if they had never been tried.

    Returns how many, at most 90 at a time; who decided so is written down with them. Raises UnavailableError
    when the store does not confirm all of it.
    """
    fresh = [
        replace(delivery, state=DeliveryState.PENDING, attempts=0, ended_at=None, due_at=telling.clock.now())
        for delivery in telling.deliveries.dead(decision.subject, REVIVED_AT_ONCE)
    ]
    if fresh:
        telling.deliveries.revive(fresh, decision)
    return len(fresh)


def _try(delivery: Delivery, telling: Telling) -> Delivery:
    """Deliver and then mark; whoever dies between the two delivers again, under the same id (F-150)."""
    try:
        send(delivery, telling)
    except RefusedError as error:
        outcome = _dead(delivery, error.message, telling)
    except Exception as error:  # noqa: BLE001 - a defect, too, must be counted, and keep no other from its turn
        outcome = _put_off(delivery, _words(error), telling)
    else:
        outcome = _ended(delivery, DeliveryState.DELIVERED, telling)
    if outcome.state is not DeliveryState.DEAD:
        telling.deliveries.update(outcome)
    telling.metrics.count(MetricName.DELIVERIES, channel=outcome.channel.value, state=outcome.state.value)
    return outcome


def _words(error: Exception) -> str:
    """Say what went wrong; what a defect says may hold anybody's data, so only its kind is kept."""
    return error.message if isinstance(error, UnavailableError) else f"defect: {type(error).__name__}"


def _put_off(delivery: Delivery, error: str, telling: Telling) -> Delivery:
    tried = replace(delivery, attempts=delivery.attempts + 1, error=error)
    if tried.attempts >= MOST_ATTEMPTS:
        return _dead(tried, error, telling)
    _log(LogLevel.WARNING, "delivery put off", tried, telling)
    return replace(tried, due_at=telling.clock.now() + pause_after(tried.attempts))


def _dead(delivery: Delivery, error: str, telling: Telling) -> Delivery:
    given_up = _ended(replace(delivery, error=error), DeliveryState.DEAD, telling)
    _log(LogLevel.ERROR, "delivery given up", given_up, telling)
    return given_up


def _ended(delivery: Delivery, state: DeliveryState, telling: Telling) -> Delivery:
    return replace(delivery, state=state, due_at=None, ended_at=telling.clock.now())


def _log(level: LogLevel, message: str, delivery: Delivery, telling: Telling) -> None:
    telling.log.write(
        level,
        message,
        delivery_id=delivery.delivery_id,
        channel=delivery.channel.value,
        attempts=str(delivery.attempts),
        error=delivery.error,
        **asdict(delivery.event.portfolio),
    )


def _raise_alerts(due: Iterable[Delivery], outcomes: Iterable[Delivery], telling: Telling) -> None:
    """Let the latest delivery of each channel decide, at the time it was due."""
    latest = {
        (after.event.portfolio, after.channel): (before.due_at or before.created_at, after)
        for before, after in zip(due, outcomes, strict=True)
        if after.channel in _MAY_FAIL_FOR_GOOD and after.ended_at
    }
    for (portfolio, channel), (at, delivery) in latest.items():
        error = delivery.error if delivery.state is DeliveryState.DEAD else None
        observe_channel(portfolio, channel, error, at, telling)
