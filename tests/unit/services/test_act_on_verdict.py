"""What a verdict leads to under each autonomy, and under a rule's own terms."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest
from pydantic import TypeAdapter, ValidationError

from automated_worlds import (
    MONDAY,
    deliveries,
    due_world,
    look,
    look_when_due,
    schedule,
    schedules,
)
from trimtab.contracts.base import IdempotencyKeyText
from trimtab.domain.checkup import CheckResult
from trimtab.domain.config import CalendarConfig, Frequency
from trimtab.domain.delivery import Delivery
from trimtab.domain.event import RebalancingTriggered
from trimtab.domain.method import RebalancingMethod
from trimtab.domain.plan import Plan, PlanStatus
from trimtab.domain.policy import Autonomy
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.trading_state import TradingMode
from trimtab.domain.trigger import CalendarTrigger, RuleConstraints, TriggerRule, TriggerSettings
from trimtab.ports import IdempotencyKey, KeySeen, Services
from trimtab.services import act_on_verdict
from trimtab.services.repair import plan_repair
from worlds import ANNA, World

MONITORED = TriggerSettings(monitoring_minutes=5)
WEEKLY = CalendarTrigger(calendar=CalendarConfig(frequency=Frequency.WEEKLY, day=1))


def ruled(**terms: object) -> World:
    """Let a weekly rule with its own terms be the only one; this Monday it fires."""
    rule = replace(TriggerRule(rule_id="weekly", trigger=WEEKLY), **terms)  # type: ignore[arg-type]
    return due_world(settings=TriggerSettings(rules=(rule,)))


def plan_of(here: World) -> Plan:
    """Look, and find the plan that was kept."""
    check = look(here)
    assert check
    return here.plans.plans[ANNA, check.plan_id or ""]


def test_a_rules_method_is_planned_by():
    """The policy repairs what is out of its band; the rule wants everything at its target."""
    assert RebalancingMethod.FULL is plan_of(ruled(method=RebalancingMethod.FULL)).method


def test_a_rules_limits_bind_its_plans():
    """A tenth of the turnover that the policy would allow."""
    limited = ruled(constraints=RuleConstraints(max_turnover=D("0.03")))

    assert D("0.03") >= plan_of(limited).turnover > 0


def test_without_terms_the_policys_count():
    """The rule only says when."""
    assert RebalancingMethod.THRESHOLD_REBALANCING is plan_of(ruled()).method


@pytest.mark.parametrize("autonomy", [Autonomy.SHADOW, Autonomy.PROPOSE])
def test_nothing_is_sent_unless_the_owner_lets_us(autonomy: Autonomy):
    """Neither a run nor an order."""
    here = due_world(autonomy)
    look(here)

    assert ([], {}) == (here.broker.sent, here.runs.records)


@pytest.mark.parametrize("autonomy", [Autonomy.SHADOW, Autonomy.PROPOSE])
def test_a_plan_of_this_session_is_not_made_again(autonomy: Autonomy):
    """The owner decides about one at a time, also when weights were in their bands in between."""
    here = due_world(autonomy, MONITORED)
    look(here)
    off = dict(here.broker.prices)
    here.broker.prices.update(SPY=D(50), TLT=D(100))
    here.broker.cash = D(0)
    calm = look_when_due(here)
    here.broker.prices.update(off)
    check = look_when_due(here)

    assert calm
    assert check
    assert [ReasonCode.NO_RULE_FIRED, ReasonCode.PLAN_WAITING] == [calm.reason.code, check.reason.code]
    assert (CheckResult.QUIET, 1) == (check.result, len(here.plans.plans))


def test_a_plan_is_made_as_soon_as_nothing_hinders_it_any_more():
    """The account was blocked at the first look: nobody was told of a plan, so the second proposes one."""
    here = due_world(settings=MONITORED)
    here.broker.is_blocked = True
    first = look(here)
    here.broker.is_blocked = False
    second = look_when_due(here)

    assert first
    assert second
    assert [CheckResult.UNPLANNED, CheckResult.PROPOSED] == [first.result, second.result]


def test_targets_saved_after_a_proposal_are_proposed_in_the_same_session():
    """Once: the look after it finds that plan waiting."""
    here = due_world(settings=MONITORED)
    look(here)
    here.clock.advance(timedelta(minutes=3))
    here.save(GLD="100")
    checks = [look_when_due(here) for _ in range(2)]

    assert [CheckResult.PROPOSED, CheckResult.QUIET] == [each.result for each in checks if each]
    assert {"GLD"} == {trade.symbol for trade in [*here.plans.plans.values()][-1].trades}


@pytest.mark.parametrize("is_halted", [True, False])
def test_a_hindrance_that_stays_is_told_once_and_planned_for_once(
    monkeypatch: pytest.MonkeyPatch, *, is_halted: bool
):
    """Twelve looks at a stopped switch, or at a blocked account, are one event and one plan."""
    here = due_world(Autonomy.AUTOMATIC, MONITORED)
    planned = counted_plans(monkeypatch)
    if is_halted:
        here.switch(TradingMode.HALTED)
    here.broker.is_blocked = not is_halted
    results = [each.result for each in (look_when_due(here) for _ in range(12)) if each]

    first = CheckResult.REFUSED if is_halted else CheckResult.UNPLANNED
    assert [first, *[CheckResult.QUIET] * 11] == results
    assert 1 == len({each.event.event_id for each in deliveries(here) if is_trigger(each)})
    assert 1 == len(planned)


def counted_plans(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """Take down every full plan that is made."""
    made: list[Plan] = []

    def plan_and_note(request: PlanRequest, services: Services) -> Plan:
        made.append(plan_repair(request, services))
        return made[-1]

    monkeypatch.setattr(act_on_verdict, "plan_repair", plan_and_note)
    return made


def test_a_limit_that_refuses_every_look_is_told_once():
    """Only a plan can tell that it is too large: it is made again, and neither kept nor told."""
    here = due_world(Autonomy.AUTOMATIC, MONITORED)
    policy = here.policies.versions[ANNA][-1]
    here.policies.versions[ANNA][-1] = replace(policy, limits=replace(policy.limits, max_run_value=D(1)))
    results = [each.result for each in (look_when_due(here) for _ in range(3)) if each]

    assert [CheckResult.REFUSED, CheckResult.QUIET, CheckResult.QUIET] == results
    assert 1 == len({each.event.event_id for each in deliveries(here) if is_trigger(each)})
    assert 1 == len(here.plans.plans)


def test_a_run_starts_once_the_switch_is_turned_back():
    """In the same session; what was refused before does not hold it up."""
    here = due_world(Autonomy.AUTOMATIC, MONITORED)
    here.switch(TradingMode.HALTED)
    refused = look(here)
    here.switch(TradingMode.ACTIVE)
    started = look_when_due(here)

    assert refused
    assert started
    assert [CheckResult.REFUSED, CheckResult.STARTED] == [refused.result, started.result]


def test_a_plan_without_trades_is_told_as_such():
    """The calendar asks, and everything is where it should be."""
    here = ruled()
    here.broker.prices.update(SPY=D(50), TLT=D(100))
    here.broker.cash = D(0)
    check = look(here)

    assert check
    assert (CheckResult.UNPLANNED, None) == (check.result, check.plan_id)


def automatic(method: RebalancingMethod, **shares: str) -> tuple[World, Plan]:
    """Let a portfolio of its owner's method look after itself; what is reserved is carried out."""
    here = due_world(Autonomy.AUTOMATIC)
    here.broker.shares.update({symbol: D(quantity) for symbol, quantity in shares.items()})
    here.policies.versions[ANNA][-1] = replace(here.policies.versions[ANNA][-1], method=method)
    check = look(here)
    assert check
    record = here.runs.load(ANNA, check.run_id or "")
    assert record
    here.finish(record)
    return here, here.plans.plans[ANNA, check.plan_id or ""]


