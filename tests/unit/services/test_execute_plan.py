"""Approving a plan: once, unchanged, in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from typing import Any, Final

import pytest

from automated_worlds import due_world, look
from builders import instrument
from taxed_worlds import Forgetful
from trimtab.adapters.memory.broker import MemoryBroker, MemoryBrokers
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.commands import CheckDrift, ExecutePlan
from trimtab.domain.errors import ConflictError, NotFoundError, RefusedError, UnavailableError
from trimtab.domain.execution_config import ExecutionConfig
from trimtab.domain.holdings import DailyBar
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.intent import OrderType
from trimtab.domain.leg import LegState
from trimtab.domain.plan import Plan, PlanStatus
from trimtab.domain.policy import Limits, RebalancingMethod
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import Edit
from trimtab.domain.results import RunStarted
from trimtab.domain.run import Review, RunState, account_key
from trimtab.domain.tactics import Signal, Tactics
from trimtab.domain.trading_state import TradingMode
from trimtab.domain.trigger import TriggerKind
from trimtab.ports import AccountChange
from trimtab.services.check_drift import check_rebalance_drift
from trimtab.services.execute_plan import execute_plan
from trimtab.services.start_run import idempotency_key
from worlds import ANNA, BEN, NOON, World, targets, world


def approved(here: World) -> Plan:
    here.save(SPY="60", TLT="40")
    return here.check()


def refusal(here: World, plan: Plan) -> RefusedError:
    with pytest.raises(RefusedError) as refused:
        here.execute(plan)
    return refused.value


def test_the_same_key_finds_the_same_run():
    """A double click, a retry and a second tab all start one run (F-001)."""
    here = world()
    plan = approved(here)

    first, second = here.execute(plan), here.execute(plan)

    assert (first.run.run_id, False, True) == (second.run.run_id, first.is_replay, second.is_replay)


def test_another_key_finds_the_run_of_the_same_plan():
    """While it goes on and once it has ended: a plan is carried out once, whoever approves it (F-001)."""
    here = world()
    plan = approved(here)
    first = here.execute(plan, key="key-00000001")
    during = here.execute(plan, key="key-00000002")
    here.finish(first)
    sent = list(here.broker.sent)
    after = here.execute(plan, key="key-00000003")

    assert [(first.run.run_id, True)] * 2 == [(each.run.run_id, each.is_replay) for each in (during, after)]
    assert sent == here.broker.sent


def test_a_run_of_a_plan_is_told_to_nobody_who_did_not_see_the_plan():
    """Another hash is another plan, whatever its name."""
    here = world()
    plan = approved(here)
    here.execute(plan, key="key-00000001")
    command = ExecutePlan(
        portfolio=ANNA, plan_id=plan.plan_id, plan_hash="another", idempotency_key="key-00000002"
    )

    with pytest.raises(RefusedError, match="not the plan that was shown"):
        execute_plan(command, here.services)


def test_the_same_key_with_another_plan_is_refused():
    """A key belongs to one request (F-002)."""
    here = world()
    plan = approved(here)
    here.execute(plan)

    with pytest.raises(ConflictError) as refused:
        here.execute(replace(plan, cash=D(1)))

    assert ReasonCode.IDEMPOTENCY_KEY_REUSED == refused.value.code


def test_a_second_run_on_the_account_is_refused_with_the_first_ones_id():
    """One run per brokerage account (I-06, F-006)."""
    here = world()
    first = here.execute(approved(here), key="key-00000001")
    here.clock.advance(timedelta(seconds=1))

    with pytest.raises(RefusedError) as refused:
        here.execute(here.check(), key="key-00000002")

    assert (ReasonCode.ACCOUNT_BUSY, first.run.run_id) == (
        refused.value.code,
        refused.value.details["run_id"],
    )


def test_an_expired_plan_is_refused():
    """Ten minutes after its snapshot a plan is history."""
    here = world()
    plan = approved(here)
    here.clock.advance(timedelta(minutes=10))

    assert ReasonCode.PLAN_EXPIRED == refusal(here, plan).code


def test_a_plan_that_expires_while_its_run_is_held_is_carried_out():
    """It was approved in time, nine minutes after its snapshot; the orders leave ten minutes later."""
    here = world()
    plan = approved(here)
    here.hold(600)
    here.clock.advance(timedelta(minutes=9))
    record = here.finish(here.execute(plan))

    assert RunState.COMPLETED is record.run.state
    assert record.run.hold_until == NOON + timedelta(minutes=19) <= here.clock.now()


def test_the_orders_of_an_approved_plan_wait_for_ten_seconds_unless_the_owner_says_otherwise():
    """That is a policy's default; the rule that asked for the plan changes nothing about it."""
    here = due_world()
    here.hold(ExecutionConfig().hold_seconds)
    check = look(here)
    assert check
    run = here.execute(here.plans.plans[ANNA, check.plan_id or ""]).run

    assert (NOON + timedelta(seconds=10), []) == (run.hold_until, here.broker.sent)


