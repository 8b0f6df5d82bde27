"""Checking a portfolio, with and without execution."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from automated_worlds import due_world
from taxed_worlds import Forgetful, Watched, after, fill, save_taxes
from trimtab.adapters.memory.broker import MemoryBrokers
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.commands import CheckDrift, Simulate
from trimtab.domain.errors import ConflictError, InvalidRequestError, RefusedError, UnavailableError
from trimtab.domain.leg import LegState
from trimtab.domain.plan import PlanStatus
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import Edit
from trimtab.domain.results import DriftChecked
from trimtab.domain.tax_config import LotMethod, TaxConfig
from trimtab.domain.tax_preview import DeviationKind
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode
from trimtab.domain.trigger import ManualTrigger, RuleConstraints, TriggerKind, TriggerRule, TriggerSettings
from trimtab.services.check_drift import check_rebalance_drift
from trimtab.services.simulate import simulate
from trimtab.services.start_run import idempotency_key
from worlds import ANNA, World, world

CHECK = CheckDrift(portfolio=ANNA)


def test_a_check_stores_the_plan_and_trades_nothing():
    """A preview leaves a plan to approve and sends nothing."""
    here = world()
    here.save(SPY="60", TLT="40")

    plan = here.check()

    assert ([plan], []) == (list(here.plans.plans.values()), here.broker.sent)


def test_a_portfolio_without_targets_is_explained():
    """No targets is a finding, not an error."""
    checked = check_rebalance_drift(CHECK, world().services)

    assert (PlanStatus.NO_ACTION, ReasonCode.NO_TARGETS) == (checked.plan.status, checked.plan.finding.code)


def test_a_preview_works_while_trading_is_halted():
    """The switch stops orders, not looking."""
    here = world()
    here.save(SPY="60", TLT="40")
    here.switch(TradingMode.HALTED, "drill")

    checked = check_rebalance_drift(CHECK, here.services)

    assert (PlanStatus.READY, TradingMode.HALTED) == (checked.plan.status, checked.trading.mode)


def test_execution_while_halted_is_refused_with_mode_and_reason():
    """Who is refused learns why."""
    here = world()
    here.save(SPY="60", TLT="40")
    here.switch(TradingMode.HALTED, "drill")

    with pytest.raises(RefusedError, match="HALTED: drill") as refused:
        here.check(execution_key="key-00000001")

    assert (ReasonCode.TRADING_HALTED, "HALTED") == (refused.value.code, refused.value.details["mode"])


def test_a_check_with_a_key_starts_the_run():
    """Requirement 004's one call still does both, when it is told to."""
    here = world()
    here.save(SPY="60", TLT="40")

    here.check(execution_key="key-00000001")

    assert 1 == len(here.queue.asked)


def test_a_check_that_executes_does_so_at_once():
    """Nobody has seen its plan, whom a hold would give time to think (requirement 004)."""
    here = world()
    here.save(SPY="60", TLT="40")
    here.hold(10)
    here.check(execution_key="key-00000001")
    (record,) = here.runs.records.values()

    assert (None, 0) == (record.run.hold_until, here.queue.asked[-1].delay_seconds)


def test_the_same_key_checks_again_and_starts_nothing():
    """A repeated execution finds its first run."""
    here = world()
    here.save(SPY="60", TLT="40")
    command = CheckDrift(portfolio=ANNA, execution_key="key-00000001")

    first = check_rebalance_drift(command, here.services).started
    second = check_rebalance_drift(command, here.services).started

    assert first is not None
    assert second is not None
    assert (first.run.run_id, True) == (second.run.run_id, second.is_replay)


def test_executing_a_portfolio_in_band_starts_nothing():
    """Nothing to do means no run, even when execution was asked for."""
    here = world(cash="0", SPY="15", TLT="40")
    here.save(SPY="60", TLT="40")

    checked = check_rebalance_drift(CheckDrift(portfolio=ANNA, execution_key="key-00000001"), here.services)

    assert (ReasonCode.EVERYTHING_IN_BAND, None) == (checked.plan.finding.code, checked.started)


def test_a_silent_broker_is_an_error_and_stores_nothing():
    """Without a snapshot there is no plan."""
    here = world()
    here.save(SPY="60", TLT="40")
    here.broker.is_down = True

    with pytest.raises(UnavailableError):
        here.check()

    assert {} == here.plans.plans


def test_a_check_tells_what_the_plan_would_realise():
    """By the lots of the broker's own fills, oldest first: 20 for 300, sold at 400."""
    here = after(fill("2025-03-03", "BUY", "SPY", "20", "300"), fill("2025-12-22", "BUY", "SPY", "5", "450"))
    here.save(SPY="50", TLT="50")
    tax = here.check().tax

    assert tax
    assert (LotMethod.FIFO, D(1_125), D(0)) == (tax.lot_method, tax.short_term, tax.long_term)
    assert [("SPY", D("11.25"))] == [(sale.symbol, sale.quantity) for sale in tax.sales]


