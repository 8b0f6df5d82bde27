"""Handing the tax book out."""

from __future__ import annotations

import pytest

from taxed_worlds import after, fill
from trimtab.domain.commands import CheckDrift, ExportTaxRecords
from trimtab.domain.results import TaxRecordsExported
from trimtab.domain.tax_records import TaxRecordKind
from trimtab.services.check_drift import check_rebalance_drift
from trimtab.services.export_tax_records import export_tax_records
from worlds import ANNA, BEN


@pytest.mark.parametrize("kind", TaxRecordKind)
def test_what_is_kept_is_handed_out(kind: TaxRecordKind):
    """As of the last look at the broker."""
    here = after(fill("2025-03-03", "BUY", "SPY", "20", "300"))
    check_rebalance_drift(CheckDrift(portfolio=ANNA), here.services)
    record = here.taxes.load(ANNA)
    assert record

    exported = export_tax_records(ExportTaxRecords(portfolio=ANNA, kind=kind), here.services)

    assert TaxRecordsExported(portfolio=ANNA, kind=kind, book=record.book) == exported


def test_nothing_kept_is_no_error():
    """Who has no book gets none."""
    command = ExportTaxRecords(portfolio=BEN, kind=TaxRecordKind.LOTS)

    assert export_tax_records(command, after().services).book is None
