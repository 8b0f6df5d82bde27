"""A year of the exchange, as it is kept."""

from __future__ import annotations

from builders import NOON
from trigger_builders import market
from trimtab.contracts.codec import from_document, to_document
from trimtab.domain.market_year import MarketYear


def test_a_year_comes_back_as_it_was_kept():
    """Early closes and both offsets of New York's clock included."""
    year = MarketYear(year=2027, sessions=market(2027, 2027), read_at=NOON)

    assert year == from_document(MarketYear, to_document(year))
