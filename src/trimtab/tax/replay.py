"""Turn events into lots, disposals and wash sales; nothing else changes a lot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from trimtab.domain.money import SHARE_DUST, ZERO
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.tax_event import Acquisition, Merger, Rename, Sale, ShareSplit, TaxEvent, TransferOut
from trimtab.domain.tax_ledger import LedgerRules, LedgerState
from trimtab.domain.tax_lot import EXACT, OpenLoss, TaxLot, exact_sum
from trimtab.tax.book import Book
from trimtab.tax.mergers import merge
from trimtab.tax.selling import sell
from trimtab.tax.shares import cut, scale_lots, take_shares, unit_cost_of
from trimtab.tax.wash_sales import settle_purchase


def apply_events(state: LedgerState, rules: LedgerRules, events: Iterable[TaxEvent]) -> LedgerState:
    """Apply events in the order in which they are given, which has to be their order in time.

    What cannot be booked as it was reported becomes a finding; it never raises.
    """
    return next(apply_in_steps(state, rules, [tuple(events)]), state)


def apply_in_steps(
    state: LedgerState, rules: LedgerRules, steps: Iterable[Sequence[TaxEvent]]
) -> Iterator[LedgerState]:
    """Apply events as `apply_events` does, and return the state after each step that has any."""
    book = Book(state, rules)
    for events in filter(None, steps):
        for event in events:
            _apply(book, event)
        yield book.freeze(events[-1].day)


def _apply(book: Book, event: TaxEvent) -> None:
    wrong = [f"{name} is {amount}" for name, amount in _counts(event).items() if amount <= 0]
    if wrong:
        book.report(event, ReasonCode.BAD_FIELD, f"{' and '.join(wrong)}; give a positive number of shares.")
    else:
        _HANDLERS[type(event)](book, event)


def _counts(event: TaxEvent) -> dict[str, Decimal]:
    if isinstance(event, Rename):
        return {}
    if isinstance(event, ShareSplit):
        return {"old_quantity": event.old_quantity, "new_quantity": event.new_quantity}
    return {"quantity": event.quantity}


def _acquire(book: Book, event: Acquisition) -> None:
    unit_cost, rest = unit_cost_of(event.cost, event.quantity)
    lot = TaxLot(
        lot_id=event.event_id,
        account=event.account,
        symbol=event.symbol,
        quantity=event.quantity,
        unit_cost=unit_cost,
        rest=rest,
        acquired=event.acquired,
        held_from=event.held_from or event.acquired,
        wash_addition=event.wash_addition,
        is_replacement=event.wash_addition > ZERO,
        source=event.source,
    )
    book.lots.put(lot)
    settle_purchase(book, lot, event)


def _split(book: Book, event: ShareSplit) -> None:
    for loss in book.losses.take({event.symbol}, event.day):
        book.losses.put(_split_loss(loss, event))
    held = book.lots.of(event.account, event.symbol)
    total = _after_split(exact_sum(lot.quantity for lot in held), event)
    if total:
        book.lots.keep(event.account, event.symbol, list(scale_lots(held, total)))
    else:
        _report_not_held(book, event)


def _split_loss(loss: OpenLoss, event: ShareSplit) -> OpenLoss:
    """Count the shares of an open loss anew, once for each split, whichever account reports it.

    An account that has sold all its shares before a split hears nothing of it from its broker.
    """
    is_before = loss.account == event.account or loss.sold < event.day
    if not is_before or loss.scaled_on == event.day:
        return loss
    return replace(loss, quantity=_after_split(loss.quantity, event), scaled_on=event.day)


def _after_split(quantity: Decimal, event: ShareSplit) -> Decimal:
    if quantity == event.old_quantity:
        return event.new_quantity
    return cut(EXACT.divide(EXACT.multiply(quantity, event.new_quantity), event.old_quantity), SHARE_DUST)


def _rename(book: Book, event: Rename) -> None:
    for loss in book.losses.take({event.symbol}, event.day):
        book.losses.put(replace(loss, symbol=event.new_symbol))
    held = book.lots.of(event.account, event.symbol)
    if not held:
        _report_not_held(book, event)
    book.lots.keep(event.account, event.symbol, [])
    for lot in held:
        book.lots.put(replace(lot, symbol=event.new_symbol))


def _transfer_out(book: Book, event: TransferOut) -> None:
    taken = take_shares(book.lots.of(event.account, event.symbol), event.quantity)
    book.report_missing(event, taken.missing)
    book.lots.keep(event.account, event.symbol, list(taken.left))
    if event.to_account is not None:
        _move(book, event, taken.parts, event.to_account)


def _move(book: Book, event: TransferOut, parts: Iterable[TaxLot], to_account: str) -> None:
    if book.is_taxable(event.account) is not book.is_taxable(to_account):
        text = (
            f"{event.symbol} went to {to_account}, which is taxed in another way; check what it cost there."
        )
        book.report(event, ReasonCode.ACCOUNT_KIND_CHANGED, text)
    for part in parts:
        book.lots.put(replace(part, account=to_account))


def _report_not_held(book: Book, event: ShareSplit | Rename) -> None:
    text = f"{event.symbol} is in no lot of {event.account}; enter its purchase."
    book.report(event, ReasonCode.SYMBOL_NOT_HELD, text)


_HANDLERS: Final[dict[type[TaxEvent], Callable[[Book, Any], None]]] = {
    Acquisition: _acquire,
    Sale: sell,
    ShareSplit: _split,
    Rename: _rename,
    Merger: merge,
    TransferOut: _transfer_out,
}
