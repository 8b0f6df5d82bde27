"""What telling needs, as dictionaries and lists; one contract suite covers them and the real ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from threading import Lock

from trimtab.contracts.messages.notes import inbox_entry
from trimtab.domain.alert import Alert, Finding
from trimtab.domain.decision import Decision
from trimtab.domain.delivery import Delivery, DeliveryState
from trimtab.domain.errors import UnavailableError
from trimtab.domain.event import Event
from trimtab.domain.message import Device, InboxEntry, Letter, LetterState, PostedLetter
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.preferences import Preferences
from trimtab.domain.reasons import ReasonCode


class MemoryAlerts:
    """The alert history's fake; what tells a turn goes into the same deliveries as everything else."""

    def __init__(self, deliveries: MemoryDeliveries) -> None:
        self.alerts: dict[tuple[PortfolioRef, str], Alert] = {}
        self._deliveries = deliveries
        self._lock = Lock()

    def current(self, portfolio: PortfolioRef, findings: Sequence[Finding]) -> tuple[Alert, ...]:
        """Return open alerts and the latest on each thing found."""
        found = {(finding.kind, finding.key) for finding in findings}
        in_order = sorted(self._of(portfolio), key=lambda alert: (alert.opened_at, alert.alert_id))
        latest = {(each.kind, each.key): each.alert_id for each in in_order}
        return tuple(
            each
            for each in in_order
            if each.is_open
            or ((each.kind, each.key) in found and each.alert_id == latest[each.kind, each.key])
        )

    def history(
        self, portfolio: PortfolioRef, limit: int, before: datetime | None = None
    ) -> tuple[Alert, ...]:
        """Return a page of alerts, the latest first."""
        kept = [each for each in self._of(portfolio) if before is None or each.opened_at < before]
        return tuple(sorted(kept, key=lambda alert: alert.opened_at, reverse=True)[:limit])

    def turn(self, alert: Alert, deliveries: Sequence[Delivery]) -> None:
        """Keep a turn and what tells it, unless somebody else was first."""
        with self._lock:
            if self._sequence(alert) == alert.sequence - 1:
                self.alerts[alert.portfolio, alert.alert_id] = alert
                self._deliveries.add(deliveries)

    def note(self, alert: Alert) -> None:
        """Keep an alert that has not turned since."""
        with self._lock:
            if self._sequence(alert) == alert.sequence:
                self.alerts[alert.portfolio, alert.alert_id] = alert

    def _sequence(self, alert: Alert) -> int:
        kept = self.alerts.get((alert.portfolio, alert.alert_id))
        return kept.sequence if kept else 0

    def _of(self, portfolio: PortfolioRef) -> list[Alert]:
        return [alert for (owner, _), alert in tuple(self.alerts.items()) if owner == portfolio]


class MemoryInbox:
    """The inbox's fake."""

    def __init__(self) -> None:
        self.entries: dict[tuple[PortfolioRef, str], InboxEntry] = {}

    def put(self, delivery: Delivery) -> None:
        """Keep an entry."""
        entry = inbox_entry(delivery)
        self.entries[entry.portfolio, entry.entry_id] = entry

    def latest(self, portfolio: PortfolioRef, limit: int) -> tuple[InboxEntry, ...]:
        """Return the latest entries."""
        kept = [entry for (owner, _), entry in self.entries.items() if owner == portfolio]
        return tuple(sorted(kept, key=lambda entry: entry.at, reverse=True)[:limit])


class MemoryDeliveries:
    """The fake of where deliveries are kept; `kept` holds them by id."""

    def __init__(self, decisions: list[Decision] | None = None) -> None:
        self.kept: dict[str, Delivery] = {}
        self.decisions = [] if decisions is None else decisions

    def add(self, deliveries: Sequence[Delivery]) -> None:
        """Keep what is not there yet."""
        for each in deliveries:
            self.kept.setdefault(each.delivery_id, each)

    def due(self, now: datetime, limit: int) -> tuple[Delivery, ...]:
        """Return deliveries whose time has come."""
        waiting = [(each.due_at, each.delivery_id, each) for each in self.kept.values() if each.due_at]
        in_order = sorted(waiting, key=lambda line: line[:2])
        return tuple(each for due_at, _, each in in_order if due_at <= now)[:limit]

    def of_digest(self, digest_id: str, limit: int) -> tuple[Delivery, ...]:
        """Return a digest's deliveries but those given up."""
        held = [each for each in self.kept.values() if each.digest_id == digest_id][:limit]
        alive = (each for each in held if each.state is not DeliveryState.DEAD)
        return tuple(sorted(alive, key=lambda each: (each.event.at, each.delivery_id)))

    def update(self, delivery: Delivery) -> None:
        """Keep how far a delivery has come."""
        self.kept[delivery.delivery_id] = delivery

    def revive(self, deliveries: Sequence[Delivery], decision: Decision) -> None:
        """Keep deliveries and a decision."""
        self.kept.update({each.delivery_id: each for each in deliveries})
        self.decisions.append(decision)

    def dead(self, uid: str | None, limit: int) -> tuple[Delivery, ...]:
        """Return dead deliveries, a person's or everybody's."""
        held = (each for each in self.kept.values() if uid in {None, each.event.portfolio.uid})
        return tuple(each for each in held if each.state is DeliveryState.DEAD)[:limit]


