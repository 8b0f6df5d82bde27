"""Comparing shadow plans with what an owner did by hand."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal as D

import pytest

from automated_worlds import DAY, MONDAY, due_world, look, look_when_due
from taxed_worlds import fill
from trimtab.domain.commands import CompareShadow
from trimtab.domain.policy import Autonomy
from trimtab.domain.shadow import ShadowDay
from trimtab.services import compare_shadow as module
from trimtab.services.compare_shadow import compare_shadow
from worlds import ANNA, World

BY_HAND = fill("2026-01-05", "SELL", "SPY", "2.5", "400")


def shadowed(looks: int = 1) -> World:
    """Let Anna's schedule look under SHADOW: of her four fifths SPY three tenths are to be sold."""
    here = due_world(Autonomy.SHADOW)
    look(here)
    for _ in range(looks - 1):
        look_when_due(here)
    return here


def compared(here: World, days: int = 1) -> tuple[ShadowDay, ...]:
    """Compare so many days from Monday on."""
    command = CompareShadow(portfolio=ANNA, first_day=MONDAY, last_day=MONDAY + (days - 1) * DAY)
    return compare_shadow(command, here.services)


def test_a_shadow_plan_stands_beside_the_owners_own_trades():
    """It would have sold 7.5 SPY for 3,000; she sold 2.5 for 1,000 (R003-48)."""
    here = shadowed()
    here.broker.happened.append(BY_HAND)
    (monday,) = compared(here)
    lines = {line.symbol: line for line in monday.lines}

    assert (D("-7.5"), D(-3000)) == (lines["SPY"].planned_quantity, lines["SPY"].planned_value)
    assert (D("-2.5"), D(-1000)) == (lines["SPY"].traded_quantity, lines["SPY"].traded_value)
    assert (D(40), D(0)) == (lines["TLT"].planned_quantity, lines["TLT"].traded_quantity)


def test_each_session_of_the_span_is_there():
    """Drift is that of the look of the day, and of the next one."""
    here = shadowed(looks=3)
    found = compared(here, days=2)

    assert [MONDAY, MONDAY + DAY] == [each.day for each in found]
    assert [(D("0.4"), D(0), D("0.4"))] * 2 == [
        (each.drift_before, each.drift_planned, each.drift_next) for each in found
    ]


def test_what_is_longer_than_a_page_is_read_whole(monkeypatch: pytest.MonkeyPatch):
    """Three sessions by pages of one."""
    monkeypatch.setattr(module, "PAGE", 1)
    found = compared(shadowed(looks=4), days=3)

    assert 3 == len([each for each in found if each.plan_id])


def test_plans_that_people_were_asked_about_are_no_shadows():
    """The owner proposed to herself, as it were."""
    here = due_world(Autonomy.PROPOSE)
    look(here)

    assert [None] == [each.plan_id for each in compared(here)]


def test_a_plan_that_is_gone_is_left_out():
    """What was looked at is still told."""
    here = shadowed()
    here.plans.plans.clear()

    assert [(None, D("0.4"))] == [(each.plan_id, each.drift_before) for each in compared(here)]


def test_a_comparison_leaves_nothing_behind():
    """No plan, no check, no order (I-23)."""
    here = shadowed()
    before = (dict(here.plans.plans), here.services.automation.histories.checks(ANNA, 10))
    here.clock.advance(timedelta(hours=1))
    compared(here)

    assert before == (here.plans.plans, here.services.automation.histories.checks(ANNA, 10))
    assert ([], {}) == (here.broker.sent, here.runs.records)
