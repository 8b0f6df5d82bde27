"""Ending a run."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest

from trimtab.adapters.memory.runs import MemoryRuns
from trimtab.domain.errors import UnavailableError
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import RunState
from trimtab.execution.decide import Conclude
from trimtab.ports import RunRecord
from trimtab.services.conclude import BOOKS_PATIENCE, conclude, end
from worlds import ANNA, World, world

DONE = Conclude(RunState.COMPLETED, Reason(ReasonCode.ALL_FILLED, "done"))


def filled(here: World) -> RunRecord:
    """A run whose legs are filled, put back to just before its end."""
    here.save(SPY="60", TLT="40")
    record = here.finish(here.execute(here.check()))
    return replace(record, run=replace(record.run, state=RunState.BUYS_OPEN))


def test_a_run_ends_after_its_check_against_the_broker():
    """The history shows the comparison before the end."""
    here = world()
    ended = conclude(filled(here), DONE, here.services)

    assert ended is not None
    assert [RunState.RECONCILING, RunState.COMPLETED] == [change.state for change in ended.run.history[-2:]]


def differing(here: World) -> RunRecord:
    """A run that is being compared, and whose ledger says more than the broker."""
    record = filled(here)
    wrong = replace(record, legs=(replace(record.leg(1), filled_quantity=D(4)), *record.legs[1:]))
    checking = conclude(wrong, DONE, here.services)
    assert checking is not None
    return checking


def test_the_broker_s_books_are_given_time_to_agree():
    """A difference may be a list that is a moment behind: nothing is decided, and nothing written."""
    here = world()
    checking = differing(here)
    here.clock.advance(BOOKS_PATIENCE - timedelta(seconds=1))

    assert RunState.RECONCILING is checking.run.state
    assert checking == conclude(checking, DONE, here.services)


def test_a_difference_that_stays_parks_the_run():
    """A ledger that says more than the broker is for a person to sort out (F-131)."""
    here = world()
    checking = differing(here)
    here.clock.advance(BOOKS_PATIENCE)
    ended = conclude(checking, DONE, here.services)

    assert ended is not None
    assert (RunState.NEEDS_OPERATOR, ReasonCode.LEDGER_DIFFERS) == (ended.run.state, ended.run.reason_code)


def test_a_refused_leg_agrees_with_a_broker_that_knows_nothing():
    """What was never taken is not missed."""
    here = world()
    here.save(SPY="60", TLT="40")
    plan = here.check()
    here.broker.refuse_next("insufficient qty")

    assert RunState.PARTIAL == here.finish(here.execute(plan)).run.state


def test_a_silent_broker_leaves_the_end_open():
    """Without the comparison there is no end; the queue asks again."""
    here = world()
    record = filled(here)
    here.broker.is_down = True

    with pytest.raises(UnavailableError):
        conclude(record, DONE, here.services)

    assert RunState.RECONCILING == here.runs.records[ANNA, record.run.run_id].run.state


def test_a_run_for_a_person_is_parked_as_it_is():
    """What is already strange is not compared again."""
    here = world()
    parked = Conclude(RunState.NEEDS_OPERATOR, Reason(ReasonCode.ORDER_MISMATCH, "strange"))

    ended = conclude(filled(here), parked, here.services)

    assert ended is not None
    assert RunState.NEEDS_OPERATOR == ended.run.history[-1].state


def test_an_end_from_an_old_look_at_the_account_is_not_stored(monkeypatch: pytest.MonkeyPatch):
    """An end always frees the account: read before the run took it, it is read again (I-06)."""
    here, fresh = world(), MemoryRuns().account
    record = here.reserved(SPY="60", TLT="40")
    monkeypatch.setattr(here.runs, "account", fresh)

    assert end(record, DONE, here.services) is None
    assert record == here.runs.load(ANNA, record.run.run_id)


def test_a_run_s_end_tells_what_became_of_its_plan_s_trades():
    """In the step that ends it: executed, when, and how much (R001-14, R002-33)."""
    here = world()
    here.save(SPY="60", TLT="40")
    plan = here.check()
    record = here.finish(here.execute(plan))

    assert [("EXECUTED", leg.updated_at, leg.filled_quantity, record.run.run_id) for leg in record.legs] == [
        (each.status, each.executed_at, each.executed_quantity, each.run_id)
        for each in here.plans.suggestions(ANNA, plan.plan_id)
    ]
