"""Bring lots, outside trades or carried losses into the tax book: all of a file, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from trimtab.domain.commands import ImportTaxRecords
from trimtab.domain.errors import InvalidRequestError, RefusedError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.results import TaxRecordsImported
from trimtab.domain.tax_book import TaxBook
from trimtab.domain.tax_ledger import TaxLedger
from trimtab.domain.tax_records import LOT_PREFIX, TRADE_PREFIX, TaxRecordKind, TaxRecords
from trimtab.domain.trade_day import trade_day
from trimtab.ports import Services
from trimtab.services.policies import current_policy
from trimtab.services.tax_books import ledger_rules, under_rules, with_years
from trimtab.tax.ledger import record_events, withdraw_events

MOST_ATTEMPTS: Final = 3
"""How often a file is brought in anew when somebody else keeps the book in between."""

_REPLACED: Final = {
    TaxRecordKind.LOTS: (LOT_PREFIX, TRADE_PREFIX),
    TaxRecordKind.OUTSIDE_TRADES: (TRADE_PREFIX,),
}


def import_tax_records(command: ImportTaxRecords, services: Services) -> TaxRecordsImported:
    """Bring a file in; what has an id that is known takes its place, so that a second time changes nothing.

    Raises InvalidRequestError naming line and column, and RefusedError when others keep the book all the
    time; in both cases nothing is written.
    """
    config = current_policy(command.portfolio, services).tax
    today = trade_day(services.clock.now())
    _require_past(command.records, today)
    for _ in range(MOST_ATTEMPTS):
        record = services.taxes.load(command.portfolio)
        stored = record.book if record else None
        rules = ledger_rules(config, stored.broker_accounts if stored else ())
        before = under_rules(stored, rules)
        after = with_years(_brought_in(before, command), config, today.year)
        if after == stored or services.taxes.save(command.portfolio, record, after):
            return _told(command, before, after)
    text = "Somebody keeps this tax ledger all the time; try again in a minute."
    raise RefusedError(ReasonCode.SAVE_CONFLICT, text)


def _require_past(records: TaxRecords, today: date) -> None:
    column = "acquired" if records.kind is TaxRecordKind.LOTS else "date"
    for row in records.events:
        if row.event.day > today:
            day = row.event.day.isoformat()
            raise InvalidRequestError(f"line {row.line}, column {column}", day, "lies in the future")


def _brought_in(book: TaxBook, command: ImportTaxRecords) -> TaxBook:
    records = command.records
    if records.kind is TaxRecordKind.CARRIED_LOSSES:
        earlier = () if command.is_replacing else book.carried
        entries = {entry.year: entry for entry in (*earlier, *records.carried)}
        return replace(book, carried=tuple(entries[year] for year in sorted(entries)))
    gone = frozenset(_replaced(book.ledger, records)) if command.is_replacing else frozenset()
    ledger = withdraw_events(book.ledger, gone)
    if records.kind is TaxRecordKind.LOTS:
        _require_unknown(ledger, records)
    return replace(book, ledger=record_events(ledger, (row.event for row in records.events)))


def _replaced(ledger: TaxLedger, records: TaxRecords) -> Iterator[str]:
    """Name what a replacing file takes the place of: lots that of trades, too, which they include."""
    prefixes, accounts = _REPLACED[records.kind], records.accounts
    for event in ledger.events:
        if event.account in accounts and event.event_id.startswith(prefixes):
            yield event.event_id


def _require_unknown(ledger: TaxLedger, records: TaxRecords) -> None:
    """Refuse lots that the ledger has from a purchase it knows, as in a file that was exported."""
    known = {event.event_id for event in ledger.events if not event.event_id.startswith(LOT_PREFIX)}
    for row in records.events:
        if row.purchase in known:
            problem = "is a purchase that the ledger knows already; leave the line out"
            raise InvalidRequestError(f"line {row.line}, column id", row.purchase, problem)


def _told(command: ImportTaxRecords, before: TaxBook, after: TaxBook) -> TaxRecordsImported:
    records = command.records
    if records.kind is TaxRecordKind.CARRIED_LOSSES:
        old: dict[object, object] = {entry.year: entry for entry in before.carried}
        new: dict[object, object] = {entry.year: entry for entry in after.carried}
        named: set[object] = {entry.year for entry in records.carried}
    else:
        old = {event.event_id: event for event in before.ledger.events}
        new = {event.event_id: event for event in after.ledger.events}
        named = {row.event.event_id for row in records.events}
    findings = after.ledger.state.findings
    return TaxRecordsImported(
        portfolio=command.portfolio,
        kind=records.kind,
        added_count=len(named - old.keys()),
        changed_count=sum(old[key] != new[key] for key in named & old.keys()),
        unchanged_count=sum(old[key] == new[key] for key in named & old.keys()),
        removed_count=len(old.keys() - new.keys()),
        findings=tuple(finding for finding in findings if finding.account in records.accounts),
    )
