"""A problem says what it is made of, and its faults what is wrong."""

from __future__ import annotations

from optimise_builders import problem, vector
from trimtab.optimise.problem import Cause, InvalidProblemError, Lots


def test_a_fault_names_field_and_cause():
    """Who catches one need not read its text."""
    fault = InvalidProblemError(Cause.NOT_FINITE, "targets", "entry 0 is nan; leave it out")

    assert (Cause.NOT_FINITE, "targets") == (fault.cause, fault.field)
    assert "targets: entry 0 is nan; leave it out" == str(fault)


def test_what_is_untaxed_is_one_lot_each():
    """A tax-free account has one lot for each asset, of all that is held."""
    lots = Lots.untaxed(vector(0.6, 0.4))

    assert ([0, 1], [0.6, 0.4], [0.0, 0.0]) == (lots.asset.tolist(), lots.size.tolist(), lots.tax.tolist())


def test_the_size_is_the_number_of_assets():
    """Two assets, two weights."""
    assert 2 == problem().size
