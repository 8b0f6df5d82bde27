"""Requirement 000's names, number forms and spellings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from automated_worlds import due_world
from trimtab.contracts.base import parse
from trimtab.contracts.rest_rebalancing import (
    RebalancingMethod,
    RebalancingRequest,
    RebalancingResponse,
    RebalancingStatus,
    RebalancingTrigger,
    parse_trigger,
)
from trimtab.domain.drift import ToleranceBand
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.rebalancing import Rebalancing
from trimtab.domain.results import RebalancingSeen
from trimtab.domain.run import RunState
from trimtab.domain.schedule import RuleFinding, ThresholdStatus
from trimtab.domain.suggestion import Recommendation, RecommendedTrade
from trimtab.domain.trigger import RuleConstraints, TriggerKind
from trimtab.services.rebalancing_status import rebalancing_status
from worlds import ANNA, NOON

SENT: dict[str, Any] = {
    "portfolio_id": "default",
    "trigger_type": "DRIFT_THRESHOLD",
    "method": "THRESHOLD_REBALANCING",
    "constraints": {
        "max_turnover": 0.1,
        "min_trade_size": 250,
        "transaction_cost_limit": 20.5,
        "excluded_instruments": ["GME"],
    },
    "force_rebalance": True,
}
TRADE = RecommendedTrade(
    instrument_id="AAPL",
    current_weight=D("0.12"),
    target_weight=D("0.1"),
    trade_amount=D(-5000),
    trade_direction="sell",
    priority=2,
)


def test_the_whole_request_is_understood():
    """Every field of the document, in the engine's words."""
    command = parse(RebalancingRequest, SENT).to_domain("anna")

    assert (ANNA, "THRESHOLD_REBALANCING", TriggerKind.THRESHOLD, True) == (
        command.portfolio,
        command.method,
        command.asked,
        command.is_forced,
    )
    assert RuleConstraints(
        max_turnover=D("0.1"),
        min_trade_size=D(250),
        transaction_cost_limit=D("20.5"),
        excluded_instruments=("GME",),
    ) == (command.constraints)


def test_what_may_be_left_out():
    """Without a method the rule or the policy says which; without constraints nothing is added."""
    command = parse(RebalancingRequest, {"portfolio_id": "x", "trigger_type": "MANUAL"}).to_domain("anna")

    assert (None, None, False) == (command.method, command.constraints, command.is_forced)


@pytest.mark.parametrize("word", RebalancingTrigger)
def test_each_word_is_a_kind_of_rule(word: RebalancingTrigger):
    """Two of them are called otherwise inside (domain rule 16)."""
    others = {"DRIFT_THRESHOLD": "THRESHOLD", "TIME_BASED": "CALENDAR"}

    assert others.get(word.value, word.value) == word.kind.value


@pytest.mark.parametrize("word", ["CALENDAR", "THRESHOLD", "COMBINED", "manual", ""])
def test_other_spellings_are_refused(word: str):
    """The document's five words and no others."""
    with pytest.raises(InvalidRequestError, match=r"\Atrigger_type: "):
        parse_trigger(word)


@pytest.mark.parametrize("sent", ["MANUAL", {"trigger_type": "MANUAL"}])
def test_a_trigger_is_a_word_or_an_object(sent: object):
    """Requirement 000 sends the enumeration itself."""
    command = parse_trigger(sent).to_domain(ANNA)

    assert (ANNA, TriggerKind.MANUAL, None) == (command.portfolio, command.asked, command.method)


@pytest.mark.parametrize("method", RebalancingMethod)
def test_every_method_of_the_document_is_the_engine_s(method: RebalancingMethod):
    """Requirement 000 and the engine call them the same."""
    assert method.value == method.to_domain().value


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("max_turnover", "0.1"),
        ("max_turnover", 1.1),
        ("max_turnover", True),
        ("min_trade_size", -1),
        ("transaction_cost_limit", "20"),
    ],
)
def test_floats_are_numbers(field: str, value: object):
    """Text is no number here, and limits have their bounds."""
    with pytest.raises(InvalidRequestError, match=rf"\Aconstraints\.{field}: "):
        parse(RebalancingRequest, {**SENT, "constraints": {field: value}})


