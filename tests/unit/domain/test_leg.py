"""Lines of the ledger."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from builders import leg
from trimtab.domain.intent import OrderIntent
from trimtab.domain.leg import IN_DOUBT, UNSENT, WORKING, LegState
from trimtab.domain.trade import Side

OVER = {"FILLED", "CANCELLED", "EXPIRED", "REJECTED", "REFUSED", "NEVER_SENT", "SKIPPED"}


@pytest.mark.parametrize("state", LegState)
def test_a_leg_is_final_only_when_nothing_can_happen_to_it(state: LegState):
    """Unknown, sending and working legs are alive; only a known end is final."""
    assert (state.value in OVER) is leg(state=state).is_final


def test_every_living_state_belongs_to_one_group():
    """Unsent, in doubt and working are disjoint, and with the final states they are all states."""
    groups = [*UNSENT, *IN_DOUBT, *WORKING, *(LegState(name) for name in OVER)]

    assert sorted(LegState) == sorted(groups)


def test_the_filled_value_is_what_changed_hands():
    """Four shares filled at 101.50 are 406 dollars."""
    assert D(406) == leg(filled_quantity=D(4), filled_average_price=D("101.50")).filled_value


def test_nothing_filled_is_worth_nothing():
    """A leg without a fill has no value."""
    assert D(0) == leg().filled_value


def test_the_order_of_a_leg_is_the_same_at_every_attempt():
    """A retry changes neither id nor symbol, side, quantity or limit (I-12)."""
    again = leg(attempts=2, state=LegState.UNKNOWN)

    expected = OrderIntent(
        client_order_id=again.client_order_id, symbol="SPY", side=Side.SELL, quantity=D(10)
    )
    assert (expected, expected) == (leg().intent, again.intent)


def test_what_is_missing_is_what_was_to_be_traded_and_was_not():
    """Four of ten shares were filled."""
    assert D(6) == leg(filled_quantity=D(4)).missing_quantity