def test_a_plan_that_regards_taxes_is_stored_with_them():
    """What is approved is what was shown: the short-term gain is spared, and the preview says so."""
    here = after(fill("2025-03-03", "BUY", "SPY", "20", "300"))
    save_taxes(here, TaxConfig(), SPY="20", TLT="80")
    plan = check_rebalance_drift(CHECK, here.services).plan

    assert plan.tax
    assert [] == [trade.symbol for trade in plan.trades if trade.symbol == "SPY"]
    assert [DeviationKind.DEFERRED] == [d.kind for d in plan.tax.deviations if d.symbol == "SPY"]
    assert [plan] == list(here.plans.plans.values())


def test_a_check_goes_on_without_lots():
    """The broker does not tell what has happened: a plan without taxes, and a warning."""
    here = world()
    here.save(SPY="60", TLT="40")
    broker = Forgetful(cash=D(1000), prices=here.broker.prices, shares=here.broker.shares, now=here.clock.now)
    broker.tape = here.broker.tape
    services = replace(here.services, brokers=MemoryBrokers({ANNA.uid: broker}))
    plan = check_rebalance_drift(CHECK, services).plan

    assert (PlanStatus.READY, None) == (plan.status, plan.tax)
    assert [ReasonCode.TAX_LOTS_MISSING] == [warning.code for warning in plan.warnings]


def test_a_check_asks_for_activities_once():
    """One request more than without taxes."""
    here = world()
    here.save(SPY="60", TLT="40")
    broker = Watched(cash=D(1000), prices=here.broker.prices, shares=here.broker.shares, now=here.clock.now)
    check_rebalance_drift(CHECK, replace(here.services, brokers=MemoryBrokers({ANNA.uid: broker})))

    assert [None] == broker.asked


def guarded() -> World:
    """Anna may lose nine hundredths, is checked once, and then SPY loses an eighth."""
    here = world()
    here.save(SPY="60", TLT="40")
    here.limit_drawdown("0.09")
    here.check()
    here.broker.prices["SPY"] = D(350)
    return here


def test_a_check_reduces_a_portfolio_that_has_fallen_too_far():
    """The very check that sees the fall says so, before its run is started."""
    checked = check_rebalance_drift(CHECK, guarded().services)

    assert (TradingMode.REDUCE_ONLY, PlanStatus.READY) == (checked.trading.mode, checked.plan.status)
    assert "10 % below the peak of 10000" in checked.trading.reason


def test_a_reduced_portfolio_sells_and_buys_nothing():
    """The run of the same call lets its sells through and gives its buys up."""
    here = guarded()
    command = CheckDrift(portfolio=ANNA, execution_key="key-00000001")
    started = check_rebalance_drift(command, here.services).started

    assert started
    assert [(Side.SELL, LegState.FILLED), (Side.BUY, LegState.NEVER_SENT)] == [
        (leg.side, leg.state) for leg in here.finish(started).legs
    ]


def test_a_reduced_portfolio_starts_no_run_of_buys():
    """There is nothing in it that may be sent."""
    here = guarded()
    here.broker.shares["SPY"] = D(10)
    here.broker.cash = D(3000)

    with pytest.raises(RefusedError) as refused:
        here.check(execution_key="key-00000001")

    assert ReasonCode.REDUCE_ONLY is refused.value.code


def test_a_plan_is_stored_with_its_trades():
    """Each may be listed by itself, and waits for its owner (R001-14, R002-33)."""
    here = world()
    here.save(SPY="60", TLT="40")
    plan = here.check()

    assert [("SPY", "PENDING"), ("TLT", "PENDING")] == [
        (each.symbol, each.status) for each in here.plans.suggestions(ANNA, plan.plan_id)
    ]


def in_band() -> World:
    """Anna is a point off her targets, where five are allowed; the exchange has a calendar."""
    here = due_world()
    here.broker.shares.update(SPY=D("12.75"), TLT=D(49))
    here.broker.cash = D(0)
    return here


def checked_by(here: World, **wish: Any) -> DriftChecked:
    """Check as a person asks."""
    return check_rebalance_drift(CheckDrift(portfolio=ANNA, **wish), here.services)


def test_force_repairs_what_is_in_its_band():
    """Without force nothing is to do; with it everything goes to its target (domain rule 16, R000-16)."""
    plain, forced = checked_by(in_band()).plan, checked_by(in_band(), is_forced=True).plan

    assert (ReasonCode.EVERYTHING_IN_BAND, ()) == (plain.finding.code, plain.trades)
    assert (PlanStatus.READY, RebalancingMethod.FULL) == (forced.status, forced.method)
    assert {"SPY", "TLT"} == {trade.symbol for trade in forced.trades}


