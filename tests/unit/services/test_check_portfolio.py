"""A look by the schedule: what it finds, what it does, and that it is done once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal as D
from itertools import pairwise

import pytest

from automated_worlds import (
    DAY,
    MONDAY,
    alerts,
    deliveries,
    due_world,
    look,
    look_when_due,
    schedule,
    schedules,
)
from trimtab.adapters.memory.broker import MemoryBrokers
from trimtab.domain.alert import AlertKind
from trimtab.domain.checkup import CheckResult, DueCheck
from trimtab.domain.config import CalendarConfig, Frequency
from trimtab.domain.errors import UnavailableError
from trimtab.domain.event import RebalancingTriggered
from trimtab.domain.metrics import MetricName
from trimtab.domain.plan import Plan
from trimtab.domain.policy import Autonomy, PolicyStatus, RebalancingMethod
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.tactics import Signal, Tactics
from trimtab.domain.telemetry import LogLevel
from trimtab.domain.trading_state import TradingMode
from trimtab.domain.trigger import CalendarTrigger, TriggerKind, TriggerRule, TriggerSettings
from trimtab.services import act_on_verdict
from trimtab.services.check_portfolio import FIRST_PAUSE, LONGEST_PAUSE, LONGEST_REFUSAL, check_portfolio
from worlds import ANNA, NOON, World

NEXT_LOOK = datetime.fromisoformat("2026-01-06T14:45:00+00:00")
EVERY_FIVE_MINUTES = TriggerSettings(monitoring_minutes=5)


def balance(here: World) -> None:
    """Let prices bring Anna's weights to their targets, more or less."""
    here.broker.prices.update(SPY=D(75), TLT=D(150))


def test_a_breach_is_proposed():
    """The plan waits for its owner; nothing is sent."""
    here = due_world()
    check = look(here)

    assert check
    assert (CheckResult.PROPOSED, True) == (check.result, (ANNA, check.plan_id) in here.plans.plans)
    assert [] == here.broker.sent


def test_a_shadow_plan_is_kept_and_nobody_is_asked():
    """Requirement 003's shadow mode: the plan is there to compare, no alert asks for approval."""
    here = due_world(Autonomy.SHADOW)
    check = look(here)

    assert check
    assert (CheckResult.SHADOWED, True) == (check.result, (ANNA, check.plan_id) in here.plans.plans)
    assert AlertKind.PLAN_WAITING not in {each.kind for each in alerts(here)}


def test_an_automatic_breach_starts_a_run():
    """The run is reserved, and the schedule knows its session."""
    here = due_world(Autonomy.AUTOMATIC)
    check = look(here)

    assert check
    assert (CheckResult.STARTED, MONDAY) == (check.result, schedule(here).last_run_session)
    assert [check.run_id] == [asked.run_id for asked in here.queue.asked]


def test_weights_in_their_bands_are_left_alone():
    """No rule fires, and that is what the history says."""
    here = due_world()
    balance(here)
    here.broker.cash = D(0)
    check = look(here)

    assert check
    assert (CheckResult.QUIET, ReasonCode.NO_RULE_FIRED) == (check.result, check.reason.code)


def test_a_stop_that_was_reached_is_sold_without_any_drift():
    """Weights are on their targets; the look sells SPY whole, whose price has come down to 400 (R002-16)."""
    here = due_world(Autonomy.AUTOMATIC)
    here.broker.shares.update(SPY=D(10), TLT=D(40))
    here.broker.cash = D(0)
    stopped = Tactics(signals=(Signal(symbol="SPY", stop_price=D(400)),))
    policy = replace(here.policies.versions[ANNA][-1], tactics=stopped)
    here.policies.versions[ANNA][-1] = replace(policy, method=RebalancingMethod.TACTICAL_REBALANCING)
    check = look(here)

    assert check
    assert (CheckResult.STARTED, ReasonCode.STOP_LOSS) == (check.result, check.verdict.reason.code)
    (plan,) = here.plans.plans.values()
    assert [("SPY", ReasonCode.STOP_LOSS)] == [(trade.symbol, trade.reason.code) for trade in plan.trades]


def test_a_look_moves_the_schedule_to_the_next_session():
    """A quarter of an hour after the opening."""
    here = due_world()
    look(here)

    assert (NEXT_LOOK, MONDAY, 0) == (
        schedule(here).next_due_at,
        schedule(here).last_session,
        schedule(here).failures,
    )


