"""The one door for money: every decimal enters through `parse_decimal` and leaves through `to_text`."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from typing import Final

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
HUNDRED: Final = Decimal(100)
CENT: Final = Decimal("0.01")
SHARE_DUST: Final = Decimal("1E-9")
"""The step of fractional share counts: the nine places brokers keep."""

PLAIN_DECIMAL: Final = r"-?[0-9]{1,15}(\.[0-9]{1,12})?"
_PLAIN_DECIMAL: Final = re.compile(PLAIN_DECIMAL, re.ASCII)


class NotADecimalError(ValueError):
    """Outside text is not a plain, finite decimal number."""


def parse_decimal(text: str) -> Decimal:
    """Read a plain decimal: ASCII digits, at most 15 before and 12 after the point, no exponent.

    Minus zero becomes zero. Raises NotADecimalError for anything else, NaN and infinities included.
    """
    if not _PLAIN_DECIMAL.fullmatch(text):
        raise NotADecimalError(f"{text!r} is not a plain decimal number such as 12.5")
    return Decimal(text) + ZERO


def to_text(value: Decimal) -> str:
    """Write a decimal in its shortest plain form: no exponent, no trailing zeros, no minus zero."""
    if not value.is_finite():
        raise NotADecimalError(f"{value} is not finite and must never reach an edge")
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def round_to_cents(amount: Decimal) -> Decimal:
    """Round an amount of money to cents, half to even (domain rule 11)."""
    return amount.quantize(CENT, rounding=ROUND_HALF_EVEN)


def round_down(value: Decimal, step: Decimal) -> Decimal:
    """Cut a value down to a multiple of a power-of-ten step, towards zero."""
    return value.quantize(step, rounding=ROUND_DOWN)
