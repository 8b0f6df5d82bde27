"""No plan passes this door that the checker finds a fault in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from builders import traded
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import Edit
from trimtab.domain.trade import Side
from trimtab.planning.tax_aware.edited import edit_with_taxes
from trimtab.planning.tax_aware.plan import TaxPlan
from trimtab.services import planning as module
from trimtab.services.planning import PlanCheckError, checked_plan, require_sound
from unit.planning.check.cases import planned, request


def test_a_sound_plan_passes():
    """It is handed on as it is."""
    assert planned() == checked_plan(request()).plan
    assert planned() == require_sound(request(), planned())


def test_a_plan_with_a_fault_is_withheld():
    """What is wrong is our defect: an exception that names the plan and the first finding, not a refusal."""
    faulty = replace(planned(), cash_after=Decimal(1))
    text = f"PLAN_CHECK_FAILED: {faulty.plan_id} has 1 faults, the first is cash after of USD: is 1, must be"

    with pytest.raises(PlanCheckError, match=text) as withheld:
        require_sound(request(), faulty)

    assert (faulty, 1) == (withheld.value.plan, len(withheld.value.findings))


def test_an_edited_plan_passes_as_well():
    """Four of eight SPY are left: half of the money for TLT."""
    asked = replace(request(), edits=(Edit(symbol="SPY", quantity=Decimal(4)),))

    assert {"SPY": (Side.SELL, Decimal(4)), "TLT": (Side.BUY, Decimal(10))} == traded(
        checked_plan(asked).plan
    )


def test_an_edit_that_cannot_be_made_is_the_caller_s_mistake():
    """Symbol and quantity are named, with the code and what to ask for."""
    asked = replace(request(), edits=(Edit(symbol="SPY", quantity=Decimal(19)),))

    with pytest.raises(InvalidRequestError, match=r"edits.SPY: '19' is more than the 18 shares") as refused:
        checked_plan(asked)

    assert (ReasonCode.EDIT_ABOVE_FREE, "edits.SPY", "'19'") == (
        refused.value.code,
        refused.value.details["field"],
        refused.value.details["value"],
    )


@pytest.mark.parametrize("changed", [{"planned_quantity": Decimal(7)}, {"price": Decimal(51)}])
def test_an_edited_plan_with_a_fault_is_withheld(
    changed: dict[str, Decimal], monkeypatch: pytest.MonkeyPatch
):
    """Whether it is wrong by itself or beside the plan that was edited."""
    asked = replace(request(), edits=(Edit(symbol="SPY", quantity=Decimal(4)),))

    def edit(edits: tuple[Edit, ...], planned: TaxPlan) -> TaxPlan:
        answer = edit_with_taxes(edits, planned)
        assert isinstance(answer, TaxPlan)
        first, *others = answer.plan.trades
        trades = (replace(first, **changed), *others)  # type: ignore[arg-type]
        return replace(answer, plan=replace(answer.plan, trades=trades))

    monkeypatch.setattr(module, "edit_with_taxes", edit)
    with pytest.raises(PlanCheckError):
        checked_plan(asked)
