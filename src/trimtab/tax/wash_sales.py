"""Losses that do not count now, for the same was bought within 30 days (IRC 1091, Reg. 1.1091-1 and -2).

Losses are matched in order of sale, purchases in order of purchase, share by share, over the whole household.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from trimtab.domain.money import ZERO
from trimtab.domain.tax_event import Acquisition
from trimtab.domain.tax_lot import EXACT, WASH_SALE_WINDOW, Disposal, LotSource, OpenLoss, TaxLot, WashSale
from trimtab.tax.book import Book
from trimtab.tax.shares import part_of, proportion


@dataclass(frozen=True, slots=True)
class Match:
    """A loss met shares that replace what was sold: what that makes of both, and what is left of each."""

    wash_sale: WashSale
    replacement: TaxLot
    lot_left: TaxLot | None
    loss_left: OpenLoss | None


def settle_losses(book: Book, disposals: list[Disposal]) -> None:
    """Match the losses of one sale with what was bought before it and is still held; keep the rest open.

    Lots that were sold together count in the order in which they were bought (Reg. 1.1091-1(b)).
    """
    losses = [loss_of(disposal) for disposal in disposals if disposal.is_taxable and disposal.gain < ZERO]
    for loss in sorted(losses, key=lambda loss: loss.acquired):
        _settle_loss(book, loss)


def settle_purchase(book: Book, lot: TaxLot, event: Acquisition) -> None:
    """Match shares that came in with the losses that are still open."""
    new: TaxLot | None = lot
    for loss in book.losses.take(book.identical_to(lot.symbol), event.day):
        left: OpenLoss | None = loss
        if new and may_replace(new, loss, match_earlier=book.rules.match_earlier_purchases):
            match = _book_match(book, loss, new)
            new, left = match.lot_left, match.loss_left
        if left:
            book.losses.put(left)


def loss_of(disposal: Disposal) -> OpenLoss:
    """Return the loss of shares that were sold below their basis."""
    return OpenLoss(
        disposal_id=disposal.disposal_id,
        account=disposal.account,
        symbol=disposal.symbol,
        lot_id=disposal.lot_id,
        quantity=disposal.quantity,
        loss=EXACT.minus(disposal.gain),
        term=disposal.term,
        sold=disposal.sold,
        acquired=disposal.acquired,
        held_days=(disposal.sold - disposal.held_from).days,
    )


def may_replace(lot: TaxLot, loss: OpenLoss, *, match_earlier: bool) -> bool:
    """Tell whether shares take a loss away: bought near enough to the sale, and free to.

    What is left of the very lot that was sold replaces nothing (Rev. Rul. 56-602), nothing replaces twice
    (Reg. 1.1091-1(e)), and shares of a merger were not bought (1.1091-1(f)). Whether shares do that were
    bought before those that were sold is disputed (domain §4.1).
    """
    is_near = abs(lot.acquired - loss.sold) <= WASH_SALE_WINDOW
    is_other = lot.lot_id != loss.lot_id and lot.source is not LotSource.MERGER
    is_late = match_earlier or lot.acquired >= loss.acquired
    return is_near and is_other and is_late and not lot.is_replacement


def match_loss(loss: OpenLoss, lot: TaxLot, *, is_taxable: bool) -> Match:
    """Move the loss of as many shares as both have into the lot, and the time they were held (IRC 1223(3)).

    In an account that is not taxable the loss is lost and the basis stays (Rev. Rul. 2008-5).
    """
    quantity = min(loss.quantity, lot.quantity)
    disallowed = proportion(loss.loss, quantity, loss.quantity)
    part = part_of(lot, quantity)
    return Match(
        wash_sale=_wash_sale(loss, part, disallowed, is_lost=not is_taxable),
        replacement=_burdened(part, loss, disallowed) if is_taxable else replace(part, is_replacement=True),
        lot_left=lot.without(part) if quantity < lot.quantity else None,
        loss_left=_left_of(loss, quantity, disallowed) if quantity < loss.quantity else None,
    )


def _settle_loss(book: Book, loss: OpenLoss) -> None:
    left: OpenLoss | None = loss
    recent = book.lots.bought_since(book.identical_to(loss.symbol), loss.sold - WASH_SALE_WINDOW)
    for lot in recent:
        if left and may_replace(lot, left, match_earlier=book.rules.match_earlier_purchases):
            left = _book_match(book, left, lot).loss_left
    if left:
        book.losses.put(left)


def _book_match(book: Book, loss: OpenLoss, lot: TaxLot) -> Match:
    match = match_loss(loss, lot, is_taxable=book.is_taxable(lot.account))
    # The broker's rest stays with the last share, so the part that is left stands behind.
    book.lots.part(lot, [match.replacement, *([match.lot_left] if match.lot_left else [])])
    book.wash_sales.append(match.wash_sale)
    return match


def _burdened(part: TaxLot, loss: OpenLoss, disallowed: Decimal) -> TaxLot:
    return replace(
        part,
        is_replacement=True,
        wash_addition=EXACT.add(part.wash_addition, disallowed),
        held_from=part.held_from - timedelta(days=loss.held_days),
    )


def _left_of(loss: OpenLoss, quantity: Decimal, disallowed: Decimal) -> OpenLoss:
    return replace(loss, quantity=loss.quantity - quantity, loss=EXACT.subtract(loss.loss, disallowed))


def _wash_sale(loss: OpenLoss, part: TaxLot, disallowed: Decimal, *, is_lost: bool) -> WashSale:
    return WashSale(
        disposal_id=loss.disposal_id,
        symbol=loss.symbol,
        replacement_lot_id=part.lot_id,
        replacement_account=part.account,
        replacement_symbol=part.symbol,
        quantity=part.quantity,
        disallowed=disallowed,
        term=loss.term,
        sold=loss.sold,
        bought=part.acquired,
        is_lost=is_lost,
    )
