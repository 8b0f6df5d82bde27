"""Deleting an account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from access_worlds import audited, create, fill, records
from trimtab.adapters.memory.access import MemoryDeletions, MemorySignIns
from trimtab.domain.access_commands import AccountDeleted, DeleteAccount
from trimtab.domain.api_key import Scope
from trimtab.domain.errors import NotPermittedError, RefusedError
from trimtab.domain.personal_record import PersonalRecord
from trimtab.domain.run import RunRef, RunState
from trimtab.domain.trading_state import TradingMode, TradingPlace, TradingScope
from trimtab.ports.access import MOST_SETTLED
from trimtab.services.delete_account import delete_account
from worlds import ANNA, World, world

PLACE = TradingPlace(portfolio=ANNA, account_key="")


def delete(here: World, **wishes: Any) -> AccountDeleted:
    """Delete Anna's account, just after she has signed in."""
    wishes = {"signed_in_at": here.clock.now(), **wishes}
    return delete_account(DeleteAccount(uid="anna", **wishes), here.services)


def pseudonym(here: World) -> str:
    """The name Anna's orders are kept under."""
    deletions = here.services.access.deletions
    assert isinstance(deletions, MemoryDeletions)
    return deletions.deletions["anna"].pseudonym


def running(here: World) -> str:
    """Let a run of Anna's be under way, and its records say so as long as it is."""
    record = here.reserved(SPY="60", TLT="40")
    found = records(here)
    ref = RunRef(uid="anna", portfolio_id="default", run_id=record.run.run_id)

    def active(_: str) -> tuple[RunRef, ...]:
        kept = here.runs.load(ANNA, ref.run_id)
        return () if kept and kept.run.is_final else (ref,)

    found.look = active
    return ref.run_id


def test_what_is_personal_leaves_and_orders_stay_under_a_pseudonym():
    """Nothing that is left names the person."""
    here = world()
    fill(here)
    told = delete(here)
    name = pseudonym(here)

    assert ((1, 1), {}) == ((told.deleted_count, told.kept_count), records(here).records)
    assert {f"home/{name}/runs/1", "audit/1"} == set(records(here).left)
    assert "anna" not in str(records(here).left)


def test_a_large_account_leaves_batch_by_batch():
    """However many records there are, none is forgotten."""
    here = world()
    many = [PersonalRecord(f"home/anna/{number}", {"number": number}) for number in range(3 * MOST_SETTLED)]
    records(here).put("anna", *many)

    assert 3 * MOST_SETTLED == delete(here).deleted_count
    assert {} == records(here).records


def test_another_person_s_records_stay():
    """Only the caller's leave."""
    here = world()
    fill(here, "ben")
    delete(here)

    assert 3 == len(records(here).records)


def test_it_needs_a_recent_sign_in():
    """A stolen session deletes nothing."""
    here = world()
    fill(here)
    with pytest.raises(NotPermittedError, match="deleting the account needs a sign-in"):
        delete(here, signed_in_at=here.clock.now() - timedelta(minutes=6))

    assert 3 == len(records(here).records)


def test_a_run_under_way_holds_it_up():
    """It is named, cancelling is offered, and nothing has changed."""
    here = world()
    run_id = running(here)
    fill(here)
    with pytest.raises(RefusedError, match="delete with cancel_runs") as caught:
        delete(here)

    assert ("RUN_ACTIVE", run_id, "cancel_runs") == (caught.value.code, *caught.value.details.values())
    assert 3 == len(records(here).records)
    assert TradingMode.ACTIVE is here.trading.of(TradingScope.USER, PLACE).mode


def test_a_run_under_way_is_cancelled_where_that_is_asked():
    """Then the account goes."""
    here = world()
    run_id = running(here)
    fill(here)
    delete(here, cancels_runs=True)
    ended = here.runs.load(ANNA, run_id)

    assert ended
    assert (RunState.CANCELLED, {}) == (ended.run.state, records(here).records)


def test_a_run_that_slips_in_is_met_by_a_halt():
    """It was reserved between two looks: the account waits for it, and it sends nothing."""
    here = world()
    ref = RunRef(uid="anna", portfolio_id="default", run_id="late")
    looks = iter([(), (ref,)])
    records(here).look = lambda _: next(looks)
    fill(here)
    with pytest.raises(RefusedError, match="late"):
        delete(here)

    assert TradingMode.HALTED is here.trading.of(TradingScope.USER, PLACE).mode
    assert 3 == len(records(here).records)


def test_keys_open_nothing_and_the_sign_in_is_gone():
    """Neither a program nor the person comes in again."""
    here = world()
    create(here, Scope.READ)
    delete(here)
    sign_ins = here.services.access.sign_ins

    assert isinstance(sign_ins, MemorySignIns)
    assert ([True], ["anna"]) == (
        [key.is_revoked for key in here.services.access.keys.of("anna")],
        sign_ins.removed,
    )


def test_beginning_and_end_are_audited_under_the_pseudonym():
    """The audit tells that somebody has left, and not who."""
    here = world()
    delete(here)
    told = [(each.kind, each.uid) for each in audited(here)]

    assert [("DELETION_BEGUN", pseudonym(here)), ("DELETION_ENDED", pseudonym(here))] == told


def test_asked_again_it_changes_nothing():
    """The pseudonym stays, and nothing is left to do."""
    here = world()
    fill(here)
    delete(here)
    name, left = pseudonym(here), dict(records(here).left)
    again = delete(here)

    assert (0, 0) == (again.deleted_count, again.kept_count)
    assert (name, left) == (pseudonym(here), records(here).left)
