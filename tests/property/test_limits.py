"""Limits hold, and a tighter one never makes more trading."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from property.measures import bought, traded_value
from property.portfolios import requests, scaled
from trimtab.domain.plan import Plan
from trimtab.domain.policy import Destination
from trimtab.domain.request import PlanRequest
from trimtab.planning.rebalance import plan_rebalance

LIMITS: Final = ("max_turnover", "transaction_cost_limit", "allocate_at_most")

pairs = st.tuples(scaled(0, 10_000, 2), scaled(0, 10_000, 2)).map(sorted)


def limited(request: PlanRequest, **limits: D | None) -> Plan:
    """Plan under these limits and none of the other two."""
    wanted: dict[str, Any] = {**dict.fromkeys(LIMITS), **limits}
    rules = replace(request.policy.constraints, **wanted)
    return plan_rebalance(replace(request, policy=replace(request.policy, constraints=rules)))


@given(requests())
def test_every_limit_is_kept(request: PlanRequest):
    """Turnover, costs and purchases end at or below their limits, to the last digit."""
    rules, made = request.policy.constraints, plan_rebalance(request)
    measured = {
        "max_turnover": traded_value(made),
        "transaction_cost_limit": made.costs.total,
        "allocate_at_most": bought(made),
    }
    scale = {"max_turnover": 2 * made.drift.total_value}

    for name, value in measured.items():
        limit = getattr(rules, name)
        assert limit is None or not made.trades or value <= limit * scale.get(name, D(1))


@given(requests(), pairs)
def test_tighter_turnover_never_trades_more(request: PlanRequest, limits: list[D]):
    """Of two turnover limits the smaller one gives no larger turnover."""
    tight, wide = (limited(request, max_turnover=limit / 100) for limit in limits)

    assert tight.turnover <= wide.turnover


@given(requests(), pairs)
def test_tighter_cost_limits_never_trade_more(request: PlanRequest, limits: list[D]):
    """Of two cost limits the smaller one gives no larger turnover and no larger costs."""
    tight, wide = (limited(request, transaction_cost_limit=limit) for limit in limits)

    assert tight.turnover <= wide.turnover
    assert tight.costs.total <= wide.costs.total


@given(requests(), pairs)
def test_tighter_purchase_limits_never_buy_more(request: PlanRequest, limits: list[D]):
    """Of two limits on purchases the smaller one gives no larger purchases and no larger turnover."""
    tight, wide = (limited(request, allocate_at_most=limit * 100) for limit in limits)

    assert bought(tight) <= bought(wide)
    assert tight.turnover <= wide.turnover


@given(requests())
def test_no_limit_is_the_widest(request: PlanRequest):
    """A plan without the three limits trades at least as much as the one with them."""
    assert plan_rebalance(request).turnover <= limited(request).turnover


@given(requests())
def test_what_binds_is_named(request: PlanRequest):
    """A limit the unlimited plan breaks is named, unless something stops the plan before; others are not."""
    rules, free = request.policy.constraints, limited(request)
    made = limited(request, max_turnover=rules.max_turnover)
    is_broken = rules.max_turnover is not None and free.turnover > rules.max_turnover
    named = {limit.limit for limit in made.binding}

    assert is_broken or "MAX_TURNOVER" not in named
    assert not is_broken or "MAX_TURNOVER" in named or made.status.value != "READY"


@given(requests())
def test_what_binds_is_told_in_figures(request: PlanRequest):
    """Of every binding limit less is allowed than wanted, and the fraction lies between nothing and all."""
    for limit in plan_rebalance(request).binding:
        assert limit.allowed <= limit.wanted
        assert 0 <= limit.fraction <= 1
        assert limit.reason.text


@given(requests())
def test_half_way_and_edge_trade_no_more_than_all_the_way(request: PlanRequest):
    """Before limits and minimums, stopping earlier never makes a single sale larger."""
    sales = {
        destination: {
            trade.symbol: trade.value
            for trade in limited(
                replace(request, policy=replace(request.policy, destination=destination))
            ).trades
            if trade.side.value == "SELL"
        }
        for destination in Destination
    }
    full = sales[Destination.TARGET]

    if request.chosen_method.value == "FULL":
        for shorter in (sales[Destination.HALF_WAY], sales[Destination.BAND_EDGE]):
            assert all(value <= full.get(symbol, value) for symbol, value in shorter.items())


@given(requests())
def test_nothing_is_withheld_without_a_threshold(request: PlanRequest):
    """Where no least improvement is asked for, no trade is left out for gaining too little."""
    skips = {line.reason.code.value for line in plan_rebalance(request).skipped}

    assert request.policy.constraints.improvement_threshold or "IMPROVEMENT_TOO_SMALL" not in skips
