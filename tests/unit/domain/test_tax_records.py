"""Records of other custodians."""

from __future__ import annotations

import pytest

from tax_builders import bought
from trimtab.domain.tax_records import RecordedEvent, TaxRecordKind, TaxRecords


@pytest.mark.parametrize(
    ("event_id", "purchase"),
    [
        ("lots:x:7", "7"),
        ("lots:x:7#2", "7"),
        ("lots:x:20260105::1#12", "20260105::1"),
        ("lots:y:7", "lots:y:7"),
    ],
)
def test_a_lot_is_named_by_its_purchase(event_id: str, purchase: str):
    """Without the account's prefix and without the number of a part."""
    assert (
        purchase == RecordedEvent(2, bought("2026-01-05", "1", "1", event_id=event_id, account="x")).purchase
    )


def test_a_file_names_its_accounts():
    """Each once, however many lines it has."""
    rows = [RecordedEvent(n, bought("2026-01-05", "1", "1", account=name)) for n, name in enumerate("aba")]

    assert {"a", "b"} == TaxRecords(kind=TaxRecordKind.LOTS, events=tuple(rows)).accounts
