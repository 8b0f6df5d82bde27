"""The ways to people and machines, and what is kept about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from trimtab.domain.alert import Alert, Finding
from trimtab.domain.decision import Decision
from trimtab.domain.delivery import Delivery
from trimtab.domain.event import Event
from trimtab.domain.message import Device, InboxEntry, Letter, PostedLetter
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.preferences import Preferences
from trimtab.ports.outside import Clock, EventLog, Metrics


class Alerts(Protocol):
    """Requirement 002's alert history: the episodes of each portfolio."""

    def current(self, portfolio: PortfolioRef, findings: Sequence[Finding]) -> tuple[Alert, ...]:
        """List the open alerts, and the latest on each thing found: what a look is held against."""
        ...

    def history(
        self, portfolio: PortfolioRef, limit: int, before: datetime | None = None
    ) -> tuple[Alert, ...]:
        """List alerts by the time they were opened, the latest first; a page begins before a time."""
        ...

    def turn(self, alert: Alert, deliveries: Sequence[Delivery]) -> None:
        """Store an alert's turn and what tells it, both or neither.

        Where the alert's last turn is not the one before this, somebody else was first: nothing is stored.
        """

    def note(self, alert: Alert) -> None:
        """Store an alert without a turn, unless it has turned since it was read."""


class Deliveries(Protocol):
    """Events on their way, one record for each channel."""

    def add(self, deliveries: Sequence[Delivery]) -> None:
        """Store deliveries that are not there yet; one that is stays as it is, however far it has come."""

    def due(self, now: datetime, limit: int) -> tuple[Delivery, ...]:
        """List deliveries whose time has come, the longest waiting first."""
        ...

    def of_digest(self, digest_id: str, limit: int) -> tuple[Delivery, ...]:
        """List what waits for a digest, in the order of the events."""
        ...

    def update(self, delivery: Delivery) -> None:
        """Store how far a delivery has come."""

    def dead(self, uid: str | None, limit: int) -> tuple[Delivery, ...]:
        """List deliveries that nobody tries any more, a person's or everybody's."""
        ...

    def revive(self, deliveries: Sequence[Delivery], decision: Decision) -> None:
        """Store some deliveries, at most 90, and who decided so, all of it or nothing."""


class PreferenceStore(Protocol):
    """How people want to be told."""

    def of(self, uid: str) -> Preferences:
        """Read a person's preferences; the defaults where nothing was ever saved."""
        ...

    def save(self, uid: str, wishes: Preferences) -> None:
        """Store a person's preferences."""


class Inbox(Protocol):
    """The application's own inbox."""

    def put(self, delivery: Delivery) -> None:
        """Keep an entry for a delivery's event; the same event again changes nothing."""

    def latest(self, portfolio: PortfolioRef, limit: int) -> tuple[InboxEntry, ...]:
        """List a portfolio's entries, the latest first."""
        ...


class Mailbox(Protocol):
    """Letters handed to a mail service, and what became of them there."""

    def post(self, letter: Letter) -> frozenset[str]:
        """Hand a letter over, unless one with its id is there already; tell which events that one holds."""
        ...

    def to_look_at(self, now: datetime, limit: int) -> tuple[PostedLetter, ...]:
        """List letters whose time to be looked at has come, the longest waiting first."""
        ...

    def look_again(self, letter_id: str, at: datetime | None) -> None:
        """Put a letter off until a time, or for good."""

    def retry(self, letter_id: str, look_at: datetime) -> None:
        """Ask the service to try a failed letter again, and put it off until a time."""

    def give_up(self, letter_id: str) -> None:
        """Put a failed letter off for good, and mark it as one that is not tried any more."""


class Devices(Protocol):
    """The browsers that asked for push notes."""

    def of(self, uid: str) -> tuple[Device, ...]:
        """List a person's devices by their ids."""
        ...

    def keep(self, uid: str, device: Device) -> None:
        """Store a device, or that it was seen again."""

    def forget(self, uid: str, device_id: str) -> None:
        """Delete a device."""


class Pushes(Protocol):
    """Notes to browsers."""

    def send(self, delivery: Delivery, devices: Sequence[Device]) -> tuple[Device, ...]:
        """Send a note to each device and return those that are gone for good.

        Raises UnavailableError when a device that is there was not reached.
        """
        ...


class WebhookSecrets(Protocol):
    """What webhooks are signed with."""

    def of(self, uid: str) -> str:
        """Read a person's secret, made at the first call."""
        ...

    def renew(self, uid: str) -> str:
        """Replace a person's secret and return the new one."""
        ...


class Webhooks(Protocol):
    """Events sent to addresses people have named."""

    def post(self, event: Event, url: str, secret: str) -> None:
        """Send an event, signed. Any answer of 200 to 299 is a receipt.

        Raises UnavailableError for a receiver that may take it later, RefusedError for an address that may
        never be called.
        """


class EventPublisher(Protocol):
    """The deployment's own topic."""

    def publish(self, event: Event) -> None:
        """Publish an event. Raises UnavailableError when it was not taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Every port that telling needs; `publisher` is None where the deployment has no topic."""

    clock: Clock
    log: EventLog
    metrics: Metrics
    alerts: Alerts
    deliveries: Deliveries
    preferences: PreferenceStore
    inbox: Inbox
    mailbox: Mailbox
    devices: Devices
    pushes: Pushes
    secrets: WebhookSecrets
    webhooks: Webhooks
    publisher: EventPublisher | None = None
