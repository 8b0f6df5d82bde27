"""What trades would do to a portfolio: supposed ones, and those of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from trimtab.domain.currency import CashBalance
from trimtab.domain.drift import DriftReport
from trimtab.domain.trade import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class SupposedTrade:
    """A trade nobody has planned: of a symbol or of a whole asset class, by quantity or by value.

    `value` is in base currency; an asset class has no quantity.
    """

    side: Side
    symbol: str | None = None
    asset_class: str | None = None
    quantity: Decimal | None = None
    value: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassShare:
    """What one asset class is worth in base currency, and its fraction of the portfolio."""

    asset_class: str
    value: Decimal
    weight: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerStep:
    """The cash after one leg: `change` in the leg's currency, cost and `cash` in base currency."""

    number: int
    leg: str
    """A symbol, an asset class, or the id of an exchange trade."""
    side: Side
    currency: str
    change: Decimal
    cost: Decimal
    cash: Decimal
    foreign_cash: tuple[CashBalance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The portfolio after the trades; drift by symbol is unknown where asset classes are traded."""

    classes_before: tuple[ClassShare, ...]
    classes_after: tuple[ClassShare, ...]
    drift_after: DriftReport | None
    turnover: Decimal
    """As domain rule 37 counts it."""
    cost: Decimal
    """In base currency."""
    ledger: tuple[LedgerStep, ...]
    """Empty without a cash leg."""
