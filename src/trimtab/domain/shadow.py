"""What a portfolio's plans would have done beside what was done by hand (requirement 003's shadow mode)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trimtab.domain.money import ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowLine:
    """One symbol on one day: shares and US dollars, sales negative."""

    symbol: str
    planned_quantity: Decimal = ZERO
    planned_value: Decimal = ZERO
    traded_quantity: Decimal = ZERO
    traded_value: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowDay:
    """One day in New York, with the largest drift as fractions of the portfolio's value.

    `drift_before` is as the look of the day saw it, `drift_planned` as its plan would have left it, and
    `drift_next` as the look of the next session saw it, after what was really traded; None where there was
    no such look, or no plan.
    """

    day: date
    plan_id: str | None
    drift_before: Decimal | None
    drift_planned: Decimal | None
    drift_next: Decimal | None
    lines: tuple[ShadowLine, ...]