def test_force_keeps_to_a_method_that_is_named():
    """Whoever names one wants it."""
    method = RebalancingMethod.PROPORTIONAL_REBALANCING

    assert method is checked_by(in_band(), is_forced=True, method=method).plan.method


def test_force_does_not_wait():
    """Neither for the rules' cooldown nor for the policy's."""
    here = due_world(settings=TriggerSettings(cooldown_days=5))
    policy = here.policies.versions[ANNA][-1]
    resting = replace(policy, constraints=replace(policy.constraints, cooldown_days=5))
    here.policies.versions[ANNA][-1] = resting
    here.finish(here.execute(here.check()))
    here.broker.prices["SPY"] = D(600)

    assert ReasonCode.COOLDOWN is checked_by(here).plan.finding.code
    assert PlanStatus.READY is checked_by(here, is_forced=True).plan.status


def test_force_breaks_no_hard_rule():
    """A locked symbol stays, and a switch that is off refuses the run (R000-16)."""
    here = due_world()
    policy = here.policies.versions[ANNA][-1]
    locked = replace(policy, constraints=replace(policy.constraints, locked=("SPY",)))
    here.policies.versions[ANNA][-1] = locked
    here.switch(TradingMode.HALTED)

    assert "SPY" not in {trade.symbol for trade in checked_by(here, is_forced=True).plan.trades}
    with pytest.raises(RefusedError, match="HALTED"):
        checked_by(here, is_forced=True, execution_key="key-00000001")


def test_a_kind_of_rule_that_does_not_fire_plans_nothing():
    """The drift is told, and why nothing is done; nothing is stored and no run starts (R000-21)."""
    here = in_band()
    checked = checked_by(here, asked=TriggerKind.THRESHOLD, execution_key="key-00000001")

    assert (PlanStatus.NO_ACTION, ReasonCode.NO_RULE_FIRED, ()) == (
        checked.plan.status,
        checked.plan.finding.code,
        checked.plan.trades,
    )
    assert (D("0.01"), {}, None) == (checked.plan.drift.max_drift, here.plans.plans, checked.started)


def test_a_plan_that_no_rule_asks_for_promises_nothing():
    """A plan could be made, by a rule of another kind; what comes after is what was before."""
    here = due_world()
    plan = checked_by(here, asked=TriggerKind.CASH_FLOW).plan

    assert (plan.drift, plan.cash, None, ()) == (plan.drift_after, plan.cash_after, plan.tax, plan.skipped)
    assert PlanStatus.READY is checked_by(here).plan.status


def test_a_rule_by_hand_plans_by_its_own_terms():
    """MANUAL always fires; its rule wants a method of its own (R000-10)."""
    rule = TriggerRule(rule_id="mine", trigger=ManualTrigger(), method=RebalancingMethod.FULL)
    here = due_world(settings=TriggerSettings(rules=(rule,)))
    checked = checked_by(here, asked=TriggerKind.MANUAL)

    assert checked.verdict
    assert ("mine", RebalancingMethod.FULL) == (checked.verdict.rule_id, checked.plan.method)


@pytest.mark.parametrize(
    ("wish", "trigger"),
    [
        ({}, TriggerKind.MANUAL),
        ({"asked": TriggerKind.THRESHOLD}, TriggerKind.THRESHOLD),
        ({"is_forced": True}, TriggerKind.MANUAL),
    ],
)
def test_a_run_by_hand_is_kept_with_what_asked_for_it(wish: dict[str, Any], trigger: TriggerKind):
    """A kind of rule that a person ran, or MANUAL; never automatic."""
    started = checked_by(due_world(), execution_key="key-00000001", **wish).started

    assert started
    assert (trigger, False) == (started.run.trigger, started.run.is_automatic)


def test_a_key_of_a_plain_check_starts_no_forced_run():
    """They are different requests."""
    here = due_world()
    checked_by(here, execution_key="key-00000001")

    with pytest.raises(ConflictError):
        checked_by(here, execution_key="key-00000001", is_forced=True)


def test_a_key_of_an_older_version_is_known():
    """Without a rule or force the question has the hash it always had."""
    here = due_world()
    started = checked_by(here, execution_key="key-00000001").started
    question = ("check_rebalance_drift", None)
    seen = here.runs.find_key(idempotency_key(ANNA, "key-00000001", question))

    assert started
    assert seen
    assert (started.run.run_id, canonical_hash((ANNA, question))) == (seen.run_id, seen.request_hash)


