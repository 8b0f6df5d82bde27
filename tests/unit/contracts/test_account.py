"""A person's own data as the text of a file."""

from __future__ import annotations

import csv
import io
import json
import zlib
from collections.abc import Mapping

import pytest

from trimtab.contracts.account import ExportDataResult, ExportFormat
from trimtab.domain.access_commands import AccountExport
from trimtab.domain.personal_record import PersonalRecord
from worlds import NOON


def written(form: ExportFormat, **fields: object) -> str:
    """Write one record."""
    export = AccountExport(records=(PersonalRecord("a/b", fields),), exported_at=NOON, next_after=None)
    return ExportDataResult.of(export, form).content


def fields_of(content: str) -> Mapping[str, object]:
    """Read the record's fields back from JSON."""
    (record,) = json.loads(content)["records"]
    found: Mapping[str, object] = record["fields"]
    return found


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (NOON, "2026-01-05T17:00:00.000000Z"),
        (zlib.compress(b'{"lots":[1.50]}'), {"lots": ["1.50"]}),
        (b"\xff\x00", "/wA="),
        ({"a": [None, True, 7, "x"]}, {"a": [None, True, 7, "x"]}),
        (1.5, 1.5),
    ],
)
def test_every_stored_value_has_a_readable_form(value: object, expected: object):
    """Times as text, packed pages unpacked, other bytes as base64."""
    assert {"field": expected} == fields_of(written(ExportFormat.JSON, field=value))


def test_a_table_has_a_line_for_each_value():
    """With the names that lead to it."""
    content = written(ExportFormat.CSV, a={"b": ["x", 2]}, empty={}, none=None)

    assert [
        ["path", "field", "value"],
        ["a/b", "a.b.0", "x"],
        ["a/b", "a.b.1", "2"],
        ["a/b", "empty", "{}"],
        ["a/b", "none", "null"],
    ] == list(csv.reader(io.StringIO(content)))


def test_no_cell_is_a_formula():
    """A spreadsheet that opens the file calls nobody."""
    content = written(ExportFormat.CSV, note="=HYPERLINK(1)")

    assert "'=HYPERLINK(1)" in content
    assert ",=HYPERLINK" not in content
