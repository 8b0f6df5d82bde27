"""The operator's command."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from trimtab.adapters.memory.telling import MemoryDeliveries
from trimtab.cli_operate import REFUSED, operate
from trimtab.domain.delivery import Delivery, DeliveryState
from trimtab.domain.preferences import Channel
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.run import RunState
from trimtab.ports import AccountChange
from trimtab.services.conclude import park
from trimtab.services.tell import send_trial
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
        operate(["unlock", done.account_key, *WHO], here.services)
    first, second = capsys.readouterr().out.splitlines()

    assert (True, True) == ("takes runs again" in first, "is not locked" in second)
    assert [("UNLOCK", done.account_key, "olga", "looked at it")] == [
        (made.kind, made.subject, made.by, made.reason) for made in here.runs.decisions
    ]


def test_an_account_with_a_parked_run_is_not_unlocked(capsys: Output):
    """It waits for a person, but it is not locked: nothing is written down."""
    here = world()
    name = parked(here)
    record = next(iter(here.runs.records.values()))
    operate(["unlock", record.run.account_key, *WHO], here.services)

    assert ("is not locked" in capsys.readouterr().out, []) == (bool(name), here.runs.decisions)


@pytest.mark.parametrize("verb", [["unlock", "acct_1"], ["redeliver", "--uid", "anna"]])
def test_nobody_unlocks_or_redelivers_anonymously(verb: list[str], capsys: Output):
    """Who and why are asked for there, too."""
    with pytest.raises(SystemExit):
        operate(verb, world().services)

    assert "--by, --reason" in capsys.readouterr().err


def dead_letters_of(here: World, *owners: str) -> None:
    """Let a message to each owner have been tried in vain."""
    for uid in owners:
        event, _ = send_trial(uid, here.services.telling)
        (told,) = (each for each in kept(here) if each.event == event and each.channel is Channel.PUBSUB)
        dead = replace(told, state=DeliveryState.DEAD, due_at=None)
        here.services.telling.deliveries.update(replace(dead, attempts=12, error="nobody answers"))


def kept(here: World) -> list[Delivery]:
    return list(cast("MemoryDeliveries", here.services.telling.deliveries).kept.values())


@pytest.mark.parametrize(("options", "count"), [([], 2), (["--uid", "anna"], 1), (["--uid", "ida"], 0)])
def test_dead_deliveries_are_listed(options: list[str], count: int, capsys: Output):
    """Everybody's or one person's, with what has kept them from arriving."""
    here = world()
    dead_letters_of(here, "anna", "ben")
    operate(["deliveries", *options], here.services)
    shown = capsys.readouterr().out

    assert f"{count} deliveries are dead\n" == shown.splitlines(keepends=True)[-1]
    assert count == shown.count("tried 12 times: nobody answers")


def test_dead_deliveries_are_tried_again(capsys: Output):
    """Those of one person; who said so, and why, is among the decisions."""
    here = world()
    dead_letters_of(here, "anna", "ben")
    operate(["redeliver", "--uid", "anna", *WHO], here.services)
    operate(["changes"], here.services)
    done, decided, total = capsys.readouterr().out.splitlines()

    assert "1 deliveries of anna are tried again" == done
    assert "2026-01-05T17:00:00+00:00 REDELIVER anna by olga: looked at it" == decided
    assert ("0 turns and 1 decisions in 7 days", {"ben"}) == (
        total,
        {each.event.portfolio.uid for each in here.services.telling.deliveries.dead(None, 10)},
    )


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


def test_turns_of_switches_are_listed(capsys: Output):
    """Whose, to what and which epoch, by whom and why, the first one first."""
    here = world()
    for mode in ("HALTED", "ACTIVE"):
        operate(["mode", mode, *WHO], here.services)
    capsys.readouterr()

    assert 0 == operate(["changes"], here.services)
    assert [
        "2026-01-05T17:00:00+00:00 everybody HALTED (epoch 2) by olga: looked at it",
        "2026-01-05T17:00:00+00:00 everybody ACTIVE (epoch 3) by olga: looked at it",
        "2 turns and 0 decisions in 7 days",
    ] == capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("days", ["0", "-1", "367", "many", "٣"])
def test_days_that_are_none_are_refused(days: str, capsys: Output):
    """The message says what is taken."""
    with pytest.raises(SystemExit):
        operate(["changes", f"--days={days}"], world().services)

    assert "is not a number from 1 to 366" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--by", "--reason"])
def test_a_switch_is_not_turned_by_nobody_or_for_nothing(option: str, capsys: Output):
    """Nothing is turned, and the message says what is missing."""
    here = world()

    with pytest.raises(SystemExit):
        operate(["mode", "HALTED", *WHO, option, " "], here.services)
    assert (True, 1) == (
        f"argument {option}: it is empty" in capsys.readouterr().err,
        here.trading.current().epoch,
    )
