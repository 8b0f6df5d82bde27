"""Lots of shares, sold first in, first out, as Alpaca matches them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Context, Decimal, localcontext
from functools import reduce
from typing import Final

from paperbroker.basics.money import SHARE_STEP, ZERO, cut
from paperbroker.basics.side import Side
from paperbroker.orders.activity import Fill

# Wide enough for any product of a quantity and a price of nine decimals each, so that no cost is rounded.
_EXACT: Final = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Lot:
    """Shares bought together: `price` is what each cost in USD, `rest` what the lot cost beyond that.

    A split leaves a rest where the new price does not end within nine decimals; it goes with the last share.
    """

    qty: Decimal
    price: Decimal
    acquired_at: datetime
    rest: Decimal = ZERO

    @classmethod
    def costing(cls, qty: Decimal, cost: Decimal, acquired_at: datetime) -> Lot:
        """Make a lot of a given cost as a whole."""
        with localcontext(_EXACT):
            price = cut(cost / qty, SHARE_STEP)
            return cls(qty, price, acquired_at, cost - qty * price)

    @property
    def cost(self) -> Decimal:
        """What all of it cost, in USD."""
        return _EXACT.fma(self.qty, self.price, self.rest)


Lots = tuple[Lot, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Exact cash in USD and lots by symbol, oldest first; symbols without shares are absent."""

    cash: Decimal
    lots: Mapping[str, Lots]

    def of(self, symbol: str) -> Lots:
        """List the lots of one symbol."""
        return self.lots.get(symbol, ())

    def quantity(self, symbol: str) -> Decimal:
        """Count the shares held."""
        return count_shares(self.of(symbol))

    def cost_basis(self, symbol: str) -> Decimal:
        """Sum what the remaining lots cost, in USD."""
        return total_cost(self.of(symbol))

    def equity(self, prices: Mapping[str, Decimal]) -> Decimal:
        """Value cash and shares in USD."""
        return self.cash + sum((self.quantity(symbol) * prices[symbol] for symbol in self.lots), ZERO)

    def post(self, fill: Fill) -> Ledger:
        """Book one fill; cash moves by exactly quantity times price.

        Raises `ValueError` when more is sold than held.
        """
        held, cash = self.of(fill.symbol), self.cash + fill.cash_change
        if fill.side is Side.BUY:
            return self.with_lots(fill.symbol, (*held, Lot(fill.qty, fill.price, fill.at)), cash)
        return self.with_lots(fill.symbol, take(held, fill.qty), cash)

    def with_lots(self, symbol: str, lots: Lots, cash: Decimal) -> Ledger:
        """Replace the lots of one symbol, and the cash."""
        others = {key: held for key, held in self.lots.items() if key != symbol}
        return Ledger(cash, {**others, symbol: lots} if lots else others)


def count_shares(lots: Iterable[Lot]) -> Decimal:
    """Count the shares of some lots."""
    return sum((lot.qty for lot in lots), ZERO)


def total_cost(lots: Iterable[Lot]) -> Decimal:
    """Sum what some lots cost, in USD."""
    return reduce(_EXACT.add, (lot.cost for lot in lots), ZERO)


def in_order(lots: Iterable[Lot]) -> Lots:
    """Put lots that came in by another way than a purchase among the others, the oldest purchase first."""
    return tuple(sorted(lots, key=lambda lot: lot.acquired_at))


def less_cash(lots: Iterable[Lot], per_share: Decimal) -> Lots:
    """Take USD per share off what lots have cost, down to nothing."""
    costs = ((lot, _EXACT.fma(-lot.qty, per_share, lot.cost)) for lot in lots)
    return tuple(Lot.costing(lot.qty, max(cost, ZERO), lot.acquired_at) for lot, cost in costs)


def shares_for(shares: Decimal, new_rate: Decimal, old_rate: Decimal) -> Decimal:
    """Count the shares that come at `new_rate` for every `old_rate`, cut to nine decimals."""
    return cut(_EXACT.divide(_EXACT.multiply(shares, new_rate), old_rate), SHARE_STEP)


def take(lots: Lots, qty: Decimal) -> Lots:
    """Take shares away, the oldest first, and give what remains.

    Raises `ValueError` when more is taken than there is.
    """
    while qty > ZERO:
        if not lots:
            raise ValueError(f"qty {qty} more than held; sell at most the position")
        oldest, *newer = lots
        kept = max(oldest.qty - qty, ZERO)
        qty -= oldest.qty - kept
        lots = (replace(oldest, qty=kept), *newer) if kept else tuple(newer)
    return lots


def scale(lots: Lots, total: Decimal) -> Lots:
    """Turn lots into `total` shares, each in proportion and at its whole cost, as a split does.

    Shares keep nine decimals: the first lots together have their part of the total, cut, so that the last
    always has some. A lot too small to keep any passes its cost on to the next.
    """
    whole = count_shares(lots)
    scaled: Lots = ()
    seen = given = carried = ZERO
    with localcontext(_EXACT):
        for lot in lots:
            seen += lot.qty
            qty = cut(seen * total / whole, SHARE_STEP) - given
            carried += lot.cost
            if qty:
                scaled = (*scaled, Lot.costing(qty, carried, lot.acquired_at))
                given, carried = given + qty, ZERO
    return scaled
