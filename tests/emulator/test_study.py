"""A study through the real callable, the real queue, the real function and the broker's own bars."""

from __future__ import annotations

from typing import Final

import pytest

from _stack.client import Caller
from _stack.demo import follow

pytestmark = pytest.mark.emulator

PATIENCE: Final = 120.0
ENDED: Final = {"DONE", "FAILED"}


def test_a_schedule_is_recommended(owner: Caller):
    """The callable answers at once; the document ends with an answer and what it rests on (R002-21)."""
    asked = owner.call("recommend_policy", years=5, paths=200, tax_percent="15")
    again = owner.call("recommend_policy", years=5, paths=200, tax_percent="15")
    path = f"userSettings/{owner.uid}/policy_studies/{asked['study_id']}"
    last = follow(owner, path, ENDED, PATIENCE)

    assert asked["study_id"] == again["study_id"]
    assert ("DONE", 100) == (last["state"], last["progress"]), last.get("reason")
    assert 252 <= last["result"]["basis"]["observations"]
    assert 15 == len(last["result"]["runners_up"])
