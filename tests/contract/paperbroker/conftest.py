"""One paper broker for the whole suite, put back to one scene before each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alpaca.data.historical.stock import StockHistoricalDataClient
from alpaca.trading.client import TradingClient

from contract.paperbroker.acts import KEY, PRICES, SECRET, SETTING, Sdk, control
from paperbroker.server import Broker, running_broker


@pytest.fixture(scope="session")
def broker() -> Iterator[Broker]:
    with running_broker(prices=PRICES) as running:
        yield running


@pytest.fixture
def client(broker: Broker) -> Sdk:
    """A trading client of an account with 1,000 USD and ten MSFT, the market held open."""
    control(broker, "reset", SETTING)
    return TradingClient(KEY, SECRET, url_override=broker.url)


@pytest.fixture
def quotes(broker: Broker, client: Sdk) -> Sdk:
    """A data client of the same account."""
    assert client is not None
    return StockHistoricalDataClient(KEY, SECRET, url_override=broker.url)
