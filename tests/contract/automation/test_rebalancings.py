"""What was done to a portfolio is kept with the end of each run, and read page by page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

from contract.automation.conftest import Kept
from contract.stores.samples import HOME, NOON, SECOND, ending, key, reserve, run
from trimtab.domain.performance import RunPerformance
from trimtab.domain.rebalancing import Rebalancing
from trimtab.domain.run import RunState
from trimtab.domain.trigger import TriggerKind


def figures(run_id: str) -> RunPerformance:
    """A run that has cost a dollar and a half, and turned a twentieth over."""
    return RunPerformance(
        run_id=run_id,
        plan_id="pl_1",
        state=RunState.COMPLETED,
        ended_at=NOON,
        total_value=D(100_000),
        planned_orders=2,
        filled_orders=1,
        planned_turnover=D("0.06"),
        turnover=D("0.05"),
        estimated_cost=D(2),
        cost=D("1.5"),
        max_drift_before=D("0.1"),
        max_drift_planned=D(0),
        max_drift_after=None,
        rmse_before=D("0.1"),
        rmse_planned=D(0),
        rmse_after=None,
    )


def end(kept: Kept, number: int = 1, filled: str = "3") -> str:
    """Let a run that the calendar has asked for end, a day later for each number."""
    run_id = f"run-{number}"
    started = replace(
        run(run_id, account_key=f"acct_{number}"),
        created_at=NOON + timedelta(days=number),
        trigger=TriggerKind.CALENDAR,
        is_automatic=True,
    )
    last = ending(kept.runs, reserve(kept.runs, started, key(run_id)))
    legs = (replace(last.legs[0], filled_quantity=D(filled)), *last.legs[1:])
    record = kept.runs.load(HOME, run_id)
    assert record
    assert kept.runs.save(record, replace(last, legs=legs, performance=figures(run_id)))
    return run_id


def test_a_run_that_ends_is_in_the_history(kept: Kept):
    """Each column of requirement 000 (R000-35)."""
    run_id = end(kept)

    assert (
        Rebalancing(
            run_id=run_id,
            plan_id="pl_1",
            portfolio_id=HOME.portfolio_id,
            trigger_type=TriggerKind.CALENDAR,
            is_automatic=True,
            state=RunState.COMPLETED,
            trades_executed=1,
            turnover_achieved=D("0.05"),
            actual_costs=D("1.5"),
            execution_date=NOON + timedelta(days=1),
            created_at=NOON,
        ),
    ) == kept.histories.rebalancings(HOME, 10)


def test_the_history_is_paged_by_time(kept: Kept):
    """The latest first; a page begins before a time."""
    for number in range(1, 5):
        end(kept, number)

    found = kept.histories.rebalancings(HOME, 2, before=NOON + timedelta(days=4))
    assert ["run-3", "run-2"] == [each.run_id for each in found]


def test_a_run_that_traded_nothing_is_no_rebalancing(kept: Kept):
    """No cooldown begins with it."""
    end(kept, filled="0")

    assert () == kept.histories.rebalancings(HOME, 10)


def test_another_portfolio_has_another_history(kept: Kept):
    """Of the same owner, too."""
    end(kept)

    assert () == kept.histories.rebalancings(SECOND, 10)
