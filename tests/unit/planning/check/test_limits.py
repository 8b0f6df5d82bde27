"""Limits on a plan as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from trimtab.domain.config import CostConfig
from trimtab.domain.constraints import Constraints
from trimtab.domain.costs import Costs
from trimtab.domain.policy import Destination, Limits
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest, Swap
from trimtab.planning.check.facts import gather
from trimtab.planning.check.limits import costs_of, floor_of
from unit.planning.check.cases import edited, planned, request, rules, tampered


def limited(asked: PlanRequest | None = None, /, **limits: object) -> PlanRequest:
    """A request with limits the plan of the usual one knows nothing of."""
    usual = asked or request()
    return replace(usual, policy=replace(usual.policy, constraints=Constraints(**limits)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("limit", "kept", "broken"),
    [("max_turnover", "0.2", "0.1999"), ("allocate_at_most", "400", "399.99")],
)
def test_a_limit_may_be_reached_and_not_passed(limit: str, kept: str, broken: str):
    """400 sold and 400 bought of 2,000 is a turnover of 0.2."""
    assert set() == rules(planned(), limited(**{limit: D(kept)}))
    assert {limit} == rules(planned(), limited(**{limit: D(broken)}))


def test_the_cost_limit_counts_all_costs():
    """Two trades at 1 dollar 50 each cost 3."""
    costs = CostConfig(minimum_trade=D(0), minimum_commission=D("1.5"))
    asked = request(policy=replace(request().policy, costs=costs))

    assert D(3) == costs_of(planned(asked))
    assert "transaction_cost_limit" not in rules(planned(asked), limited(asked, transaction_cost_limit=D(3)))
    assert "transaction_cost_limit" in rules(planned(asked), limited(asked, transaction_cost_limit=D("2.99")))


def test_costs_are_the_sum_of_the_trades():
    """A plan that names others is wrong."""
    assert {"costs"} == tampered(costs=Costs(spread=D(1)))


def test_an_improvement_below_the_threshold_is_found():
    """0.4 and 0.2 of drift in points are 0.2 of accuracy, which is all there is to gain."""
    assert set() == rules(planned(), limited(improvement_threshold=D("0.2")))
    assert set() == rules(planned(), limited(improvement_threshold=D("0.200000000000001")))
    assert {"improvement"} == rules(planned(), limited(improvement_threshold=D("0.21")))


def test_without_a_threshold_no_improvement_is_asked():
    """That a plan makes things worse is another rule's business."""
    plan = planned()
    worse = tuple(replace(row, actual_weight=row.actual_weight + 1) for row in plan.drift_after.rows)

    assert "improvement" not in tampered(drift_after=replace(plan.drift_after, rows=worse))


def test_forced_plans_and_exits_need_no_improvement():
    """Whoever forces a plan, or has to leave a position, does not ask what it gains."""
    asked = limited(improvement_threshold=D("0.21"))

    assert set() == rules(planned(), replace(asked, is_forced=True))
    plan = planned()
    stopped = replace(plan.trades[0], reason=Reason(ReasonCode.STOP_LOSS, "The stop was reached."))
    assert set() == rules(replace(plan, trades=(stopped, *plan.trades[1:])), asked)


def test_an_envelope_wider_than_the_owner_s_collar_is_found():
    """Prices may move by three per cent for this owner, and the plan would allow five."""
    asked = request()
    narrow = replace(asked, policy=replace(asked.policy, limits=Limits(max_price_move=D("0.03"))))

    assert {"price move"} == rules(planned(), narrow)


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("max_price_move", D("0.0501"), "price move"),
        ("max_price_move", D(0), "price move"),
        ("max_price_move", D("NaN"), "price move"),
        ("cash_floor", D("999.99"), "floor"),
        ("cash_floor", D("NaN"), "floor"),
    ],
)
def test_an_envelope_that_is_too_wide_is_found(field: str, value: D, rule: str):
    """Prices move by five per cent at most, and half of 2,000 stays in cash."""
    changes: dict[str, Any] = {field: value}

    assert {rule} == tampered(envelope=replace(planned().envelope, **changes))


def test_a_plan_that_lives_longer_is_found():
    """Ten minutes after its snapshot a plan is over."""
    envelope = planned().envelope

    assert {"expiry"} == tampered(
        envelope=replace(envelope, expires_at=envelope.expires_at + timedelta(seconds=1))
    )


@pytest.mark.parametrize(
    ("amount", "weight", "expected"), [("0", "0", "1000"), ("1100", "0.1", "1100"), ("0", "0.6", "1200")]
)
def test_the_floor_is_the_largest_of_three(amount: str, weight: str, expected: str):
    """The cash target's part of 2,000, and the reserve as an amount and as a weight."""
    asked = limited(cash_reserve_amount=D(amount), cash_reserve_weight=D(weight))

    assert D(expected) == floor_of(gather(asked), planned())


def test_all_three_kinds_of_costs_are_added_up():
    """One, two and four are seven, and another seven."""
    costs = Costs(spread=D(1), commission=D(2), impact=D(4))
    plan = planned()
    dear = replace(plan, trades=tuple(replace(trade, costs=costs) for trade in plan.trades))

    assert D(14) == costs_of(dear)
    assert "costs" not in rules(replace(dear, costs=Costs(spread=D(2), commission=D(4), impact=D(8))))


def test_half_a_repair_gains_half():
    """Half-way leaves a tenth of the accuracy to gain; what is left is no part of the gain."""
    rule = replace(request().policy, destination=Destination.HALF_WAY)
    plan, asked = planned(request(policy=rule)), request(policy=rule)

    assert set() == rules(plan, limited(asked, improvement_threshold=D("0.1")))
    assert {"improvement"} == rules(plan, limited(asked, improvement_threshold=D("0.11")))


def test_with_a_swap_the_floor_is_no_more_than_the_cash_there_is():
    """1,200 are wanted of the 1,000 there are: what a swap sells is not to fill it up."""
    asked = limited(cash_reserve_weight=D("0.6"))
    swap = Swap(sold="SPY", bought="TLT", quantity=D(1))

    assert D(1_000) == floor_of(gather(replace(asked, swaps=(swap,))), planned())


@pytest.mark.parametrize("code", [ReasonCode.HARVEST, ReasonCode.RETURN_TO_PRIMARY])
def test_what_is_traded_for_taxes_need_not_gain(code: ReasonCode):
    """It goes ahead however little accuracy it gains."""
    plan = planned()
    taxed = replace(
        plan, trades=(replace(plan.trades[0], reason=Reason(code, "For taxes.")), *plan.trades[1:])
    )

    assert "improvement" in rules(plan, limited(improvement_threshold=D("0.9")))
    assert "improvement" not in rules(taxed, limited(improvement_threshold=D("0.9")))


def test_an_owner_may_gain_less_than_the_threshold():
    """Half of the repair gains a tenth."""
    asked, plan = edited(request(), SPY="4", TLT="10")
    strict = limited(asked, improvement_threshold=D("0.2"))

    assert set() == rules(plan, strict)
    assert {"improvement"} == rules(plan, replace(strict, edits=()))
