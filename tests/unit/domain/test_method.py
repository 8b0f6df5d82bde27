"""The ways to repair a portfolio."""

from __future__ import annotations

from trimtab.domain.method import RebalancingMethod


def test_the_methods_of_requirement_000_have_its_names():
    """Beside 002's three; the optimiser's comes with the optimiser."""
    expected = {"THRESHOLD_REBALANCING", "PROPORTIONAL_REBALANCING", "TACTICAL_REBALANCING"}

    assert expected <= {method.value for method in RebalancingMethod}
