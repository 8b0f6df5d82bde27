"""Tell what was paid into an account and taken out of it from what it has earned and lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from trimtab.domain.activity import CASH_TRANSFERS, AccountEntry, Activity
from trimtab.domain.equity import MoneyFlow
from trimtab.domain.money import ZERO
from trimtab.tax.corrections import settle_corrections

_SHARES: Final = frozenset({"ACATS", "JNLS"})
# The broker's words for shares that come from outside or leave.


def transferred_symbols(activities: Iterable[Activity]) -> tuple[str, ...]:
    """Name the symbols of which shares came from outside or left, in order."""
    moved = (entry.symbol for entry in _crossings(activities) if entry.kind in _SHARES)
    return tuple(sorted({symbol for symbol in moved if symbol}))


def money_flows(activities: Iterable[Activity], prices: Mapping[str, Decimal]) -> tuple[MoneyFlow, ...]:
    """Read the flows among activities; one that the broker took back amounts to nothing.

    Shares count with the price given for their symbol, else with the broker's own, else with nothing. Where
    the broker tells the day alone, the flow counts from the end of it.
    """
    listed = {entry.activity_id: entry for entry in _crossings(activities)}
    holding = {entry.activity_id: entry for entry in settle_corrections(_crossings(activities)).entries}
    return tuple(
        MoneyFlow(
            activity_id=name,
            amount=_amount(holding[name], prices) if name in holding else ZERO,
            booked_at=_booked_at(entry),
        )
        for name, entry in listed.items()
    )


def _crossings(activities: Iterable[Activity]) -> tuple[AccountEntry, ...]:
    entries = (activity for activity in activities if isinstance(activity, AccountEntry))
    return tuple(entry for entry in entries if entry.kind in CASH_TRANSFERS | _SHARES)


def _amount(entry: AccountEntry, prices: Mapping[str, Decimal]) -> Decimal:
    if entry.kind in CASH_TRANSFERS:
        return entry.net_amount
    price = prices.get(entry.symbol or "", entry.per_share_amount or ZERO)
    return (entry.quantity or ZERO) * price


def _booked_at(entry: AccountEntry) -> datetime:
    return entry.at or datetime.combine(entry.day + timedelta(days=1), time(), UTC)
