"""No plan passes this door that the checker finds a fault in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

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
