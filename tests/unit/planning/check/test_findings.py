"""The three ways to find something."""

from __future__ import annotations

from decimal import Decimal as D

from trimtab.planning.check.findings import broken, differs, exceeds


def test_equal_figures_do_not_differ():
    """Decimals are compared by value, not by their digits."""
    assert () == differs("rule", "SPY", expected=D("1.0"), found=D(1))


def test_a_difference_says_both_figures():
    """What was expected and what was found stand in one sentence."""
    assert ["is 2, must be 1"] == [found.text for found in differs("rule", "SPY", expected=1, found=2)]


def test_exactly_the_most_is_allowed():
    """A limit may be used up."""
    assert () == exceeds("rule", "SPY", amount=D(5), most=D(5))
    assert 1 == len(exceeds("rule", "SPY", amount=D("5.01"), most=D(5)))


def test_a_broken_rule_is_found_only_when_it_is_broken():
    """The condition decides."""
    assert (0, 1) == (len(broken("r", "SPY", "text", when=False)), len(broken("r", "SPY", "text", when=True)))
