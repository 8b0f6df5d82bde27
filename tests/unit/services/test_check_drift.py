"""Checking a portfolio, with and without execution."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from taxed_worlds import Forgetful, Watched, after, fill, save_taxes
from trimtab.adapters.memory.broker import MemoryBrokers
from trimtab.domain.commands import CheckDrift
from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.leg import LegState
from trimtab.domain.plan import PlanStatus
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.tax_config import LotMethod, TaxConfig
from trimtab.domain.tax_preview import DeviationKind
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode
from trimtab.services.check_drift import check_rebalance_drift
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
    """Anna saves targets and a limit of a tenth, is checked once, and then SPY loses an eighth."""
    here = world()
    here.save(SPY="60", TLT="40")
    policy = here.policies.versions[ANNA][-1]
    here.policies.versions[ANNA][-1] = replace(policy, limits=replace(policy.limits, max_drawdown=D("0.09")))
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
