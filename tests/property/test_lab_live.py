"""On the same path the lab and the live planner make the same trades: days, symbols and amounts.

The lab thinks in floats and for many portfolios at once; the planner in exact decimals, share by share, with
plans that were checked. Amounts agree to a ten-billionth of the portfolio's first value, days and symbols
exactly.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab_builders import real_prices
from lab_live import TOLERANCE, lab_trades, live_trades, noisy_growth, same_trades
from trimtab.domain.config import DriftMethod
from trimtab.domain.policy import Destination
from trimtab.lab.paths import Block, Bootstrap
from trimtab.lab.policies import Band, CashFlow, LabPolicy, TargetMix

FOUR: Final = TargetMix(symbols=("AAA", "BBB", "CCC", "DDD"), weights=(0.4, 0.3, 0.2, 0.1))
WITH_CASH: Final = TargetMix(symbols=("AAA", "BBB", "CCC"), weights=(0.5, 0.25, 0.15))
SWINGS: Final = (0.03, 0.02, 0.04, 0.01)
DAYS: Final = 40

bands = st.one_of(
    st.builds(Band, width=st.sampled_from([0.01, 0.02, 0.05])),
    st.builds(Band, width=st.sampled_from([0.05, 0.1, 0.2]), kind=st.just(DriftMethod.RELATIVE)),
    st.builds(Band, width=st.sampled_from([0.02, 0.04]), kind=st.just(DriftMethod.COMBINED)),
)
flows = st.builds(
    CashFlow, amount=st.sampled_from([-0.02, -0.005, 0.01, 0.03]), every=st.sampled_from([3, 10])
)


@st.composite
def policies(draw: st.DrawFn) -> LabPolicy:
    """Any trigger, band, destination, cost and flow."""
    band = draw(st.none() | bands)
    ways = [way for way in Destination if band is not None or way is not Destination.BAND_EDGE]
    return LabPolicy(
        every=draw(st.sampled_from([None, 1, 5, 7, 21])),
        band=band,
        destination=draw(st.sampled_from(ways)),
        cost_bp=draw(st.sampled_from([0.0, 1.0, 10.0, 75.0])),
        flow=draw(st.none() | flows),
    )


@settings(max_examples=60)
@given(policies(), st.sampled_from([FOUR, WITH_CASH]), st.integers(0, 10**6))
def test_the_lab_trades_as_the_live_planner_does(policy: LabPolicy, mix: TargetMix, seed: int):
    """Whatever the policy, the mix and the path."""
    growth = noisy_growth(DAYS, SWINGS[: len(mix.symbols)], seed)

    assert same_trades(lab_trades(policy, mix, growth), live_trades(policy, mix, growth))


EDGE = Destination.BAND_EDGE
BUSY: Final = (
    LabPolicy(every=5, cost_bp=10),
    LabPolicy(band=Band(width=0.02), cost_bp=10),
    LabPolicy(band=Band(width=0.02), destination=EDGE, cost_bp=10),
    LabPolicy(band=Band(width=0.1, kind=DriftMethod.RELATIVE), destination=Destination.HALF_WAY),
    LabPolicy(every=None, flow=CashFlow(amount=0.01, every=5), cost_bp=10),
    LabPolicy(band=Band(width=0.02), destination=EDGE, flow=CashFlow(amount=-0.01, every=5), cost_bp=75),
)


@pytest.mark.parametrize("cash", [0.0, 0.1])
@pytest.mark.parametrize("policy", BUSY, ids=str)
def test_on_paths_of_real_returns_too(policy: LabPolicy, cash: float):
    """Days drawn from real stocks: there are trades, and all of them are the same."""
    prices = real_prices("sp500").choose(("AMD", "RRC", "KO", "XOM", "JNJ"))
    source = Bootstrap(prices.growth(), seed=9)
    growth = np.array([day[:, 0] for day in source.days(Block(0, 1), 60)])
    mix = TargetMix(symbols=prices.symbols, weights=(0.4 - cash, 0.2, 0.15, 0.15, 0.1))
    live = live_trades(policy, mix, growth)

    assert len(live) >= 5
    assert same_trades(lab_trades(policy, mix, growth), live)


def test_a_difference_would_be_noticed():
    """A trade that is missing, one too many, or an amount beyond the tolerance."""
    trades = {(0, "REBALANCE", "AAA"): 0.1}

    assert not same_trades({}, trades)
    assert not same_trades({**trades, (1, "REBALANCE", "AAA"): 0.1}, trades)
    assert not same_trades({(0, "REBALANCE", "AAA"): 0.1 + 2 * TOLERANCE}, trades)
