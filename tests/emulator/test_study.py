"""A study through the real callable, the real queue, the real function and the broker's own bars."""

from __future__ import annotations

import time
from typing import Final

import pytest

from _stack.client import Caller
from _stack.web import JsonObject

pytestmark = pytest.mark.emulator

PATIENCE: Final = 120.0
ENDED: Final = {"DONE", "FAILED"}


def followed(owner: Caller, study_id: str) -> list[JsonObject]:
    """Watch a study as its owner until it has ended, and keep each state that was seen."""
    until, seen = time.monotonic() + PATIENCE, [JsonObject()]
    while seen[-1].get("state") not in ENDED and time.monotonic() < until:
        found = owner.document(f"userSettings/{owner.uid}/policy_studies/{study_id}")
        if found != seen[-1]:
            seen.append(found)
        time.sleep(0.2)
    return seen[1:]


def test_a_schedule_is_recommended(owner: Caller):
    """The callable answers at once; the document ends with an answer and what it rests on (R002-21)."""
    asked = owner.call("recommend_policy", years=5, paths=200, tax_percent="15")
    again = owner.call("recommend_policy", years=5, paths=200, tax_percent="15")
    last = followed(owner, asked["study_id"])[-1]

    assert asked["study_id"] == again["study_id"]
    assert ("DONE", 100) == (last["state"], last["progress"]), last.get("reason")
    assert 252 <= last["result"]["basis"]["observations"]
    assert 15 == len(last["result"]["runners_up"])
