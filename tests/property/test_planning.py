"""What holds for every plan as it is told: each symbol once, in order, with a reason, and true."""

from __future__ import annotations

import json

from hypothesis import assume, given, settings

from property.measures import symbols_of
from property.portfolios import free_requests, requests
from trimtab.contracts.check import CheckRebalanceDriftResult
from trimtab.domain.canonical import canonical_hash, canonical_json, primitive
from trimtab.domain.plan import PlanStatus
from trimtab.domain.request import PlanRequest
from trimtab.domain.results import DriftChecked
from trimtab.domain.trading_state import TradingMode, TradingState
from trimtab.planning.check import check_plan
from trimtab.planning.explain import explain_symbols
from trimtab.planning.flip_points import flip_points, is_confirmed
from trimtab.planning.rebalance import plan_rebalance

HEAVY = 20
"""Flip points plan again some hundred times for each example."""


@given(requests())
def test_every_symbol_is_told_exactly_once(request: PlanRequest):
    """Each held or wanted symbol is one trade or one non-trade, unless something stops the whole plan."""
    made = plan_rebalance(request)
    told = [trade.symbol for trade in made.trades] + [line.symbol for line in made.skipped]
    assume(told)

    assert sorted(told) == sorted(set(told))
    assert set(symbols_of(made)) <= set(told)


@given(requests())
def test_every_symbol_has_its_reason(request: PlanRequest):
    """Whatever comes out, each symbol has a code and words, and each trade and non-trade names it."""
    made = plan_rebalance(request)

    assert set(symbols_of(made)) <= explain_symbols(made).keys()
    assert all(trade.symbol in trade.reason.text for trade in made.trades)
    assert all(line.symbol in line.reason.text for line in made.skipped)
    assert made.finding.text


@given(requests())
def test_sells_stand_before_buys(request: PlanRequest):
    """The order of trades is the order of sending (domain rule 32), worst level first on either side."""
    made = plan_rebalance(request)
    order = [
        (trade.side.value == "BUY", -row.level, -abs(row.drift), trade.symbol)
        for trade in made.trades
        for row in (made.drift.row(trade.symbol),)
    ]

    assert sorted(order) == order


@given(requests())
def test_ready_means_trades(request: PlanRequest):
    """A plan is ready exactly when it trades and nothing forbids it."""
    made = plan_rebalance(request)

    assert made.status is not PlanStatus.READY or made.trades
    assert made.status is not PlanStatus.NO_ACTION or not made.trades


@given(requests())
def test_the_second_opinion_finds_nothing(request: PlanRequest):
    """The checker, which shares no code with the planners, has no objection to any plan."""
    assert () == check_plan(request, plan_rebalance(request))


@given(requests())
def test_what_is_shown_can_be_read_back(request: PlanRequest):
    """The rendered plan parses to the same result: parse after render is the identity."""
    made = plan_rebalance(request)
    checked = DriftChecked(plan=made, trading=TradingState(mode=TradingMode.ACTIVE, reason=""))
    shown = CheckRebalanceDriftResult.of(checked)

    assert shown == CheckRebalanceDriftResult.model_validate_json(shown.model_dump_json())


@given(requests())
def test_the_canonical_text_is_the_whole_plan(request: PlanRequest):
    """Canonical text reads back as the plan's own values, and hashes to the plan's name."""
    made = plan_rebalance(request)

    assert primitive(made) == json.loads(canonical_json(made))
    assert made.plan_id == f"pl_{canonical_hash(made)[:24]}"


@settings(max_examples=HEAVY)
@given(free_requests())
def test_flip_points_flip(request: PlanRequest):
    """At every flip point the decision about its symbol is another one, and one step before it is not."""
    made = plan_rebalance(request)

    assert all(is_confirmed(request, made, point) for point in flip_points(request, made))
