"""What must hold in the end of the broker's money and shares; what is wrong, or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from simulation.book import OURS, View
from trimtab.domain.money import ZERO
from trimtab.domain.trade import Side
from trimtab.ports import RunRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """The account before and after, and the ledger; `missing` US dollars were taken out by the owner.

    `is_calm` tells that nobody else has traded, `is_overtaken` that an order came when its run had ended: the
    ledger of a run that has ended is closed, and a person has to look.
    """

    opening: View
    closing: View
    records: tuple[RunRecord, ...]
    missing: str
    is_calm: bool
    is_overtaken: bool

    @property
    def are_closed(self) -> bool:
        """Tell whether all runs have ended, and nothing came after them."""
        return not self.is_overtaken and all(each.run.is_final for each in self.records)


def i_01_each_order_once(books: Books) -> str:
    """As many orders of ours as legs that were taken, each under its own name."""
    listed = sorted(name for name in books.closing.orders if name.startswith(OURS))
    taken = sorted(leg.client_order_id for each in books.records for leg in each.legs if leg.broker_order_id)
    return f"orders {listed} for legs {taken}" if books.are_closed and listed != taken else ""


def i_10_cash(books: Books) -> str:
    """Cash has changed by exactly what the ledger says was filled."""
    spent = ZERO
    for each in books.records:
        for leg in each.legs:
            spent += leg.filled_value if leg.side is Side.BUY else -leg.filled_value
    paid = Decimal(books.missing) if books.records else ZERO
    expected = books.opening.cash - spent - paid
    is_final = books.is_calm and books.are_closed
    return (
        f"cash is {books.closing.cash}, not {expected}" if is_final and books.closing.cash != expected else ""
    )


def i_10_shares(books: Books) -> str:
    """Positions have changed by exactly what the ledger says was filled."""
    expected = defaultdict(Decimal, books.opening.shares)
    for each in books.records:
        for leg in each.legs:
            expected[leg.symbol] += leg.filled_quantity if leg.side is Side.BUY else -leg.filled_quantity
    wanted = {symbol: quantity for symbol, quantity in expected.items() if quantity}
    is_final = books.is_calm and books.are_closed
    return (
        f"shares are {books.closing.shares}, not {wanted}"
        if is_final and wanted != books.closing.shares
        else ""
    )


REAL_RULES: Final[tuple[Callable[[Books], str], ...]] = (i_01_each_order_once, i_10_cash, i_10_shares)
