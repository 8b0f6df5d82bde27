"""A Firestore that refuses or never answers: every call ends in time with the error for that."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from time import monotonic

import pytest
from google.cloud.firestore import Client

from contract.stores import samples, tax_samples
from contract.stores.conftest import EMULATOR, Stores, on_firestore
from trimtab.adapters.firestore.documents import CALL_SECONDS, Documents
from trimtab.domain.claims import Claimed
from trimtab.domain.errors import UnavailableError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trading_state import TradingMode, TradingScope, TradingState

NOBODY = "127.0.0.1:1"
PATIENCE = 0.4
ANSWER_LIMIT = 10.0
HALTED = TradingState(
    mode=TradingMode.HALTED, reason="stop", epoch=1, updated_by="ada", updated_at=samples.NOON
)

CALLS: dict[str, Callable[[Stores], object]] = {
    "current": lambda stores: stores.policies.current(samples.HOME),
    "append": lambda stores: stores.policies.append(samples.HOME, samples.policy(1)),
    "save plan": lambda stores: stores.plans.save(samples.plan()),
    "list trades": lambda stores: stores.plans.suggestions(samples.HOME, "pl_1"),
    "drop plan": lambda stores: stores.plans.drop(samples.HOME, "pl_1", ReasonCode.PLAN_EXPIRED),
    "find plan": lambda stores: stores.plans.find(samples.HOME, "pl_1"),
    "reserve": lambda stores: samples.reserve(stores.runs, samples.run("run1"), samples.key("k1")),
    "find key": lambda stores: stores.runs.find_key(samples.key("k1")),
    "find planned": lambda stores: stores.runs.find_plan(samples.HOME, "pl_run1"),
    "load": lambda stores: stores.runs.load(samples.HOME, "run1"),
    "claim": lambda stores: stores.simulations.claim(samples.key("k1"), samples.NOON, samples.LEASE),
    "finish": lambda stores: stores.simulations.finish(
        samples.key("k1"), Claimed("2026-01-02T12:00:00Z"), samples.simulation()
    ),
    "find simulation": lambda stores: stores.simulations.find(samples.HOME, "rr_1"),
    "load taxes": lambda stores: stores.taxes.load(samples.HOME),
    "save taxes": lambda stores: stores.taxes.save(samples.HOME, None, tax_samples.book()),
    "load peak": lambda stores: stores.equity_peaks.load(samples.HOME),
    "save peak": lambda stores: stores.equity_peaks.save(samples.HOME, None, samples.equity_peak()),
    "set next": lambda stores: stores.trading.set_next(
        HALTED, TradingScope.ACCOUNT, samples.run("run1").place
    ),
    "set": lambda stores: stores.trading.set(HALTED),
    "changes": lambda stores: stores.trading.changes_of(samples.NOON.date()),
}


@pytest.fixture
def silent_host() -> Iterator[str]:
    """Listen, take connections, and never say a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


def stores_at(host: str, monkeypatch: pytest.MonkeyPatch) -> Stores:
    """Open impatient stores on a host."""
    monkeypatch.setenv(EMULATOR, host)
    return on_firestore(Documents(Client(project="demo-dead"), call_seconds=PATIENCE))


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_a_dead_store_is_unavailable(call: Callable[[Stores], object], monkeypatch: pytest.MonkeyPatch):
    """Nobody listens, and every call says so instead of trying for minutes."""
    with pytest.raises(UnavailableError, match="try again"):
        call(stores_at(NOBODY, monkeypatch))


@pytest.mark.enable_socket
@pytest.mark.parametrize("name", ["current", "save plan"])
def test_a_silent_store_is_unavailable(name: str, silent_host: str, monkeypatch: pytest.MonkeyPatch):
    """Somebody listens but never answers, and a read as well as a write ends within two calls' time."""
    start = monotonic()
    with pytest.raises(UnavailableError):
        CALLS[name](stores_at(silent_host, monkeypatch))

    assert monotonic() - start < ANSWER_LIMIT * PATIENCE / CALL_SECONDS


def test_an_unreadable_switch_halts(monkeypatch: pytest.MonkeyPatch):
    """The kill switch of a dead store reads as HALTED, not as an error."""
    assert TradingMode.HALTED is stores_at(NOBODY, monkeypatch).trading.current().mode
