"""Drain the deliveries that are due: send each, put off what failed, give up what cannot be."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from trimtab.domain.decision import Decision
from trimtab.domain.delivery import MOST_ATTEMPTS, Delivery, DeliveryState, pause_after
from trimtab.domain.errors import RefusedError, TrimtabError, UnavailableError
from trimtab.domain.metrics import MetricName
from trimtab.domain.preferences import Channel
from trimtab.domain.telemetry import LogLevel
from trimtab.ports.telling import Telling
from trimtab.services.observe_channel import observe_channel
from trimtab.services.send_delivery import send
from trimtab.telling.line import line_up

DELIVERIES_A_DRAIN: Final = 200
CALLS_A_DRAIN: Final = 3
"""Of one person's webhook: who answers slowly takes no more than half a minute of a drain."""

DRAIN_TIME: Final = timedelta(seconds=45)
"""A drain ends before the next begins; one call may go on for some seconds after."""

REVIVED_AT_ONCE: Final = 90
"""So many fit one commit of the store, with the decision."""

_BEHIND: Final = timedelta(minutes=1)
_MAY_FAIL_FOR_GOOD: Final = frozenset({Channel.MAIL, Channel.PUSH, Channel.WEBHOOK})
_SAYS_WHEN_IT_ARRIVES: Final = frozenset({Channel.PUSH, Channel.WEBHOOK})
"""Of mail only the mail service knows (`watch_mail`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drained:
    """What one drain has done, by number."""

    delivered: int
    put_off: int
    dead: int


def deliver_due(telling: Telling, time: timedelta = DRAIN_TIME) -> Drained:
    """Try every delivery whose time has come once; safe to run twice and at the same time.

    One delivery in trouble keeps no other from its turn, and nobody's turn comes after the given time. A
    webhook without a turn goes behind those that wait. A channel that is given up for a person opens an
    alert, the next delivery by it resolves that. A delivery is dead only once its alert is there: whoever
    dies before tries it again.
    """
    began = telling.clock.now()
    line = line_up(telling.deliveries.due(began, DELIVERIES_A_DRAIN), CALLS_A_DRAIN)
    pairs: list[tuple[Delivery, Delivery]] = []
    late = list(line.surplus)
    for group in line.groups:
        if telling.clock.now() - began < time:
            pairs.extend(zip(group, _try(group, telling), strict=True))
        else:
            late.extend(each for each in group if each.channel is Channel.WEBHOOK)
    for each in late:
        _hold_back(each, "", telling)
    _resolve_alerts(pairs, telling)
    states = [after.state for _, after in pairs]
    return Drained(
        delivered=states.count(DeliveryState.DELIVERED),
        put_off=states.count(DeliveryState.PENDING) + len(late),
        dead=states.count(DeliveryState.DEAD),
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


def _try(group: tuple[Delivery, ...], telling: Telling) -> tuple[Delivery, ...]:
    """Deliver and then mark; whoever dies between the two delivers again, under the same id (F-150)."""
    try:
        send(group, telling)
    except RefusedError as error:
        ends = tuple(_dead(each, error.message, telling) for each in group)
    except Exception as error:  # noqa: BLE001 - a defect, too, must be counted, and keep no other from its turn
        ends = tuple(_put_off(each, _words(error), telling) for each in group)
    else:
        ends = tuple(_ended(each, DeliveryState.DELIVERED, telling) for each in group)
    return tuple(_keep(before, after, telling) for before, after in zip(group, ends, strict=True))


def _keep(before: Delivery, after: Delivery, telling: Telling) -> Delivery:
    """Mark how an attempt has ended, a dead one with its alert; what cannot be marked is tried again."""
    try:
        if after.state is DeliveryState.DEAD and after.channel in _MAY_FAIL_FOR_GOOD:
            _observe(before, after.error, telling)
        telling.deliveries.update(after)
    except TrimtabError as error:
        _log(LogLevel.WARNING, "delivery not marked", replace(before, error=error.message), telling)
        _hold_back(before, error.message, telling)
        after = before
    telling.metrics.count(MetricName.DELIVERIES, channel=after.channel.value, state=after.state.value)
    return after


def _hold_back(delivery: Delivery, error: str, telling: Telling) -> None:
    """Let a delivery wait without an attempt; where that cannot be stored it is simply found again."""
    later = replace(delivery, due_at=telling.clock.now() + _BEHIND, error=error or delivery.error)
    with suppress(UnavailableError):
        telling.deliveries.update(later)


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


def _resolve_alerts(pairs: list[tuple[Delivery, Delivery]], telling: Telling) -> None:
    """Let the latest delivery that has arrived by each channel say so, at the time it was due."""
    arrived = {
        (before.event.portfolio.uid, before.channel): before
        for before, after in sorted(pairs, key=lambda pair: _due(pair[0]))
        if after.state is DeliveryState.DELIVERED and after.channel in _SAYS_WHEN_IT_ARRIVES
    }
    for latest in arrived.values():
        try:
            _observe(latest, None, telling)
        except TrimtabError as error:
            _log(LogLevel.WARNING, "arrival not noted", replace(latest, error=error.message), telling)


def _observe(delivery: Delivery, error: str | None, telling: Telling) -> None:
    observe_channel(delivery.event.portfolio.uid, delivery.channel, error, _due(delivery), telling)


def _due(delivery: Delivery) -> datetime:
    return delivery.due_at or delivery.created_at
