"""The objective of a plan in exact decimals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from optimise_questions import asked, bought, drifted
from trimtab.domain.optimum import FactorRisk, Weighing
from trimtab.optimise.exact import weigh, weigh_nothing
from trimtab.planning.rebalance import plan_rebalance


def test_doing_nothing_leaves_all_the_risk():
    """Both are 0.1 off, cash is not: half of 0.01805 x 0.02."""
    request = replace(drifted(), aims=())

    assert D("0.0001805") == weigh(asked(request), plan_rebalance(request)).risk
    assert weigh(asked(request), plan_rebalance(request)) == weigh_nothing(asked(request))


def test_a_gain_is_taxed_by_its_lots():
    """Ten shares gain 50 each, at 15 % 75 of 10,000 dollars."""
    request = drifted("60", bought("AAA", "60", "50"))
    found = weigh(asked(request), plan_rebalance(request))

    assert (D(0), D("0.0075")) == (found.risk, found.tax)


def test_a_risk_model_weighs_factors_and_the_rest():
    """Both load alike on one factor, so that it cancels out; what is their own stays: 0.04 x 0.02 / 2."""
    risk = FactorRisk(
        symbols=("AAA", "BBB"), loadings=((D("0.2"),), (D("0.2"),)), specific=(D("0.04"), D("0.04"))
    )
    request = replace(drifted(), aims=(), risk=risk)

    assert D("0.0004") == weigh(asked(request), plan_rebalance(request)).risk


def test_the_parts_are_summed_by_their_weights():
    """Risk four times, cost twice, tax not at all."""
    request = drifted("60", bought("AAA", "60", "50"))
    found = weigh(asked(request), plan_rebalance(request))

    assert D(0) == found.under(Weighing(cost=D(2), tax=D(0)))
