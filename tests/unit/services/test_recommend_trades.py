"""Requirement 000: analyses and triggers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal as D

import pytest

from automated_worlds import deliveries, due_world
from trimtab.domain.commands import CheckDrift
from trimtab.domain.errors import NotFoundError
from trimtab.domain.event import RebalancingTriggered
from trimtab.domain.suggestion import Recommendation
from trimtab.domain.trigger import RuleConstraints, TriggerKind
from trimtab.ports import Services
from trimtab.services.recommend_trades import analyze_portfolio, trigger_rebalancing
from worlds import ANNA, BEN, World, world

UseCase = Callable[[CheckDrift, Services], Recommendation]


def told(here: World) -> list[RebalancingTriggered]:
    """The events of triggers, each once however many channels it goes to."""
    bodies = {each.event.event_id: each.event.body for each in deliveries(here)}
    return [body for body in bodies.values() if isinstance(body, RebalancingTriggered)]


def test_an_analysis_recommends_what_a_check_plans():
    """Half and half from four fifths: 3,000 dollars of each side."""
    here = due_world()
    found = analyze_portfolio(CheckDrift(portfolio=ANNA, asked=TriggerKind.THRESHOLD), here.services)

    assert {"SPY": D(-3000), "TLT": D(4000)} == {
        trade.instrument_id: trade.trade_amount for trade in found.recommended_trades
    }


def test_limits_of_the_request_count_beside_the_policy_s():
    """A tenth of turnover is 2,000 dollars on both sides together."""
    here = due_world()
    limits = RuleConstraints(max_turnover=D("0.1"))
    found = analyze_portfolio(
        CheckDrift(portfolio=ANNA, asked=TriggerKind.MANUAL, constraints=limits), here.services
    )

    assert found.rebalancing_required
    assert found.expected_turnover <= D("0.1")


def test_without_a_rule_of_that_kind_nothing_is_recommended():
    """The policy's only rule looks at drift."""
    here = due_world()
    found = analyze_portfolio(CheckDrift(portfolio=ANNA, asked=TriggerKind.CALENDAR), here.services)

    assert (False, ()) == (found.rebalancing_required, found.recommended_trades)


def test_an_analysis_tells_nobody():
    """It is a question."""
    here = due_world()
    analyze_portfolio(CheckDrift(portfolio=ANNA, asked=TriggerKind.MANUAL), here.services)

    assert [] == told(here)


def test_a_trigger_is_told_once():
    """By the plan it leads to, however often it is fired; nothing is executed."""
    here = due_world()
    command = CheckDrift(portfolio=ANNA, asked=TriggerKind.MANUAL)
    first, again = (trigger_rebalancing(command, here.services) for _ in range(2))

    assert first.rebalancing_required
    assert first == again
    assert [TriggerKind.MANUAL] == [body.trigger for body in told(here)]
    assert [] == here.broker.sent


def test_a_trigger_that_does_not_fire_is_not_told():
    """There is no such rule."""
    here = due_world()
    trigger_rebalancing(CheckDrift(portfolio=ANNA, asked=TriggerKind.CALENDAR), here.services)

    assert [] == told(here)


@pytest.mark.parametrize("act", [analyze_portfolio, trigger_rebalancing])
def test_a_portfolio_that_is_not_there_has_no_triggers(act: UseCase):
    """Ben has saved nothing."""
    with pytest.raises(NotFoundError):
        act(CheckDrift(portfolio=BEN, asked=TriggerKind.MANUAL), world().services)
