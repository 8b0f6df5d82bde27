"""Suggestions from drift, with their taxes."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.domain.errors import NotFoundError, RefusedError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trade import Priority
from trimtab.services.rebalancing_suggestions import generate_rebalancing_suggestions
from worlds import ANNA, BEN, world


def test_the_most_urgent_comes_first():
    """TLT is 30 points under, SPY 20 over, GLD 10 under: by priority, then by distance (domain rule 13)."""
    here = world()
    here.save(SPY="60", TLT="31", GLD="9")
    made = generate_rebalancing_suggestions(ANNA, here.services).suggestions

    assert [("TLT", Priority.HIGH), ("SPY", Priority.HIGH), ("GLD", Priority.MEDIUM)] == [
        (row.suggestion.symbol, row.suggestion.priority) for row in made
    ]


def test_each_knows_its_class_and_its_trade():
    """The class is the owner's or the broker's; the trade is the plan's own."""
    here = world()
    here.save(SPY="60", TLT="40")
    first = generate_rebalancing_suggestions(ANNA, here.services).suggestions[0]

    assert ("EQUITY", "TLT", D(30)) == (first.asset_class, first.trade.symbol, first.trade.quantity)


def test_a_balanced_portfolio_needs_none():
    """Everything is in its band."""
    here = world()
    here.save(SPY="80", TLT="10", cash="10")

    assert () == generate_rebalancing_suggestions(ANNA, here.services).suggestions


def test_suggesting_leaves_nothing_behind():
    """No plan is stored (I-23)."""
    here = world()
    here.save(SPY="60", TLT="40")
    generate_rebalancing_suggestions(ANNA, here.services)

    assert ({}, []) == (here.plans.plans, here.broker.sent)


def test_where_no_trade_is_possible_the_reason_is_told():
    """An empty list would look like balance."""
    here = world()
    here.save(SPY="60", TLT="40")
    del here.broker.prices["TLT"]

    with pytest.raises(RefusedError) as refused:
        generate_rebalancing_suggestions(ANNA, here.services)

    assert ReasonCode.PRICE_MISSING == refused.value.code


def test_a_portfolio_that_is_not_there_has_none():
    """Ben has saved nothing."""
    with pytest.raises(NotFoundError):
        generate_rebalancing_suggestions(BEN, world().services)