def test_only_chosen_positions_are_repaired():
    """The others are named, and left alone (R004-31)."""
    plan = checked_by(due_world(), symbols=("SPY",)).plan

    assert ["SPY"] == [trade.symbol for trade in plan.trades]
    assert ("TLT", ReasonCode.NOT_SELECTED) in {(line.symbol, line.reason.code) for line in plan.skipped}


def edits(**quantities: str) -> tuple[Edit, ...]:
    """What Anna wants of the plan's trades; by itself it sells 7.5 SPY and buys 40 TLT."""
    return tuple(Edit(symbol=symbol, quantity=D(shares)) for symbol, shares in sorted(quantities.items()))


def test_an_edited_plan_is_stored_like_any_other():
    """It has a name of its own, and waits for approval."""
    here = due_world()
    plain, edited = checked_by(here).plan, checked_by(here, edits=edits(SPY="5")).plan

    assert [(D(5), D("7.5")), (D(30), D(40))] == [(t.quantity, t.planned_quantity) for t in edited.trades]
    assert edited.plan_id != plain.plan_id
    assert edited == here.plans.plans[ANNA, edited.plan_id]
    assert "RESERVED" == here.execute(edited).run.state


def test_an_edited_plan_can_be_run_at_once():
    """It is the same plan; the key belongs to these edits."""
    here = due_world()
    started = checked_by(here, edits=edits(TLT="0"), execution_key="key-00000001").started

    assert started
    assert [("SPY", D("7.5"))] == [(leg.symbol, leg.quantity) for leg in started.legs]
    for others in (edits(TLT="1"), ()):
        with pytest.raises(ConflictError):
            checked_by(here, edits=others, execution_key="key-00000001")


@pytest.mark.parametrize("wish", [{"symbols": ("SPY",)}, {"is_forced": True}, {"method": "FULL"}])
def test_edits_go_with_every_other_wish(wish: dict[str, Any]):
    """Whatever is planned can be changed."""
    wish = wish | ({"method": RebalancingMethod.FULL} if "method" in wish else {})

    assert D(5) == checked_by(due_world(), edits=edits(SPY="5"), **wish).plan.trades[0].quantity


def test_what_was_not_selected_cannot_be_edited():
    """It is not traded by the plan, and nothing is stored."""
    here = due_world()

    with pytest.raises(InvalidRequestError, match=r"edits\.TLT") as refused:
        checked_by(here, symbols=("SPY",), edits=edits(TLT="1"))

    assert (ReasonCode.EDIT_NOT_PLANNED, {}) == (refused.value.code, here.plans.plans)


def test_where_no_rule_fires_edits_change_nothing():
    """There is no plan to change; that is told as without them."""
    here = due_world()
    plan = checked_by(here, asked=TriggerKind.CASH_FLOW, edits=edits(SPY="5")).plan

    assert (ReasonCode.NO_RULE_FIRED, ()) == (plan.finding.code, plan.trades)


def test_a_plan_under_review_is_stored_and_not_run():
    """Without TLT cash stays far above its band: somebody has to look."""
    here = due_world()
    policy = here.policies.versions[ANNA][-1]
    reviewed = replace(policy, constraints=replace(policy.constraints, review_soft_rules=True))
    here.policies.versions[ANNA][-1] = reviewed
    checked = checked_by(here, edits=edits(TLT="0"), execution_key="key-00000001")

    assert (PlanStatus.PENDING_REVIEW, None) == (checked.plan.status, checked.started)
    assert (ANNA, checked.plan.plan_id) in here.plans.plans
    assert "CASH_ABOVE_BAND" in checked.plan.broken_rules


def test_constraints_of_a_request_narrow_its_plan():
    """A tenth of turnover binds, and the answer says so."""
    limits = RuleConstraints(max_turnover=D("0.1"))
    plan = checked_by(due_world(), constraints=limits).plan

    assert plan.turnover <= D("0.1")
    assert ["MAX_TURNOVER"] == [bound.reason.code for bound in plan.binding]


def test_constraints_belong_to_the_question_of_a_key():
    """The same key with other limits is another request (F-002)."""
    here = due_world()
    checked_by(here, constraints=RuleConstraints(max_turnover=D("0.1")), execution_key="key-00000001")

    with pytest.raises(ConflictError):
        checked_by(here, execution_key="key-00000001")


def test_a_point_of_the_trade_off_becomes_a_plan_to_approve():
    """The plan that is stored is the one the curve has shown, trade for trade."""
    here = world()
    here.save(SPY="80", TLT="20")
    point = simulate(Simulate(portfolio=ANNA, asks_trade_off=True), here.services).trade_off[-1]
    assert point.weighing is not None
    made = check_rebalance_drift(
        CheckDrift(portfolio=ANNA, risk_aversion=point.weighing.risk), here.services
    ).plan

    assert point.plan.trades == made.trades
    assert made == here.services.plans.find(ANNA, made.plan_id)