def test_a_look_delivered_again_does_nothing():
    """The task of a time that is over finds the schedule moved on (F-005)."""
    here = due_world(Autonomy.AUTOMATIC)
    look(here)
    again = check_portfolio(DueCheck(portfolio=ANNA, due_at=NOON), here.services)

    assert again is None
    assert 1 == len(here.runs.records)


def test_a_look_that_died_half_way_starts_no_second_run():
    """The schedule did not move, so the look is repeated: its run is the one of the session (F-010)."""
    here = due_world(Autonomy.AUTOMATIC)
    before = schedule(here)
    first = look(here)
    here.services.automation.schedules.put(before)  # type: ignore[attr-defined]  # the fake's own
    second = look(here)

    assert first
    assert second
    assert (first.run_id, 1) == (second.run_id, len(here.runs.records))


def test_nobody_looks_while_the_market_is_closed():
    """On Saturday the schedule waits for Monday's opening to settle."""
    here = due_world()
    here.clock.advance(5 * DAY)

    assert look(here) is None
    assert "2026-01-12T14:45:00+00:00" == f"{schedule(here).next_due_at:%Y-%m-%dT%H:%M:%S+00:00}"


def test_each_session_has_one_look():
    """Ten days of a calendar, weekend included: each of its sessions once."""
    here = due_world()
    checks = [look_when_due(here) for _ in range(6)]

    assert [5, 6, 7, 8, 9, 12] == [each.session.day for each in checks if each]


def test_a_watched_portfolio_is_looked_at_all_day():
    """Every five minutes while the market is open, then next morning."""
    here = due_world(settings=EVERY_FIVE_MINUTES)
    balance(here)
    here.broker.cash = D(0)
    times = [each.checked_at for each in (look_when_due(here) for _ in range(50)) if each]

    assert [timedelta(minutes=5)] * 46 == [later - at for at, later in pairwise(times[:47])]
    assert NEXT_LOOK == times[48]


def test_a_breach_is_proposed_once_a_session():
    """Fifty looks at the same breach are one proposal."""
    here = due_world(settings=EVERY_FIVE_MINUTES)
    results = [each.result for each in (look_when_due(here) for _ in range(10)) if each]

    assert [CheckResult.PROPOSED, *[CheckResult.QUIET] * 9] == results
    assert 1 == len(here.plans.plans)


def test_one_automatic_run_a_session_is_the_most():
    """A breach that is still there later in the day waits for tomorrow (F-113)."""
    here = due_world(Autonomy.AUTOMATIC, EVERY_FIVE_MINUTES)
    first = look_when_due(here)
    assert first
    record = here.runs.load(ANNA, first.run_id or "")
    assert record
    here.finish(record)
    here.broker.prices.update(SPY=D(4000))
    second = look_when_due(here)

    assert second
    assert (CheckResult.QUIET, ReasonCode.RUN_THIS_SESSION) == (second.result, second.reason.code)


def test_a_stopped_switch_refuses_the_run_and_tells():
    """The owner hears why nothing happened."""
    here = due_world(Autonomy.AUTOMATIC)
    here.switch(TradingMode.HALTED)
    check = look(here)

    assert check
    assert (CheckResult.REFUSED, ReasonCode.TRADING_HALTED) == (check.result, check.reason.code)
    assert [AlertKind.REFUSAL] == [each.kind for each in alerts(here) if each.key == "plan"]


def test_a_busy_account_is_waited_for():
    """Another run holds it: the look is tried again, not given up (F-006, F-007)."""
    here = due_world(Autonomy.AUTOMATIC)
    here.execute(here.check())

    assert look(here) is None
    assert (NOON + FIRST_PAUSE, 1) == (schedule(here).next_due_at, schedule(here).failures)


@pytest.mark.parametrize(("failures", "minutes"), [(0, 1), (1, 2), (4, 16), (5, 30), (60, 30)])
def test_a_broker_that_is_down_is_asked_again(failures: int, minutes: int):
    """Later each time, half an hour at most."""
    here = due_world()
    here.broker.is_down = True
    here.services.automation.schedules.put(replace(schedule(here), failures=failures))  # type: ignore[attr-defined]
    look(here)

    assert NOON + timedelta(minutes=minutes) == schedule(here).next_due_at
    assert timedelta(minutes=minutes) <= LONGEST_PAUSE


def test_three_looks_in_vain_are_told_and_resolved_by_one_that_works():
    """The alert opens with the third and closes with the look that succeeds."""
    here = due_world()
    here.broker.is_down = True
    opened = [(look_when_due(here), len(alerts(here)))[1] for _ in range(3)]
    here.broker.is_down = False
    look_when_due(here)

    assert [0, 0, 1] == opened
    assert AlertKind.STALE_PRICES not in {each.kind for each in alerts(here)}


