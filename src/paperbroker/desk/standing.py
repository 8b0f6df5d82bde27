"""An account as the rules and the answers see it: cash, shares, and what open orders hold back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from paperbroker.basics.money import ZERO
from paperbroker.book.account import Account
from paperbroker.book.ledger import Ledger
from paperbroker.book.orders import Holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An account at one moment."""

    account: Account
    ledger: Ledger
    holds: Holds

    @property
    def buying_power(self) -> Decimal:
        """Exact USD free to spend: cash less what open purchases hold back."""
        return self.ledger.cash - self.holds.cash

    def held_shares(self, symbol: str) -> Decimal:
        """Count the shares open sales of a symbol hold back."""
        return self.holds.shares.get(symbol, ZERO)