def test_a_plan_for_other_targets_is_refused():
    """Targets edited between preview and approval make the plan void (F-020)."""
    here = world()
    plan = approved(here)
    here.save(SPY="50", TLT="50")

    assert ReasonCode.PLAN_CHANGED == refusal(here, plan).code


def test_a_wrong_hash_is_refused():
    """Only what was shown can be approved."""
    here = world()
    plan = approved(here)
    command = ExecutePlan(
        portfolio=ANNA, plan_id=plan.plan_id, plan_hash="0" * 64, idempotency_key="key-00000001"
    )

    with pytest.raises(RefusedError) as refused:
        execute_plan(command, here.services)

    assert ReasonCode.PLAN_CHANGED == refused.value.code


def test_somebody_elses_plan_does_not_exist():
    """Plans are found under their owner only (I-16)."""
    here = world()
    plan = approved(here)
    command = ExecutePlan(
        portfolio=BEN, plan_id=plan.plan_id, plan_hash=plan.plan_hash, idempotency_key="key-00000001"
    )

    with pytest.raises(NotFoundError):
        execute_plan(command, here.services)


def test_another_account_is_refused():
    """A plan made for one account never runs on another."""
    here = world()
    plan = approved(here)
    here.broker.account_id = "another-account"

    assert ReasonCode.ACCOUNT_CHANGED == refusal(here, plan).code


def test_a_plan_that_is_approved_while_the_market_is_closed_waits_for_its_opening():
    """Its run is there and can be cancelled; its first tick is due a minute after the opening (I-14)."""
    here = world()
    plan = approved(here)
    here.broker.is_open = False
    opens_at = here.broker.market_clock().next_open

    run, asked = here.execute(plan).run, here.queue.asked

    assert (RunState.RESERVED, opens_at + timedelta(minutes=1)) == (run.state, run.hold_until)
    assert [run.hold_until] == [run.created_at + timedelta(seconds=each.delay_seconds) for each in asked]


def test_an_opening_that_nobody_can_know_of_is_not_waited_for():
    """The approval is refused with the broker's word on it."""
    here = world()
    plan = approved(here)
    here.broker.is_open, here.broker.session_left = False, timedelta(days=9)

    refused = refusal(here, plan)

    assert (ReasonCode.MARKET_CLOSED, True) == (refused.code, "next_open" in refused.details)


def test_a_halted_switch_refuses_with_the_reason():
    """The kill switch is read before anything is reserved."""
    here = world()
    plan = approved(here)
    here.switch(TradingMode.HALTED, "drill")

    assert "HALTED: drill" in refusal(here, plan).message


def test_a_basket_over_its_limits_is_refused_whole():
    """One order too large refuses all of them (I-17, F-054)."""
    here = world()
    here.save(SPY="60", TLT="40")
    tight = Limits(max_order_value=D(100))
    policy = replace(here.policies.versions[ANNA][0], limits=tight)
    here.policies.versions[ANNA][0] = policy
    plan = here.check()

    assert (ReasonCode.LIMIT_ORDER_VALUE, []) == (refusal(here, plan).code, here.queue.asked)


def test_a_plan_whose_account_has_changed_is_not_run():
    """Somebody has paid money in since it was shown: there is another plan to look at now."""
    here = world()
    plan = approved(here)
    here.broker.cash += D(2_000)

    assert ReasonCode.DRIFT_MOVED == refusal(here, plan).code
    assert () == here.runs.busy_accounts()


def test_a_locked_account_takes_no_run():
    """A person has to look at it first; the refusal says why."""
    here = world()
    plan = approved(here)
    account = here.runs.account(account_key(plan.environment, plan.account_id), plan.environment)
    locked = replace(account.state, locked=Reason(ReasonCode.LEDGER_DIFFERS, "An order nobody knows."))
    here.runs.change_account(AccountChange(before=account, after=locked))

    assert (ReasonCode.ACCOUNT_LOCKED, True) == (
        refusal(here, plan).code,
        "An order nobody knows." in refusal(here, plan).message,
    )


