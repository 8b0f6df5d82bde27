"""What a plan must keep to, whatever the targets say."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from trimtab.domain.money import ZERO


class CapMode(StrEnum):
    """How weight above a cap is spread: once and refused when that breaks a cap, or until none is broken."""

    SINGLE_PASS = "SINGLE_PASS"  # noqa: S105 - a way to spread, not a secret
    ITERATIVE = "ITERATIVE"


class ExcludedWeight(StrEnum):
    """Where the weight of an excluded instrument goes (domain rule 25)."""

    TO_CASH = "TO_CASH"
    RENORMALISE_IN_CLASS = "RENORMALISE_IN_CLASS"


class CashShortRule(StrEnum):
    """Which buys give way when cash is short (domain rule 33)."""

    SCALE_ALL = "SCALE_ALL"
    LARGEST_DRIFT_FIRST = "LARGEST_DRIFT_FIRST"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassCap:
    """The largest weight of one asset class, a fraction of portfolio value."""

    asset_class: str
    weight: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """Hard limits on the trades of one plan; None means no limit. Symbols are in symbol order.

    `max_turnover` is a fraction as domain rule 37 counts it, the other amounts are in base currency.
    A lock forbids buying and selling; an excluded instrument is not a target either (requirement 000).
    The cash reserve is the larger of its amount and its weight.
    """

    max_turnover: Decimal | None = None
    transaction_cost_limit: Decimal | None = None
    allocate_at_most: Decimal | None = None
    excluded_instruments: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()
    do_not_buy: tuple[str, ...] = ()
    do_not_sell: tuple[str, ...] = ()
    max_position_weight: Decimal | None = None
    class_caps: tuple[ClassCap, ...] = ()
    cap_mode: CapMode = CapMode.ITERATIVE
    excluded_weight: ExcludedWeight = ExcludedWeight.TO_CASH
    cash_short: CashShortRule = CashShortRule.SCALE_ALL
    cash_reserve_amount: Decimal = ZERO
    cash_reserve_weight: Decimal = ZERO
    cooldown_days: int = 0
    improvement_threshold: Decimal = ZERO
    """Least gain in accuracy that is worth trading for, a fraction."""
    review_soft_rules: bool = False
    """Whether a broken soft rule holds a plan until its owner acknowledges it (003, step 6)."""

    def cash_reserve(self, total_value: Decimal) -> Decimal:
        """Return the cash to leave untouched in a portfolio of this value."""
        return max(self.cash_reserve_amount, self.cash_reserve_weight * total_value)
