"""Say how large a weight is, and where a row of a drift report stands."""

from __future__ import annotations

from decimal import Decimal

from trimtab.domain.drift import DriftRow
from trimtab.domain.instruments import CASH
from trimtab.domain.money import CENT, HUNDRED, to_text


def percent_text(weight: Decimal) -> str:
    """Write a fraction as a percentage with at most two decimals."""
    return f"{to_text((weight * HUNDRED).quantize(CENT))}%"


def points_text(distance: Decimal) -> str:
    """Write a distance between two weights in points of the portfolio, with at most two decimals."""
    return f"{to_text((abs(distance) * HUNDRED).quantize(CENT))} points"


def name_key(key: str) -> str:
    """Name a row as people do: cash by its word, all else by its symbol."""
    return "Cash" if key == CASH else key


def place_text(row: DriftRow) -> str:
    """Say how far a row is from its target, and on which side."""
    direction = "over" if row.drift > 0 else "under"
    return f"{name_key(row.key)} is {points_text(row.drift)} {direction} its target."
