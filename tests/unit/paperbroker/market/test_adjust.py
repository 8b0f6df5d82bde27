from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from paperbroker.market.actions import Action, CashDividend, NameChange, Split
from paperbroker.market.adjust import Adjuster, Adjustment, Ratio

EX = date(2026, 11, 20)
BEFORE = EX - timedelta(days=1)
ACTIONS: tuple[Action, ...] = (
    Split("SPY", EX, D(1), D(4)),
    CashDividend("SPY", EX, D(2)),
    NameChange("SPY", "S", EX),
)


def adjuster(adjustment: Adjustment) -> Adjuster:
    return Adjuster.of(ACTIONS, adjustment.kinds, lambda _: D(100))


@pytest.mark.parametrize(
    ("adjustment", "price", "shares"),
    [("raw", "1", "1"), ("split", "0.25", "4"), ("dividend", "0.98", "1"), ("all", "0.245", "4")],
)
def test_each_adjustment_allows_for_its_actions(adjustment: str, price: str, shares: str) -> None:
    """Only splits move shares; a change of name moves nothing."""
    assert Ratio(D(price), D(shares)) == adjuster(Adjustment(adjustment)).on(BEFORE)


def test_the_ex_date_itself_is_not_adjusted() -> None:
    """Its prices already are those after the action."""
    assert Ratio() == adjuster(Adjustment.ALL).on(EX)
