"""A planned trade from the plan to its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest

from builders import NOON
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.suggestion import (
    Recommendation,
    RecommendedTrade,
    Suggestion,
    SuggestionStatus,
    mark_cancelled,
    mark_executed,
)
from trimtab.domain.tax_preview import TaxImplication
from trimtab.domain.trade import Priority, Side

LATER = NOON + timedelta(minutes=5)
PENDING = Suggestion(
    number=1,
    symbol="A",
    action=Side.SELL,
    current_quantity=D(56),
    suggested_quantity=D(40),
    estimated_value=D(1_600),
    priority=Priority.HIGH,
    tax_implication=TaxImplication.UNKNOWN,
    harvest_opportunity=False,
    created_at=NOON,
    expires_at=NOON + timedelta(minutes=10),
)


def test_a_suggestion_is_pending_until_it_is_carried_out():
    """Its time and quantity are those of what really changed hands."""
    done = mark_executed(PENDING, LATER, D(16))

    assert (SuggestionStatus.PENDING, None, D(0)) == (
        PENDING.status,
        PENDING.executed_at,
        PENDING.executed_quantity,
    )
    assert ("EXECUTED", LATER, D(16)) == (done.status, done.executed_at, done.executed_quantity)


def test_a_suggestion_may_be_dropped():
    """What is cancelled was never executed, and says why."""
    dropped = mark_cancelled(PENDING, ReasonCode.PLAN_EXPIRED)

    assert (SuggestionStatus.CANCELLED, None, ReasonCode.PLAN_EXPIRED) == (
        dropped.status,
        dropped.executed_at,
        dropped.reason_code,
    )


@pytest.mark.parametrize("settled", [mark_cancelled(PENDING), mark_executed(PENDING, NOON, D(1))])
def test_a_settled_suggestion_stays_settled(settled: Suggestion):
    """Neither what was carried out nor what was dropped changes again."""
    for change in (mark_cancelled, lambda line: mark_executed(line, NOON, D(1))):
        with pytest.raises(ValueError, match=f"suggestion for A is {settled.status}; only a PENDING"):
            change(settled)


def recommended(name: str, weight: str, priority: int) -> RecommendedTrade:
    """A purchase towards a tenth of the portfolio."""
    return RecommendedTrade(
        instrument_id=name,
        current_weight=D(weight),
        target_weight=D("0.1"),
        trade_amount=D(1),
        trade_direction="buy",
        priority=priority,
    )


def test_the_most_urgent_trade_comes_first():
    """By priority, then by how far the weight is off on either side, then by name (domain rule 13)."""
    rows = (
        recommended("D", "0", 2),
        recommended("C", "0.05", 1),
        recommended("B", "0.15", 1),
        recommended("A", "0.3", 1),
    )
    found = Recommendation(
        portfolio_id="default",
        rebalancing_required=True,
        recommended_trades=rows,
        expected_turnover=D(0),
        estimated_costs=D(0),
        rebalancing_rationale="",
    )

    assert ["A", "B", "C", "D"] == [trade.instrument_id for trade in found.by_urgency]


@pytest.mark.parametrize(("harvested", "label"), [(True, "LOSS_HARVESTING_OPPORTUNITY"), (False, "LOSS")])
def test_a_loss_that_counts_has_a_long_label(harvested: object, label: str):
    """Requirement 001's word; the short one is what is stored (domain rule 15)."""
    sale = replace(PENDING, tax_implication=TaxImplication.LOSS, harvest_opportunity=harvested is True)

    assert label == sale.tax_label