def test_a_run_by_itself_is_not_held():
    """There is nobody who has just approved it."""
    here = due_world(Autonomy.AUTOMATIC)
    here.hold(10)
    look(here)
    (record,) = here.runs.records.values()

    assert (True, None) == (record.run.is_automatic, record.run.hold_until)


@pytest.mark.parametrize("method", RebalancingMethod)
def test_every_method_runs_by_itself(method: RebalancingMethod):
    """Requirement 002's bot has full, threshold-only and tax-aware; the others run, too (R002-18)."""
    here, plan = automatic(method)
    (made,) = here.services.automation.histories.rebalancings(ANNA, 10)

    assert (method, len(plan.trades), True) == (plan.method, made.trades_executed, made.is_automatic)
    assert plan.drift_after.max_drift < plan.drift.max_drift


def test_threshold_only_leaves_what_is_in_its_band_and_full_does_not():
    """SPY and TLT are off, GLD is a point under its target of a tenth: one of the two brings it there."""
    traded = {}
    for method in (RebalancingMethod.THRESHOLD_REBALANCING, RebalancingMethod.FULL):
        here = due_world(Autonomy.AUTOMATIC)
        here.broker.shares["GLD"], here.broker.cash = D("4.5"), D(0)
        here.save(SPY="50", TLT="40", GLD="10")
        ruled = replace(here.policies.versions[ANNA][-1], method=method, autonomy=Autonomy.AUTOMATIC)
        here.policies.versions[ANNA][-1] = ruled
        traded[method] = {trade.symbol for trade in plan_of(here).trades}

    assert "GLD" not in traded[RebalancingMethod.THRESHOLD_REBALANCING]
    assert {"GLD", "SPY", "TLT"} == traded[RebalancingMethod.FULL]


