"""The stores under test: the fakes in memory, and Firestore as its official emulator serves it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest
from google.cloud.firestore import Client

from trimtab.adapters.firestore.documents import Documents
from trimtab.adapters.firestore.outbox import FirestoreDeadLetters, FirestoreOutbox
from trimtab.adapters.firestore.plans import FirestorePlans
from trimtab.adapters.firestore.policies import FirestorePolicies
from trimtab.adapters.firestore.risk import FirestoreEquityPeaks
from trimtab.adapters.firestore.runs import FirestoreRuns
from trimtab.adapters.firestore.simulations import FirestoreSimulations
from trimtab.adapters.firestore.taxes import FirestoreTaxes
from trimtab.adapters.firestore.trading import FirestoreTradingStates
from trimtab.adapters.identifiers import RandomIdentifiers
from trimtab.adapters.memory.risk import MemoryEquityPeaks
from trimtab.adapters.memory.runs import MemoryDeadLetters, MemoryRuns
from trimtab.adapters.memory.simulations import MemorySimulations
from trimtab.adapters.memory.stores import MemoryPlans, MemoryPolicies, MemoryTradingStates
from trimtab.adapters.memory.taxes import MemoryTaxes
from trimtab.adapters.memory.telemetry import MemoryLog
from trimtab.ports import (
    DeadLetters,
    EquityPeaks,
    Outbox,
    PlanStore,
    PolicyStore,
    RunStore,
    SimulationStore,
    TaxLedgerStore,
    TradingStates,
)

EMULATOR = "FIRESTORE_EMULATOR_HOST"


@dataclass(frozen=True, slots=True)
class Stores:
    """One implementation of each store port."""

    policies: PolicyStore
    plans: PlanStore
    runs: RunStore
    trading: TradingStates
    simulations: SimulationStore
    taxes: TaxLedgerStore
    outbox: Outbox
    dead_letters: DeadLetters
    equity_peaks: EquityPeaks


@pytest.fixture
def client() -> Iterator[Client]:
    """Open a Firestore project of the test's own."""
    if EMULATOR not in os.environ:
        pytest.fail(
            f"{EMULATOR} is not set: run scripts/test, or start the emulator and name its host and port"
        )
    opened = Client(project=f"demo-{uuid4().hex[:20]}")
    yield opened
    opened.close()  # type: ignore[no-untyped-call]  # the client's own gap


@pytest.fixture
def documents(client: Client) -> Documents:
    """Open the gateway to the test's own project."""
    return Documents(client)


@pytest.fixture(params=["memory", pytest.param("firestore", marks=pytest.mark.emulator)])
def stores(request: pytest.FixtureRequest) -> Stores:
    """Open each implementation in turn, empty."""
    if request.param == "memory":
        plans = MemoryPlans()
        runs = MemoryRuns(plans)
        return Stores(
            MemoryPolicies(),
            plans,
            runs,
            MemoryTradingStates(),
            MemorySimulations(),
            MemoryTaxes(),
            runs,
            MemoryDeadLetters(),
            MemoryEquityPeaks(),
        )
    return on_firestore(request.getfixturevalue("documents"))


def on_firestore(documents: Documents) -> Stores:
    """Open the real stores on a gateway."""
    names = RandomIdentifiers()
    return Stores(
        FirestorePolicies(documents, names),
        FirestorePlans(documents),
        FirestoreRuns(documents, names, MemoryLog()),
        FirestoreTradingStates(documents, names),
        FirestoreSimulations(documents, names),
        FirestoreTaxes(documents, names),
        FirestoreOutbox(documents, MemoryLog()),
        FirestoreDeadLetters(documents),
        FirestoreEquityPeaks(documents),
    )
