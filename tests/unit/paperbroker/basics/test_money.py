from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbroker.basics.money import cut, decimal_places, dollars, plain, read_json, spendable, to_decimal


def test_numbers_in_json_are_exact() -> None:
    """A JSON number keeps the digits it was written with, exponents included."""
    read = read_json(b'{"qty": 0.30000000000000004, "tiny": 1e-09}')

    assert {"qty": D("0.30000000000000004"), "tiny": D("1E-9")} == read


@pytest.mark.parametrize("text", [b'{"qty": NaN}', b'{"qty": -Infinity}', b"", b"{"])
def test_json_without_a_number_is_refused(text: bytes) -> None:
    """NaN, Infinity and broken JSON are errors."""
    with pytest.raises(ValueError, match=r"NaN|Infinity|Expecting"):
        read_json(text)


@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "ten", "", "1_000", " 1", "1E-999", "1E31", True, 1.5, None, ["1"]]
)
def test_what_is_no_decimal_reads_as_none(value: object) -> None:
    """Only finite decimals from text or exact JSON numbers are numbers; floats are not."""
    assert to_decimal(value) is None


def test_quantities_are_cut_towards_zero() -> None:
    """The tenth decimal is dropped, not rounded."""
    assert D("0.000217391") == cut(D("0.000217391999"), D("1E-9"))


def test_purchasable_cash_is_rounded_down_and_never_negative() -> None:
    """A client that spends all it is shown is never refused."""
    assert ("100.00", "0.00") == (spendable(D("100.009")), spendable(D(-3)))


def test_cash_is_shown_half_even() -> None:
    """Half a cent goes to the even neighbour."""
    assert ("0.12", "0.14") == (dollars(D("0.125")), dollars(D("0.135")))


@given(st.decimals(min_value=D("-1E9"), max_value=D("1E9"), places=9))
def test_plain_text_reads_back_without_exponent(value: D) -> None:
    """Writing and reading is the identity, and no exponent ever shows."""
    text = plain(value)

    assert (value, False) == (D(text), "E" in text)


@pytest.mark.parametrize(
    ("value", "places"), [("1.50", 1), ("100", 0), ("1E+3", 0), ("0.0001", 4), ("0.00", 0)]
)
def test_places_count_only_what_carries_value(value: str, places: int) -> None:
    """Trailing zeros are not decimals."""
    assert places == decimal_places(D(value))
