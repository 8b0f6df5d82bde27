"""The tax of a whole year is counted as the law does, and plans know it."""

from __future__ import annotations

import numpy as np
import pytest

from optimise_builders import lots, problem, vector
from trimtab.optimise.netting import Gains, TaxYear, least_by_case, optimise_netted

YEAR = TaxYear(short_rate=0.35, long_rate=0.15, deduction_limit=0.003, carried_rate=0.05)


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        (0.1, 0.2, 0.035 + 0.03),
        (-0.05, 0.2, 0.15 * 0.15),
        (0.2, -0.05, 0.35 * 0.15),
        (-0.002, 0.0, -0.35 * 0.002),
        (0.1, -0.2, -0.35 * 0.003 - 0.05 * 0.097),
    ],
)
def test_terms_are_set_against_each_other(short: float, long: float, expected: float):
    """Both gain; one loses; the rest saves income tax up to the limit, and is carried beyond it."""
    assert pytest.approx(expected) == YEAR.tax(short, long)


def test_a_long_loss_against_a_short_gain_is_worth_the_short_rate():
    """Against a short gain of 0.05 a long loss of 0.04 saves 0.014, enough to leave the target for it."""
    asked = problem((0.6, 0.4), (0.6, 0.4), lots=lots((0, 0.2, 0.0), (0, 0.4, 0.0), (1, 0.4, 0.0)))
    gains = Gains(vector(-0.2, 0.3, 0.0), np.array([True, True, False]))
    netted = optimise_netted(asked, gains, TaxYear(short_rate=0.35, long_rate=0.15, short=0.05))

    assert pytest.approx([0.2, 0.0, 0.0]) == netted.solution.sold.tolist()
    assert pytest.approx((-0.04, -0.014)) == (netted.long, netted.tax)
    assert pytest.approx(0.05 * 0.2**2 - 0.014) == netted.objective
    assert netted.gap <= 1e-12


def test_losses_are_taken_up_to_the_gains_and_no_further():
    """With nothing to gain from a net loss only as much is sold as there are gains to set it against."""
    asked = problem((0.6, 0.4), (0.6, 0.4), lots=lots((0, 0.6, 0.0), (1, 0.4, 0.0)))
    gains = Gains(vector(-0.2, 0.0), np.array([False, False]))
    netted = optimise_netted(asked, gains, TaxYear(short_rate=0.35, long_rate=0.15, short=0.02))

    assert pytest.approx(-0.02, rel=0.1) == netted.short
    assert 0.0 <= netted.gap <= 0.05 * abs(netted.objective)


def test_each_case_of_the_law_has_its_own_difference():
    """At (0.35, 0.15) a long loss of 0.1 against a short gain costs 0.02 less than these rates say."""
    year = TaxYear(short_rate=0.35, long_rate=0.15, short=0.2)
    found = least_by_case(year, (0.35, 0.15), ((0.0, 0.0), (-0.1, 0.1)))

    assert pytest.approx([0.0, -0.02]) == list(found[:2])
    assert [np.inf] * 3 == list(found[2:])
