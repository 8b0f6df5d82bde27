"""One thing supposed to be otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from builders import NOON, fx_rate, holding, instrument, policy, question, snapshot
from trimtab.domain.constraints import Constraints
from trimtab.domain.policy import RebalancingMethod, UntargetedRule
from trimtab.domain.request import PlanOptions, PlanRequest
from trimtab.domain.shelf import Shelf, ShelfEntry, ShelfStatus
from trimtab.domain.tax_config import TaxConfig, TransitionMode
from trimtab.planning.suppositions import (
    Setting,
    at_time,
    with_deposit,
    with_minimum,
    with_price,
    with_tolerance,
    without,
)

BOUND = Constraints(
    excluded_instruments=("SPY", "TLT"),
    locked=("SPY", "TLT"),
    do_not_buy=("SPY", "TLT"),
    do_not_sell=("SPY", "TLT"),
    max_turnover=D("0.1"),
    transaction_cost_limit=D(1),
    allocate_at_most=D(1),
    improvement_threshold=D("0.1"),
)
REQUEST = question(
    snapshot(
        "100",
        (holding("SPY", "1", "0"), holding("TLT", "1")),
        {"SPY": "10", "TLT": "20"},
        instruments=(instrument("SPY", is_tradable=False), instrument("TLT", is_tradable=False)),
        busy_symbols=("SPY", "TLT"),
        fx_rates=(fx_rate("EUR", "1.1"),),
    ),
    policy({"SPY": "0.5", "TLT": "0.5"}, constraints=BOUND),
    symbols=("TLT",),
    shelf=Shelf(
        version="s1", entries=(ShelfEntry(symbol="SPY", status=ShelfStatus.BANNED, minimum_trade=D(7)),)
    ),
    options=PlanOptions(max_staleness=timedelta(minutes=5)),
)


def bound_by(changes: Mapping[str, Any]) -> Constraints:
    return replace(BOUND, **changes)


def test_a_price_changes_alone():
    """The other price stays, and so does the request that was asked about."""
    changed = with_price(REQUEST, "SPY", D(11))

    assert (D(11), D(20)) == tuple(quote.price for quote in changed.snapshot.quotes)
    assert D(10) == REQUEST.snapshot.quotes[0].price


def test_a_deposit_is_cash():
    """It is not a flow where no flow is planned."""
    changed = with_deposit(REQUEST, D(-30))

    assert (D(70), D(0)) == (changed.snapshot.cash, changed.cash_flow)


@pytest.mark.parametrize(
    "request_",
    [replace(REQUEST, method=RebalancingMethod.CASH_FLOW), replace(REQUEST, cash_flow=D(0))],
)
def test_a_deposit_is_no_flow_of_its_own(request_: PlanRequest):
    """Without an amount CASH_FLOW invests what is idle, and other methods know no flow."""
    assert D(0) == with_deposit(request_, D(30)).cash_flow


def test_a_deposit_adds_to_a_planned_flow():
    """Who invests 50 and pays in 30 more invests 80."""
    flow = replace(REQUEST, method=RebalancingMethod.CASH_FLOW, cash_flow=D(50))

    assert (D(130), D(80)) == (
        with_deposit(flow, D(30)).snapshot.cash,
        with_deposit(flow, D(30)).cash_flow,
    )


def test_a_least_trade_is_the_requests_own():
    """The policy's stays what it is."""
    changed = with_minimum(REQUEST, D(77))

    assert (D(77), REQUEST.policy) == (changed.minimum_trade, changed.policy)


def test_a_tolerance_is_the_targets_own():
    """Only the named target gets one."""
    changed = with_tolerance(REQUEST, "SPY", D("0.01"))

    assert [D("0.01"), None] == [target.tolerance for target in changed.policy.targets.allocations]


def test_at_another_time_everything_is_as_fresh_as_before():
    """Prices and rates move along, so that nothing grows stale by being supposed later."""
    later = NOON + timedelta(days=3)
    changed = at_time(replace(REQUEST, snapshot=replace(REQUEST.snapshot, market_as_of=NOON)), later).snapshot

    assert {later} == {
        changed.as_of,
        changed.market_as_of,
        changed.quotes[0].as_of,
        changed.fx_rates[0].as_of,
    }


