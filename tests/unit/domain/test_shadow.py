"""Both sides of a day in shadow mode."""

from __future__ import annotations

from trimtab.domain.money import ZERO
from trimtab.domain.shadow import ShadowLine


def test_a_side_on_which_nothing_was_done_is_nothing():
    """A symbol that only one of the two has traded still has both."""
    line = ShadowLine(symbol="SPY")

    assert {ZERO} == {line.planned_quantity, line.planned_value, line.traded_quantity, line.traded_value}
