"""Telling as a deployment wires it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from google.cloud.firestore import Client

import telling_wiring
from builders import NOON
from telling_builders import alert_turn
from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.identifiers import RandomIdentifiers
from trimtab.adapters.memory.clock import ManualClock
from trimtab.adapters.memory.telemetry import MemoryLog, MemoryMetrics
from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.ports.telling import Telling

HERE = "http://127.0.0.1:1/hook"


@pytest.fixture(autouse=True)
def _deployed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set what every deployment has, and forget what an earlier one opened."""
    monkeypatch.setenv("GCLOUD_PROJECT", "demo-wired")
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", "127.0.0.1:1")
    for name in ("EVENT_TOPIC", "APP_URL", "FUNCTIONS_EMULATOR"):
        monkeypatch.delenv(name, raising=False)
    telling_wiring._publisher.cache_clear()  # noqa: SLF001 - what a new process has empty
    yield
    telling_wiring._publisher.cache_clear()  # noqa: SLF001 - the same


def wired() -> Telling:
    documents = Documents(Client(project="demo-wired"))
    return telling_wiring.telling_wiring(
        documents, ManualClock(NOON), RandomIdentifiers(), MemoryLog(), MemoryMetrics()
    )


def test_without_a_topic_nothing_is_published():
    """A deployment that names none has no Pub/Sub."""
    assert wired().publisher is None


def test_a_named_topic_gets_the_events(monkeypatch: pytest.MonkeyPatch):
    """One publisher for the whole instance."""
    monkeypatch.setenv("EVENT_TOPIC", "events")

    assert wired().publisher is wired().publisher is not None


def test_a_deployed_webhook_never_leads_to_its_own_machine():
    """Outside the emulator an address of this machine is refused."""
    with pytest.raises(RefusedError, match="not public"):
        wired().webhooks.post(alert_turn(), HERE, "secret")


def test_in_the_emulator_it_may(monkeypatch: pytest.MonkeyPatch):
    """There it is called, and nobody answers."""
    monkeypatch.setenv("FUNCTIONS_EMULATOR", "true")

    with pytest.raises(UnavailableError, match="did not answer"):
        wired().webhooks.post(alert_turn(), HERE, "secret")
