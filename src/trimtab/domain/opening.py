"""What an account held when a run was reserved: where its reconciliation begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from trimtab.domain.money import ZERO
from trimtab.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Shares of one symbol."""

    symbol: str
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Cash in US dollars, and the shares of a run's symbols, none of them left out; read from `at` on."""

    at: datetime
    cash: Decimal
    positions: tuple[Position, ...]

    @classmethod
    def of(cls, snapshot: Snapshot, symbols: Iterable[str]) -> Opening:
        """Take down what a snapshot shows of some symbols."""
        positions = tuple(
            Position(symbol=symbol, quantity=snapshot.holding(symbol).quantity)
            for symbol in sorted(set(symbols))
        )
        return cls(at=snapshot.as_of, cash=snapshot.cash, positions=positions)

    def quantity(self, symbol: str) -> Decimal:
        """Return the shares of a symbol, zero for one that was not taken down."""
        return next((held.quantity for held in self.positions if held.symbol == symbol), ZERO)
