"""Alpaca behind the `Broker` port; nothing outside this folder imports the SDK or sees its types."""

from trimtab.adapters.alpaca.broker import AlpacaBroker
from trimtab.adapters.alpaca.credentials import AlpacaCredentials
from trimtab.adapters.alpaca.patience import Patience

__all__ = ["AlpacaBroker", "AlpacaCredentials", "Patience"]
