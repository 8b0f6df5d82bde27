"""What the optimiser weighs, and how good that is."""

from __future__ import annotations

from decimal import Decimal as D

from trimtab.domain.optimum import Optimum, Weighed, Weighing


def test_the_gap_is_what_another_plan_could_gain():
    """The objective less the bound."""
    parts = Weighed(risk=D("0.001"), cost=D("0.002"), tax=D("0.003"))
    found = Optimum(
        weighing=Weighing(), planned=parts, objective=D("0.009"), idle=D(1), whole=D(1), bound=D("0.008")
    )

    assert (D("0.009"), D("0.001")) == (parts.under(Weighing()), found.gap)