class MemoryPreferences:
    """The store of preferences' fake."""

    def __init__(self) -> None:
        self.wishes: dict[str, Preferences] = {}

    def of(self, uid: str) -> Preferences:
        """Return a person's preferences, or the defaults."""
        return self.wishes.get(uid, Preferences())

    def save(self, uid: str, wishes: Preferences) -> None:
        """Keep preferences."""
        self.wishes[uid] = wishes


class MemoryMailbox:
    """The mailbox's fake; `letters` are those handed over, `posted` what has become of them.

    Its mail service sends a letter, or fails to, when a test says so.
    """

    def __init__(self) -> None:
        self.letters: dict[str, Letter] = {}
        self.posted: dict[str, PostedLetter] = {}
        self.looks: dict[str, datetime] = {}
        self.retried: list[str] = []

    def post(self, letter: Letter) -> frozenset[str]:
        """Keep a letter unless it is there."""
        if letter.letter_id not in self.letters:
            self.letters[letter.letter_id] = letter
            self.put(PostedLetter(letter_id=letter.letter_id, uid=letter.uid, posted_at=letter.at))
        return frozenset(event.event_id for event in self.letters[letter.letter_id].events)

    def put(self, posted: PostedLetter) -> None:
        """Keep what has become of a letter, to be looked at when it was posted."""
        self.posted[posted.letter_id] = posted
        self.looks[posted.letter_id] = posted.posted_at

    def send(self, letter_id: str, at: datetime) -> None:
        """Let the service send a letter."""
        self._end(letter_id, LetterState.SENT, at, "")

    def fail(self, letter_id: str, at: datetime, error: str) -> None:
        """Let the service fail once more."""
        self._end(letter_id, LetterState.FAILED, at, error)

    def to_look_at(self, now: datetime, limit: int) -> tuple[PostedLetter, ...]:
        """Return letters by the time of their next look."""
        due = sorted((at, letter_id) for letter_id, at in self.looks.items() if at <= now)
        return tuple(self.posted[letter_id] for _, letter_id in due[:limit])

    def look_again(self, letter_id: str, at: datetime | None) -> None:
        """Put a letter off, or for good."""
        self.looks.pop(letter_id, None)
        if at is not None:
            self.looks[letter_id] = at

    def retry(self, letter_id: str, look_at: datetime) -> None:
        """Note the wish; the letter waits again."""
        self.posted[letter_id] = replace(self.posted[letter_id], state=LetterState.WAITING)
        self.looks[letter_id] = look_at
        self.retried.append(letter_id)

    def give_up(self, letter_id: str) -> None:
        """Put a letter off for good."""
        self.look_again(letter_id, None)

    def _end(self, letter_id: str, state: LetterState, at: datetime, error: str) -> None:
        before = self.posted[letter_id]
        attempts = before.attempts + 1
        self.posted[letter_id] = replace(before, state=state, attempts=attempts, ended_at=at, error=error)


class MemoryDevices:
    """The fake of where devices are kept."""

    def __init__(self) -> None:
        self.devices: dict[tuple[str, str], Device] = {}

    def of(self, uid: str) -> tuple[Device, ...]:
        """Return a person's devices."""
        held = [device for (owner, _), device in self.devices.items() if owner == uid]
        return tuple(sorted(held, key=lambda device: device.device_id))

    def keep(self, uid: str, device: Device) -> None:
        """Keep a device."""
        self.devices[uid, device.device_id] = device

    def forget(self, uid: str, device_id: str) -> None:
        """Drop a device."""
        self.devices.pop((uid, device_id), None)


class MemoryWebhookSecrets:
    """Secrets in a known order."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}
        self._numbers = count(1)

    def of(self, uid: str) -> str:
        """Return a person's secret."""
        return self.secrets.get(uid) or self.renew(uid)

    def renew(self, uid: str) -> str:
        """Replace a person's secret."""
        self.secrets[uid] = f"secret{next(self._numbers):034d}"
        return self.secrets[uid]


class MemoryReceivers:
    """Everything outside that receives: pushes, webhooks and a topic; `is_down` makes each of them fail."""

    def __init__(self) -> None:
        self.pushed: list[tuple[str, str]] = []
        self.called: list[tuple[Event, str, str]] = []
        self.published: list[Event] = []
        self.gone: set[str] = set()
        self.is_down = False

    def send(self, delivery: Delivery, devices: Sequence[Device]) -> tuple[Device, ...]:
        """Remember a note for each device that is there, and return the others."""
        self._answer()
        there = [device for device in devices if device.device_id not in self.gone]
        self.pushed.extend((delivery.event.event_id, device.device_id) for device in there)
        return tuple(device for device in devices if device.device_id in self.gone)

    def post(self, event: Event, url: str, secret: str) -> None:
        """Remember a call."""
        self._answer()
        self.called.append((event, url, secret))

    def publish(self, event: Event) -> None:
        """Remember an event."""
        self._answer()
        self.published.append(event)

    def _answer(self) -> None:
        if self.is_down:
            raise UnavailableError(ReasonCode.RECEIVER_UNAVAILABLE, "The receiver does not answer.")
