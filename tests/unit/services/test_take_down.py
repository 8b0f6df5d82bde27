"""What a look leaves in the schedule: what it has settled, told and started."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from automated_worlds import MONDAY, due_world, schedule, weekdays
from trimtab.domain.checkup import Check, CheckResult
from trimtab.domain.policy import Autonomy
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.schedule import Schedule, SessionNews, Verdict, VerdictOutcome
from trimtab.services.occasions import Sight, occasion_of
from trimtab.services.policies import current_policy
from trimtab.services.snapshots import take_snapshot
from trimtab.services.take_down import take_down
from worlds import ANNA, NOON, World

FIRED, HELD_BACK, NOT_FIRED = VerdictOutcome
DAY = timedelta(days=1)


def sight(here: World, known: SessionNews | None = None) -> Sight:
    """See Anna's account now."""
    snapshot = take_snapshot(here.broker, ("SPY", "TLT"), here.clock.now())
    calendar = weekdays(MONDAY - DAY, MONDAY + 9 * DAY)
    kept = replace(schedule(here), news=known)
    return occasion_of(snapshot, current_policy(ANNA, here.services), kept, calendar, here.services)


def taken(
    result: CheckResult,
    outcome: VerdictOutcome = FIRED,
    code: ReasonCode = ReasonCode.THRESHOLD_BREACHED,
    known: SessionNews | None = None,
) -> Schedule:
    """Take a look down that has ended in a way."""
    reason = Reason(code, "Because.")
    is_run = result is CheckResult.STARTED
    check = Check(
        check_id="check",
        portfolio=ANNA,
        due_at=NOON,
        checked_at=NOON,
        session=MONDAY,
        verdict=Verdict(as_of=NOON, outcome=outcome, reason=reason),
        autonomy=Autonomy.PROPOSE,
        result=result,
        reason=reason,
        plan_id=f"pl_{result}",
        run_id="run" if is_run else None,
    )
    return take_down(check, sight(due_world(), known))


@pytest.mark.parametrize(
    ("result", "outcome", "code", "is_settled"),
    [
        (CheckResult.QUIET, NOT_FIRED, ReasonCode.NO_RULE_FIRED, True),
        (CheckResult.PROPOSED, FIRED, ReasonCode.PLAN_WAITING, True),
        (CheckResult.SHADOWED, FIRED, ReasonCode.SHADOWED, True),
        (CheckResult.STARTED, FIRED, ReasonCode.RUN_STARTED, True),
        (CheckResult.STARTED, NOT_FIRED, ReasonCode.RUN_STARTED, True),
        (CheckResult.UNPLANNED, FIRED, ReasonCode.EVERYTHING_IN_BAND, True),
        (CheckResult.UNPLANNED, FIRED, ReasonCode.IMPROVEMENT_TOO_SMALL, True),
        (CheckResult.UNPLANNED, FIRED, ReasonCode.ACCOUNT_BLOCKED, False),
        (CheckResult.UNPLANNED, FIRED, ReasonCode.COOLDOWN, False),
        (CheckResult.REFUSED, FIRED, ReasonCode.TRADING_HALTED, False),
        (CheckResult.QUIET, FIRED, ReasonCode.TRADING_HALTED, False),
        (CheckResult.QUIET, HELD_BACK, ReasonCode.COOLDOWN, False),
    ],
)
def test_a_look_that_could_act_settles_what_has_come(
    result: CheckResult, outcome: VerdictOutcome, code: ReasonCode, *, is_settled: bool
):
    """Where a rule fired and nothing was worth trading, that was all there was to do."""
    assert is_settled == (taken(result, outcome, code).settled is not None)


@pytest.mark.parametrize("result", [CheckResult.PROPOSED, CheckResult.SHADOWED])
def test_a_plan_that_was_kept_is_news_of_its_session(result: CheckResult):
    """For ten minutes it can be approved."""
    expected = SessionNews(
        session=MONDAY, policy_version=1, plan_id=f"pl_{result}", expires_at=NOON + timedelta(minutes=10)
    )
    assert expected == taken(result).news


@pytest.mark.parametrize("result", [CheckResult.UNPLANNED, CheckResult.REFUSED])
def test_what_hindered_a_look_is_added_to_what_did_before(result: CheckResult):
    """By its code: figures in its words change from look to look."""
    known = SessionNews(session=MONDAY, policy_version=1, hindrances=(ReasonCode.MARKET_CLOSED,))
    found = taken(result, code=ReasonCode.ACCOUNT_LOCKED, known=known).news

    assert found
    assert (ReasonCode.MARKET_CLOSED, ReasonCode.ACCOUNT_LOCKED) == found.hindrances


def test_what_hindered_under_another_policy_is_forgotten():
    """Only the look's own reason is left."""
    known = SessionNews(session=MONDAY, policy_version=7, hindrances=(ReasonCode.MARKET_CLOSED,))
    found = taken(CheckResult.REFUSED, code=ReasonCode.ACCOUNT_LOCKED, known=known).news

    assert found
    assert (1, (ReasonCode.ACCOUNT_LOCKED,)) == (found.policy_version, found.hindrances)


def test_a_quiet_look_leaves_the_news_as_they_are():
    """What was told this session was told, whatever the rules say now."""
    known = SessionNews(session=MONDAY, policy_version=1, plan_id="pl_first")

    assert known == taken(CheckResult.QUIET, NOT_FIRED, known=known).news


@pytest.mark.parametrize(("result", "session"), [(CheckResult.STARTED, MONDAY), (CheckResult.PROPOSED, None)])
def test_a_schedule_knows_the_session_of_its_run(result: CheckResult, session: object):
    """It holds a second one back; a proposal does not."""
    assert session == taken(result).last_run_session


def test_a_look_that_is_done_owes_the_next_one():
    """Tuesday's, from the time at which it is due."""
    after = taken(CheckResult.PROPOSED)

    assert NOON < (after.due_since or NOON) == after.next_due_at
