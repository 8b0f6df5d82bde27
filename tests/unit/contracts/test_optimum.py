"""How an optimum is shown."""

from __future__ import annotations

from decimal import Decimal as D

from trimtab.contracts.optimum import OptimumView
from trimtab.domain.optimum import Optimum, ShadowPrice, Weighed, Weighing
from trimtab.domain.reasons import Reason, ReasonCode


def test_the_gap_is_rounded_up():
    """It is never shown smaller than it is."""
    price = ShadowPrice(limit="turnover", price=D("0.01"), reason=Reason(ReasonCode.MAX_TURNOVER, "Costs."))
    found = Optimum(
        weighing=Weighing(),
        planned=Weighed(risk=D(0), cost=D(0), tax=D(0)),
        objective=D("1E-13"),
        idle=D(1),
        whole=D(1),
        bound=D(0),
        shadow_prices=(price,),
    )
    shown = OptimumView.of(found)

    assert (D("1E-12"), "turnover") == (shown.gap, shown.shadow_prices[0].limit)
