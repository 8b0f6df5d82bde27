"""The contracts of `import_tax_records` and `export_tax_records`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, StrictBool

from trimtab.contracts.base import Contract, PortfolioRequest
from trimtab.contracts.csv_rows import MOST_CHARACTERS
from trimtab.contracts.lot_files import read_records, write_carried, write_lots, write_trades
from trimtab.domain.commands import ExportTaxRecords, ImportTaxRecords
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.results import TaxRecordsExported, TaxRecordsImported
from trimtab.domain.tax_book import TaxBook
from trimtab.domain.tax_ledger import LedgerFinding
from trimtab.domain.tax_records import TaxRecordKind


class ImportTaxRecordsRequest(PortfolioRequest):
    """A file to bring in; `replace` puts it in the place of earlier files of its kind and accounts."""

    kind: TaxRecordKind
    csv: Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS)]
    replace: StrictBool = False

    def to_domain(self, uid: str) -> ImportTaxRecords:
        """Read the whole file. Raises InvalidRequestError naming line, column and value."""
        return ImportTaxRecords(
            portfolio=PortfolioRef(uid, self.portfolio_id),
            records=read_records(self.kind, self.csv),
            is_replacing=self.replace,
        )


class LedgerFindingView(Contract):
    """Something that the ledger cannot book as it was reported."""

    account: str
    symbol: str
    day: date
    reason_code: ReasonCode
    message: str

    @classmethod
    def of(cls, finding: LedgerFinding) -> LedgerFindingView:
        """Show a finding."""
        return cls(
            account=finding.account,
            symbol=finding.symbol,
            day=finding.day,
            reason_code=finding.reason.code,
            message=finding.reason.text,
        )


class ImportTaxRecordsResult(Contract):
    """What the file has changed, and what does not fit in the accounts it names."""

    portfolio_id: str
    kind: TaxRecordKind
    added_count: int
    changed_count: int
    unchanged_count: int
    removed_count: int
    findings: tuple[LedgerFindingView, ...]

    @classmethod
    def of(cls, imported: TaxRecordsImported) -> ImportTaxRecordsResult:
        """Show what was done."""
        return cls(
            portfolio_id=imported.portfolio.portfolio_id,
            kind=imported.kind,
            added_count=imported.added_count,
            changed_count=imported.changed_count,
            unchanged_count=imported.unchanged_count,
            removed_count=imported.removed_count,
            findings=tuple(LedgerFindingView.of(finding) for finding in imported.findings),
        )


class ExportTaxRecordsRequest(PortfolioRequest):
    """What to write as a file."""

    kind: TaxRecordKind

    def to_domain(self, uid: str) -> ExportTaxRecords:
        """Convert to the engine's command."""
        return ExportTaxRecords(portfolio=PortfolioRef(uid, self.portfolio_id), kind=self.kind)


class ExportTaxRecordsResult(Contract):
    """A file, and until when the broker had been read for it; null where it never was."""

    portfolio_id: str
    kind: TaxRecordKind
    csv: str
    read_until: date | None

    @classmethod
    def of(cls, exported: TaxRecordsExported) -> ExportTaxRecordsResult:
        """Write the file."""
        book = exported.book
        return cls(
            portfolio_id=exported.portfolio.portfolio_id,
            kind=exported.kind,
            csv=_written(exported.kind, book),
            read_until=max((read.day for read in book.read_until), default=None) if book else None,
        )


def _written(kind: TaxRecordKind, book: TaxBook | None) -> str:
    if kind is TaxRecordKind.LOTS:
        return write_lots(book.ledger.state.lots if book else ())
    if kind is TaxRecordKind.OUTSIDE_TRADES:
        return write_trades(book.ledger.events if book else ())
    return write_carried(book.carried if book else ())
