"""The live rules for many portfolios at once: examples by hand; `property/test_lab_live.py` compares all."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from trimtab.domain.config import DriftMethod
from trimtab.domain.policy import Destination
from trimtab.lab.policies import Band, LabPolicy, TargetMix
from trimtab.lab.rules import Held, Rules, plan

THREE = TargetMix(symbols=("A", "B", "C"), weights=(0.5, 0.3, 0.2))
EDGE, HALF = Destination.BAND_EDGE, Destination.HALF_WAY
FIVE = Band(width=0.05)


def planned(policy: LabPolicy, values: list[float], cash: float = 0.0, mix: TargetMix = THREE) -> Any:
    """What one portfolio trades, to twelve places."""
    held = np.array(values)[:, np.newaxis]
    portfolio = Held(held, np.array([cash]), held.sum(axis=0) + cash)
    return plan(Rules.of([policy], mix), portfolio)[:, 0].round(12).tolist()


def test_without_a_band_everything_moves_home():
    """60, 30 and 10 become 50, 30 and 20."""
    assert [-10, 0, 10] == planned(LabPolicy(), [60, 30, 10])


def test_half_way_is_half_of_it():
    """The same portfolio goes half of the way."""
    assert [-5, 0, 5] == planned(LabPolicy(destination=HALF), [60, 30, 10])


def test_costs_shrink_what_is_bought():
    """At 100 bp a sale of 10 brings 9.9, which buys 9.9 / 1.01."""
    assert [-10, 0, round(9.9 / 1.01, 12)] == planned(LabPolicy(cost_bp=100), [60, 30, 10])


def test_the_edge_of_a_band_is_inside_it():
    """Exactly five points off is not traded."""
    assert [0, 0, 0] == planned(LabPolicy(band=Band(width=0.125)), [62.5, 22.5, 15])


def test_only_what_is_out_of_its_band_moves_as_long_as_cash_is_in_its_own():
    """6 in cash are too much for a band of 5 points, so what lacks is bought; one of 20 points keeps them."""
    fifth = Band(width=0.2, kind=DriftMethod.RELATIVE)

    assert [-6, 3, 3] == planned(LabPolicy(band=FIVE), [56, 27, 17])
    assert [0, -6.1, 0] == planned(LabPolicy(band=fifth), [46.5, 36.1, 17.4])


def test_a_buyer_without_cash_makes_the_others_sell():
    """C lacks 6 points; what is over pays for it."""
    assert [-3, -3, 6] == planned(LabPolicy(band=FIVE), [53, 33, 14])


def test_cash_out_of_its_band_goes_all_the_way():
    """A takes 6 of 8 in cash; the 2 that are left would be inside, but a breach is repaired to the target."""
    assert [6, 1, 1] == planned(LabPolicy(band=FIVE), [44, 29, 19], 8)


def test_to_the_edge_stops_at_it():
    """A stops at 55; the point it gives stays in cash, inside its band."""
    assert [-1, 0, 0] == planned(LabPolicy(band=FIVE, destination=EDGE), [56, 27, 17])


def test_to_the_edge_brings_cash_to_its_own():
    """With 8 in cash and a band of 5 three go to what lacks, by how much each lacks."""
    assert [0, 1.5, 1.5] == planned(LabPolicy(band=FIVE, destination=EDGE), [50, 26, 16], 8)


def test_cash_that_is_wanted_is_kept():
    """A tenth is wanted in cash: buys take what is above it."""
    mix = TargetMix(symbols=("A", "B"), weights=(0.5, 0.4))

    assert [2, 3] == planned(LabPolicy(), [48, 37], 15, mix)


def test_policies_are_asked_together():
    """Each column is answered by its own rules."""
    policies = [LabPolicy(), LabPolicy(band=FIVE), LabPolicy(destination=HALF)]
    values = np.repeat(np.array([[54.0], [27], [19]]), 3, axis=1)
    changes = plan(Rules.of(policies, THREE), Held(values, np.zeros(3), values.sum(axis=0)))

    assert [[-4, 0, -2], [3, 0, 1.5], [1, 0, 0.5]] == changes.round(12).tolist()


def test_edges_are_kept_apart():
    """Their rule is another one, so they are not asked with the others."""
    with pytest.raises(ValueError, match="keep BAND_EDGE apart"):
        Rules.of([LabPolicy(), LabPolicy(band=FIVE, destination=EDGE)], THREE)


@pytest.mark.parametrize("column", [0, 1])
def test_columns_are_taken_as_they_are(column: int):
    """A rule stays with its column."""
    rules = Rules.of([LabPolicy(cost_bp=10), LabPolicy(band=FIVE, cost_bp=20)], THREE)
    taken = rules.take(np.array([column]))

    assert (rules.cost[column], rules.is_banded[column]) == (taken.cost[0], taken.is_banded[0])
    assert rules.bands[:, column].tolist() == taken.bands[:, 0].tolist()
