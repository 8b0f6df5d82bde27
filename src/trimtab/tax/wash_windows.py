"""When a symbol is free again: to be bought after a loss, or to be sold at a loss after a purchase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from trimtab.domain.money import ZERO
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.tax_config import AccountKind, identical_symbols
from trimtab.domain.tax_ledger import PurchaseKind, TaxPosition
from trimtab.domain.tax_lot import WASH_SALE_WINDOW, OpenLoss, TaxLot
from trimtab.domain.tax_preview import WashWindow, WashWindowKind
from trimtab.tax.term import term_of
from trimtab.tax.wash_sales import may_replace

_LAST_DAY: Final = date.max.toordinal()

_KIND_WORDS: Final = {
    PurchaseKind.PENDING_ORDER: "An open order",
    PurchaseKind.REINVESTMENT: "A reinvested dividend",
    PurchaseKind.SCHEDULED_DEPOSIT: "A scheduled deposit",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """A sale at a loss or a purchase on one of the days from `first` to `last`, both included."""

    first: date
    last: date
    code: ReasonCode
    text: str

    @property
    def window(self) -> tuple[int, int]:
        """The first and the last day, counted from year one, that are too near to it."""
        return self.first.toordinal() - WASH_SALE_WINDOW.days, self.last.toordinal() + WASH_SALE_WINDOW.days


@dataclass(frozen=True, slots=True, kw_only=True)
class _Freedom:
    """The first free day and the event that keeps a symbol from being free before."""

    day: date
    event: _Event


def wash_windows(position: TaxPosition, day: date) -> tuple[WashWindow, ...]:
    """List every symbol of the household that is not free on a day, in symbol order, and until when.

    All accounts count, and so does what is substantially identical to what they hold, sold or will buy.
    """
    return tuple(window for symbol in _symbols(position) for window in _windows(position, symbol, day))


def buys_free_on(position: TaxPosition, symbol: str, day: date) -> date | None:
    """Tell when a purchase takes no loss away: the 31st day after the last sale at a loss. None: now.

    Thirty days after the sale are still too early (IRC 1091(a)).
    """
    freedom = _freedom(_losses(position, symbol), day)
    return freedom.day if freedom else None


def loss_sales_free_on(position: TaxPosition, symbol: str, day: date) -> date | None:
    """Tell when every sale at a loss in the account the plan trades in will count. None: now.

    One recent purchase anywhere in the household delays all other lots, whatever its size. To sell a part of
    it alone, or all there is, may be free before (Rev. Rul. 56-602).
    """
    held = tuple(lot for lot in position.household_lots((symbol,)) if lot.account == position.account)
    freedom = _freedom(_purchases(position, symbol, held, day), day)
    return freedom.day if freedom else None


def expects_purchase(position: TaxPosition, symbol: str, day: date) -> bool:
    """Tell whether a purchase of the same is expected so near to a day that it would take a loss."""
    return _freedom(_expected(position, symbol), day) is not None


def recent_lots(position: TaxPosition, symbol: str, day: date) -> tuple[TaxLot, ...]:
    """List the household's lots of a symbol, and of what is identical to it, bought within 30 days before."""
    lots = position.household_lots(identical_symbols(position.rules.identical, symbol))
    return tuple(lot for lot in lots if is_recent(lot, day))


def is_recent(lot: TaxLot, day: date) -> bool:
    """Tell whether a lot was bought within the 30 days before a day."""
    return lot.acquired >= day - WASH_SALE_WINDOW


def could_replace(position: TaxPosition, kept: TaxLot, sold: TaxLot, day: date) -> bool:
    """Tell whether a lot that is kept would take the loss of one that is sold on a day."""
    loss = OpenLoss(
        disposal_id="",
        account=sold.account,
        symbol=sold.symbol,
        lot_id=sold.lot_id,
        quantity=sold.quantity,
        loss=ZERO,
        term=term_of(sold.held_from, day),
        sold=day,
        acquired=sold.acquired,
        held_days=(day - sold.held_from).days,
    )
    return may_replace(kept, loss, match_earlier=position.rules.match_earlier_purchases)


def _symbols(position: TaxPosition) -> list[str]:
    named = {lot.symbol for lot in position.state.lots}
    named |= {loss.symbol for loss in position.state.open_losses}
    named |= {coming.symbol for coming in position.expected}
    return sorted(named.union(*(identical_symbols(position.rules.identical, symbol) for symbol in named)))


def _windows(position: TaxPosition, symbol: str, day: date) -> Iterator[WashWindow]:
    held = position.household_lots((symbol,))
    kinds = (
        (WashWindowKind.NO_BUY, _losses(position, symbol)),
        (WashWindowKind.NO_LOSS_SALE, _purchases(position, symbol, held, day)),
    )
    for kind, events in kinds:
        freedom = _freedom(events, day)
        if freedom:
            reason = Reason(freedom.event.code, freedom.event.text)
            yield WashWindow(symbol=symbol, kind=kind, free_on=freedom.day, reason=reason)


def _freedom(events: Iterable[_Event], day: date) -> _Freedom | None:
    """Find the first day from `day` on that no window holds, window after window as they begin."""
    free, last_in_the_way = day.toordinal(), None
    for event in sorted(events, key=lambda event: event.window):
        begins, ends = event.window
        if begins <= free <= ends:
            free, last_in_the_way = ends + 1, event
    if last_in_the_way is None:
        return None
    return _Freedom(day=date.fromordinal(min(free, _LAST_DAY)), event=last_in_the_way)


def _losses(position: TaxPosition, symbol: str) -> Iterator[_Event]:
    identical = identical_symbols(position.rules.identical, symbol)
    for loss in position.state.open_losses:
        if loss.symbol in identical:
            text = (
                f"{loss.symbol} was sold at a loss on {loss.sold}; to buy within 30 days would take the loss."
            )
            yield _Event(first=loss.sold, last=loss.sold, code=ReasonCode.SOLD_AT_A_LOSS, text=text)


def _purchases(position: TaxPosition, symbol: str, held: tuple[TaxLot, ...], day: date) -> Iterator[_Event]:
    """Tell what would take the loss of some of the lots held; what an IRA sells has none to lose."""
    kinds = {account: position.rules.account(account).kind for account in {lot.account for lot in held}}
    taxable = [lot for lot in held if kinds[lot.account] is AccountKind.TAXABLE]
    if not taxable:
        return
    for recent in recent_lots(position, symbol, day):
        if any(could_replace(position, recent, lot, day) for lot in taxable):
            yield _bought(recent)
    yield from _expected(position, symbol)


def _bought(lot: TaxLot) -> _Event:
    text = f"{lot.symbol} was bought on {lot.acquired}; a loss on shares sold within 30 days would not count."
    return _Event(first=lot.acquired, last=lot.acquired, code=ReasonCode.BOUGHT_RECENTLY, text=text)


def _expected(position: TaxPosition, symbol: str) -> Iterator[_Event]:
    identical = identical_symbols(position.rules.identical, symbol)
    for coming in position.expected:
        if coming.symbol in identical:
            text = (
                f"{_KIND_WORDS[coming.kind]} will buy {coming.symbol} from {coming.first} to {coming.last}; "
                "a loss within 30 days of that would not count."
            )
            yield _Event(first=coming.first, last=coming.last, code=ReasonCode.PURCHASE_EXPECTED, text=text)
