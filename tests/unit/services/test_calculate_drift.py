"""Drift by asset class, as the account is now."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.domain.errors import NotFoundError, UnavailableError
from trimtab.domain.instruments import CASH
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.services.calculate_drift import calculate_drift
from worlds import ANNA, BEN, NOON, world


def test_classes_are_measured_from_one_valuation():
    """8,000 of SPY and 1,000 of TLT are one class of 9,000; 1,000 is cash."""
    here = world()
    here.save(SPY="60", TLT="20", cash="20")
    found = calculate_drift(ANNA, here.services)

    assert NOON == found.as_of
    assert {"EQUITY": (D("0.9"), D("0.8")), CASH: (D("0.1"), D("0.2"))} == {
        row.key: (row.actual_weight, row.target_weight) for row in found.report.rows
    }


def test_looking_leaves_nothing_behind():
    """No plan, no order (I-23)."""
    here = world()
    here.save(SPY="60", TLT="40")
    calculate_drift(ANNA, here.services)

    assert ({}, []) == (here.plans.plans, here.broker.sent)


@pytest.mark.parametrize("portfolio", [ANNA, BEN])
def test_a_portfolio_nobody_saved_is_not_there(portfolio: PortfolioRef):
    """Whether somebody else has one of that name makes no difference."""
    here = world()

    with pytest.raises(NotFoundError) as refused:
        calculate_drift(portfolio, here.services)

    assert ReasonCode.PORTFOLIO_NOT_FOUND == refused.value.code


def test_without_a_price_no_weight_is_known():
    """A wrong drift would be worse than none."""
    here = world()
    here.save(SPY="60", TLT="40")
    del here.broker.prices["TLT"]

    with pytest.raises(UnavailableError) as refused:
        calculate_drift(ANNA, here.services)

    assert ReasonCode.PRICE_MISSING == refused.value.code
