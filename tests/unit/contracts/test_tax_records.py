"""The contracts of files of tax records."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contract.stores.tax_samples import EVERYTHING, UNREAD, book
from trimtab.contracts.base import parse
from trimtab.contracts.tax_records import (
    ExportTaxRecordsRequest,
    ExportTaxRecordsResult,
    ImportTaxRecordsRequest,
    ImportTaxRecordsResult,
)
from trimtab.domain.commands import ExportTaxRecords
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.results import TaxRecordsExported, TaxRecordsImported
from trimtab.domain.tax_book import CarriedLosses, TaxBook
from trimtab.domain.tax_records import TaxRecordKind

ADA = PortfolioRef("ada", "second")
CSV = "year,carried_short,carried_long\n2025,700,0\n"
SENT = {"portfolio_id": "second", "kind": "carried_losses", "csv": CSV}


def test_a_file_is_read_as_a_whole():
    """Kind and content become the records; by default they add to what is there."""
    command = parse(ImportTaxRecordsRequest, SENT).to_domain("ada")

    assert (ADA, TaxRecordKind.CARRIED_LOSSES, [2025], False) == (
        command.portfolio,
        command.records.kind,
        [entry.year for entry in command.records.carried],
        command.is_replacing,
    )


def test_a_file_may_replace_earlier_ones():
    """On request only."""
    assert parse(ImportTaxRecordsRequest, {**SENT, "replace": True}).to_domain("ada").is_replacing


def test_a_bad_line_refuses_the_file():
    """The error names it."""
    request = parse(ImportTaxRecordsRequest, {**SENT, "csv": CSV + "2024,x,0\n"})

    with pytest.raises(InvalidRequestError, match="line 3, column carried_short: 'x' is not a plain decimal"):
        request.to_domain("ada")


def test_an_import_is_answered_with_what_it_changed():
    """Counts of lines, and what does not fit."""
    imported = TaxRecordsImported(
        portfolio=ADA,
        kind=TaxRecordKind.LOTS,
        added_count=1,
        changed_count=2,
        unchanged_count=3,
        removed_count=4,
        findings=(UNREAD,),
    )

    assert {
        "portfolio_id": "second",
        "kind": "lots",
        "added_count": 1,
        "changed_count": 2,
        "unchanged_count": 3,
        "removed_count": 4,
        "findings": [
            {
                "account": "PA-0001",
                "symbol": "SPY",
                "day": "2026-04-07",
                "reason_code": "BAD_FIELD",
                "message": "An entry nobody knows.",
            }
        ],
    } == ImportTaxRecordsResult.of(imported).model_dump(mode="json")


def test_an_export_names_its_portfolio_and_kind():
    """Nothing else is needed."""
    request = parse(ExportTaxRecordsRequest, {"portfolio_id": "second", "kind": "lots"})

    assert ExportTaxRecords(portfolio=ADA, kind=TaxRecordKind.LOTS) == request.to_domain("ada")


def exported(kind: TaxRecordKind, kept: TaxBook | None) -> ExportTaxRecordsResult:
    """The answer to an export."""
    return ExportTaxRecordsResult.of(TaxRecordsExported(portfolio=ADA, kind=kind, book=kept))


@pytest.mark.parametrize(
    ("kind", "lines"),
    [(TaxRecordKind.LOTS, 5), (TaxRecordKind.OUTSIDE_TRADES, 1), (TaxRecordKind.CARRIED_LOSSES, 2)],
)
def test_each_kind_is_written(kind: TaxRecordKind, lines: int):
    """Its header and what there is: four lots, no trades from outside, one year."""
    kept = replace(book(*EVERYTHING), carried=(CarriedLosses(year=2025),))
    answer = exported(kind, kept).model_dump(mode="json")

    assert ("second", kind.value, "2026-04-08") == (
        answer["portfolio_id"],
        answer["kind"],
        answer["read_until"],
    )
    assert lines == len(answer["csv"].splitlines())


@pytest.mark.parametrize("kind", TaxRecordKind)
def test_without_a_book_there_are_headers_alone(kind: TaxRecordKind):
    """The file can be filled in and sent back."""
    answer = exported(kind, None)

    assert (1, None) == (len(answer.csv.splitlines()), answer.read_until)
