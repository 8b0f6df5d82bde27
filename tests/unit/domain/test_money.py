"""The one door for money."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.domain.money import (
    CENT,
    SHARE_DUST,
    NotADecimalError,
    parse_decimal,
    round_down,
    round_to_cents,
    to_text,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.5", D("12.5")),
        ("-3", D(-3)),
        ("007", D(7)),
        ("999999999999999.999999999999", D("999999999999999.999999999999")),
        ("0.00", D(0)),
    ],
)
def test_plain_decimals_are_read_to_the_last_digit(text: str, value: D):
    """Fifteen digits before and twelve after the point come in without any loss."""
    assert value == parse_decimal(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 1",
        "1 ",
        "1\n",
        "+1",
        ".5",
        "5.",
        "1e3",
        "1E-3",
        "NaN",
        "sNaN",
        "Infinity",
        "-inf",
        "1_000",
        "1,000",
        "٣",
        "１２",
        "0x10",
        "--1",
        "1.2.3",
        "1000000000000000",
        "0.1234567890123",
    ],
)
def test_anything_that_is_not_a_plain_decimal_is_refused(text: str):
    """Exponents, signs, separators, foreign digits, spaces, NaN and infinities never become money."""
    with pytest.raises(NotADecimalError) as refused:
        parse_decimal(text)

    assert repr(text) in str(refused.value)


@pytest.mark.parametrize("text", ["-0", "-0.00"])
def test_minus_zero_comes_in_as_zero(text: str):
    """There is one zero: minus zero loses its sign at the door."""
    assert not parse_decimal(text).is_signed()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.500", "1.5"),
        ("100", "100"),
        ("1E+3", "1000"),
        ("-0.0", "0"),
        ("1E-9", "0.000000001"),
        ("-2.0", "-2"),
    ],
)
def test_decimals_leave_in_their_shortest_plain_form(value: str, text: str):
    """No exponent, no trailing zeros, no minus zero reaches an edge."""
    assert text == to_text(D(value))


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_finite_never_leaves(value: str):
    """NaN and infinities are stopped at the edge."""
    with pytest.raises(NotADecimalError, match="not finite"):
        to_text(D(value))


@pytest.mark.parametrize(("amount", "cents"), [("0.125", "0.12"), ("0.135", "0.14"), ("-0.125", "-0.12")])
def test_cents_are_rounded_half_to_even(amount: str, cents: str):
    """Half a cent goes to the even neighbour (domain rule 11)."""
    assert D(cents) == round_to_cents(D(amount))


@pytest.mark.parametrize(
    ("value", "step", "cut"),
    [
        ("9.9999999999", SHARE_DUST, "9.999999999"),
        ("-1.29", D("0.1"), "-1.2"),
        ("7.9", D(1), "7"),
        ("1.999", CENT, "1.99"),
    ],
)
def test_rounding_down_cuts_towards_zero(value: str, step: D, cut: str):
    """Rounding down never makes an amount larger in size."""
    assert D(cut) == round_down(D(value), step)
