"""Sell shares: which lots go, what each part gains, and what a wash sale takes of the losses."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from trimtab.domain.tax_config import LotMethod
from trimtab.domain.tax_event import Merger, Sale
from trimtab.domain.tax_lot import EXACT, Disposal, TaxLot
from trimtab.tax.book import Book
from trimtab.tax.lot_order import SaleTerms, order_lots
from trimtab.tax.shares import Taken, apportion, put_back, take_shares
from trimtab.tax.term import term_of
from trimtab.tax.wash_sales import settle_losses

MONEY_STEP: Final = Decimal("1E-18")
"""Proceeds are divided to as many places as a price times a quantity has, so that fills divide exactly."""


def sell(book: Book, sale: Sale) -> None:
    """Take what is sold from the lots in the account's order, and book a disposal for each part.

    Shares that no lot is known for, and their proceeds, are left out and reported.
    """
    taken = take_sold(book, sale)
    book.report_missing(sale, taken.missing)
    disposals = _disposals(sale, taken, is_taxable=book.is_taxable(sale.account))
    book.disposals += disposals
    settle_losses(book, disposals)


def take_sold(book: Book, sale: Sale) -> Taken:
    """Take the shares of a sale out of the book."""
    held = book.lots.of(sale.account, sale.symbol)
    terms = SaleTerms(EXACT.divide(sale.proceeds, sale.quantity), sale.day, book.rules.rates)
    method = book.account(sale.account).lot_method
    taken = take_shares(order_lots(held, method, terms, sale.picks), sale.quantity)
    # What FIFO leaves stands in order; it is by far the most that is sold by.
    left = list(taken.left) if method is LotMethod.FIFO else put_back(held, taken.left)
    book.lots.keep(sale.account, sale.symbol, left)
    return taken


def disposal_of(
    event: Sale | Merger, lot: TaxLot, number: int, *, proceeds: Decimal, is_taxable: bool
) -> Disposal:
    """Book that a whole lot, or a part that was cut off one, was given up for some US dollars."""
    return Disposal(
        disposal_id=f"{event.event_id}-{number}",
        account=lot.account,
        symbol=lot.symbol,
        lot_id=lot.lot_id,
        quantity=lot.quantity,
        proceeds=proceeds,
        cost=lot.cost,
        acquired=lot.acquired,
        held_from=lot.held_from,
        sold=event.day,
        term=term_of(lot.held_from, event.day),
        wash_addition=lot.wash_addition,
        is_taxable=is_taxable,
    )


def _disposals(sale: Sale, taken: Taken, *, is_taxable: bool) -> list[Disposal]:
    sizes = [part.quantity for part in taken.parts] + ([taken.missing] if taken.missing else [])
    proceeds = apportion(sale.proceeds, sizes, MONEY_STEP)
    paid = enumerate(zip(taken.parts, proceeds, strict=False), start=1)
    return [
        disposal_of(sale, part, number, proceeds=amount, is_taxable=is_taxable)
        for number, (part, amount) in paid
    ]
