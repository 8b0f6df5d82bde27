"""Lots of shares, sold first in, first out, as Alpaca matches them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from paperbroker.basics.money import ZERO
from paperbroker.basics.side import Side
from paperbroker.orders.activity import Fill


@dataclass(frozen=True, slots=True)
class Lot:
    """Shares bought together at one price in USD."""

    qty: Decimal
    price: Decimal
    acquired_at: datetime


@dataclass(frozen=True, slots=True)
class Ledger:
    """Exact cash in USD and lots by symbol, oldest first; symbols without shares are absent."""

    cash: Decimal
    lots: Mapping[str, tuple[Lot, ...]]

    def quantity(self, symbol: str) -> Decimal:
        """Count the shares held."""
        return sum((lot.qty for lot in self.lots.get(symbol, ())), ZERO)

    def cost_basis(self, symbol: str) -> Decimal:
        """Sum what the remaining lots cost, in USD."""
        return sum((lot.qty * lot.price for lot in self.lots.get(symbol, ())), ZERO)

    def equity(self, prices: Mapping[str, Decimal]) -> Decimal:
        """Value cash and shares in USD."""
        return self.cash + sum((self.quantity(symbol) * prices[symbol] for symbol in self.lots), ZERO)

    def post(self, fill: Fill) -> Ledger:
        """Book one fill; cash moves by exactly quantity times price.

        Raises `ValueError` when more is sold than held.
        """
        value = fill.qty * fill.price
        held = self.lots.get(fill.symbol, ())
        if fill.side is Side.BUY:
            bought = Lot(fill.qty, fill.price, fill.at)
            return self.with_lots(fill.symbol, (*held, bought), self.cash - value)
        return self.with_lots(fill.symbol, _sell(held, fill.qty), self.cash + value)

    def with_lots(self, symbol: str, lots: tuple[Lot, ...], cash: Decimal) -> Ledger:
        """Replace the lots of one symbol, and the cash."""
        others = {key: held for key, held in self.lots.items() if key != symbol}
        return Ledger(cash, {**others, symbol: lots} if lots else others)


def _sell(lots: tuple[Lot, ...], qty: Decimal) -> tuple[Lot, ...]:
    while qty > ZERO:
        if not lots:
            raise ValueError(f"qty {qty} more than held; sell at most the position")
        oldest, *newer = lots
        kept = max(oldest.qty - qty, ZERO)
        qty -= oldest.qty - kept
        lots = (replace(oldest, qty=kept), *newer) if kept else tuple(newer)
    return lots
