"""Requirement 003's pipeline, stage by stage and as a whole."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import mandates
from trimtab.domain.mandate import RunVerdict
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trade import Side
from trimtab.planning.check import check_plan
from trimtab.planning.rebalance import plan_rebalance


def test_the_pipeline_plans_what_the_planner_plans():
    """There is one line of stages, and both walk it."""
    run = mandates.run()

    assert plan_rebalance(run.request.question) == run.plan


def test_the_after_state_holds_what_was_bought():
    """50 more of each, and no cash left."""
    after = mandates.run().after

    assert {"AAA": D(150), "BBB": D(150)} == {held.symbol: held.quantity for held in after.holdings}
    assert D(0) == after.cash


def test_what_has_no_target_is_sold():
    """An instrument the model does not know is liquidated on this endpoint (domain rule 7)."""
    run = mandates.run(mandates.question({"OLD": "3"}, {"AAA": "100", "OLD": "100"}, {"AAA": "1"}))

    assert [("OLD", Side.SELL, D(3), ReasonCode.LIQUIDATION)] == [
        (trade.symbol, trade.side, trade.quantity, trade.reason.code) for trade in run.plan.of_side(Side.SELL)
    ]


def test_eligible_and_excluded_add_up():
    """Every instrument of model and portfolio is counted once."""
    sent = mandates.question({"BAD": "1"}, {"AAA": "100", "BAD": "100"}, {"AAA": "1"})
    run = mandates.run({**sent, "shelf_entries": mandates.shelf(AAA="APPROVED", BAD="BANNED")})

    assert (1, ["BAD"]) == (run.eligible_count, [line.symbol for line in run.exclusions])


def test_snapshots_too_far_apart_block():
    """Sixteen minutes are more than the fifteen that are allowed (requirement 003, step 1)."""
    sent = mandates.inflow()
    sent["market_data_snapshot"]["as_of"] = "2026-02-13T10:16:00Z"

    run = mandates.run(sent)

    assert (RunVerdict.BLOCKED, ReasonCode.SNAPSHOTS_APART) == (run.verdict, run.plan.finding.code)


def test_dust_is_suppressed_unless_it_is_wanted():
    """A purchase of 5,000 is dust where the shelf says 5,001, and none where the flag is off."""
    minimum = {"min_notional": {"amount": "5001", "currency": "USD"}}
    entries = [{**entry, **minimum} for entry in mandates.shelf(AAA="APPROVED", BBB="APPROVED")]

    kept = mandates.run(mandates.inflow(shelf_entries=entries)).plan.trades
    wanted = mandates.run(mandates.inflow(shelf_entries=entries, options={"suppress_dust": False})).plan

    assert () == kept
    assert 2 == len(wanted.trades)


def test_the_independent_checker_finds_nothing():
    """The plan of a run is as sound as any other."""
    run = mandates.run()

    assert () == check_plan(run.request.question, run.plan)


def test_who_asks_makes_no_difference():
    """The answer belongs to the question: nothing in it depends on the caller."""
    run = mandates.run()

    assert replace(run.plan, uid="") == run.plan
