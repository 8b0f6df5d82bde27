"""Weights and bounds over all tax rates and rungs."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from optimise_questions import asked, bought, drifted
from trimtab.domain.config import DriftConfig
from trimtab.domain.constraints import Constraints
from trimtab.optimise.formulate import LADDER
from trimtab.optimise.search import search


def test_a_gain_stops_at_the_band():
    """And the bound is the objective there: 0.00375 of tax, 0.0001805 of risk."""
    found = search(asked(drifted("60", bought("AAA", "60", "50"))))

    assert pytest.approx([0.55, 0.45]) == found.weights[0].tolist()
    assert pytest.approx(0.0039305) == found.bound


def test_a_conflict_names_the_rows_and_goes_one_rung_down():
    """Two percent of turnover do not lead into the band."""
    found = search(asked(drifted(policy_fields={"constraints": Constraints(max_turnover=D("0.02"))})))

    assert (LADDER[1], (("turnover",),)) == (found.rung, found.conflicts)


def test_without_lots_one_pair_of_rates_is_enough():
    """Nothing depends on them."""
    assert 1 == len(search(asked(drifted())).weights)


def test_a_loss_behind_a_gain_is_proved_to_be_out_of_reach():
    """Ten shares sell a gain of 0.03 before a loss of 0.01; the bound knows that it comes first."""
    lots = (bought("AAA", "6", "50"), bought("AAA", "54", "125", "2025-01-10"))
    found = search(asked(drifted("60", *lots, policy_fields={"drift": DriftConfig(threshold=D("0.2"))})))

    assert pytest.approx([0.6, 0.4]) == found.weights[0].tolist()
    assert pytest.approx(0.0001805 * 4) == found.bound