def test_a_defect_is_put_off_with_pauses_and_told(monkeypatch: pytest.MonkeyPatch):
    """The planner fails on this portfolio: no endless loop, and owner and operator hear of it (F-010)."""
    monkeypatch.setattr(act_on_verdict, "plan_repair", _broken)
    here = due_world()
    looks = [(look_when_due(here), schedule(here).next_due_at)[1] for _ in range(3)]

    assert [NOON + timedelta(minutes=minutes) for minutes in (1, 3, 7)] == looks
    assert ["The portfolio cannot be checked: defect: ZeroDivisionError"] == [
        each.text for each in alerts(here) if each.key == "check"
    ]
    told = [line for line in here.log.lines if line.message == "check put off"]
    assert [LogLevel.ERROR] * 3 == [line.level for line in told]
    assert {"defect: ZeroDivisionError"} == {line.fields["error"] for line in told}
    assert told[0].fields["at"].startswith("_broken:")


def _broken(*_: object) -> Plan:
    raise ZeroDivisionError("secret figures of this portfolio")


def test_a_portfolio_with_a_defect_is_looked_at_once_it_is_mended(monkeypatch: pytest.MonkeyPatch):
    """At the time its pause is over, and its alert is resolved."""
    here = due_world()
    with monkeypatch.context() as patched:
        patched.setattr(act_on_verdict, "plan_repair", _broken)
        for _ in range(3):
            look_when_due(here)
    check = look_when_due(here)

    assert check
    assert (CheckResult.PROPOSED, 0) == (check.result, schedule(here).failures)
    assert [] == [each for each in alerts(here) if each.key == "check"]


def test_an_account_that_is_linked_no_more_is_asked_for_rarely():
    """Only a person can mend it: at most twice a day."""
    here = due_world()
    unlinked = replace(here, services=replace(here.services, brokers=MemoryBrokers({})))
    here.services.automation.schedules.put(replace(schedule(here), failures=40))  # type: ignore[attr-defined]
    look(unlinked)

    assert NOON + LONGEST_REFUSAL == schedule(here).next_due_at


def test_a_draft_is_looked_at_no_more():
    """Until its owner saves it as a whole."""
    here = due_world()
    here.policies.versions[ANNA][-1] = replace(here.policies.versions[ANNA][-1], status=PolicyStatus.DRAFT)

    assert look(here) is None
    assert schedule(here).next_due_at is None


def test_a_rule_decides_by_what_method_is_planned():
    """A calendar rule with a method of its own brings everything to its target, in its band or not."""
    rule = TriggerRule(rule_id="monday", trigger=CalendarTrigger(), method=RebalancingMethod.FULL)
    here = due_world(settings=TriggerSettings(rules=(rule,)))
    check = look(here)

    assert check
    assert "monday" == check.verdict.rule_id
    assert RebalancingMethod.FULL is here.plans.plans[ANNA, check.plan_id or ""].method


def test_a_portfolio_without_every_price_is_not_judged():
    """Its weights would be wrong: no alert is raised about them, and the look is tried again."""
    here = due_world()
    here.broker.prices.pop("TLT")

    assert look(here) is None
    assert (1, []) == (schedule(here).failures, alerts(here))


def test_a_look_is_counted_with_the_drift_it_saw():
    """A tenth is held where half is wanted."""
    here = due_world()
    look(here)

    checks, drifts = here.metrics.of(MetricName.CHECKS), here.metrics.of(MetricName.MAX_DRIFT)
    assert [{"result": "PROPOSED"}] == [sample.labels for sample in checks]
    assert [D("0.4")] == [sample.value for sample in drifts]


def test_a_look_in_vain_is_counted_as_put_off():
    """It saw no drift."""
    here = due_world()
    here.broker.is_down = True
    look(here)

    assert [{"result": "PUT_OFF"}] == [sample.labels for sample in here.metrics.of(MetricName.CHECKS)]
    assert [] == here.metrics.of(MetricName.MAX_DRIFT)


def test_a_look_that_was_put_off_half_way_is_told_once():
    """The event has left, the store answers no more: the look at its next time is the same one (F-005)."""
    here = due_world()
    save = schedules(here).save
    schedules(here).save = lambda *_: _fail()  # type: ignore[method-assign]  # for one look
    with pytest.raises(UnavailableError):
        look(here)
    schedules(here).save = save  # type: ignore[method-assign]
    put_off = replace(schedule(here), next_due_at=NOON + FIRST_PAUSE)
    schedules(here).put(put_off)
    look_when_due(here)

    told = [each for each in deliveries(here) if isinstance(each.event.body, RebalancingTriggered)]
    assert 1 == len({each.event.event_id for each in told})
    assert 1 == len(here.services.automation.histories.checks(ANNA, 9))


