"""What a check shows of the portfolio afterwards."""

from __future__ import annotations

import pytest

from trimtab.contracts.drift import AfterState
from trimtab.domain.money import round_to_cents
from worlds import world


@pytest.mark.parametrize(("spy", "tlt"), [("60", "40"), ("33.33", "66.67"), ("7.77", "92.2")])
def test_the_ledger_closes_to_the_cent(spy: str, tlt: str):
    """Cash now, sales, purchases and fees come to the cash shown afterwards, however it is rounded."""
    here = world()
    here.save(SPY=spy, TLT=tlt)
    plan = here.check()
    after = AfterState.of(plan)
    left = round_to_cents(plan.cash) + after.sells_value - after.buys_value - after.fees_and_rounding

    assert after.cash == left
    assert after.buys_value > 0
