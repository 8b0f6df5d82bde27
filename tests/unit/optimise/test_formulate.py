"""Requests as problems of numbers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import numpy as np
import pytest

from optimise_questions import asked, drifted
from trimtab.domain.config import CostConfig
from trimtab.domain.constraints import ClassCap, Constraints
from trimtab.domain.optimum import FactorRisk
from trimtab.optimise.formulate import LADDER, formulate, risk_of
from trimtab.optimise.problem import Cause, InvalidProblemError, Lots, Problem
from trimtab.optimise.question import Question
from trimtab.optimise.validate import check_problem


def numbers(question: Question, rung: int = 0) -> Problem:
    """The problem without taxes on a rung of the ladder."""
    held = np.array([float(way.weight) for way in question.ways])
    return formulate(question, Lots.untaxed(held), LADDER[rung])


def test_weights_stay_between_here_and_the_target_and_in_their_bands():
    """AAA has to come down to 55 % and may to 50 %."""
    made = numbers(asked(drifted()))

    assert (pytest.approx([0.5, 0.45]), pytest.approx([0.55, 0.5])) == (
        made.lower.tolist(),
        made.upper.tolist(),
    )


def test_bands_give_way_first():
    """On the second rung each may stay where it is."""
    assert pytest.approx([0.6, 0.5]) == numbers(asked(drifted()), 1).upper.tolist()


def test_each_limit_is_a_row():
    """Cash is always one."""
    limits = Constraints(
        max_turnover=D("0.1"),
        transaction_cost_limit=D(5),
        allocate_at_most=D(500),
        class_caps=(ClassCap(asset_class="EQUITY", weight=D("0.9")),),
    )
    made = numbers(asked(drifted(policy_fields={"constraints": limits})))

    assert ["cash", "turnover", "cost", "purchases"] == [row.name for row in made.rows][:4]


def test_a_trade_pays_half_the_spread_and_the_commission():
    """A spread of 2 % and a commission of 1 % are 2 % on each leg."""
    costs = {"costs": CostConfig(spread_rate=D("0.02"), commission_rate=D("0.01"))}

    assert pytest.approx([0.02, 0.02]) == numbers(asked(drifted(policy_fields=costs))).sell_cost.tolist()


def test_a_risk_model_needs_every_symbol():
    """The cause names the one that is missing."""
    risk = FactorRisk(symbols=("AAA",), loadings=((D("0.1"),),), specific=(D("0.01"),))

    with pytest.raises(InvalidProblemError, match="lacks BBB"):
        risk_of(asked(drifted()).ways, risk)


@pytest.mark.parametrize(
    ("specific", "cause"),
    [("0", Cause.ZERO_VARIANCE), ("-1", Cause.ZERO_VARIANCE), ("NaN", Cause.NOT_FINITE)],
)
def test_a_variance_is_a_number_above_zero(specific: str, cause: Cause):
    """Else the door says what is wrong."""
    risk = FactorRisk(symbols=("AAA", "BBB"), loadings=((), ()), specific=(D("0.1"), D(specific)))
    question = asked(replace(drifted(), risk=risk))

    with pytest.raises(InvalidProblemError) as refused:
        check_problem(numbers(question))
    assert cause is refused.value.cause
