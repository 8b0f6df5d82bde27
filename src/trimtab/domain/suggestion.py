"""Planned trades as requirement 001 keeps them, until they are carried out or dropped, and as 000 does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.domain.money import ZERO
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.tax_preview import TaxImplication
from trimtab.domain.trade import Priority, Side

PRIORITY_NUMBERS: Final = {Priority.HIGH: 1, Priority.MEDIUM: 2, Priority.LOW: 3}
"""Requirement 000 counts what requirement 001 names (domain rule 13)."""


LOSS_HARVESTING_OPPORTUNITY: Final = "LOSS_HARVESTING_OPPORTUNITY"
"""Requirement 001's word for a sale whose loss counts (domain rule 15)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendedTrade:
    """One planned trade as requirement 000 shows it: weights as fractions, the amount in base currency.

    `trade_amount` is negative for a sale; `trade_direction` is `buy` or `sell`.
    """

    instrument_id: str
    current_weight: Decimal
    target_weight: Decimal
    trade_amount: Decimal
    trade_direction: str
    priority: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """A plan as requirement 000 answers: turnover as domain rule 37 counts it, costs in base currency."""

    portfolio_id: str
    rebalancing_required: bool
    recommended_trades: tuple[RecommendedTrade, ...]
    expected_turnover: Decimal
    estimated_costs: Decimal
    rebalancing_rationale: str

    @property
    def by_urgency(self) -> tuple[RecommendedTrade, ...]:
        """The trades by priority, then by how far their weight is off, then by name (domain rule 13)."""
        return tuple(sorted(self.recommended_trades, key=_urgency))


def _urgency(trade: RecommendedTrade) -> tuple[int, Decimal, str]:
    return trade.priority, -abs(trade.current_weight - trade.target_weight), trade.instrument_id


class SuggestionStatus(StrEnum):
    """What became of a suggestion."""

    PENDING = "PENDING"
    EXECUTED = "EXECUTED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One planned trade as requirement 001 stores it; quantities are shares, the value is in base currency.

    `number` counts a plan's trades from one; `suggested_quantity` is what is held after the trade. Nobody can
    execute a pending one after `expires_at`.
    """

    number: int
    symbol: str
    action: Side
    current_quantity: Decimal
    suggested_quantity: Decimal
    estimated_value: Decimal
    priority: Priority
    tax_implication: TaxImplication
    harvest_opportunity: bool
    created_at: datetime
    expires_at: datetime
    status: SuggestionStatus = SuggestionStatus.PENDING
    executed_at: datetime | None = None
    executed_quantity: Decimal = ZERO
    """How many shares have really changed hands; less than suggested where the order was not filled."""
    run_id: str | None = None
    reason_code: ReasonCode | None = None
    """Why it was dropped, or not carried out in full."""

    @property
    def priority_number(self) -> int:
        """The priority as a number: 1 is the most urgent of 3."""
        return PRIORITY_NUMBERS[self.priority]

    @property
    def tax_label(self) -> str:
        """Its taxes in requirement 001's words: the long label where a loss counts."""
        return LOSS_HARVESTING_OPPORTUNITY if self.harvest_opportunity else self.tax_implication.value


def mark_executed(suggestion: Suggestion, executed_at: datetime, quantity: Decimal) -> Suggestion:
    """Note that shares of a pending suggestion have changed hands. Raises ValueError for a settled one."""
    executed = SuggestionStatus.EXECUTED
    pending = _pending(suggestion)
    return replace(pending, status=executed, executed_at=executed_at, executed_quantity=quantity)


def mark_cancelled(suggestion: Suggestion, reason: ReasonCode | None = None) -> Suggestion:
    """Note that a pending suggestion was dropped. Raises ValueError for one that is settled already."""
    return replace(_pending(suggestion), status=SuggestionStatus.CANCELLED, reason_code=reason)


def _pending(suggestion: Suggestion) -> Suggestion:
    if suggestion.status is not SuggestionStatus.PENDING:
        raise ValueError(
            f"status of the suggestion for {suggestion.symbol} is {suggestion.status}; "
            "only a PENDING one changes"
        )
    return suggestion
