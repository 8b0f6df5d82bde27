"""`recommend_policy` and its task over their real HTTP wrapper."""

from __future__ import annotations

from typing import Any

import pytest

from functions.conftest import Call
from studied_worlds import kept, queue, studies
from study_builders import bars, two_bars
from trimtab.contracts.tasks import StudyPolicyTask
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.study import StudyState
from worlds import World

TARGETS = [{"symbol": "SPY", "target_percent": "60"}, {"symbol": "TLT", "target_percent": "40"}]
SMALL = {"years": 1, "paths": 50}


@pytest.fixture
def studied(here: World, call: Call) -> World:
    """Anna has targets, and the broker three hundred days of each."""
    call("save_allocation", {"targets": TARGETS})
    here.broker.tape.bars = two_bars()
    return here


def task(here: World) -> dict[str, Any]:
    """Write the last task down as the queue would."""
    return StudyPolicyTask.of(queue(here).asked[-1]).model_dump(mode="json")


def test_a_question_is_taken_and_then_answered(studied: World, call: Call):
    """The callable answers with an id at once, the task with a document (R002-21)."""
    taken = call("recommend_policy", {**SMALL, "cost_bp": "7.5", "tax_percent": "15"}).result
    assert ("QUEUED", 0, kept(studied).study_id) == (taken["state"], taken["progress"], taken["study_id"])

    assert 200 == call("study-policy", task(studied), uid=None).status
    assert (StudyState.DONE, 100) == (kept(studied).state, kept(studied).progress)


def test_the_same_question_twice_has_one_answer(studied: World, call: Call):
    """A button that is pressed twice, and a task that is delivered twice."""
    ids = {call("recommend_policy", SMALL).result["study_id"] for _ in range(2)}
    statuses = [call("study-policy", task(studied), uid=None).status for _ in range(2)]

    assert (1, 1, [200, 200]) == (len(ids), len(queue(studied).asked), statuses)


def test_too_few_closes_are_told_in_the_document(studied: World, call: Call):
    """The task itself has done its work: no retry mends it."""
    studied.broker.tape.bars["TLT"] = bars(100)
    call("recommend_policy", SMALL)

    assert 200 == call("study-policy", task(studied), uid=None).status
    reason = kept(studied).reason
    assert reason
    assert (StudyState.FAILED, ReasonCode.HISTORY_TOO_SHORT) == (kept(studied).state, reason.code)


def test_a_broker_that_is_away_is_left_to_the_queue(studied: World, call: Call):
    """It asks again."""
    call("recommend_policy", SMALL)
    studied.broker.is_down = True

    assert 500 == call("study-policy", task(studied), uid=None).status
    assert StudyState.RUNNING == kept(studied).state


def test_a_task_nobody_can_read_is_dropped(studied: World, call: Call):
    """It is answered with 200 and kept apart, for no retry will mend it (F-010)."""
    assert 200 == call("study-policy", {"study_id": "../../x"}, uid=None).status
    assert ["study-policy"] == [each.task for each in studied.dead_letters.letters]


@pytest.mark.parametrize(
    "forged", [{"uid": "ben"}, {"portfolio_id": "second"}, {"study_id": "st_" + "0" * 24}]
)
def test_a_forged_task_does_nothing(forged: dict[str, str], studied: World, call: Call):
    """A task names a study; what is not so in the store is not done (F-009)."""
    call("recommend_policy", SMALL)

    assert 200 == call("study-policy", task(studied) | forged, uid=None).status
    assert StudyState.QUEUED == kept(studied).state


def test_a_draft_is_refused(here: World, call: Call):
    """Nothing is stored."""
    call("save_allocation", {"targets": TARGETS[:1], "draft": True})
    error = call("recommend_policy", {}).error

    assert ("FAILED_PRECONDITION", "DRAFT_TARGETS") == (error["status"], error["details"]["reason_code"])
    assert {} == studies(here).records


def test_a_field_out_of_bounds_is_named(call: Call):
    """With what it was."""
    error = call("recommend_policy", {"years": 31}).error

    assert ("INVALID_ARGUMENT", "years", "31") == (
        error["status"],
        error["details"]["field"],
        error["details"]["value"],
    )
