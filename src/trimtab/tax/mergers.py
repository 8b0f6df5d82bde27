"""Shares given up in a merger: for cash, for other shares, or for both (IRC 354, 356 and 358)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from trimtab.domain.money import SHARE_DUST, ZERO
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.tax_event import Merger, Sale
from trimtab.domain.tax_lot import EXACT, Disposal, LotSource, TaxLot
from trimtab.tax.book import Book
from trimtab.tax.selling import MONEY_STEP, disposal_of, sell
from trimtab.tax.shares import Taken, apportion, cut, scale_lots, take_shares, unit_cost_of


def merge(book: Book, merger: Merger) -> None:
    """Book a merger: cash alone is a sale, shares alone change nothing but their name and number.

    With both, each lot's gain counts as far as cash was paid for it and a loss does not count at all; the
    basis falls by the cash and rises by the gain that counts.
    """
    if merger.new_symbol is None or not merger.new_quantity:
        sell(book, _sale(merger))
    elif merger.cash and merger.new_price is None:
        text = f"new_price of {merger.new_symbol} is missing; give what a share was worth beside the cash."
        book.report(merger, ReasonCode.MERGER_PRICE_MISSING, text)
    else:
        _exchange(book, merger, merger.new_symbol)


def _sale(merger: Merger) -> Sale:
    return Sale(
        event_id=merger.event_id,
        account=merger.account,
        at=merger.at,
        day=merger.day,
        symbol=merger.symbol,
        quantity=merger.quantity,
        proceeds=merger.cash,
    )


def _exchange(book: Book, merger: Merger, new_symbol: str) -> None:
    given = take_shares(book.lots.of(merger.account, merger.symbol), merger.quantity)
    book.report_missing(merger, given.missing)
    book.lots.keep(merger.account, merger.symbol, list(given.left))
    lots = _with_cash(book, merger, given) if merger.cash else given.parts
    for lot in scale_lots(lots, _new_quantity(merger, given)):
        book.lots.put(replace(lot, symbol=new_symbol, source=LotSource.MERGER))


def _new_quantity(merger: Merger, given: Taken) -> Decimal:
    """Count the new shares that come for those the ledger knows of."""
    known = merger.quantity - given.missing
    if known == merger.quantity:
        return merger.new_quantity
    return cut(EXACT.divide(EXACT.multiply(merger.new_quantity, known), merger.quantity), SHARE_DUST)


def _with_cash(book: Book, merger: Merger, given: Taken) -> list[TaxLot]:
    """Book the gain that the cash makes count, and return the lots with the basis that is left to them."""
    sizes = [lot.quantity for lot in given.parts] + ([given.missing] if given.missing else [])
    cash = apportion(merger.cash, sizes, MONEY_STEP)
    worth = apportion(EXACT.multiply(merger.new_quantity, merger.new_price or ZERO), sizes, MONEY_STEP)
    lots, is_taxable = [], book.is_taxable(merger.account)
    for number, (lot, paid, value) in enumerate(zip(given.parts, cash, worth, strict=False), start=1):
        whole = disposal_of(merger, lot, number, proceeds=paid, is_taxable=is_taxable)
        disposal = _paid_out(whole, value)
        book.disposals.append(disposal)
        lots.append(_less(lot, disposal))
    return lots


def _paid_out(whole: Disposal, worth: Decimal) -> Disposal:
    """Keep of a disposal what the cash stands for, when the new shares are worth so many US dollars."""
    cash = whole.proceeds
    sold = replace(whole, proceeds=EXACT.add(cash, worth))
    broker_gain = min(max(sold.broker_gain, ZERO), cash)
    gain = min(max(sold.gain, ZERO), cash)
    return replace(
        whole, cost=EXACT.subtract(cash, broker_gain), wash_addition=EXACT.subtract(broker_gain, gain)
    )


def _less(lot: TaxLot, paid: Disposal) -> TaxLot:
    """Return a lot without the basis that its cash has used up."""
    unit_cost, rest = unit_cost_of(EXACT.subtract(lot.cost, paid.cost), lot.quantity)
    wash_addition = EXACT.subtract(lot.wash_addition, paid.wash_addition)
    return replace(lot, unit_cost=unit_cost, rest=rest, wash_addition=wash_addition)