def test_a_plan_of_the_schedule_is_stored_with_its_trades():
    """Each waits for its owner, as those of a plan by hand do (R001-14)."""
    here = due_world()
    plan = plan_of(here)

    assert ["PENDING"] * len(plan.trades) == [
        each.status for each in here.plans.suggestions(ANNA, plan.plan_id)
    ]


@pytest.mark.parametrize(
    "settings", [None, TriggerSettings(rules=(TriggerRule(rule_id="w", trigger=WEEKLY),))]
)
def test_a_look_that_died_after_its_run_had_traded_is_told_as_the_run(settings: TriggerSettings | None):
    """Drift is gone, or a date fires with nothing to trade: the session finds its run (F-005, F-010)."""
    here = due_world(Autonomy.AUTOMATIC, settings)
    before = schedule(here)
    first = look(here)
    assert first
    here.finish(here.runs.records[ANNA, first.run_id or ""])
    schedules(here).put(before)
    again = look(here)

    assert again
    assert (CheckResult.STARTED, first.run_id) == (again.result, again.run_id)
    assert (MONDAY, 1) == (schedule(here).last_run_session, len(here.runs.records))


def test_a_trigger_is_told_before_its_run_starts():
    """A look that dies once the run trades finds nothing left to tell of."""
    here = due_world(Autonomy.AUTOMATIC)
    here.runs.reserve = _die  # type: ignore[method-assign,assignment]  # the worker ends here
    with pytest.raises(KeyboardInterrupt):
        look(here)

    assert 1 == len({each.event.event_id for each in deliveries(here) if is_trigger(each)})


def _die(_: object) -> None:
    raise KeyboardInterrupt


def is_trigger(delivery: Delivery) -> bool:
    """Tell requirement 000's event from alerts."""
    return isinstance(delivery.event.body, RebalancingTriggered)


def test_no_caller_can_use_the_key_of_a_session():
    """Its owner's own request under it would stop every look of the day."""
    here = due_world(Autonomy.AUTOMATIC)
    keys: list[str] = []
    find = here.runs.find_key

    def find_and_note(key: IdempotencyKey) -> KeySeen | None:
        keys.append(key.key)
        return find(key)

    here.runs.find_key = find_and_note  # type: ignore[method-assign]  # a listener
    look(here)

    assert keys
    for key in keys:
        with pytest.raises(ValidationError):
            TypeAdapter(IdempotencyKeyText).validate_python(key)


def reviewed(autonomy: Autonomy, **limits: object) -> World:
    """Let a plan that a limit cuts short wait for a review."""
    here = due_world(autonomy)
    policy = here.policies.versions[ANNA][-1]
    strict = replace(policy.constraints, review_soft_rules=True, max_turnover=D("0.1"), **limits)  # type: ignore[arg-type]
    monitored = TriggerSettings(monitoring_minutes=5)
    here.policies.versions[ANNA][-1] = replace(policy, constraints=strict, triggers=monitored)
    return here


@pytest.mark.parametrize("autonomy", [Autonomy.PROPOSE, Autonomy.AUTOMATIC])
def test_a_plan_under_review_is_proposed_and_never_run(autonomy: Autonomy):
    """However far autonomy goes: a person has to look."""
    here = reviewed(autonomy)
    check = look(here)

    assert check
    assert (CheckResult.PROPOSED, None, {}) == (check.result, check.run_id, here.runs.records)
    assert PlanStatus.PENDING_REVIEW is here.plans.plans[ANNA, check.plan_id or ""].status


def test_an_automatic_portfolio_is_told_what_to_review():
    """And is told once: what else would be the use of the next look?"""
    here = reviewed(Autonomy.AUTOMATIC)
    first, second = look(here), look_when_due(here)

    assert first
    assert second
    assert (ReasonCode.SOFT_RULE_BROKEN, CheckResult.QUIET, ReasonCode.PLAN_WAITING) == (
        first.reason.code,
        second.result,
        second.reason.code,
    )
    assert 1 == len(here.plans.plans)


def test_a_changed_policy_proposes_again():
    """The plan that waits was made for another one."""
    here = reviewed(Autonomy.AUTOMATIC)
    look(here)
    policy = here.policies.versions[ANNA][-1]
    here.policies.versions[ANNA].append(replace(policy, version=policy.version + 1))
    again = look_when_due(here)

    assert again
    assert CheckResult.PROPOSED is again.result


def test_a_look_that_died_after_its_proposal_proposes_it_again():
    """It is the same look: whoever was not told yet is told now (F-010)."""
    here = reviewed(Autonomy.AUTOMATIC)
    before = schedule(here)
    first = look(here)
    schedules(here).put(before)
    again = look(here)

    assert first
    assert again
    assert (CheckResult.PROPOSED, first.plan_id) == (again.result, again.plan_id)


def test_a_shadow_under_review_stays_a_shadow():
    """Nobody is asked."""
    check = look(reviewed(Autonomy.SHADOW))

    assert check
    assert CheckResult.SHADOWED is check.result
