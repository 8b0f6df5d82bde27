from __future__ import annotations

from decimal import Decimal as D

import pytest

from paperbroker.basics.side import Side
from paperbroker.market.assets import Asset
from paperbroker.orders.admission import Permissions
from paperbroker.orders.rules import first_refusal
from paperbroker.orders.standing_rules import asset_not_found
from unit.paperbroker.builders import admission, ticket

PARTNERSHIP = Asset(symbol="SPY", name="SPY", is_ptp_without_exception=True)


@pytest.mark.parametrize(
    ("symbol", "message"),
    [
        ("NOPE", 'asset "NOPE" not found'),
        ("BTC/USD", 'crypto symbol "BTC/USD" is not supported by this paper broker'),
        ("AAPL250620C00100000", 'option symbol "AAPL250620C00100000" is not supported by this paper broker'),
    ],
)
def test_unknown_symbols_are_named_as_what_they_are(symbol: str, message: str) -> None:
    """Always 422 with the code of a business rule."""
    refusal = asset_not_found(symbol)

    assert (422, 42210000, message) == (refusal.status, refusal.code, refusal.message)


def test_an_account_that_only_closes_may_sell() -> None:
    """Liquidation is what it is for."""
    sale = admission(ticket(side=Side.SELL), position_qty=D(10), permissions=Permissions(closes_only=True))

    assert first_refusal(sale) is None


@pytest.mark.parametrize(
    "case",
    [
        admission(ticket(), asset=PARTNERSHIP, permissions=Permissions(may_buy_partnerships=True)),
        admission(ticket(side=Side.SELL), asset=PARTNERSHIP, position_qty=D(10)),
    ],
    ids=["agreed", "sale"],
)
def test_partnerships_are_bought_by_agreement_and_sold_by_anyone(case: object) -> None:
    """Only a purchase without agreement is blocked (alpaca §16)."""
    assert first_refusal(case) is None  # type: ignore[arg-type]
