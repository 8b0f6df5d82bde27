"""What an endpoint is told of a request."""

from __future__ import annotations

from trimtab.domain.portfolio import PortfolioRef
from trimtab.web.entrance import Asked
from worlds import world


def test_a_portfolio_is_its_caller_s():
    """No path names somebody else's: the uid comes from the token alone."""
    asked = Asked(
        uid="ben",
        portfolio_id="default",
        sent={"uid": "anna"},
        idempotency_key=None,
        correlation_id="c-1",
        services=world().services,
    )

    assert PortfolioRef("ben", "default") == asked.portfolio