def test_a_basket_the_broker_cannot_take_is_refused_whole():
    """TLT has lost its fractions since the plan was shown: nothing is reserved (F-037)."""
    here = world()
    here.save(SPY="60", TLT="39", cash="1")
    plan = here.check()
    here.broker.listed["TLT"] = instrument("TLT", QuantityUnit.WHOLE)
    plan = replace(plan, trades=tuple(replace(trade, quantity=D("1.5")) for trade in plan.trades))
    here.plans.save(plan)

    assert ReasonCode.NOT_FRACTIONABLE == refusal(here, plan).code
    assert () == here.runs.busy_accounts()


def test_a_run_keeps_the_style_it_was_reserved_with():
    """A later change of the policy concerns later runs (F-171)."""
    here = world()
    here.save(SPY="60", TLT="40")
    style = ExecutionConfig(order_type=OrderType.LIMIT, max_reprices=1)
    here.policies.versions[ANNA][-1] = replace(here.policies.versions[ANNA][-1], execution=style)
    started = here.execute(here.check())

    assert (style, {OrderType.LIMIT}) == (started.run.execution, {leg.order_type for leg in started.legs})


def test_a_stop_that_was_hit_is_an_ordinary_plan():
    """SPY is below its stop price: it is sold like anything else, to the end of the run (R002-16)."""
    here = world()
    here.save(SPY="60", TLT="40")
    tactics = Tactics(signals=(Signal(symbol="SPY", stop_price=D(410)),))
    here.policies.versions[ANNA][-1] = replace(here.policies.versions[ANNA][-1], tactics=tactics)
    command = CheckDrift(portfolio=ANNA, method=RebalancingMethod.TACTICAL_REBALANCING)
    plan = check_rebalance_drift(command, here.services).plan
    record = here.finish(here.execute(plan))

    assert [ReasonCode.STOP_LOSS] == [trade.reason.code for trade in plan.trades if trade.symbol == "SPY"]
    assert (RunState.COMPLETED, False) == (record.run.state, "SPY" in here.broker.shares)


def fallen(**percents: str) -> tuple[World, Plan]:
    """Anna may lose a hundredth; her plan is made, and then SPY loses a fortieth, within its bounds."""
    here = world()
    here.save(**percents)
    here.limit_drawdown("0.01")
    plan = here.check()
    here.broker.prices["SPY"] = D(390)
    return here, plan


def test_an_approval_reduces_a_portfolio_that_has_fallen_too_far():
    """Nobody has checked since the fall: the sells of the plan go, its buys do not."""
    here, plan = fallen(SPY="60", TLT="40")
    done = here.finish(here.execute(plan))

    assert [LegState.FILLED, LegState.NEVER_SENT] == [leg.state for leg in done.legs]
    assert TradingMode.REDUCE_ONLY is here.trading.current(done.run.place).mode


def test_a_plan_that_only_buys_is_refused_after_a_fall():
    """The fall and the limit are told."""
    here, plan = fallen(SPY="85", TLT="15")
    refused = refusal(here, plan)

    assert (ReasonCode.REDUCE_ONLY, True) == (refused.code, "1 % is allowed" in refused.message)


def test_a_plan_whose_drawdown_cannot_be_judged_starts_nothing():
    """The broker lists no activities."""
    here, plan = fallen(SPY="60", TLT="40")
    broker = Forgetful(
        cash=here.broker.cash, prices=here.broker.prices, shares=here.broker.shares, now=here.clock.now
    )
    command = ExecutePlan(
        portfolio=ANNA, plan_id=plan.plan_id, plan_hash=plan.plan_hash, idempotency_key="key-00000001"
    )

    with pytest.raises(UnavailableError):
        execute_plan(command, replace(here.services, brokers=MemoryBrokers({ANNA.uid: broker})))
    assert () == here.runs.busy_accounts()


LIMITED: Final[tuple[tuple[dict[str, Any], str], ...]] = (
    ({"max_orders": 1}, "LIMIT_ORDER_COUNT"),
    ({"max_order_value": D(100)}, "LIMIT_ORDER_VALUE"),
    ({"max_run_value": D(100)}, "LIMIT_RUN_VALUE"),
    ({"max_day_orders": 1}, "LIMIT_DAY_ORDERS"),
    ({"max_day_value": D(100)}, "LIMIT_DAY_VALUE"),
    ({"max_run_turnover": D("0.01")}, "LIMIT_RUN_TURNOVER"),
    ({"max_day_turnover": D("0.01")}, "LIMIT_DAY_TURNOVER"),
    ({"max_volume_share": D("0.0000001")}, "LIMIT_VOLUME_SHARE"),
)


