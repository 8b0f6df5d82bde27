"""What telling needs, as dictionaries and lists; one contract suite covers them and the real ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import count

from trimtab.contracts.messages.notes import inbox_entry
from trimtab.domain.alert import Alert
from trimtab.domain.decision import Decision
from trimtab.domain.delivery import Delivery, DeliveryState
from trimtab.domain.errors import UnavailableError
from trimtab.domain.event import Event
from trimtab.domain.message import Device, FailedLetter, InboxEntry, Letter
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.preferences import Preferences
from trimtab.domain.reasons import ReasonCode


class MemoryAlerts:
    """The alert history's fake."""

    def __init__(self) -> None:
        self.alerts: dict[tuple[PortfolioRef, str], Alert] = {}

    def current(self, portfolio: PortfolioRef, since: datetime) -> tuple[Alert, ...]:
        """Return open alerts and those that have turned since."""
        kept = (each for each in self._of(portfolio) if each.is_open or each.changed_at >= since)
        return tuple(sorted(kept, key=lambda alert: (alert.opened_at, alert.alert_id)))

    def history(
        self, portfolio: PortfolioRef, limit: int, before: datetime | None = None
    ) -> tuple[Alert, ...]:
        """Return a page of alerts, the latest first."""
        kept = [each for each in self._of(portfolio) if before is None or each.opened_at < before]
        return tuple(sorted(kept, key=lambda alert: alert.opened_at, reverse=True)[:limit])

    def save(self, alerts: Sequence[Alert]) -> None:
        """Keep alerts."""
        self.alerts.update({(each.portfolio, each.alert_id): each for each in alerts})

    def _of(self, portfolio: PortfolioRef) -> list[Alert]:
        return [alert for (owner, _), alert in self.alerts.items() if owner == portfolio]


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

    def of_digest(self, digest_id: str) -> tuple[Delivery, ...]:
        """Return a digest's deliveries but those given up."""
        held = [each for each in self.kept.values() if each.digest_id == digest_id]
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
    """The mailbox's fake; `letters` are those handed over, `failures` those its service could not send."""

    def __init__(self) -> None:
        self.letters: dict[str, Letter] = {}
        self.failures: dict[str, FailedLetter] = {}
        self.retried: list[str] = []

    def post(self, letter: Letter) -> frozenset[str]:
        """Keep a letter unless it is there."""
        held = self.letters.setdefault(letter.letter_id, letter)
        return frozenset(event.event_id for event in held.events)

    def failed(self, limit: int) -> tuple[FailedLetter, ...]:
        """Return failed letters."""
        return tuple(self.failures.values())[:limit]

    def retry(self, letter_id: str) -> None:
        """Note the wish; the letter is no failed one any more."""
        self.failures.pop(letter_id, None)
        self.retried.append(letter_id)

    def give_up(self, letter_id: str) -> None:
        """Take a failed letter from the list."""
        self.failures.pop(letter_id, None)


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
