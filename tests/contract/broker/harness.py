"""What the broker contract needs of an implementation: one prepared account, and a hand on its market."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Protocol

import requests

from trimtab.adapters.alpaca import AlpacaBroker, AlpacaCredentials
from trimtab.adapters.memory.broker import MemoryBroker
from trimtab.domain.instruments import Instrument, QuantityUnit
from trimtab.ports import Broker

CASH = Decimal("10000.00")
SHARES = {"SPY": Decimal(10), "BRK.B": Decimal(2)}
PRICES = {"SPY": Decimal(400), "TLT": Decimal("100.25"), "BRK.B": Decimal(300), "HALT": Decimal(50)}
"""Every account starts with this; BRK.B trades in whole shares only and HALT does not trade."""


class Harness(Protocol):
    """One implementation with its account as above, market open, orders filled in full."""

    @property
    def broker(self) -> Broker:
        """The implementation under test."""

    def open_market(self, *, is_open: bool) -> None:
        """Open or close the market."""

    def fill(self, mode: str) -> None:
        """Let later steps fill "full", "partial" or "none" of an order."""

    def move_price(self, symbol: str, price: str) -> None:
        """Set a price."""

    def lose_next_answer(self) -> None:
        """Let the next order be taken and its answer be lost."""


@dataclass(frozen=True, slots=True)
class MemoryHarness:
    """The broker in memory."""

    broker: MemoryBroker

    @classmethod
    def fresh(cls) -> MemoryHarness:
        """Prepare the account."""
        listed = {"BRK.B": (True, QuantityUnit.WHOLE), "HALT": (False, QuantityUnit.FRACTIONAL)}
        return cls(
            MemoryBroker(
                cash=CASH,
                prices=dict(PRICES),
                shares=dict(SHARES),
                listed={symbol: _instrument(symbol, *traits) for symbol, traits in listed.items()},
                now=lambda: datetime(2026, 11, 20, 15, 0, tzinfo=UTC),
            )
        )

    def open_market(self, *, is_open: bool) -> None:
        """Open or close the market."""
        self.broker.is_open = is_open

    def fill(self, mode: str) -> None:
        """Choose how much a step fills."""
        self.broker.fill_fraction = {"full": Decimal(1), "partial": Decimal("0.5"), "none": Decimal(0)}[mode]

    def move_price(self, symbol: str, price: str) -> None:
        """Set a price."""
        self.broker.prices[symbol] = Decimal(price)

    def lose_next_answer(self) -> None:
        """Lose the next answer."""
        self.broker.lose_next_submit(after_taking=True)


def _instrument(symbol: str, is_tradable: bool, unit: QuantityUnit) -> Instrument:  # noqa: FBT001 - a row of a table
    return Instrument(
        symbol=symbol, asset_id=f"asset-{symbol}", name=symbol, is_tradable=is_tradable, unit=unit
    )


@dataclass(frozen=True, slots=True)
class AlpacaHarness:
    """The Alpaca adapter, over HTTP, against the paper broker at `url`."""

    broker: AlpacaBroker
    url: str

    @classmethod
    def fresh(cls, url: str) -> AlpacaHarness:
        """Prepare the account."""
        credentials = AlpacaCredentials(key_id="key", secret_key="secret", base_url=url, data_url=url)
        harness = cls(AlpacaBroker(credentials), url)
        harness.control("reset", _OPENING)
        return harness

    def open_market(self, *, is_open: bool) -> None:
        """Open or close the market."""
        self.control("clock", {"open": is_open})

    def fill(self, mode: str) -> None:
        """Choose how much a step fills."""
        self.control("fills", {"mode": mode})

    def move_price(self, symbol: str, price: str) -> None:
        """Set a price."""
        self.control("prices", {symbol: price})

    def lose_next_answer(self) -> None:
        """Lose the next answer."""
        self.control("faults", {"fault": "lose_next", "count": 1})

    def control(self, route: str, body: object) -> None:
        """Drive the paper broker."""
        requests.post(f"{self.url}/_control/{route}", json=body, timeout=5).raise_for_status()


_OPENING = {
    "accounts": [
        {
            "key": "key",
            "secret": "secret",
            "cash": str(CASH),
            "positions": {
                symbol: {"qty": str(quantity), "avg_entry_price": "100"}
                for symbol, quantity in SHARES.items()
            },
        }
    ],
    "prices": {symbol: str(price) for symbol, price in PRICES.items()},
    "assets": [
        {"symbol": "BRK.B", "name": "BRK.B", "fractionable": False},
        {"symbol": "HALT", "name": "HALT", "tradable": False},
    ],
    "rate_limit": 10_000,
}
