"""What the load measurement serves: the real functions, each person with an account of their own.

Today a deployment knows one key pair, its owner's. Here `bootstrap.brokers` finds a key pair for everybody,
at the port that linked accounts will fill; everything else is `functions/main.py` as deployed.
"""

from __future__ import annotations

import functools
from typing import Any

import bootstrap
import main
from trimtab.adapters.ahead import on_threads
from trimtab.adapters.alpaca import AlpacaBrokers, Hosts
from trimtab.domain.broker_keys import BrokerKeys, key_pair
from trimtab.domain.snapshot import BrokerMode


class EverybodysSecrets:
    """Each person's key is their uid."""

    def of(self, uid: str) -> BrokerKeys | None:
        """Read the keys of a person."""
        return BrokerKeys(environment=BrokerMode.PAPER, proof=key_pair(uid, "secret"))


@functools.cache
def _brokers() -> AlpacaBrokers:
    hosts = Hosts(bootstrap.ALPACA_BASE_URL.value, bootstrap.ALPACA_DATA_URL.value)
    return AlpacaBrokers(EverybodysSecrets(), {BrokerMode.PAPER: hosts}, ahead=on_threads())


bootstrap.brokers = _brokers


def __getattr__(name: str) -> Any:
    """Find a function by its deployed name."""
    try:
        return vars(main)[name]
    except KeyError:
        raise AttributeError(name) from None
