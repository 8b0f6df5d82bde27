"""What a plan says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

import builders
from builders import NOON
from trimtab.domain.constraints import Constraints
from trimtab.domain.currency import CashBalance
from trimtab.domain.plan import PlanStatus
from trimtab.domain.policy import PolicyStatus, RebalancingMethod
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import DataQuality, PlanOptions, PlanRequest, Swap
from trimtab.domain.rules import RuleResult, Severity
from trimtab.domain.snapshot import BrokerMode
from trimtab.planning.check.facts import gather
from trimtab.planning.check.outcome import obstacles
from unit.planning.check.cases import planned, request, rules, tampered

WORDS = Reason(ReasonCode.REBALANCE_DRIFT, "words")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("uid", "somebody"),
        ("portfolio_id", "other"),
        ("account_id", "PA-2"),
        ("environment", BrokerMode.LIVE),
        ("policy_version", 2),
        ("method", RebalancingMethod.FULL),
        ("engine_version", "0"),
        ("as_of", NOON + timedelta(seconds=1)),
        ("cash", D(999)),
    ],
)
def test_a_plan_for_something_else_is_found(field: str, value: Any):
    """Owner, account, policy, method and moment are those of the request."""
    assert "identity" in tampered(**{field: value})


def test_a_method_of_the_request_goes_before_the_policys():
    """What is asked for this time is what is planned."""
    assert "identity" in rules(planned(), request(method=RebalancingMethod.FULL))


@pytest.mark.parametrize("status", [PlanStatus.READY, PlanStatus.PENDING_REVIEW])
def test_a_plan_to_carry_out_has_trades(status: PlanStatus):
    """Without any there is nothing to approve."""
    assert "status" in tampered(status=status, trades=(), fx_trades=())


def test_no_action_means_no_trades():
    """A plan that trades says so."""
    assert {"status"} == tampered(status=PlanStatus.NO_ACTION)


@pytest.mark.parametrize(("severity", "found"), [(Severity.HARD, {"status"}), (Severity.SOFT, set())])
def test_a_broken_hard_rule_blocks(severity: Severity, found: set[str]):
    """A soft one does not."""
    rule = RuleResult(rule_id="R", severity=severity, is_kept=False, measured=D(1), limit=D(0), reason=WORDS)

    assert found == tampered(rules=(rule,))
    assert set() == tampered(rules=(replace(rule, is_kept=True),))


def test_a_plan_says_what_it_found():
    """In words."""
    assert {"words"} == tampered(finding=Reason(ReasonCode.REBALANCE_DRIFT, ""))


def test_every_symbol_is_told_once():
    """Neither left out nor told twice."""
    plan = planned()

    assert "every symbol once" in tampered(trades=plan.trades[:1])
    assert "every symbol once" in tampered(trades=plan.trades + plan.trades[:1])


def test_nothing_is_told_where_nothing_could_be_planned():
    """An obstacle needs no lines, and so do targets that cannot be met."""
    blocked = replace(planned(), status=PlanStatus.BLOCKED, trades=(), drift_after=planned().drift)
    reason = Reason(ReasonCode.INFEASIBLE_CONCENTRATION, "The caps leave no room.")

    assert "every symbol once" in rules(blocked)
    assert set() == rules(replace(blocked, finding=reason))


def account(**fields: object) -> PlanRequest:
    """The usual request with another snapshot."""
    return request(snapshot=replace(request().snapshot, **fields))  # type: ignore[arg-type]


def ruled(**fields: object) -> PlanRequest:
    """The usual request with another policy."""
    return request(policy=replace(request().policy, **fields))  # type: ignore[arg-type]


OBSTACLES = {
    "the account is blocked": account(is_account_blocked=True),
    "cash is negative": account(cash=D("-0.01")),
    "a position is short": account(holdings=(builders.holding("SPY", "-1"),)),
    "a price is missing or stale": account(quotes=()),
    "foreign cash has no rate": account(foreign_cash=(CashBalance(currency="EUR", amount=D(1)),)),
    "the portfolio is worth nothing": account(holdings=(), cash=D(0)),
    "there are no targets": ruled(targets=builders.targets({})),
    "the targets are a draft": ruled(status=PolicyStatus.DRAFT),
    "the snapshots are apart": account(market_as_of=NOON - timedelta(minutes=16)),
    "the cooldown lasts": replace(
        ruled(constraints=Constraints(cooldown_days=5)), last_rebalanced_at=NOON - timedelta(days=4)
    ),
}


@pytest.mark.parametrize("name", OBSTACLES)
def test_an_obstacle_is_seen_and_no_trade_passes_it(name: str):
    """Whatever forbids to plan forbids every trade."""
    asked = OBSTACLES[name]

    assert name in obstacles(gather(asked))
    assert "obstacle" in rules(planned(), asked)


@pytest.mark.parametrize(
    "asked",
    [
        request(),
        account(cash=D(0)),
        account(foreign_cash=(CashBalance(currency="EUR", amount=D(0)),)),
        account(market_as_of=NOON + timedelta(minutes=15)),
        replace(account(quotes=()), options=PlanOptions(data_quality=DataQuality.EXCLUDE)),
        replace(ruled(constraints=Constraints(cooldown_days=5)), last_rebalanced_at=NOON - timedelta(days=5)),
        replace(ruled(constraints=Constraints(cooldown_days=5)), last_rebalanced_at=NOON, is_forced=True),
    ],
)
def test_what_only_looks_like_an_obstacle_is_none(asked: PlanRequest):
    """Edges are still allowed, and who forces a plan waits for no cooldown."""
    assert [] == obstacles(gather(asked))


SWAP = Swap(sold="SPY", bought="TLT", quantity=D(1))


def test_trades_of_a_calm_portfolio_are_found():
    """Twenty points off with a band of twenty is inside it, and the method trades nothing inside."""
    calm = ruled(drift=replace(request().policy.drift, threshold=D("0.2")))
    aware = replace(planned(), method=RebalancingMethod.TAX_AWARE)

    assert "in band" in rules(planned(), calm)
    assert "in band" in rules(aware, replace(calm, method=RebalancingMethod.TAX_AWARE))
    assert "in band" not in rules(planned(), replace(calm, is_forced=True))
    assert "in band" not in rules(planned(), replace(calm, harvest=("SPY",)))
    assert "in band" not in rules(planned(), replace(calm, swaps=(SWAP,)))


def test_a_band_is_left_downwards_too():
    """TLT is nine points short; SPY and cash share that excess inside their bands of five."""
    asked = account(cash=D(1100), holdings=(builders.holding("SPY", "11.6"), builders.holding("TLT", "16")))
    plan = planned(asked)

    assert (["SPY", "TLT"], set()) == ([trade.symbol for trade in plan.trades], rules(plan, asked))


def test_a_band_is_left_by_a_hair():
    """A band of a millionth less than twenty points is left."""
    tight = ruled(drift=replace(request().policy.drift, threshold=D("0.199999")))

    assert "in band" not in rules(planned(), tight)


def test_a_holding_of_nothing_needs_no_price():
    """An empty line of an account is no holding."""
    empty = account(holdings=(builders.holding("OLD", "0"), *request().snapshot.holdings))

    assert [] == obstacles(gather(empty))


def test_targets_may_be_left_without_a_price_only_where_that_blocks():
    """A plan without lines has to say which of its targets could not be priced."""
    plan = replace(planned(), trades=(), drift_after=planned().drift)
    without = account(quotes=(builders.quote("SPY", "50"),), holdings=(builders.holding("SPY", "18"),))
    missing = Reason(ReasonCode.PRICE_MISSING, "There is no price for TLT.")

    blocked = replace(plan, status=PlanStatus.BLOCKED, finding=missing)
    idle = replace(plan, status=PlanStatus.NO_ACTION, finding=missing)
    assert "every symbol once" not in rules(blocked, without)
    assert "every symbol once" in rules(blocked)
    assert "every symbol once" in rules(idle, without)


def test_half_a_dollar_is_worth_something():
    """Nothing is less than that."""
    assert [] == obstacles(gather(account(holdings=(), cash=D("0.5"))))
