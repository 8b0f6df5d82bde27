"""Requirement 002's planner."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from builders import plan, policy, question, skipped, snapshot, traded
from tax_builders import lot, position
from trimtab.domain.config import CostConfig, DriftConfig
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.tax_config import TaxConfig
from trimtab.planning.planner import RebalancePlanner

PRICES = {"A": "100", "B": "100"}
HALVES = policy({"A": "0.5", "B": "0.5"})
DRIFTED = question(snapshot("0", {"A": "53", "B": "47"}, PRICES), HALVES)


def test_the_defaults_are_those_of_requirement_002():
    """Five points, critical at ten, absolute; a minimum trade of 100 dollars; every tax rule on."""
    planner = RebalancePlanner()

    assert (D("0.05"), D("0.10")) == (planner.drift.threshold, planner.drift.band(D("0.5")).critical)
    assert ("ABSOLUTE", D(100)) == (planner.drift.method, planner.costs.minimum_trade)
    assert TaxConfig(avoid_short_term_gains=True, harvest_losses=True, avoid_wash_sales=True) == planner.tax


def test_a_full_rebalance_brings_all_to_their_targets():
    """Three points off are repaired, whatever the policy's own method."""
    made = RebalancePlanner().plan_full_rebalance(DRIFTED)

    assert (RebalancingMethod.FULL, D(0)) == (made.method, made.drift_after.max_drift)


def test_a_threshold_rebalance_leaves_bands_alone():
    """Three points are inside five, and outside two."""
    narrow = RebalancePlanner(drift=DriftConfig(threshold=D("0.02")))

    assert (0, 2) == tuple(
        len(planner.plan_threshold_rebalance(DRIFTED).trades) for planner in (RebalancePlanner(), narrow)
    )


def test_the_planner_s_costs_take_the_place_of_the_policy_s():
    """Trades of 300 dollars are below a minimum of 500."""
    made = RebalancePlanner(costs=CostConfig(minimum_trade=D(500))).plan_full_rebalance(DRIFTED)

    assert {"A": "BELOW_MINIMUM_TRADE", "B": "BELOW_MINIMUM_TRADE"} == skipped(made)


def test_a_tax_aware_rebalance_puts_short_term_gains_off():
    """A has gained since it was bought in September, so that it is not sold."""
    lots = (lot("a", "60", "50", "2026-09-01", symbol="A"),)
    request = question(snapshot("0", {"A": "60", "B": "40"}, PRICES), HALVES, tax=position(lots))
    made = RebalancePlanner().plan_tax_aware_rebalance(request)
    careless = RebalancePlanner(tax=TaxConfig(avoid_short_term_gains=False))

    assert ({}, "SHORT_TERM_GAIN") == (traded(made), skipped(made)["A"])
    assert {"A", "B"} == traded(careless.plan_tax_aware_rebalance(request)).keys()


def test_a_tax_aware_rebalance_keeps_a_method_that_is_asked_for():
    """Its plan tells of taxes and spares none."""
    lots = (lot("a", "60", "50", "2026-09-01", symbol="A"),)
    account = snapshot("0", {"A": "60", "B": "40"}, PRICES)
    request = question(account, HALVES, tax=position(lots), method=RebalancingMethod.FULL)
    made = RebalancePlanner().plan_tax_aware_rebalance(request)

    assert made.tax is not None
    assert (RebalancingMethod.FULL, D(500)) == (made.method, made.tax.short_term)


def test_without_lots_the_plan_is_a_threshold_rebalance_with_a_warning():
    """What is not known is said, not guessed."""
    request = question(snapshot("0", {"A": "60", "B": "40"}, PRICES), HALVES)
    made = RebalancePlanner().plan_tax_aware_rebalance(request)
    usual = plan(request.snapshot, replace(HALVES, costs=CostConfig()))

    assert ["TAX_LOTS_MISSING"] == [warning.code for warning in made.warnings]
    assert usual.trades == made.trades
