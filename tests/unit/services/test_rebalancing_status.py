"""Where a portfolio's rebalancing stands."""

from __future__ import annotations

import pytest

from automated_worlds import due_world
from trimtab.domain.errors import NotFoundError
from trimtab.domain.trigger import TriggerKind
from trimtab.services.rebalancing_status import rebalancing_status
from worlds import ANNA, BEN, world


def test_rules_are_judged_as_they_are_now():
    """SPY is 30 points over; nothing was ever rebalanced."""
    here = due_world()
    found = rebalancing_status(ANNA, here.services)

    assert [(TriggerKind.THRESHOLD, True)] == [
        (each.kind, each.has_fired) for each in found.seen.state.findings
    ]
    assert found.last is None


def test_the_last_rebalancing_is_shown():
    """A run that traded is history."""
    here = due_world()
    here.finish(here.execute(here.check()))
    found = rebalancing_status(ANNA, here.services)

    assert found.last
    assert (TriggerKind.MANUAL, 2) == (found.last.trigger_type, found.last.trades_executed)


def test_looking_leaves_nothing_behind():
    """No plan, no look on record (I-23)."""
    here = due_world()
    before = here.services.automation.schedules.load(ANNA)
    rebalancing_status(ANNA, here.services)

    assert before == here.services.automation.schedules.load(ANNA)
    assert {} == here.plans.plans


def test_a_portfolio_that_is_not_there_has_no_status():
    """Ben has saved nothing."""
    with pytest.raises(NotFoundError):
        rebalancing_status(BEN, world().services)
