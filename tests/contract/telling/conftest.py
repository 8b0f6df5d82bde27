"""What is kept about telling: the fakes in memory, and Firestore as its official emulator serves it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from contract.stores.conftest import client, documents
from trimtab.adapters.firestore.alerts import FirestoreAlerts, FirestoreInbox
from trimtab.adapters.firestore.deliveries import FirestoreDeliveries
from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.firestore.mail import FirestoreMailbox
from trimtab.adapters.firestore.preferences import (
    FirestoreDevices,
    FirestorePreferences,
    FirestoreWebhookSecrets,
)
from trimtab.adapters.identifiers import RandomIdentifiers
from trimtab.adapters.memory.telemetry import MemoryLog
from trimtab.adapters.memory.telling import (
    MemoryAlerts,
    MemoryDeliveries,
    MemoryDevices,
    MemoryInbox,
    MemoryMailbox,
    MemoryPreferences,
    MemoryWebhookSecrets,
)
from trimtab.ports.telling import (
    Alerts,
    Deliveries,
    Devices,
    Inbox,
    Mailbox,
    PreferenceStore,
    WebhookSecrets,
)

__all__ = ["client", "documents"]


@dataclass(frozen=True, slots=True)
class Kept:
    """One implementation of each port."""

    alerts: Alerts
    deliveries: Deliveries
    preferences: PreferenceStore
    inbox: Inbox
    mailbox: Mailbox
    devices: Devices
    secrets: WebhookSecrets


@pytest.fixture(params=["memory", pytest.param("firestore", marks=pytest.mark.emulator)])
def kept(request: pytest.FixtureRequest) -> Kept:
    """Open each implementation in turn, empty."""
    if request.param == "memory":
        deliveries = MemoryDeliveries()
        return Kept(
            MemoryAlerts(deliveries),
            deliveries,
            MemoryPreferences(),
            MemoryInbox(),
            MemoryMailbox(),
            MemoryDevices(),
            MemoryWebhookSecrets(),
        )
    return on_firestore(request.getfixturevalue("documents"))


def on_firestore(gateway: Documents) -> Kept:
    """Open the real ones on a gateway."""
    return Kept(
        FirestoreAlerts(gateway),
        FirestoreDeliveries(gateway, MemoryLog()),
        FirestorePreferences(gateway),
        FirestoreInbox(gateway),
        FirestoreMailbox(gateway),
        FirestoreDevices(gateway),
        FirestoreWebhookSecrets(gateway, RandomIdentifiers()),
    )
