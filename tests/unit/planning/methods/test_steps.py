"""The smallest step of a trade, and the cost of the whole way."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from builders import fx_rate, policy, question, snapshot
from trimtab.domain.config import CostConfig
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.snapshot import Snapshot
from trimtab.drift.measure import measure_portfolio_drift
from trimtab.planning.methods.steps import cover, step_value, whole_cost
from unit.planning.methods.worlds import whole

ACCOUNT = snapshot("0", {"A": "6", "B": "4"}, {"A": "100", "B": "100"})


def abroad(account: Snapshot) -> Snapshot:
    """The same account with instruments in euro at 1.25 dollars."""
    known = tuple(replace(instrument, currency="EUR") for instrument in account.instruments)
    return replace(account, instruments=known, fx_rates=(fx_rate("EUR", "1.25"),))


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        (QuantityUnit.WHOLE, "125"),
        (QuantityUnit.FRACTIONAL, "0.000000125"),
        (QuantityUnit.NOTIONAL, "0.0125"),
    ],
)
def test_a_step_is_a_share_a_part_or_a_cent(unit: QuantityUnit, value: str):
    """Steps are told in base currency."""
    assert D(value) == step_value(abroad(whole(ACCOUNT, unit)), "A")


def test_what_has_no_price_has_no_step():
    """Nothing can be cut from what cannot be valued."""
    assert (D(0), D(0)) == (step_value(ACCOUNT, "X"), step_value(replace(ACCOUNT, quotes=()), "A"))
    assert D(0) == step_value(replace(abroad(ACCOUNT), fx_rates=()), "A")


@pytest.mark.parametrize(("value", "covered"), [("0", "0"), ("1", "30"), ("30", "30"), ("30.01", "60")])
def test_a_value_is_covered_by_whole_steps(value: str, covered: str):
    """A step that is begun is taken whole."""
    assert D(covered) == cover(D(value), D(30))


def test_without_a_step_nothing_is_rounded():
    """An instrument that cannot be valued is not cut either."""
    assert D("1.5") == cover(D("1.5"), D(0))


def test_the_whole_cost_is_that_of_going_all_the_way():
    """Two moves of 100 dollars at half a spread of one per cent cost half a dollar each."""
    asked = question(ACCOUNT, policy({"A": "0.5", "B": "0.5"}, costs=CostConfig(spread_rate=D("0.01"))))
    drift = measure_portfolio_drift(ACCOUNT, asked.policy)

    assert D(1) == whole_cost(asked, drift.total_value, drift.rows)
