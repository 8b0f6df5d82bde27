"""One point of the trade-off curve."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from optimise_questions import bought, drifted
from trimtab.domain.optimum import Weighed
from trimtab.optimise.curve import trade_off_curve


def test_drift_is_a_deviation_and_price_a_sum():
    """Half a variance of 0.0002 is a deviation of two percent."""
    point = replace(
        trade_off_curve(drifted("60", bought("AAA", "60", "50")))[-1],
        weighed=Weighed(risk=D("0.0002"), cost=D("0.001"), tax=D("-0.003")),
    )

    assert (D("0.02"), D("-0.002"), 2) == (point.drift, point.price, point.trades)
