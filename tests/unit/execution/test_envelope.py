"""Whether the world is still what a plan was approved for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest

from builders import NOON, holding, plan, policy, snapshot
from trimtab.domain.plan import PLAN_LIFETIME
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.snapshot import Snapshot
from trimtab.execution.envelope import find_departure

PRICES = {"SPY": "100", "TLT": "50"}
ACCOUNT = snapshot("1000", {"SPY": "60", "TLT": "60"}, PRICES)
PLAN = plan(ACCOUNT, policy({"SPY": "0.5", "TLT": "0.5"}), method=RebalancingMethod.FULL)


def departure(fresh: Snapshot, seconds: int = 0) -> str | None:
    found = find_departure(PLAN, fresh, NOON + timedelta(seconds=seconds))
    return found.code.value if found else None


def test_a_plan_fits_the_account_it_was_made_for():
    """Nothing has changed: SPY is sold and TLT bought as shown."""
    assert (["SELL", "BUY"], None) == ([trade.side.value for trade in PLAN.trades], departure(ACCOUNT))


@pytest.mark.parametrize(("seconds", "code"), [(599, None), (600, "PLAN_EXPIRED")])
def test_a_plan_expires(seconds: int, code: str | None):
    """Ten minutes after its snapshot it is history."""
    assert PLAN_LIFETIME == timedelta(seconds=600)
    assert code == departure(ACCOUNT, seconds)


@pytest.mark.parametrize(("price", "code"), [("105", None), ("95", None), ("105.01", "PRICE_MOVED")])
def test_prices_may_move_by_five_per_cent(price: str, code: str | None):
    """Of what is traded; a cent more is another plan (I-17)."""
    moved = snapshot("1000", {"SPY": "60", "TLT": "60"}, {**PRICES, "SPY": price})

    assert code == departure(moved)


def test_a_price_that_is_gone_is_a_departure():
    """Nothing is approved blindly."""
    assert "PRICE_MISSING" == departure(replace(ACCOUNT, quotes=ACCOUNT.quotes[:1]))


def test_shares_that_went_elsewhere_are_a_departure():
    """Somebody has an order for them (F-032, F-033)."""
    held = (holding("SPY", "60", "9"), holding("TLT", "60"))

    assert "SHARES_HELD_BY_ORDERS" == departure(replace(ACCOUNT, holdings=held))


@pytest.mark.parametrize(("cash", "code"), [("1200", None), ("1300", "DRIFT_MOVED"), ("700", "DRIFT_MOVED")])
def test_weights_may_move_by_two_points(cash: str, code: str | None):
    """A deposit or a withdrawal since the plan changes every weight; the owner looks again."""
    assert code == departure(replace(ACCOUNT, cash=D(cash)))


SIX = {"SPY": "60", "TLT": "60", "GLD": "10"}
SIX_PRICES = {**PRICES, "GLD": "100", "XYZ": "100"}


@pytest.mark.parametrize(
    ("held", "code"),
    [
        (SIX, None),
        ({"SPY": "60", "TLT": "60", "XYZ": "10"}, "DRIFT_MOVED"),
        ({"SPY": "60", "TLT": "60"}, "DRIFT_MOVED"),
    ],
)
def test_a_holding_that_is_gone_is_a_departure(held: dict[str, str], code: str | None):
    """Swapped by hand for something the plan does not know, or sold: its weight is zero now."""
    wanted = policy({"SPY": "0.5", "TLT": "0.4", "GLD": "0.1"})
    made = plan(snapshot("1000", SIX, SIX_PRICES), wanted, method=RebalancingMethod.FULL)
    found = find_departure(made, snapshot("1000", held, SIX_PRICES), NOON)

    assert code == (found.code.value if found else None)


def test_what_has_come_is_a_departure():
    """Shares that were transferred in are in no row of the plan."""
    more = snapshot("1000", {"SPY": "60", "TLT": "60", "XYZ": "4"}, {**PRICES, "XYZ": "60"})

    assert "DRIFT_MOVED" == departure(more)


def test_an_account_that_is_worth_nothing_is_a_departure():
    """There are no weights to compare."""
    assert "DRIFT_MOVED" == departure(replace(ACCOUNT, cash=D(-9_000)))


@pytest.mark.parametrize(("key", "code"), [("EQUITY", None), ("UNCLASSIFIED", None), ("OLD", "DRIFT_MOVED")])
def test_rows_of_classes_are_not_compared(key: str, code: str | None):
    """Their symbols are; a symbol nobody holds any more is no class."""
    row = replace(PLAN.drift.row("SPY"), key=key)
    made = replace(PLAN, drift=replace(PLAN.drift, rows=(*PLAN.drift.rows, row)))
    found = find_departure(made, ACCOUNT, NOON)

    assert code == (found.code.value if found else None)


def test_a_blocked_account_is_a_departure():
    """The broker takes no order (F-031)."""
    assert "ACCOUNT_BLOCKED" == departure(replace(ACCOUNT, is_account_blocked=True))
