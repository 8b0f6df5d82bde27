"""Tell what a booking did to an account's lots, or why that cannot be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, TypedDict

from trimtab.domain.activity import AccountEntry
from trimtab.domain.money import ONE, ZERO
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.tax_event import (
    Acquisition,
    Merger,
    Rename,
    Sale,
    ShareSplit,
    TaxEvent,
    TransferOut,
)
from trimtab.domain.tax_lot import EXACT, LotSource
from trimtab.domain.trade_day import trade_day
from trimtab.tax.bookings import (
    CASH_IN_LIEU,
    DIVIDEND,
    MERGERS,
    REINVESTMENT,
    RENAMES,
    SPLITS,
    STOCK_DIVIDEND,
    Booking,
)


class Common(TypedDict):
    """What all events share."""

    event_id: str
    account: str
    at: datetime
    day: date
    symbol: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """A booking that changes lots in a way that its entries do not tell."""

    reason: Reason


Told = TaxEvent | Unclear | None


def event_of(booking: Booking, account: str, at: datetime) -> Told:
    """Return what a booking of an instant did to lots; None where it did nothing."""
    entry = booking.first
    common: Common = {
        "event_id": entry.activity_id,
        "account": account,
        "at": at,
        "day": entry.day,
        "symbol": entry.symbol or "",
    }
    read = _READERS.get(entry.detail if entry.kind == DIVIDEND else entry.kind, _unknown)
    return read(booking, common) if entry.symbol else _unknown(booking, common)


def _split(booking: Booking, common: Common) -> Told:
    out, came = booking.leaving, booking.coming
    is_pair = len(out) == len(came) == 1 and len(booking.entries) == len(out + came)
    if not is_pair or came[0].symbol != out[0].symbol:
        return _unclear(booking, "one entry of the old shares and one of the new were expected")
    return ShareSplit(**common, old_quantity=-_shares(out[0]), new_quantity=_shares(came[0]))


def _stock_dividend(booking: Booking, common: Common) -> Told:
    """Read shares that were added: as a split, or as Alpaca books it, by what one share becomes."""
    entry = booking.first
    if len(booking.entries) > 1:
        return _split(booking, common)
    if _shares(entry) <= ZERO or (entry.per_share_amount or ZERO) <= ONE:
        return _unclear(booking, "new shares and what one share becomes were expected")
    return ShareSplit(**common, old_quantity=ONE, new_quantity=entry.per_share_amount or ONE)


def _rename(booking: Booking, common: Common) -> Told:
    out, came = booking.leaving, booking.coming
    if not len(out) == len(came) == 1 or _shares(out[0]) + _shares(came[0]):
        return _unclear(booking, "as many shares were expected under the new name as under the old")
    new_symbol = came[0].symbol or ""
    return None if new_symbol == common["symbol"] else Rename(**common, new_symbol=new_symbol)


def _merger(booking: Booking, common: Common) -> Told:
    out, came, cash = booking.leaving, booking.coming, booking.cash
    if len(out) != 1 or len(came) > 1 or cash < ZERO or not (came or cash):
        return _unclear(booking, "one entry of shares out, and shares in or cash were expected")
    given = -_shares(out[0])
    if not came:
        return Merger(**common, quantity=given, cash=cash)
    new_symbol = came[0].symbol or ""
    return Merger(**common, quantity=given, cash=cash, new_symbol=new_symbol, new_quantity=_shares(came[0]))


def _transfer(booking: Booking, common: Common) -> Told:
    """Read shares that left unsold, or came with the cost of a share on the day they were bought."""
    entry = booking.first
    quantity, cost = _shares(entry), entry.per_share_amount
    if quantity < ZERO:
        return TransferOut(**common, quantity=-quantity)
    if cost is None:
        return Unclear(_reason(entry, ReasonCode.COST_UNKNOWN, "what they cost and when they were bought"))
    day = trade_day(common["at"])
    there: Common = {**common, "day": day}
    return Acquisition(
        **there,
        quantity=quantity,
        cost=EXACT.multiply(quantity, cost),
        acquired=min(entry.day, day),
        source=LotSource.TRANSFER,
    )


def _cash_in_lieu(booking: Booking, common: Common) -> Told:
    entry = booking.first
    quantity = abs(_shares(entry))
    if not quantity or entry.net_amount < ZERO:
        return _unclear(booking, "the fraction that was paid out and what was paid were expected")
    return Sale(**common, quantity=quantity, proceeds=entry.net_amount)


def _reinvestment(booking: Booking, common: Common) -> Told:
    """Read a purchase with a dividend: shares in, a negative amount of cash."""
    entry = booking.first
    if _shares(entry) <= ZERO or entry.net_amount >= ZERO:
        return _unclear(booking, "shares that came in and a negative amount of cash were expected")
    return Acquisition(
        **common,
        quantity=_shares(entry),
        cost=EXACT.minus(entry.net_amount),
        acquired=entry.day,
        source=LotSource.REINVESTMENT,
    )


def _unknown(booking: Booking, _common: Common) -> Told:
    return _unclear(booking, "what it does to shares and their cost is not known")


def _unclear(booking: Booking, text: str) -> Unclear:
    entry = booking.first
    words = " ".join(filter(None, (entry.kind, entry.detail)))
    told = f"The broker's entry {words} on {entry.day} is not understood: {text}."
    return Unclear(Reason(ReasonCode.ENTRY_NOT_UNDERSTOOD, f"{told} {_remedy(entry)}"))


def _reason(entry: AccountEntry, code: ReasonCode, missing: str) -> Reason:
    shares = f"{entry.quantity} {entry.symbol}"
    return Reason(
        code, f"{shares} came in on {entry.day}; the broker does not say {missing}. {_remedy(entry)}"
    )


def _remedy(entry: AccountEntry) -> str:
    return f"Import the lots of {entry.symbol or 'the shares it is about'}."


def _shares(entry: AccountEntry) -> Decimal:
    return entry.quantity or ZERO


_READERS: Final[dict[str, Callable[[Booking, Common], Told]]] = {
    **dict.fromkeys(SPLITS, _split),
    **dict.fromkeys(RENAMES, _rename),
    **dict.fromkeys(MERGERS, _merger),
    **dict.fromkeys(("ACATS", "JNLS"), _transfer),
    CASH_IN_LIEU: _cash_in_lieu,
    STOCK_DIVIDEND: _stock_dividend,
    REINVESTMENT: _reinvestment,
}
"""How bookings are read, by the broker's kind; those of dividends by their finer kind."""
