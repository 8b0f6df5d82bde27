"""Exchange trades."""

from __future__ import annotations

from decimal import Decimal as D

from trimtab.domain.currency import FxTrade
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.trade import Side


def test_an_exchange_costs_its_amount_at_its_rate():
    """1,000 euros at 1.10 dollars are 1,100 dollars."""
    bought = FxTrade(
        trade_id="FX:EUR",
        currency="EUR",
        side=Side.BUY,
        amount=D(1000),
        rate=D("1.10"),
        reason=Reason(ReasonCode.FUNDING, "Euros for the buys in euros."),
    )

    assert D(1100) == bought.base_amount
