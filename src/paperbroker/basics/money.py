"""Exact decimals: how numbers enter from JSON, are cut, and leave as text."""

from __future__ import annotations

import json
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import NoReturn

ZERO = Decimal(0)
ONE = Decimal(1)
CENT = Decimal("0.01")
SHARE_STEP = Decimal("1E-9")
# Nine integer digits times nine decimals, against prices of at most six and four: products stay within
# the 28 digits of the default context, so cash never rounds.
QUANTITY_LIMIT = Decimal("1E9")
PRICE_LIMIT = Decimal("1E6")

_WIDEST_EXPONENT = 30
_NUMERAL = frozenset("0123456789+-.eE")


def read_json(text: bytes) -> object:
    """Read a JSON document with every number as an exact decimal.

    Raises `ValueError` for anything else, NaN and Infinity included.
    """
    try:
        return json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError("JSON is nested too deeply; send a flat object") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number; send a finite number")


def to_decimal(value: object) -> Decimal | None:
    """Read a finite decimal from JSON text or a JSON number; None for anything else.

    Numbers of absurd magnitude count as anything else, so that no answer grows by writing one out.
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        return None
    if isinstance(value, str) and not _NUMERAL.issuperset(value):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= _WIDEST_EXPONENT else None


def cut(value: Decimal, step: Decimal) -> Decimal:
    """Round towards zero to a multiple of a power of ten."""
    return value.quantize(step, rounding=ROUND_DOWN)


def decimal_places(value: Decimal) -> int:
    """Count the decimals that carry value: 1.50 has one."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def plain(value: Decimal) -> str:
    """Write a decimal without exponent and without trailing zeros."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def rounded(value: Decimal, step: Decimal = SHARE_STEP) -> str:
    """Write a decimal rounded half-even to a step, for ratios and averages that need not end."""
    return plain(value.quantize(step, rounding=ROUND_HALF_EVEN))


def dollars(value: Decimal) -> str:
    """Write USD with two decimals, rounded half-even."""
    return f"{value.quantize(CENT, rounding=ROUND_HALF_EVEN):f}"


def spendable(value: Decimal) -> str:
    """Write USD with two decimals, rounded down, so that all of it can be spent; never below zero."""
    return f"{cut(max(value, ZERO), CENT):f}"
