"""Every broker contract test runs once for each implementation; only their harnesses know which."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from contract.broker.alpaca_harness import AlpacaHarness
from contract.broker.harness import Harness
from contract.broker.memory_harness import MemoryHarness
from paperbroker.server import running_broker


@pytest.fixture(scope="session")
def paper_broker_url() -> Iterator[str]:
    """One paper broker on a free loopback port for all tests."""
    with running_broker() as broker:
        yield broker.url


@pytest.fixture(params=["memory", "alpaca"])
def harness(request: pytest.FixtureRequest) -> Harness:
    """A fresh account of one implementation."""
    if request.param == "memory":
        return MemoryHarness()
    return AlpacaHarness(request.getfixturevalue("paper_broker_url"))
