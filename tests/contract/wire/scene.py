"""The paper broker of the wire tests: one account, controlled and observed over HTTP."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import requests

from contract.wire.attempts import CALM, LINES, intent, open_account
from trimtab.domain.order import Accepted

_KEYS: Final = {"APCA-API-KEY-ID": "key", "APCA-API-SECRET-KEY": "secret"}
_OPENING: Final = {
    "accounts": [{"key": "key", "secret": "secret", "cash": "900000.00"}],
    "prices": {"SPY": "410.25"},
    "rate_limit": 100_000,
}


@dataclass(frozen=True, slots=True)
class Scene:
    """A running paper broker."""

    url: str

    def open(self) -> None:
        """Start afresh."""
        self._control("reset", _OPENING)

    def place(self, client_order_id: str) -> str:
        """Place the order that cancel, replace and find are about, and let it become new."""
        account = open_account(self.url, CALM)
        outcome = account.submit(intent(client_order_id))
        assert isinstance(outcome, Accepted)
        account.find(client_order_id)
        return outcome.order.order_id

    def strike(self, call: str, fault: Mapping[str, Any]) -> None:
        """Let a fault hit every request of a call, however often it is repeated; others strike as they do."""
        aim = {"match": LINES[call], "count": 100} if "match" in fault else {}
        self._control("faults", {**fault, **aim})

    def relent(self) -> None:
        """Let nothing go wrong any more."""
        requests.delete(f"{self.url}/_control/faults", timeout=10).raise_for_status()

    def wire(self) -> Counter[str]:
        """Count the requests since the start by method."""
        counted = Counter[str]()
        for line, count in requests.get(f"{self.url}/_control/wire", timeout=10).json().items():
            counted[line.partition(" ")[0]] += count
        return counted

    def orders_named(self, client_order_id: str) -> int:
        """Count the orders that stand under a name."""
        query = {"status": "all", "limit": "500"}
        listed = requests.get(f"{self.url}/v2/orders", query, headers=_KEYS, timeout=10).json()
        return sum(order["client_order_id"] == client_order_id for order in listed)

    def _control(self, route: str, body: object) -> None:
        requests.post(f"{self.url}/_control/{route}", json=body, timeout=10).raise_for_status()
