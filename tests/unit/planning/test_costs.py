"""What a trade is estimated to cost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import instrument, trade
from trimtab.domain.config import CostConfig
from trimtab.domain.costs import Costs
from trimtab.planning.costs import COST_STEP, estimate_costs

LIQUID = replace(instrument("SPY"), daily_volume=D(10_000), daily_volatility=D("0.02"))


def cost(quantity: str, config: CostConfig, **fields: Any) -> Costs:
    return estimate_costs(trade(quantity=quantity, **fields), LIQUID, config)


def test_half_the_spread_is_paid():
    """10 shares at 100 with a spread of 20 basis points: 1,000 times 0.001 is one dollar."""
    assert Costs(spread=D(1)) == cost("10", CostConfig(spread_rate=D("0.002")))


@pytest.mark.parametrize(("quantity", "commission"), [("10", "5"), ("49.99", "5"), ("50", "5"), ("80", "8")])
def test_a_commission_has_a_minimum_per_order(quantity: str, commission: str):
    """A tenth of a percent is five dollars at 5,000: below that the minimum of five is charged."""
    config = CostConfig(commission_rate=D("0.001"), minimum_commission=D(5))

    assert Costs(commission=D(commission)) == cost(quantity, config)


def test_impact_follows_the_square_root_of_the_part_of_the_days_volume():
    """100 of 10,000 shares are 1 %: a tenth of a daily sigma of 2 % on 10,000 dollars is 20 dollars."""
    assert Costs(impact=D(20)) == cost("100", CostConfig(impact=D(1)))


def test_four_times_the_size_doubles_the_rate():
    """The square-root law of domain §4.8: four times the shares cost eight times the money."""
    config = CostConfig(impact=D(1))

    assert 8 * cost("100", config).impact == cost("400", config).impact


@pytest.mark.parametrize(
    "unknown", [{"daily_volume": None}, {"daily_volatility": None}, {"daily_volume": D(0)}]
)
def test_impact_is_not_guessed(unknown: dict[str, Any]):
    """Without volume or volatility there is no estimate of impact."""
    made = estimate_costs(trade(quantity="100"), replace(LIQUID, **unknown), CostConfig(impact=D(1)))

    assert D(0) == made.total


def test_costs_are_in_base_currency():
    """1,000 euros at 1.10 pay half of 20 basis points of 1,100 dollars."""
    made = cost("10", CostConfig(spread_rate=D("0.002")), fx_rate=D("1.10"))

    assert D("1.10") == made.spread


def test_estimates_are_rounded_up_to_a_millionth():
    """A third of a cent is never understated."""
    made = cost("1", CostConfig(spread_rate=D("0.00006666666666")))

    assert (D("0.003334"), COST_STEP) == (made.spread, D("0.000001"))


def test_without_prices_for_trading_nothing_is_charged():
    """The defaults of requirement 002 know no costs, and a trade of nothing has none."""
    config = CostConfig(minimum_commission=D(5))

    assert (Costs(), Costs()) == (cost("10", CostConfig()), cost("0", config))
