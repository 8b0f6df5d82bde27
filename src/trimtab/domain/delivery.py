"""One event on one channel, until it was delivered or nobody tries any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from trimtab.domain.alert import AlertLevel
from trimtab.domain.event import Event
from trimtab.domain.preferences import Channel

MOST_ATTEMPTS: Final = 12
"""With the pauses below the last attempt is 34 hours after the first: a receiver may be away for a day."""

_FIRST_PAUSE: Final = timedelta(minutes=1)


class DeliveryState(StrEnum):
    """How far it has come; DEAD is one that was tried in vain, or can never succeed."""

    PENDING = "PENDING"
    DELIVERED = "DELIVERED"
    DEAD = "DEAD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An event on its way by one channel; those with the same `digest_id` leave in one mail.

    `due_at` is when to try next, None once nobody has to; `error` tells why the last attempt failed.
    """

    delivery_id: str
    event: Event
    channel: Channel
    level: AlertLevel
    created_at: datetime
    due_at: datetime | None
    digest_id: str | None = None
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    error: str = ""
    ended_at: datetime | None = None


def pause_after(attempts: int) -> timedelta:
    """Tell how long to wait after this many attempts in vain: a minute, and then twice as long each time."""
    return _FIRST_PAUSE * (1 << (attempts - 1))
