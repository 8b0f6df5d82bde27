"""Decide what goes where and when: an event, a person's preferences and the time become deliveries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from trimtab.domain.canonical import canonical_hash
from trimtab.domain.delivery import Delivery
from trimtab.domain.event import Event
from trimtab.domain.preferences import Channel, ChannelRule, Preferences
from trimtab.telling.hours import after_quiet, next_digest
from trimtab.telling.weigh import Weight, weigh

_NO_RULE = ChannelRule()


@dataclass(frozen=True, slots=True)
class _Slot:
    """When a delivery may leave, and the digest it waits for, if any."""

    due_at: datetime
    digest_id: str | None = None


def route(event: Event, wishes: Preferences, now: datetime, *, is_published: bool) -> tuple[Delivery, ...]:
    """Make one delivery for each channel an event takes; `is_published` where the deployment has a topic.

    The inbox gets every event, machines get every event at once. Mail and push wait for the end of quiet
    hours, mail perhaps for the digest, but never what concerns safety (a kill switch, a run that needs an
    operator). That mail, or push, does not arrive is told by other channels, else the telling would go on
    for ever. Ids follow from event and channel, so that deciding twice creates nothing twice.
    """
    weight = weigh(event)
    channels = (*_people(weight, wishes), *_machines(wishes, is_published=is_published))
    slots = {channel: _slot(event, channel, weight, wishes, now) for channel in channels}
    return tuple(
        Delivery(
            delivery_id=delivery_id(event, channel),
            event=event,
            channel=channel,
            level=weight.level,
            created_at=now,
            due_at=slot.due_at,
            digest_id=slot.digest_id,
        )
        for channel, slot in slots.items()
    )


def delivery_id(event: Event, channel: Channel) -> str:
    """Name the delivery of an event on a channel."""
    return f"{event.event_id}-{channel.value.lower()}"


def rule_for(weight: Weight, wishes: Preferences) -> ChannelRule:
    """Find the rule that holds: one for the kind before one for every kind, the highest level first."""
    fitting = [
        rule
        for rule in wishes.rules
        if rule.kind in {weight.kind, None} and rule.least.rank <= weight.level.rank
    ]
    return max(fitting, key=lambda rule: (rule.kind is not None, rule.least.rank), default=_NO_RULE)


def _people(weight: Weight, wishes: Preferences) -> Iterator[Channel]:
    yield Channel.INBOX
    if weight.is_told_already:
        return
    people = (Channel.MAIL, Channel.PUSH)
    wanted = people if weight.cannot_wait else rule_for(weight, wishes).channels
    reached = (Channel.MAIL, Channel.PUSH) if wishes.address else (Channel.PUSH,)
    yield from (each for each in reached if each in wanted and each.value != weight.about)


def _machines(wishes: Preferences, *, is_published: bool) -> Iterator[Channel]:
    if wishes.webhook_url:
        yield Channel.WEBHOOK
    if is_published:
        yield Channel.PUBSUB


def _slot(event: Event, channel: Channel, weight: Weight, wishes: Preferences, now: datetime) -> _Slot:
    if channel not in {Channel.MAIL, Channel.PUSH} or weight.cannot_wait:
        return _Slot(now)
    is_digested = channel is Channel.MAIL and rule_for(weight, wishes).is_digested
    if is_digested and wishes.digest_hour is not None:
        at = next_digest(now, wishes.digest_hour, wishes.zone)
        return _Slot(at, _digest_id(event.portfolio.uid, at))
    return _Slot(after_quiet(now, wishes.quiet, wishes.zone))


def _digest_id(uid: str, at: datetime) -> str:
    return f"dg_{canonical_hash((uid, at))[:24]}"
