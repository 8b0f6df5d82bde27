"""Lots, outside trades and carried losses as files, one in a line; docs/api.md describes the columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final, TypedDict, TypeVar

from trimtab.contracts.csv_rows import Row, TableForm, read_rows, write_rows
from trimtab.domain.money import ZERO, to_text
from trimtab.domain.tax_book import CarriedLosses
from trimtab.domain.tax_event import Acquisition, Sale, TaxEvent
from trimtab.domain.tax_lot import EXACT, LotSource, TaxLot
from trimtab.domain.tax_records import (
    LOT_PREFIX,
    PART,
    TRADE_PREFIX,
    RecordedEvent,
    TaxRecordKind,
    TaxRecords,
)
from trimtab.domain.trade_day import start_of_day

LOTS: Final = TableForm(
    required=("id", "account", "symbol", "quantity", "cost", "acquired"),
    optional=("held_from", "wash_addition"),
    passed_over=("source",),
)
TRADES: Final = TableForm(required=("id", "account", "action", "symbol", "quantity", "amount", "date"))
CARRIED: Final = TableForm(required=("year", "carried_short", "carried_long"))
FORMS: Final[Mapping[TaxRecordKind, TableForm]] = {
    TaxRecordKind.LOTS: LOTS,
    TaxRecordKind.OUTSIDE_TRADES: TRADES,
    TaxRecordKind.CARRIED_LOSSES: CARRIED,
}

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}", re.ASCII)
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:#-]{0,127}", re.ASCII)
_AFTER_LOTS: Final = timedelta(hours=1)
_TICK: Final = timedelta(microseconds=1)
_STEP: Final = Decimal("1E-12")
_SELL: Final = "SELL"
_SOURCES: Final = {"BUY": LotSource.PURCHASE, "REINVEST": LotSource.REINVESTMENT}
_ACTIONS: Final = {source: action for action, source in _SOURCES.items()}

Read = TypeVar("Read")


class _Common(TypedDict):
    event_id: str
    account: str
    at: datetime
    day: date
    symbol: str
    quantity: Decimal


def read_records(kind: TaxRecordKind, text: str) -> TaxRecords:
    """Read a file as a whole. Raises InvalidRequestError that names line, column and value of a bad cell."""
    rows = read_rows(text, FORMS[kind])
    if kind is TaxRecordKind.CARRIED_LOSSES:
        return TaxRecords(kind=kind, carried=_each_once(rows, _carried, lambda entry: entry.year, "year"))
    read = _lot if kind is TaxRecordKind.LOTS else _trade
    events = _each_once(rows, read, lambda recorded: recorded.event.event_id, "id")
    return TaxRecords(kind=kind, events=events)


def write_lots(lots: Iterable[TaxLot]) -> str:
    """Write lots; the parts of a purchase share its id, but for a number behind it."""
    seen: Counter[tuple[str, str]] = Counter()
    rows = []
    for lot in lots:
        key = (lot.account, lot.lot_id)
        seen[key] += 1
        name = lot.lot_id.removeprefix(f"{LOT_PREFIX}{lot.account}:")
        rows.append(_lot_cells(lot, f"{name}{PART}{seen[key]}" if seen[key] > 1 else name))
    return write_rows(LOTS.columns, rows)


def write_trades(events: Iterable[TaxEvent]) -> str:
    """Write the outside trades among events."""
    trades = (event for event in events if isinstance(event, Acquisition | Sale))
    outside = (event for event in trades if event.event_id.startswith(TRADE_PREFIX))
    return write_rows(TRADES.columns, [_trade_cells(event) for event in outside])


def write_carried(entries: Iterable[CarriedLosses]) -> str:
    """Write the losses that were carried into years."""
    rows = [(str(e.year), to_text(e.carried_short), to_text(e.carried_long)) for e in entries]
    return write_rows(CARRIED.columns, rows)


def _lot(row: Row) -> RecordedEvent:
    account, acquired = row.text("account", _NAME), row.day("acquired")
    held_from = row.day("held_from") if row.has("held_from") else None
    if held_from and held_from > acquired:
        raise row.refusal("held_from", "must not be after the day on which the shares were acquired")
    event = Acquisition(
        event_id=f"{LOT_PREFIX}{account}:{row.text('id', _ID)}",
        account=account,
        at=start_of_day(acquired) + row.line * _TICK,
        day=acquired,
        symbol=row.symbol("symbol"),
        quantity=row.quantity("quantity"),
        cost=row.amount("cost"),
        acquired=acquired,
        source=LotSource.IMPORT,
        held_from=held_from,
        wash_addition=row.amount("wash_addition") if row.has("wash_addition") else ZERO,
    )
    return RecordedEvent(row.line, event)


def _trade(row: Row) -> RecordedEvent:
    account, day = row.text("account", _NAME), row.day("date")
    action = row.word("action", (*_SOURCES, _SELL))
    common: _Common = {
        "event_id": f"{TRADE_PREFIX}{account}:{row.text('id', _ID)}",
        "account": account,
        "at": start_of_day(day) + _AFTER_LOTS + row.line * _TICK,
        "day": day,
        "symbol": row.symbol("symbol"),
        "quantity": row.quantity("quantity"),
    }
    amount, source = row.amount("amount"), _SOURCES.get(action)
    if source is None:
        return RecordedEvent(row.line, Sale(**common, proceeds=amount))
    return RecordedEvent(row.line, Acquisition(**common, cost=amount, acquired=day, source=source))


def _carried(row: Row) -> CarriedLosses:
    return CarriedLosses(
        year=row.year("year"),
        carried_short=row.amount("carried_short"),
        carried_long=row.amount("carried_long"),
    )


def _each_once(
    rows: Iterable[Row], read: Callable[[Row], Read], key: Callable[[Read], object], column: str
) -> tuple[Read, ...]:
    lines: dict[object, int] = {}
    found = []
    for row in rows:
        value = read(row)
        first = lines.setdefault(key(value), row.line)
        if first != row.line:
            raise row.refusal(column, f"stands in line {first} already; each may be there once")
        found.append(value)
    return tuple(found)


def _lot_cells(lot: TaxLot, name: str) -> tuple[str, ...]:
    return (
        name,
        lot.account,
        lot.symbol,
        to_text(lot.quantity),
        _amount(lot.cost),
        lot.acquired.isoformat(),
        lot.held_from.isoformat(),
        _amount(lot.wash_addition),
        lot.source.value,
    )


def _trade_cells(event: Acquisition | Sale) -> tuple[str, ...]:
    return (
        event.event_id.removeprefix(f"{TRADE_PREFIX}{event.account}:"),
        event.account,
        _SELL if isinstance(event, Sale) else _ACTIONS[event.source],
        event.symbol,
        to_text(event.quantity),
        _amount(event.proceeds if isinstance(event, Sale) else event.cost),
        event.day.isoformat(),
    )


def _amount(exact: Decimal) -> str:
    """Write an amount with as many decimals as can be read again."""
    return to_text(exact.quantize(_STEP, rounding=ROUND_HALF_EVEN, context=EXACT))