@pytest.mark.parametrize(("limits", "expected"), LIMITED, ids=[code for _, code in LIMITED])
def test_every_limit_refuses_the_whole_basket(limits: dict[str, Any], expected: str):
    """Nothing is reserved, nothing sent, and no part of it later (I-17, F-054)."""
    here = world()
    here.save(SPY="60", TLT="40")
    policy = here.policies.versions[ANNA][0]
    here.policies.versions[ANNA][0] = replace(policy, limits=replace(policy.limits, **limits))
    plan = here.check()

    assert (expected, (), []) == (refusal(here, plan).code, here.runs.busy_accounts(), here.broker.sent)


def test_a_narrow_collar_is_the_plan_s_envelope():
    """A price that has moved by a hundredth is too far for this owner (I-17)."""
    here = world()
    here.save(SPY="60", TLT="40")
    policy = here.policies.versions[ANNA][0]
    here.policies.versions[ANNA][0] = replace(policy, limits=Limits(max_price_move=D("0.009")))
    plan = here.check()
    here.broker.prices["TLT"] = D(101)

    assert ReasonCode.PRICE_MOVED == refusal(here, plan).code


def test_a_price_nobody_can_check_starts_nothing(monkeypatch: pytest.MonkeyPatch):
    """The broker does not tell the last close: the preview is shown, and is not carried out (F-035)."""
    here = world()
    unanswered(monkeypatch)
    plan = approved(here)

    with pytest.raises(UnavailableError) as refused:
        here.execute(plan)

    assert (ReasonCode.BROKER_UNAVAILABLE, {}) == (refused.value.code, here.runs.records)


def test_a_check_that_executes_needs_the_last_close(monkeypatch: pytest.MonkeyPatch):
    """What is planned and run in one call is held to the same (F-035)."""
    here = world()
    here.save(SPY="60", TLT="40")
    unanswered(monkeypatch)

    with pytest.raises(UnavailableError, match="last close"):
        here.check(execution_key="key-00000001")


def unanswered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the broker answer everything but what past days tell."""

    def daily_bars(*_: object) -> None:
        raise UnavailableError(ReasonCode.BROKER_UNAVAILABLE, "too many requests")

    monkeypatch.setattr(MemoryBroker, "daily_bars", daily_bars)


def test_a_price_nobody_can_believe_is_refused():
    """Plan and quote agree, and yesterday a share cost a tenth: one of them is wrong (F-035)."""
    here = world()
    plan = approved(here)
    here.broker.tape.bars["TLT"] = [DailyBar(NOON.date() - timedelta(days=1), D(10), D(10_000_000))]

    assert ReasonCode.PRICE_OUTLIER == refusal(here, plan).code


def test_a_run_is_held_to_what_was_so_when_it_was_reserved():
    """Limits, the account's value, the day before it, and what past days tell are on its record (F-171)."""
    here = world()
    bounds = here.reserved(SPY="60", TLT="40").run.bounds

    assert bounds is not None
    assert (Limits(), D(10_000), 0, ["SPY", "TLT"]) == (
        bounds.limits,
        bounds.account_value,
        bounds.day_orders,
        [each.symbol for each in bounds.past],
    )


def test_another_portfolio_of_the_account_cannot_pass_its_day_s_limit():
    """One that allows two orders a day has sent two; the account's next run is another's (I-17, F-007)."""
    here = world()
    here.save(SPY="60", TLT="40")
    policy = here.policies.versions[ANNA][0]
    here.policies.versions[ANNA][0] = replace(policy, limits=Limits(max_day_orders=2))
    here.finish(here.execute(here.check()))
    side = PortfolioRef(ANNA.uid, "side")
    here.policies.versions[side] = [replace(policy, limits=Limits(), targets=targets(SPY="50", TLT="50"))]
    check = CheckDrift(portfolio=side, method=RebalancingMethod.FULL)
    plan = check_rebalance_drift(check, here.services).plan
    command = ExecutePlan(
        portfolio=side, plan_id=plan.plan_id, plan_hash=plan.plan_hash, idempotency_key="key-00000002"
    )

    with pytest.raises(RefusedError, match="are more than the 2 allowed for the account"):
        execute_plan(command, here.services)


def test_a_proposal_that_is_approved_keeps_its_rule():
    """The rule asked, a person decided (R000-35)."""
    here = due_world()
    check = look(here)
    assert check
    started = here.execute(here.plans.plans[ANNA, check.plan_id or ""])

    assert (TriggerKind.THRESHOLD, False) == (started.run.trigger, started.run.is_automatic)


