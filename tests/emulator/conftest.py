"""The whole stack on real parts: emulators, functions and the paper broker, in the demo's state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from _stack.addresses import Addresses
from _stack.client import Caller
from _stack.demo import follow
from _stack.seed import seed_demo
from _stack.stack import Stack, shared_stack
from _stack.web import send


@dataclass(frozen=True, slots=True)
class Broker:
    """The paper broker's control routes."""

    url: str

    def control(self, route: str, **body: Any) -> None:
        """Tell the broker how to behave."""
        send("POST", f"{self.url}/_control/{route}", body)

    def orders_posted(self) -> int:
        """Count the orders that were put on the wire since the last reset."""
        return int(send("GET", f"{self.url}/_control/wire").get("POST /v2/orders", 0))


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """Use the running stack, or run one."""
    with shared_stack() as running:
        yield running


@pytest.fixture
def urls(stack: Stack) -> Addresses:
    """Where the stack's parts answer."""
    return stack.urls


@pytest.fixture
def owner(urls: Addresses) -> Caller:
    """The demo's owner, signed in, with everything back at the beginning."""
    return seed_demo(urls)


@pytest.fixture
def broker(urls: Addresses, owner: Caller) -> Iterator[Broker]:
    """The paper broker after seeding; its faults end with the test."""
    assert owner.uid
    yield Broker(urls.broker_url)
    send("DELETE", f"{urls.broker_url}/_control/faults")


def execute(owner: Caller, key: str = "key-00000001") -> dict[str, Any]:
    """Preview with the full method and approve the plan, whose orders leave at once."""
    forgo_hold(owner)
    plan = owner.call("check_rebalance_drift", method="FULL")
    return owner.call(
        "execute_plan", plan_id=plan["plan_id"], plan_hash=plan["plan_hash"], idempotency_key=key
    )


def forgo_hold(owner: Caller) -> None:
    """Let the orders of approved plans leave at once: nobody here thinks better of it."""
    owner.call("save_policy", execution={"hold_seconds": 0})


def finish(owner: Caller, run_id: str) -> dict[str, Any]:
    """Follow a run's document to its end."""
    return follow(owner, run_path(owner, run_id))


def legs(owner: Caller, run_id: str) -> list[dict[str, Any]]:
    """Read a run's legs."""
    return owner.documents(f"{run_path(owner, run_id)}/legs")


def run_path(owner: Caller, run_id: str) -> str:
    """Name a run's document."""
    return f"userSettings/{owner.uid}/rebalance_runs/{run_id}"