@pytest.mark.parametrize(
    "setting", [Setting.EXCLUDED_INSTRUMENTS, Setting.LOCKED, Setting.DO_NOT_BUY, Setting.DO_NOT_SELL]
)
def test_a_list_loses_one_symbol(setting: Setting):
    """The others stay on it, and every other rule stays as well."""
    changed = without(REQUEST, setting, "SPY").policy.constraints

    assert bound_by({setting.value: ("TLT",)}) == changed


@pytest.mark.parametrize(
    "setting", [Setting.MAX_TURNOVER, Setting.TRANSACTION_COST_LIMIT, Setting.ALLOCATE_AT_MOST]
)
def test_a_limit_is_lifted(setting: Setting):
    """No limit is none, not a large one."""
    assert bound_by({setting.value: None}) == without(REQUEST, setting, "SPY").policy.constraints


def shelf_status(request: PlanRequest, symbol: str) -> tuple[ShelfStatus, D]:
    entry = request.shelf.entry(symbol) if request.shelf else None
    assert entry is not None
    return entry.status, entry.minimum_trade


def test_an_instrument_is_approved_on_the_shelf():
    """Its other terms stay; one that is missing is entered."""
    assert (ShelfStatus.APPROVED, D(7)) == shelf_status(without(REQUEST, Setting.SHELF, "SPY"), "SPY")
    assert (ShelfStatus.APPROVED, D(0)) == shelf_status(without(REQUEST, Setting.SHELF, "TLT"), "TLT")


def test_the_shelf_stays_in_symbol_order():
    """SPY is approved where it stands, before TLT."""
    suspended = tuple(ShelfEntry(symbol=symbol, status=ShelfStatus.SUSPENDED) for symbol in ("SPY", "TLT"))
    changed = without(
        replace(REQUEST, shelf=Shelf(version="s1", entries=suspended)), Setting.SHELF, "SPY"
    ).shelf

    assert changed is not None
    assert [("SPY", "APPROVED"), ("TLT", "SUSPENDED")] == [
        (one.symbol, one.status) for one in changed.entries
    ]


def test_open_orders_are_supposed_away():
    """The symbol is free, and so are the shares its orders hold."""
    changed = without(REQUEST, Setting.OPEN_ORDERS, "SPY").snapshot

    assert (("TLT",), D(1)) == (changed.busy_symbols, changed.holding("SPY").available_quantity)


def test_the_broker_is_supposed_to_trade_one_symbol():
    """The other stays untradable."""
    changed = without(REQUEST, Setting.IS_TRADABLE, "SPY").snapshot

    assert [True, False] == [known.is_tradable for known in changed.instruments]


def test_the_other_settings_are_lifted_whole():
    """Selection, age of prices, improvement, force and what becomes of the untargeted."""
    assert () == without(REQUEST, Setting.SYMBOLS, "SPY").symbols
    assert None is without(REQUEST, Setting.MAX_STALENESS, "SPY").options.max_staleness
    assert (
        D(0) == without(REQUEST, Setting.IMPROVEMENT_THRESHOLD, None).policy.constraints.improvement_threshold
    )
    assert without(REQUEST, Setting.IS_FORCED, None).is_forced
    assert UntargetedRule.LIQUIDATE is without(REQUEST, Setting.UNTARGETED, "SPY").policy.untargeted


@pytest.mark.parametrize(
    ("setting", "changes"),
    [
        (Setting.AVOID_SHORT_TERM_GAINS, {"avoid_short_term_gains": False, "transition": None}),
        (Setting.DEFERRAL_DAYS, {"deferral_days": 0}),
        (Setting.TRANSITION, {"transition": None}),
        (Setting.AVOID_WASH_SALES, {"avoid_wash_sales": False}),
        (Setting.GAIN_CAP, {"gain_cap": None}),
    ],
)
def test_a_rule_about_taxes_is_lifted(setting: Setting, changes: dict[str, Any]):
    """This one alone."""
    taxes = TaxConfig(
        transition=TransitionMode.AVOID_SHORT_TERM_GAINS,
        deferral_days=30,
        gain_cap=D(1),
        harvest_losses=False,
    )
    asked = replace(REQUEST, policy=replace(REQUEST.policy, tax=taxes))

    assert replace(taxes, **changes) == without(asked, setting, "SPY").policy.tax
