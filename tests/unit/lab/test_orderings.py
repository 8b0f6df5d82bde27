"""Which policy beats which, where studies have no figures that can be had."""

from __future__ import annotations

from trimtab.lab.anchor import Verdict
from trimtab.lab.orderings import orderings


def test_policies_stand_in_the_published_order():
    """Optimised edges beat calendars and five points, and the edge trades less than going home."""
    found = list(orderings(100, 2026))

    assert 3 == len(found)
    assert {Verdict.INSIDE} == {anchor.verdict for anchor in found}
