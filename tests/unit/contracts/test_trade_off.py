"""Points of the trade-off curve, and how one is asked for."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest
from pydantic import ValidationError

from optimise_questions import bought, drifted
from trimtab.contracts.check import SimulateRequest
from trimtab.contracts.trade_off import TradeOffPointView
from trimtab.optimise.curve import trade_off_curve


def asked(**fields: Any) -> SimulateRequest:
    """A what-if."""
    return SimulateRequest.model_validate({"portfolio_id": "default", **fields})


def test_points_are_texts():
    """The golden body of both ends: nothing, and ten shares at a gain of fifty each."""
    curve = trade_off_curve(drifted("60", bought("AAA", "60", "50")))
    first, last = (TradeOffPointView.of(point).model_dump(mode="json") for point in (curve[0], curve[-1]))

    assert {
        "risk_aversion": None,
        "drift": "0.019",
        "price": "0",
        "cost": "0",
        "tax": "0",
        "trades": 0,
    } == first
    assert ("0", "0.0075", 2) == (last["drift"], last["tax"], last["trades"])


def test_a_point_is_asked_for_by_its_aversion():
    """And the curve by a flag."""
    command = asked(risk_aversion="4.5", trade_off=True).to_domain("anna")

    assert (D("4.5"), True) == (command.risk_aversion, command.asks_trade_off)


@pytest.mark.parametrize("risk", ["0", "-1", "1000000001"])
def test_an_aversion_off_every_curve_is_refused(risk: str):
    """The text says what may be sent."""
    with pytest.raises(ValidationError, match=r"between 0\.0001 and 1000000000"):
        asked(risk_aversion=risk)
