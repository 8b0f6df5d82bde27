"""Hand out what the tax book holds, as of the last time the broker was read."""

from __future__ import annotations

from trimtab.domain.commands import ExportTaxRecords
from trimtab.domain.results import TaxRecordsExported
from trimtab.ports import Services


def export_tax_records(command: ExportTaxRecords, services: Services) -> TaxRecordsExported:
    """Read the book; without one there is nothing to write, which is no error."""
    record = services.taxes.load(command.portfolio)
    book = record.book if record else None
    return TaxRecordsExported(portfolio=command.portfolio, kind=command.kind, book=book)