def test_the_sample_of_the_document_is_answered_as_it_is_written():
    """Weights as fractions, a signed amount, a small direction, an integer priority: all of them numbers."""
    found = Recommendation(
        portfolio_id="portfolio_001",
        rebalancing_required=True,
        recommended_trades=(TRADE,),
        expected_turnover=D("0.05"),
        estimated_costs=D("125.50"),
        rebalancing_rationale="why",
    )

    assert {
        "portfolio_id": "portfolio_001",
        "rebalancing_required": True,
        "recommended_trades": [
            {
                "instrument_id": "AAPL",
                "current_weight": 0.12,
                "target_weight": 0.1,
                "trade_amount": -5000,
                "trade_direction": "sell",
                "priority": 2,
            }
        ],
        "expected_turnover": 0.05,
        "estimated_costs": 125.5,
        "rebalancing_rationale": "why",
    } == RebalancingResponse.of(found).model_dump(mode="json")


def seen(*findings: RuleFinding, last: Rebalancing | None = None) -> RebalancingSeen:
    """A status with these rules; SPY is seven points over."""
    found = rebalancing_status(ANNA, due_world().services).seen
    state = replace(
        found.state,
        next_date=date(2026, 1, 9),
        threshold=ThresholdStatus(key="SPY", drift=D("0.07"), band=ToleranceBand.of(D("0.05"))),
        findings=findings,
    )
    return RebalancingSeen(seen=replace(found, state=state), last=last)


def finding(kind: TriggerKind, *, has_fired: bool) -> RuleFinding:
    """What a rule says."""
    reason = Reason(ReasonCode.THRESHOLD_BREACHED, "so it is")
    return RuleFinding(rule_id="r", kind=kind, has_fired=has_fired, reason=reason)


def test_a_status_names_the_rule_that_asks():
    """Of several the first that fires, in requirement 000's words."""
    rules = (finding(TriggerKind.CALENDAR, has_fired=False), finding(TriggerKind.THRESHOLD, has_fired=True))
    told = RebalancingStatus.of(seen(*rules)).model_dump(mode="json")

    assert ("default", True, "DRIFT_THRESHOLD") == (
        told["portfolio_id"],
        told["rebalancing_required"],
        told["trigger_type"],
    )
    assert ["TIME_BASED", "DRIFT_THRESHOLD"] == [rule["trigger_type"] for rule in told["rules"]]


def test_a_status_says_how_far_and_when():
    """Fractions as numbers, days as days."""
    told = RebalancingStatus.of(seen()).model_dump(mode="json")

    assert (False, None, "2026-01-09", None) == (
        told["rebalancing_required"],
        told["trigger_type"],
        told["next_date"],
        told["last_rebalancing"],
    )
    assert {
        "instrument_id": "SPY",
        "drift": 0.07,
        "tolerance": 0.05,
        "critical": 0.1,
        "drift_level": "WARNING",
    } == told["drift"]


def test_a_status_tells_the_last_rebalancing():
    """By the columns of the document's history."""
    last = Rebalancing(
        run_id="id000000000000000001",
        plan_id="pl_1",
        portfolio_id="default",
        trigger_type=TriggerKind.CALENDAR,
        is_automatic=True,
        state=RunState.COMPLETED,
        trades_executed=2,
        turnover_achieved=D("0.25"),
        actual_costs=D("1.50"),
        execution_date=NOON,
        created_at=NOON,
    )

    assert {
        "trigger_type": "TIME_BASED",
        "trades_executed": 2,
        "turnover_achieved": 0.25,
        "actual_costs": 1.5,
        "execution_date": "2026-01-05T17:00:00.000000Z",
    } == RebalancingStatus.of(seen(last=last)).model_dump(mode="json")["last_rebalancing"]
