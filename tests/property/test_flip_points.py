"""What holds for every flip point."""

from __future__ import annotations

from decimal import Decimal as D

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import policy, question, snapshot
from property.portfolios import scaled
from trimtab.domain.flip_point import FlipDirection, FlipKind
from trimtab.domain.policy import Policy, RebalancingMethod
from trimtab.domain.snapshot import Snapshot
from trimtab.planning.flip_points import decide, flip_points, is_confirmed, request_at, request_before
from trimtab.planning.rebalance import plan_rebalance

FLIP_EXAMPLES = max(settings().max_examples // 20, 10)
"""A part of what the profile asks for, because each example plans some hundred times."""

ACCOUNTS = st.builds(
    lambda cash, quantities, prices: snapshot(
        format(cash, "f"),
        {"OLD": "1", **{symbol: format(each, "f") for symbol, each in quantities.items()}},
        {"OLD": "10", **{symbol: format(each, "f") for symbol, each in prices.items()}},
    ),
    scaled(0, 500_000, 2),
    st.fixed_dictionaries({"SPY": scaled(1, 500, 1), "TLT": scaled(1, 500, 1)}),
    st.fixed_dictionaries({"SPY": scaled(50, 50_000, 2), "TLT": scaled(50, 50_000, 2)}),
)
RULES = st.builds(
    lambda percent, method: policy({"SPY": f"0.{percent}", "TLT": f"0.{90 - percent}"}, "0.1", method=method),
    st.integers(10, 80),
    st.sampled_from([RebalancingMethod.FULL, RebalancingMethod.THRESHOLD_REBALANCING]),
)


@settings(max_examples=FLIP_EXAMPLES)
@given(ACCOUNTS, RULES)
def test_every_flip_point_is_confirmed_by_planning_again(account: Snapshot, rule: Policy):
    """At the point the decision differs, one step before it does not."""
    request = question(account, rule)
    made = plan_rebalance(request)

    for point in flip_points(request, made):
        before, there = (
            plan_rebalance(request_before(request, point)),
            plan_rebalance(request_at(request, point)),
        )
        assert decide(made, point.symbol) == decide(before, point.symbol) != decide(there, point.symbol)
        assert is_confirmed(request, made, point)


@settings(max_examples=FLIP_EXAMPLES)
@given(ACCOUNTS, RULES)
def test_a_flip_point_lies_the_way_it_says(account: Snapshot, rule: Policy):
    """Upwards means a higher price, a deposit or a wider tolerance than there is now."""
    request = question(account, rule)
    prices = {quote.symbol: quote.price for quote in account.quotes}
    starts = {
        FlipKind.AMOUNT: D(0),
        FlipKind.DRIFT: rule.drift.threshold,
        FlipKind.MINIMUM: rule.costs.minimum_trade,
    }

    for point in flip_points(request, plan_rebalance(request)):
        if isinstance(point.value, D):
            start = prices[point.symbol or ""] if point.kind is FlipKind.PRICE else starts[point.kind]
            assert (point.value > start) is (point.direction is FlipDirection.UP)
