"""`trimtab lots`: the lots of a file, how long until each is long term, and what had better wait."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from trimtab.cli_files import DIFFERENT, SAME, UnreadableFileError, read_bytes
from trimtab.contracts.lot_files import read_records
from trimtab.domain.money import round_to_cents, to_text
from trimtab.domain.tax_ledger import LedgerRules, LedgerState, TaxPosition, YearToDate
from trimtab.domain.tax_lot import TaxLot
from trimtab.domain.tax_preview import WashWindowKind
from trimtab.domain.tax_records import TaxRecordKind, TaxRecords
from trimtab.tax.ledger import open_ledger, record_events
from trimtab.tax.term import days_to_long_term, long_term_from, term_of
from trimtab.tax.wash_windows import wash_windows

FORM: Final = "lots or outside trades as export_tax_records writes them: CSV, or its whole answer as JSON"

_TITLES: Final = (
    "SYMBOL",
    "ACCOUNT",
    "LOT",
    "SHARES",
    "BASIS",
    "ACQUIRED",
    "TERM",
    "DAYS TO LONG",
    "LONG FROM",
)
_ADVICE: Final = {
    WashWindowKind.NO_BUY: "not to be bought before",
    WashWindowKind.NO_LOSS_SALE: "not to be sold at a loss before",
}


def list_lots(path: Path, on: date) -> int:
    """Write the lots held at the end of a day, and the symbols that are not free on it.

    Returns 1 where the file does not add up, as when more is sold than there is. Raises UnreadableFileError
    and InvalidRequestError for a file that holds no lots or trades.
    """
    state = _state(_read(path), on)
    for line in (*_table(state.lots, on), *_windows(state, on)):
        sys.stdout.write(f"{line}\n")
    for finding in state.findings:
        sys.stderr.write(f"trimtab: {finding.day} {finding.account}: {finding.reason.text}\n")
    return DIFFERENT if state.findings else SAME


def _read(path: Path) -> TaxRecords:
    text = _text(path)
    header = next((line for line in text.splitlines() if line.strip()), "")
    is_trades = "action" in header.lower()
    return read_records(TaxRecordKind.OUTSIDE_TRADES if is_trades else TaxRecordKind.LOTS, text)


def _text(path: Path) -> str:
    """Read CSV, or take it out of the answer it came in."""
    content = read_bytes(path)
    try:
        text = content.decode("utf-8-sig")
        answer = json.loads(text) if text.lstrip()[:1] == "{" else {"csv": text}
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(f"{path} is not {FORM}: {error}") from error
    found = answer.get("result", answer)
    csv = found.get("csv") if isinstance(found, dict) else None
    if not isinstance(csv, str):
        raise UnreadableFileError(f"{path} is not {FORM}")
    return csv


def _state(records: TaxRecords, on: date) -> LedgerState:
    events = (row.event for row in records.events if row.event.day <= on)
    return record_events(open_ledger(LedgerRules()), events).state


def _table(lots: Sequence[TaxLot], on: date) -> Iterator[str]:
    rows = [_TITLES, *(_cells(lot, on) for lot in lots)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_TITLES))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _cells(lot: TaxLot, on: date) -> tuple[str, ...]:
    return (
        lot.symbol,
        lot.account,
        lot.lot_id,
        to_text(lot.quantity),
        str(round_to_cents(lot.basis)),
        lot.acquired.isoformat(),
        term_of(lot.held_from, on).value,
        str(days_to_long_term(lot.held_from, on)),
        long_term_from(lot.held_from).isoformat(),
    )


def _windows(state: LedgerState, on: date) -> Iterator[str]:
    # The windows are those of the household: the account that would be traded in makes no difference.
    year = YearToDate(year=on.year)
    position = TaxPosition(account="", rules=LedgerRules(), state=state, year=year)
    for window in wash_windows(position, on):
        yield f"{window.symbol} {_ADVICE[window.kind]} {window.free_on}: {window.reason.text}"