def test_a_plan_that_a_person_asked_for_has_no_rule():
    """It is in no check of the schedule."""
    here = due_world()
    look(here)

    assert TriggerKind.MANUAL is here.execute(here.check()).run.trigger


def under_review(here: World) -> Plan:
    """A plan of Anna's that buys no TLT, so that cash stays above its band and TLT critically below its."""
    here.save(SPY="60", TLT="40")
    policy = here.policies.versions[ANNA][-1]
    reviewed = replace(policy, constraints=replace(policy.constraints, review_soft_rules=True))
    here.policies.versions[ANNA][-1] = reviewed
    check = CheckDrift(
        portfolio=ANNA, method=RebalancingMethod.FULL, edits=(Edit(symbol="TLT", quantity=D(0)),)
    )
    return check_rebalance_drift(check, here.services).plan


def acknowledge(here: World, plan: Plan, *rules: str, note: str = "TLT is bought in January.") -> RunStarted:
    """Approve a plan in spite of some rules."""
    command = ExecutePlan(
        portfolio=ANNA,
        plan_id=plan.plan_id,
        plan_hash=plan.plan_hash,
        idempotency_key="key-00000001",
        acknowledged_rules=rules,
        note=note,
    )
    return execute_plan(command, here.services)


def test_a_plan_under_review_does_not_run_by_itself():
    """What is broken is named, and nothing is reserved."""
    here = world()
    plan = under_review(here)
    refused = refusal(here, plan)

    assert (PlanStatus.PENDING_REVIEW, ReasonCode.REVIEW_PENDING) == (plan.status, refused.code)
    assert (",".join(plan.broken_rules), ()) == (refused.details["rules"], here.runs.busy_accounts())


def test_every_broken_rule_is_to_be_acknowledged():
    """One of them is not enough: the other is named."""
    here = world()
    plan = under_review(here)
    left, *acknowledged = plan.broken_rules

    with pytest.raises(RefusedError, match=f"acknowledge {left} before") as refused:
        acknowledge(here, plan, *acknowledged)

    assert (ReasonCode.REVIEW_PENDING, left) == (refused.value.code, refused.value.details["rules"])


def test_an_acknowledged_plan_runs_and_its_run_says_who_did_so():
    """With the rules, the note, and when."""
    here = world()
    plan = under_review(here)
    started = acknowledge(here, plan, *plan.broken_rules)
    record = here.runs.load(ANNA, started.run.run_id)
    review = Review(rules=plan.broken_rules, note="TLT is bought in January.", by=ANNA.uid, at=NOON)

    assert record
    assert (review, RunState.COMPLETED) == (record.run.review, here.finish(started).run.state)


def test_what_a_plan_does_not_break_cannot_be_acknowledged():
    """Whoever says so looks at another plan."""
    here = world()

    with pytest.raises(RefusedError, match="does not break NO_OVERDRAFT") as refused:
        acknowledge(here, approved(here), "NO_OVERDRAFT")

    assert ReasonCode.RULE_NOT_IN_REVIEW is refused.value.code


def test_a_plan_without_review_wants_no_acknowledgement():
    """A note may go with it all the same."""
    plain, noted = world(), world()
    started = acknowledge(noted, approved(noted), note="For the record.")

    assert None is plain.execute(approved(plain)).run.review
    assert Review(rules=(), note="For the record.", by=ANNA.uid, at=NOON) == started.run.review


@pytest.mark.parametrize("change", [{"acknowledged_rules": ("RESIDUAL_DRIFT",)}, {"note": "Another note."}])
def test_a_key_belongs_to_what_was_acknowledged(change: dict[str, Any]):
    """The same key with other words is another request; the same words find the run again."""
    here = world()
    plan = under_review(here)
    first = acknowledge(here, plan, *plan.broken_rules)
    command = ExecutePlan(
        portfolio=ANNA,
        plan_id=plan.plan_id,
        plan_hash=plan.plan_hash,
        idempotency_key="key-00000001",
        acknowledged_rules=plan.broken_rules,
        note="TLT is bought in January.",
    )

    assert first.run.run_id == execute_plan(command, here.services).run.run_id
    with pytest.raises(ConflictError):
        execute_plan(replace(command, **change), here.services)


def test_a_key_of_a_plain_approval_is_that_of_older_versions():
    """Without a word about the plan the question has the hash it always had."""
    here = world()
    plan = approved(here)
    here.execute(plan)
    seen = here.runs.find_key(idempotency_key(ANNA, "key-00000001", (plan.plan_id, plan.plan_hash)))

    assert seen
    assert canonical_hash((ANNA, (plan.plan_id, plan.plan_hash))) == seen.request_hash
