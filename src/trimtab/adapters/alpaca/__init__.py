"""Alpaca behind the `Broker` and `MarketData` ports; nobody else sees the SDK or its types."""

from trimtab.adapters.alpaca.broker import AlpacaBroker
from trimtab.adapters.alpaca.brokers import AlpacaBrokers, Hosts
from trimtab.adapters.alpaca.credentials import AlpacaCredentials
from trimtab.adapters.alpaca.patience import Patience

__all__ = ["AlpacaBroker", "AlpacaBrokers", "AlpacaCredentials", "Hosts", "Patience"]
