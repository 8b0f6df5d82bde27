"""Portfolio addresses."""

from __future__ import annotations

from trimtab.domain.portfolio import PortfolioRef


def test_everybody_has_a_default_portfolio():
    """Without a portfolio id the address is the owner's default portfolio."""
    assert PortfolioRef("u1", "default") == PortfolioRef("u1")


def test_the_owner_is_part_of_the_address():
    """Two people's portfolios of one name are different portfolios."""
    assert PortfolioRef("u1", "growth") != PortfolioRef("u2", "growth")