def test_a_look_that_is_put_off_stays_owed():
    """Since when it was first due, however late its next time; a look that is done owes the next one."""
    here = due_world()
    here.broker.is_down = True
    look(here)
    owed = schedule(here).due_since
    here.broker.is_down = False
    look_when_due(here)

    assert (NOON, NEXT_LOOK) == (owed, schedule(here).due_since)


def test_a_look_that_comes_after_the_close_stays_owed():
    """The session went by without it, and its count has to say so."""
    here = due_world()
    here.clock.advance(timedelta(hours=4))
    look(here)

    assert (NOON, NEXT_LOOK) == (schedule(here).due_since, schedule(here).next_due_at)


@pytest.mark.parametrize("saved_at", [NOON + timedelta(hours=2), NOON + timedelta(hours=5)])
def test_a_policy_saved_after_the_look_owes_the_next_session(saved_at: datetime):
    """Nothing was missed in this one."""
    here = due_world()
    look(here)
    schedules(here).put(replace(schedule(here), next_due_at=saved_at, due_since=saved_at))
    look_when_due(here)

    assert NEXT_LOOK == schedule(here).due_since


def test_a_clock_that_is_behind_asks_the_queue_again():
    """Putting the same time down again would name a task the queue knows for an hour."""
    here = due_world()

    with pytest.raises(UnavailableError, match="due at"):
        check_portfolio(DueCheck(portfolio=ANNA, due_at=NOON + timedelta(seconds=1)), here.services)


def _fail() -> bool:
    raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, "down")


def test_a_rule_waits_after_a_run_by_hand():
    """A cooldown of five days holds whoever has started the last run."""
    here = due_world(Autonomy.AUTOMATIC, TriggerSettings(cooldown_days=5))
    here.finish(here.execute(here.check()))
    here.broker.prices.update(SPY=D(4000))
    here.clock.advance(DAY)
    check = look(here)

    assert check
    assert (CheckResult.QUIET, ReasonCode.COOLDOWN) == (check.result, check.reason.code)


def test_a_run_that_traded_nothing_holds_up_no_rule():
    """It was halted before its first order: the next session starts another, cooldown or not."""
    here = due_world(Autonomy.AUTOMATIC, TriggerSettings(cooldown_days=30))
    first = look(here)
    assert first
    here.switch(TradingMode.HALTED)
    record = here.runs.load(ANNA, first.run_id or "")
    assert record
    here.finish(record)
    here.switch(TradingMode.ACTIVE)
    second = look_when_due(here)

    assert second
    assert (CheckResult.STARTED, CheckResult.STARTED, MONDAY + DAY) == (
        first.result,
        second.result,
        second.session,
    )


def test_a_date_that_met_a_stopped_switch_is_caught_up_once():
    """The seventh is halted: the eighth makes it good, and the ninth has nothing left."""
    trigger = CalendarTrigger(calendar=CalendarConfig(frequency=Frequency.QUARTERLY, day=7))
    rule = TriggerRule(rule_id="quarter", trigger=trigger)
    here = due_world(Autonomy.AUTOMATIC, TriggerSettings(rules=(rule,)))
    results = []
    for day in range(5, 10):
        here.switch(TradingMode.HALTED if day == 7 else TradingMode.ACTIVE)
        here.broker.prices.update(SPY=D(400 + 100 * (day >= 7)))
        check = look_when_due(here)
        assert check
        results.append(check.result)
        for record in list(here.runs.records.values()):
            here.finish(record)

    started, quiet = CheckResult.STARTED, CheckResult.QUIET
    assert [started, quiet, CheckResult.REFUSED, started, quiet] == results


def test_a_run_is_kept_with_the_rule_that_started_it():
    """The history says what asked for it, and that no person did (R000-35)."""
    here = due_world(Autonomy.AUTOMATIC)
    check = look(here)
    assert check
    record = here.runs.load(ANNA, check.run_id or "")
    assert record
    here.finish(record)
    (made,) = here.services.automation.histories.rebalancings(ANNA, 10)

    assert (TriggerKind.THRESHOLD, True, check.run_id) == (made.trigger_type, made.is_automatic, made.run_id)
