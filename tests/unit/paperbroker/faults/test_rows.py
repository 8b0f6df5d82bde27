from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from werkzeug.wrappers import Response

from paperbroker.basics.fields import SettingError
from paperbroker.faults.faults import read_fault
from unit.paperbroker.faults.striking import ORDER, ROW, Handled, queue_of, struck, struck_json

QUOTES = {"quotes": {"SPY": {"ap": 410.25, "bp": 410}}}


@pytest.mark.parametrize(
    "value", ["paused_by_gods", None, True, 7, ["a"], {"a": "b"}], ids=lambda value: type(value).__name__
)
def test_a_field_can_be_anything(value: object) -> None:
    """Its neighbours stay as they are."""
    assert ROW | {"status": value} == struck_json({"fault": "field", "path": "status", "value": value})


def test_a_number_asked_for_arrives_as_a_number() -> None:
    """Control bodies are read exactly, so their numbers are decimals."""
    content = struck_json({"fault": "field", "path": "qty", "value": [Decimal("2.5"), Decimal(3)]})

    assert [2.5, 3] == content["qty"]


def test_a_field_can_be_missing() -> None:
    """It goes, the rest stays."""
    content = struck_json({"fault": "field", "path": "status", "missing": True})

    assert ROW.keys() - {"status"} == content.keys()


def test_every_row_of_a_list_is_struck() -> None:
    """A list of orders has the fault in each of them."""
    content = struck_json({"fault": "field", "path": "status", "value": "odd"}, [ROW, ROW])

    assert ["odd", "odd"] == [row["status"] for row in content]


def test_a_path_leads_into_objects() -> None:
    """Quotes hold a row per symbol."""
    content = struck_json({"fault": "field", "path": "quotes.SPY.ap", "value": "odd"}, QUOTES)

    assert {"quotes": {"SPY": {"ap": "odd", "bp": 410}}} == content


def test_a_path_that_leads_nowhere_changes_nothing() -> None:
    """Neither a missing parent nor a text has fields."""
    changed = [
        struck_json({"fault": "field", "path": path, "value": "odd"}, QUOTES)
        for path in ("quotes.TLT.ap", "quotes.SPY.ap.deeper")
    ]

    assert [QUOTES, QUOTES] == changed


def test_text_that_is_a_number_becomes_one() -> None:
    """Names, dates and null stay text."""
    content = struck_json({"fault": "numbers"}, [{"qty": "2.5", "n": "-3", "id": "007", "at": "2026-11-20"}])

    assert [{"qty": 2.5, "n": -3, "id": "007", "at": "2026-11-20"}] == content


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_numbers_become_what_json_has_not(value: str) -> None:
    """Python and others write and read such constants all the same."""
    body = struck({"fault": "not_a_number", "value": value}).data

    assert f'"qty": {value}'.encode() in body


def test_easy_to_borrow_can_be_left_out() -> None:
    """As Alpaca announced it would be."""
    content = struck_json({"fault": "no_easy_to_borrow"}, [ROW])

    assert ["easy_to_borrow" in row for row in content] == [False]


def test_extra_fields_leave_the_known_ones_alone() -> None:
    """New names appear beside the old."""
    content = struck_json({"fault": "extra_fields"}, [ROW])[0]

    assert (ROW, True) == ({name: content[name] for name in ROW}, len(content) > len(ROW))


def test_duplicate_keys_come_as_null_the_second_time() -> None:
    """First the value, then null, in every row."""
    pairs = json.loads(
        struck({"fault": "duplicate_keys"}, Handled([{"a": "1", "b": {}}])).data, object_pairs_hook=list
    )

    assert [[["a", "1"], ["b", []], ["a", None], ["b", None]]] == [[list(pair) for pair in pairs[0]]]


@pytest.mark.parametrize(
    "more", [{}, {"value": "x", "missing": True}, {"missing": False}], ids=["neither", "both", "not missing"]
)
def test_a_field_is_given_a_value_or_taken_away(more: dict[str, Any]) -> None:
    """One of the two, not both."""
    with pytest.raises(SettingError) as caught:
        read_fault({"fault": "field", "path": "status"} | more)

    assert "value" == caught.value.field


@pytest.mark.parametrize("fault", ["numbers", "not_a_number", "extra_fields", "duplicate_keys"])
def test_an_answer_without_a_body_stays_without(fault: str) -> None:
    """A 204 has no fields."""
    assert b"" == struck({"fault": fault}, Handled(status=204)).data


def test_a_page_has_no_fields() -> None:
    """Only JSON is changed."""
    response = queue_of({"fault": "numbers"}).take(ORDER).answer(lambda: Response("<h1>1</h1>"))

    assert b"<h1>1</h1>" == response.data
