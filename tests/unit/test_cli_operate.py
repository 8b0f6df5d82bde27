"""The operator's command."""

from __future__ import annotations

from dataclasses import replace

import pytest

from trimtab.cli_operate import REFUSED, operate
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import RunState
from trimtab.ports import AccountChange
from trimtab.services.conclude import park
from worlds import World, world

Output = pytest.CaptureFixture[str]
WHY = Reason(ReasonCode.LEDGER_DIFFERS, "Something is strange.")
WHO = ("--by", "olga", "--reason", "looked at it")


def parked(here: World) -> str:
    """Park a run, and return its name as `list` prints it."""
    run = here.reserved(SPY="60", TLT="40").run
    park(here.runs.records[run.portfolio, run.run_id], WHY, here.services)
    return f"{run.uid}/{run.portfolio_id}/{run.run_id}"


def test_a_quiet_house_has_nothing_to_decide(capsys: Output):
    """The switch is shown, and that nothing waits."""
    assert 0 == operate(["list"], world().services)
    assert ["trading ACTIVE (epoch 1): test", "0 accounts wait for a person"] == (
        capsys.readouterr().out.splitlines()
    )


def test_a_parked_run_is_listed_with_its_reason(capsys: Output):
    """By the name that the other commands take."""
    here = world()
    name = parked(here)
    operate(["list"], here.services)
    shown = capsys.readouterr().out

    assert (True, True, True) == (
        f"run {name} NEEDS_OPERATOR" in shown,
        "LEDGER_DIFFERS: Something is strange." in shown,
        "1 accounts wait" in shown,
    )


def test_the_evidence_is_shown(capsys: Output):
    """Legs, what differs, and every line of the history."""
    here = world()
    operate(["show", parked(here)], here.services)
    shown = capsys.readouterr().out

    assert (True, True, True) == (
        "leg 1 rbp" in shown,
        "difference: none" in shown,
        "history: 2 events, whole" in shown,
    )


@pytest.mark.parametrize(("verb", "state"), [("resume", "RESERVED"), ("close", "BLOCKED")])
def test_a_decision_is_carried_out(verb: str, state: str, capsys: Output):
    """With who and why."""
    here = world()
    name = parked(here)

    assert 0 == operate([verb, name, *WHO], here.services)
    assert f"is {state} now" in capsys.readouterr().out
    assert "by olga: looked at it" in here.runs.history_of(next(iter(here.runs.records.values())).run)[2].text


@pytest.mark.parametrize("name", ["", "anna", "anna/default", "anna/default/x/y"])
def test_a_name_that_is_none_is_refused(name: str, capsys: Output):
    """The message says where to find one."""
    assert REFUSED == operate(["show", name], world().services)
    assert "copy it from `list`" in capsys.readouterr().err


def test_an_unknown_run_is_refused(capsys: Output):
    """It is said in one line."""
    assert REFUSED == operate(["resume", "anna/default/id000000000000000099", *WHO], world().services)
    assert capsys.readouterr().err.startswith("RUN_NOT_FOUND: ")


def test_nobody_decides_anonymously(capsys: Output):
    """Who and why are asked for."""
    with pytest.raises(SystemExit):
        operate(["close", "anna/default/id000000000000000099"], world().services)

    assert "--by" in capsys.readouterr().err


def test_a_locked_account_is_unlocked(capsys: Output):
    """By its key; a key that is not locked is said to be none."""
    here = world()
    here.save(SPY="60", TLT="40")
    done = here.finish(here.execute(here.check())).run
    account = here.runs.account(done.account_key, done.environment)
    here.runs.change_account(AccountChange(before=account, after=replace(account.state, locked=WHY)))
    for _ in range(2):
        operate(["unlock", done.account_key], here.services)
    first, second = capsys.readouterr().out.splitlines()

    assert (True, True) == ("takes runs again" in first, "is not locked" in second)


def test_the_switch_is_turned(capsys: Output):
    """Over everybody, with who and why."""
    here = world()
    operate(["mode", "HALTED", *WHO], here.services)

    assert ("olga", "looked at it") == (here.trading.current().updated_by, here.trading.current().reason)
    assert "trading HALTED (epoch 2)" in capsys.readouterr().out


def test_a_run_that_is_not_parked_is_left_alone(capsys: Output):
    """There is nothing to decide about it."""
    here = world()
    run = here.reserved(SPY="60", TLT="40").run

    assert REFUSED == operate(["close", f"{run.uid}/{run.portfolio_id}/{run.run_id}", *WHO], here.services)
    assert (True, RunState.RESERVED) == (
        capsys.readouterr().err.startswith("RUN_NOT_PARKED"),
        here.runs.records[run.portfolio, run.run_id].run.state,
    )
