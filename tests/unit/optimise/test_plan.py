"""FULL_OPTIMIZATION from question to plan."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from optimise_questions import bought, drifted
from trimtab.domain.config import DriftConfig
from trimtab.domain.optimum import Weighing
from trimtab.domain.plan import PlanStatus
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.tax_config import TaxConfig, TransitionMode
from trimtab.optimise.plan import plan_optimised

WIDE = {"drift": DriftConfig(threshold=D("0.2"))}


def test_a_dear_gain_is_left_alone():
    """Its tax is more than its drift is worth."""
    answer = plan_optimised(drifted("60", bought("AAA", "60", "50"), policy_fields=WIDE))

    assert (PlanStatus.NO_ACTION, ()) == (answer.plan.status, answer.plan.trades)


def test_a_cheap_tax_is_paid():
    """The same gain with taxes that weigh nothing goes all the way."""
    request = replace(
        drifted("60", bought("AAA", "60", "50"), policy_fields=WIDE), weighing=Weighing(tax=D(0))
    )

    assert [D(10), D(10)] == [trade.quantity for trade in plan_optimised(request).plan.trades]


def test_the_gap_is_closed_where_the_answer_is_known():
    """Two assets and one lot leave nothing to guess."""
    optimum = plan_optimised(drifted("60", bought("AAA", "60", "50"))).plan.optimum

    assert optimum is not None
    assert 0 <= optimum.gap < D("1E-9")


def test_without_lots_the_plan_says_so():
    """It takes no account of taxes then."""
    warnings = plan_optimised(drifted()).plan.warnings

    assert [ReasonCode.TAX_LOTS_MISSING] == [warning.code for warning in warnings]


def test_a_transition_by_purchases_sells_nothing():
    """What the owner has forbidden is not weighed."""
    rule = {"tax": TaxConfig(transition=TransitionMode.CASH_FLOWS_ONLY)}
    plan = plan_optimised(drifted("60", bought("AAA", "60", "100"), policy_fields=rule)).plan

    assert ((), ReasonCode.CASH_FLOWS_ONLY) == (plan.trades, plan.skipped[0].reason.code)


def test_an_obstacle_is_the_answer():
    """Of a blocked account nothing is weighed."""
    request = drifted()
    blocked: Snapshot = replace(request.snapshot, is_account_blocked=True)
    plan = plan_optimised(replace(request, snapshot=blocked)).plan

    assert (PlanStatus.BLOCKED, None) == (plan.status, plan.optimum)
