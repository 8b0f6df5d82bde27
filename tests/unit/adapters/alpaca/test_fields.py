from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal as D

import pytest

from trimtab.adapters.alpaca.fields import MalformedError, Row, rows


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0.000000001", D("0.000000001")),
        ("-3", D(-3)),
        (7, D(7)),
        ("26.5530000000000001", D("26.553")),
        ("0.1234567890129999", D("0.123456789012")),
    ],
)
def test_numbers_are_exact_to_twelve_decimals(value: object, expected: D):
    """Text and whole numbers are read exactly; what lies beyond the twelfth decimal is cut."""
    assert expected == Row({"qty": value}).decimal("qty")


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e5", "", "1,000", "١", None, True, [], {}, "1.x"])
def test_what_is_no_number_is_named(value: object):
    """Anything else is refused with the field's name."""
    with pytest.raises(MalformedError, match=r"^qty is .* a decimal number was expected"):
        Row({"qty": value}).decimal("qty")


def test_a_missing_number_is_named():
    """Absence is malformed where a number must be, and None where it may be missing."""
    assert Row({}).decimal_or_none("qty") is None
    with pytest.raises(MalformedError, match=r"^qty is None"):
        Row({}).decimal("qty")


def test_times_become_utc_and_lose_nanoseconds():
    """New York time with nanoseconds is the same instant in UTC to the microsecond."""
    moment = Row({"t": "2026-11-20T10:00:00.123456789-05:00"}).moment("t")

    assert datetime(2026, 11, 20, 15, 0, 0, 123456, tzinfo=UTC) == moment


@pytest.mark.parametrize("value", ["2026-11-20T10:00:00", "yesterday", 1700000000, None])
def test_a_time_without_offset_is_no_time(value: object):
    """A naive or unreadable time is refused."""
    with pytest.raises(MalformedError, match=r"^t is "):
        Row({"t": value}).moment("t")


@pytest.mark.parametrize("value", ["false", 0, None])
def test_a_flag_is_true_or_false(value: object):
    """Text and numbers are no flags: "false" would count as true."""
    with pytest.raises(MalformedError, match=r"^is_open is "):
        Row({"is_open": value}).flag("is_open")


@pytest.mark.parametrize("content", [None, "", {}, [1], ["x"], [None]])
def test_a_list_of_objects_is_nothing_else(content: object):
    """An empty body, an object or a list of other things is malformed."""
    with pytest.raises(MalformedError, match="was expected"):
        rows(content)
