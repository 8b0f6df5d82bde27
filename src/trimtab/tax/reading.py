"""Read what the broker reports of an account as tax events.

Activities keep their ids as event ids, so that reading the same ones again gives the same events.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from trimtab.domain.activity import AccountEntry, Activity, Fill
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.tax_event import Acquisition, Sale, TaxEvent
from trimtab.domain.tax_ledger import LedgerFinding
from trimtab.domain.tax_lot import EXACT
from trimtab.domain.trade import Side
from trimtab.domain.trade_day import start_of_day, trade_day
from trimtab.tax.booking_events import Common, Told, Unclear, event_of
from trimtab.tax.bookings import concerns_shares, gather
from trimtab.tax.corrections import settle_corrections

_NOT_SHARES: Final = "is no share of a company or fund; its gains and losses have to be followed elsewhere."
_TICK: Final = timedelta(microseconds=1)
# An option is its stock, its last day, call or put, and its strike; a pair of currencies has a slash.
_NO_SHARE: Final = re.compile(r"[A-Z.]{1,6}[0-9]{6}[CP][0-9]{8}|.*/.*", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Events in order of time, and what could not be understood.

    `withdrawn` are the ids of all other activities: whatever an earlier reading made of one of them, it does
    not hold any more, as after a cancellation.
    """

    events: tuple[TaxEvent, ...] = ()
    findings: tuple[LedgerFinding, ...] = ()
    withdrawn: tuple[str, ...] = ()


def read_activities(account: str, activities: Sequence[Activity]) -> Reading:
    """Read an account's activities, listed oldest first; trade dates are New York's.

    Cash dividends, fees, interest and journals of cash change no lots. Raises nothing for what the broker
    reports: what cannot be understood is a finding.
    """
    instants = _instants(activities)
    told = (*_trades(account, activities, instants), *_bookings(account, activities, instants))
    events = sorted((one for one in told if not isinstance(one, LedgerFinding)), key=lambda one: one.order)
    known = {event.event_id for event in events}
    return Reading(
        events=tuple(events),
        findings=tuple(one for one in told if isinstance(one, LedgerFinding)),
        withdrawn=tuple(sorted({activity.activity_id for activity in activities} - known)),
    )


def _trades(
    account: str, activities: Iterable[Activity], instants: Mapping[str, datetime]
) -> Iterator[TaxEvent | LedgerFinding]:
    for fill in (activity for activity in activities if isinstance(activity, Fill)):
        common: Common = {
            "event_id": fill.activity_id,
            "account": account,
            "at": instants[fill.activity_id],
            "day": trade_day(fill.at),
            "symbol": fill.symbol,
        }
        yield _finding(common, _NOT_SHARES) if _NO_SHARE.fullmatch(fill.symbol) else _trade(fill, common)


def _trade(fill: Fill, common: Common) -> TaxEvent:
    amount = EXACT.multiply(fill.quantity, fill.price)
    if fill.side is Side.SELL:
        return Sale(**common, quantity=fill.quantity, proceeds=amount)
    return Acquisition(**common, quantity=fill.quantity, cost=amount, acquired=common["day"])


def _bookings(
    account: str, activities: Iterable[Activity], instants: Mapping[str, datetime]
) -> Iterator[TaxEvent | LedgerFinding]:
    entries = [one for one in activities if isinstance(one, AccountEntry) and concerns_shares(one)]
    settled = settle_corrections(entries)
    for booking in gather(settled.entries):
        told = event_of(booking, account, instants[booking.first.activity_id])
        yield from _told(account, booking.first, told)
    for entry in settled.doubtful:
        yield from _told(account, entry, Unclear(_doubt(entry)))


def _told(account: str, entry: AccountEntry, told: Told) -> Iterator[TaxEvent | LedgerFinding]:
    if isinstance(told, Unclear):
        yield LedgerFinding(
            event_id=entry.activity_id,
            account=account,
            symbol=entry.symbol or "",
            day=entry.day,
            reason=told.reason,
        )
    elif told is not None:
        yield told


def _finding(common: Common, text: str) -> LedgerFinding:
    return LedgerFinding(
        event_id=common["event_id"],
        account=common["account"],
        symbol=common["symbol"],
        day=common["day"],
        reason=Reason(ReasonCode.ENTRY_NOT_UNDERSTOOD, f"{common['symbol']} {text}"),
    )


def _doubt(entry: AccountEntry) -> Reason:
    symbol = entry.symbol or "shares"
    text = f"The correction {entry.kind} of {symbol} on {entry.day} may be of more than one entry."
    return Reason(ReasonCode.ENTRY_NOT_UNDERSTOOD, f"{text} Import the lots of {symbol}.")


def _instants(activities: Iterable[Activity]) -> dict[str, datetime]:
    """Tell when each activity happened; those of one instant follow each other as they are listed."""
    seen: Counter[datetime] = Counter()
    instants: dict[str, datetime] = {}
    for activity in activities:
        if activity.activity_id not in instants:
            at = start_of_day(activity.day) if activity.at is None else activity.at
            instants[activity.activity_id] = at + seen[at] * _TICK
            seen[at] += 1
    return instants
