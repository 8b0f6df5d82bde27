"""Requirement 003's question and answer as values."""

from __future__ import annotations

from dataclasses import replace

import pytest

import mandates
from trimtab.domain.mandate import VERDICTS, RunVerdict
from trimtab.domain.plan import PlanStatus


def test_the_same_question_has_the_same_name():
    """Names come from the question, so that whoever asks again finds the same run (domain rule 29)."""
    asked, again = mandates.run().request, mandates.run().request

    assert (asked.request_hash, asked.run_id("1")) == (again.request_hash, again.run_id("1"))


def test_another_question_has_another_name():
    """One character more, and hash, run and correlation differ."""
    asked = mandates.run().request
    other = replace(asked, text=asked.text + " ")

    assert asked.request_hash != other.request_hash
    assert asked.run_id("1") != other.run_id("1")
    assert asked.correlation_id != other.correlation_id


def test_another_engines_answer_is_another_run():
    """A stored answer is never shown as the answer of an engine that did not give it."""
    asked = mandates.run().request

    assert asked.run_id("1") != asked.run_id("2")


def test_a_run_is_named_after_question_and_engine():
    """27 characters that can name a document."""
    run = mandates.run()

    assert run.request.run_id(run.plan.engine_version) == run.run_id
    assert (27, "rr_") == (len(run.run_id), run.run_id[:3])


@pytest.mark.parametrize("status", PlanStatus)
def test_every_plan_has_a_verdict(status: PlanStatus):
    """Requirement 003 knows three; where there is nothing to do, all is good."""
    expected = RunVerdict.READY if status is PlanStatus.NO_ACTION else RunVerdict[status.name]

    assert expected is VERDICTS[status]


def test_a_run_carries_its_plans_verdict():
    """The verdict is the plan's, in requirement 003's words."""
    run = mandates.run()

    assert VERDICTS[run.plan.status] is run.verdict
