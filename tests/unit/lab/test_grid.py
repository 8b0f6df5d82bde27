"""The policies that are tried where nobody names any."""

from __future__ import annotations

from builders import policy
from trimtab.domain.policy import Destination
from trimtab.lab.adopt import RULE_ID, adopt
from trimtab.lab.grid import cross, under, usual_grid
from trimtab.lab.policies import Band, CashFlow, LabPolicy


def test_what_has_no_band_is_not_crossed_with_edges():
    """Two cadences, two bands and two destinations are six policies, not eight."""
    crossed = cross([1, 21], [None, Band(width=0.05)], [Destination.TARGET, Destination.BAND_EDGE])

    assert 6 == len(crossed) == len(set(crossed))


def test_the_usual_grid_has_every_kind_once():
    """Calendars, daily bands, monthly bands: sixteen, no two alike."""
    grid = usual_grid()

    assert 16 == len(grid) == len(set(grid))
    assert {5, 21, 63, 252} == {each.every for each in grid if each.band is None}


def test_each_of_the_usual_grid_can_be_adopted():
    """Nothing is recommended that no live policy can have."""
    saved = policy({"AAA": "1"})

    assert {RULE_ID} == {adopt(each, saved).triggers.rules[0].rule_id for each in usual_grid()}


def test_policies_are_put_under_one_s_own_costs():
    """Cost, tax and flow are the same for all."""
    flow = CashFlow(amount=0.01, every=21)
    (under_costs,) = under([LabPolicy(every=5)], cost_bp=7, tax_rate=0.2, flow=flow)

    assert LabPolicy(every=5, cost_bp=7, tax_rate=0.2, flow=flow) == under_costs
