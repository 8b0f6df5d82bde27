"""What leaves for people: a letter and its text, a push note, an entry of the inbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trimtab.domain.alert import AlertLevel
from trimtab.domain.event import Event, EventKind
from trimtab.domain.portfolio import PortfolioRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A mail ready to be sent; `html` has every word from outside escaped."""

    message_id: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Events for one mail to one address; more than one make a digest. Its id tells repeats."""

    letter_id: str
    uid: str
    address: str
    events: tuple[Event, ...]
    at: datetime


class LetterState(StrEnum):
    """What has become of a letter at the mail service."""

    WAITING = "WAITING"
    SENT = "SENT"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedLetter:
    """A letter that was handed over: how often the service has tried, until when, and its last error."""

    letter_id: str
    uid: str
    posted_at: datetime
    state: LetterState = LetterState.WAITING
    attempts: int = 0
    ended_at: datetime | None = None
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxEntry:
    """One line of the application's own inbox."""

    entry_id: str
    portfolio: PortfolioRef
    kind: EventKind
    level: AlertLevel
    title: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Device:
    """A browser that asked for push notes; its id is the Firebase installation's."""

    device_id: str
    seen_at: datetime
