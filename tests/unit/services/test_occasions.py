"""What rules are told is read only where a rule asks for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from automated_worlds import MONDAY, due_world, schedule, weekdays
from trimtab.domain.activity import AccountEntry
from trimtab.domain.holdings import DailyBar
from trimtab.domain.tactics import Signal, Tactics
from trimtab.domain.trigger import (
    CalendarTrigger,
    CashFlowTrigger,
    CorrelationTrigger,
    Trigger,
    TriggerRule,
    TriggerSettings,
    VolatilityTrigger,
)
from trimtab.services.occasions import Sight, occasion_of
from trimtab.services.policies import current_policy
from trimtab.services.snapshots import take_snapshot
from worlds import ANNA, World

CALENDAR = weekdays(date(2025, 1, 1), date(2026, 12, 31))


def ruled(*triggers: Trigger) -> World:
    """Let Anna have these rules."""
    rules = tuple(TriggerRule(rule_id=f"rule{number}", trigger=each) for number, each in enumerate(triggers))
    return due_world(settings=TriggerSettings(rules=rules))


def sight(here: World) -> Sight:
    """See Anna's account now."""
    policy, now = current_policy(ANNA, here.services), here.clock.now()
    snapshot = take_snapshot(here.broker, ("SPY", "TLT"), now)
    return occasion_of(snapshot, policy, schedule(here), CALENDAR, here.services)


def test_drift_alone_reads_no_past():
    """Neither prices of past days nor entries."""
    found = sight(due_world()).occasion

    assert ({}, ()) == (found.bars, found.activities)


def test_rules_are_told_of_the_targets_that_reached_their_stop():
    """SPY costs 400 and TLT 100; GLD is not held, and of what has no target nothing is sold (R002-16)."""
    here = due_world()
    stops = {"SPY": "400", "TLT": "99", "GLD": "500"}
    signals = tuple(Signal(symbol=symbol, stop_price=D(price)) for symbol, price in stops.items())
    policy = here.policies.versions[ANNA][-1]
    here.policies.versions[ANNA][-1] = replace(policy, tactics=Tactics(signals=signals))

    assert ("SPY",) == sight(here).occasion.stopped


@pytest.mark.parametrize("trigger", [VolatilityTrigger(look_back=2), CorrelationTrigger(look_back=2)])
def test_past_prices_are_read_as_far_as_a_rule_asks(trigger: Trigger):
    """Two windows of two sessions, the close before and ten to spare; today's session is not over."""
    here = ruled(trigger)
    days = [session.day for session in CALENDAR if session.day <= MONDAY]
    here.broker.tape.bars["SPY"] = [DailyBar(day, D(400)) for day in days]

    assert days[-16:-1] == [bar.day for bar in sight(here).occasion.bars["SPY"]]


def test_past_prices_are_read_of_what_a_rule_names():
    """GLD is a yardstick that nobody holds; what is held is read besides."""
    here = ruled(VolatilityTrigger(look_back=2, symbol="GLD"))
    for symbol in ("GLD", "SPY"):
        here.broker.tape.bars[symbol] = [DailyBar(MONDAY - timedelta(days=3), D(400))]

    assert {"GLD", "SPY"} <= sight(here).occasion.bars.keys()


def test_entries_are_read_where_a_rule_asks_for_cash():
    """A deposit of yesterday is among them, a fill is not."""
    here = ruled(CashFlowTrigger(amount=D(100)))
    deposit = AccountEntry(
        activity_id="a1",
        day=MONDAY - timedelta(days=1),
        kind="CSD",
        detail="",
        status="executed",
        net_amount=D(500),
    )
    here.broker.happened.append(deposit)

    assert (deposit,) == sight(here).occasion.activities


def test_an_entry_that_was_taken_back_is_not_told():
    """Corrections have taken effect before a rule counts."""
    here = ruled(CashFlowTrigger(amount=D(100)))
    deposit = AccountEntry(
        activity_id="a1", day=MONDAY, kind="CSD", detail="", status="executed", net_amount=D(500)
    )
    here.broker.happened.extend([deposit, replace(deposit, activity_id="a2", status="canceled")])

    assert () == sight(here).occasion.activities


def test_drift_is_measured_per_symbol_and_per_class():
    """Four fifths SPY where half was wanted."""
    found = sight(due_world())

    assert D("0.3") == found.view.by_symbol.row("SPY").drift
    assert found.view.by_symbol == found.occasion.drift


def rebalanced(here: World) -> World:
    """Let Anna rebalance by hand at noon, and a day pass."""
    here.finish(here.execute(here.check()))
    here.clock.advance(timedelta(days=1))
    return here


@pytest.mark.parametrize(
    "settings",
    [
        TriggerSettings(cooldown_days=5),
        TriggerSettings(rules=(TriggerRule(rule_id="a", trigger=CalendarTrigger()),)),
    ],
)
def test_the_last_rebalancing_is_told_where_it_matters(settings: TriggerSettings):
    """A cooldown and a date begin with any run, also with one by hand."""
    assert MONDAY == sight(rebalanced(due_world(settings=settings))).occasion.last_rebalanced_on


def test_the_last_rebalancing_is_not_read_where_no_rule_minds():
    """A read less for each look."""
    assert sight(rebalanced(due_world())).occasion.last_rebalanced_on is None
