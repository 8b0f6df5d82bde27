"""The exact change that would change a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from builders import NOON, holding, instrument, plan, policy, question, snapshot
from tax_builders import IRA, lot, position
from trimtab.domain.constraints import Constraints
from trimtab.domain.flip_point import FlipDirection, FlipKind, FlipPoint
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.policy import Policy, RebalancingMethod
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import DataQuality, PlanOptions, PlanRequest, SellLimit
from trimtab.domain.shelf import Shelf, ShelfEntry, ShelfStatus
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.tax_config import TaxConfig, TransitionMode
from trimtab.domain.tax_lot import TaxLot
from trimtab.planning import flip_points as module
from trimtab.planning.flip_points import (
    MOST_RERUNS,
    flip_points,
    is_confirmed,
    request_before,
    symbol_flip_points,
)
from trimtab.planning.rebalance import plan_rebalance
from trimtab.planning.suppositions import at_time, with_price
from trimtab.planning.tax_aware.plan import plan_with_taxes

PRICES = {"SPY": "100", "TLT": "50"}
CALM = snapshot("0", {"SPY": "52", "TLT": "96"}, PRICES)
DRIFTED = snapshot("0", {"SPY": "70", "TLT": "60"}, PRICES)
HALF = policy({"SPY": "0.5", "TLT": "0.5"})
FULL = RebalancingMethod.FULL


Found = dict[tuple[str | None, str, str], object]


def found(account: Snapshot, rule: Policy = HALF, **arguments: Any) -> Found:
    """Return the values of all flip points by symbol, kind and direction; each must be confirmed."""
    request = question(account, rule, **arguments)
    made = plan_rebalance(request)
    points = flip_points(request, made)
    assert all(is_confirmed(request, made, point) for point in points)
    return {(point.symbol, point.kind.value, point.direction.value): point.value for point in points}


def test_a_calm_holding_flips_at_the_prices_that_leave_its_band():
    """Beside 4800 of TLT, 52 SPY weigh more than 55 % from 112.83 on and less than 45 % from 75.52 down."""
    points = found(CALM)

    assert (D("112.83"), D("75.52")) == (points["SPY", "PRICE", "UP"], points["SPY", "PRICE", "DOWN"])


def test_a_calm_holding_flips_under_a_narrower_tolerance():
    """Two points of drift breach a tolerance of 1.99, not one of two."""
    assert D("0.0199") == found(CALM)["SPY", "DRIFT", "DOWN"]


def test_a_deposit_that_leaves_the_band_of_cash_is_invested():
    """526.31 are five per cent of 10,526.31 or less; 526.32 are more."""
    assert D("526.32") == found(CALM)["SPY", "AMOUNT", "UP"]


def test_a_traded_holding_flips_at_the_price_that_brings_it_back():
    """70 SPY beside 3000 of TLT weigh 55 % at 52.38, which is inside."""
    points = found(DRIFTED)

    assert (D("52.38"), D("95.46")) == (points["SPY", "PRICE", "DOWN"], points["TLT", "PRICE", "UP"])


def test_every_trade_flips_under_a_larger_minimum():
    """2000 are traded each way; a minimum of 2000 lets that pass, one of 2000.01 does not."""
    points = found(DRIFTED)

    assert (D("2000.01"), D("2000.01")) == (points["SPY", "MINIMUM", "UP"], points["TLT", "MINIMUM", "UP"])


def test_cash_that_is_short_flips_with_a_deposit():
    """The whole share of 100 lacks 40, and the nine dollars of cash that stay make no difference."""
    whole = tuple(instrument(symbol, QuantityUnit.WHOLE) for symbol in PRICES)
    account = snapshot("60", {"TLT": "2"}, PRICES, instruments=whole)
    rule = policy({"SPY": "0.5", "TLT": "0.5"}, constraints=Constraints(do_not_sell=("TLT",)))

    points = found(account, rule, method=FULL)

    assert D(40) == points["SPY", "AMOUNT", "UP"]


def test_a_trade_below_the_minimum_flips_with_a_deposit():
    """SPY and TLT lack 5 each; a deposit of 10 makes that 10, the minimum."""
    points = found(snapshot("10", {"SPY": "10", "TLT": "20"}, PRICES), method=FULL)

    assert (D(10), D(10)) == (points["SPY", "AMOUNT", "UP"], points["TLT", "AMOUNT", "UP"])


def test_a_cooldown_flips_when_it_ends_or_when_the_plan_is_forced():
    """Ten days after the last rebalance the portfolio is looked at again."""
    rule = replace(HALF, constraints=Constraints(cooldown_days=10))
    points = found(DRIFTED, rule, last_rebalanced_at=NOON)

    assert {
        (None, "DATE", "UP"): NOON + timedelta(days=10),
        (None, "SETTING", "LIFTED"): "is_forced",
    } == points


def test_a_symbol_that_waits_for_the_cooldown_has_a_date_of_its_own():
    """Asked for one symbol, the date tells what becomes of it."""
    rule = replace(HALF, constraints=Constraints(cooldown_days=10))
    request = question(DRIFTED, rule, last_rebalanced_at=NOON)

    points = symbol_flip_points(request, plan_rebalance(request), "SPY")

    assert ["DATE", "SETTING"] == [point.kind.value for point in points]
    assert "SPY would be sold" in points[0].text


def test_debt_flips_with_the_deposit_that_pays_it():
    """12.34 short need 12.34."""
    assert {(None, "AMOUNT", "UP"): D("12.34")} == found(replace(DRIFTED, cash=D("-12.34")))


BOUND = {
    "excluded_instruments": Constraints(excluded_instruments=("SPY",)),
    "locked": Constraints(locked=("SPY",)),
    "do_not_buy": Constraints(do_not_buy=("SPY",)),
    "max_turnover": Constraints(max_turnover=D("0.0001")),
    "allocate_at_most": Constraints(allocate_at_most=D(1)),
    "improvement_threshold": Constraints(improvement_threshold=D("0.9")),
}


@pytest.mark.parametrize("setting", BOUND)
def test_a_rule_that_forbids_is_the_setting_to_change(setting: str):
    """Cash of 1000 would buy SPY and may not."""
    rule = policy({"SPY": "0.5", "TLT": "0.5"}, constraints=BOUND[setting])

    points = found(snapshot("1000", {"TLT": "18"}, PRICES), rule, method=FULL)

    assert setting == points["SPY", "SETTING", "LIFTED"]


FACTS: dict[str, tuple[Snapshot, dict[str, Any]]] = {
    "open_orders": (replace(DRIFTED, busy_symbols=("SPY",)), {}),
    "is_tradable": (
        replace(DRIFTED, instruments=(instrument("SPY", is_tradable=False), instrument("TLT"))),
        {},
    ),
    "symbols": (DRIFTED, {"symbols": ("TLT",)}),
    "max_staleness": (
        replace(
            DRIFTED,
            quotes=(replace(DRIFTED.quotes[0], as_of=NOON - timedelta(days=1)), DRIFTED.quotes[1]),
        ),
        {"options": PlanOptions(max_staleness=timedelta(hours=1), data_quality=DataQuality.EXCLUDE)},
    ),
    "shelf": (
        DRIFTED,
        {
            "shelf": Shelf(
                version="s1",
                entries=(
                    ShelfEntry(symbol="SPY", status=ShelfStatus.SUSPENDED),
                    ShelfEntry(symbol="TLT", status=ShelfStatus.APPROVED),
                ),
            )
        },
    ),
}


@pytest.mark.parametrize("setting", FACTS)
def test_a_fact_that_stands_in_the_way_is_named(setting: str):
    """Without it SPY, twenty points over its target, would be sold."""
    account, arguments = FACTS[setting]

    assert setting == found(account, **arguments)["SPY", "SETTING", "LIFTED"]


def test_promised_shares_flip_without_their_orders():
    """Shares that orders hold are as good as an open order."""
    account = snapshot("0", (holding("SPY", "70", "0"), holding("TLT", "60")), PRICES)

    assert "open_orders" == found(account)["SPY", "SETTING", "LIFTED"]


def test_an_untargeted_holding_flips_under_the_other_rule():
    """What has no target is sold where the policy liquidates."""
    account = snapshot("0", {"OLD": "5", "SPY": "50"}, {**PRICES, "OLD": "100"})

    points = found(account, policy({"SPY": "1"}), method=FULL)

    assert "untargeted" == points["OLD", "SETTING", "LIFTED"]


def test_a_claim_that_is_not_so_is_not_confirmed():
    """A tick too early the decision is the same; a tick too late it had changed before."""
    request = question(CALM, HALF)
    made = plan_rebalance(request)
    point = next(point for point in flip_points(request, made) if point.value == D("112.83"))
    early, late = replace(point, value=D("112.82")), replace(point, value=D("112.84"))

    assert [True, False, False] == [is_confirmed(request, made, each) for each in (point, early, late)]


@pytest.mark.parametrize(
    ("direction", "value", "before"),
    [
        ("UP", "100.02", "100.01"),
        ("UP", "100.01", "100.004"),
        ("DOWN", "99.99", "100"),
        ("DOWN", "100", "100.004"),
    ],
)
def test_one_step_before_a_point_is_not_before_the_start(direction: str, value: str, before: str):
    """From a price of 100.004 the first step up is to 100.01, the first one down to 100."""
    request = question(snapshot("0", {"SPY": "52"}, {"SPY": "100.004"}), HALF)
    point = FlipPoint(
        symbol="SPY", kind=FlipKind.PRICE, value=D(value), direction=FlipDirection(direction), text=""
    )

    assert with_price(request, "SPY", D(before)) == request_before(request, point)


@pytest.mark.parametrize(("seconds", "before"), [(10.0, 9.0), (0.5, 0.0)])
def test_one_second_before_a_date_is_not_before_now(seconds: float, before: float):
    """A cooldown that ends in half a second goes on now."""
    request = question(DRIFTED, HALF)
    point = FlipPoint(
        symbol=None,
        kind=FlipKind.DATE,
        value=NOON + timedelta(seconds=seconds),
        direction=FlipDirection.UP,
        text="",
    )

    assert at_time(request, NOON + timedelta(seconds=before)) == request_before(request, point)


def test_before_a_number_that_does_not_exist_all_is_as_it_is():
    """XYZ has no price that could change."""
    request = question(DRIFTED, HALF)
    point = FlipPoint(symbol="XYZ", kind=FlipKind.PRICE, value=D(1), direction=FlipDirection.UP, text="")

    assert request == request_before(request, point)


@pytest.mark.parametrize("most", [MOST_RERUNS, 20, 10])
def test_no_line_takes_more_plans_than_allowed(most: int, monkeypatch: pytest.MonkeyPatch):
    """Searching is bounded, whatever the line."""
    asked: list[PlanRequest] = []

    def count(request: PlanRequest) -> object:
        asked.append(request)
        return plan_rebalance(request)

    monkeypatch.setattr(module, "plan_rebalance", count)
    monkeypatch.setattr(module, "MOST_RERUNS", most)
    request = question(snapshot("3.33", {"SPY": "57.7", "TLT": "96"}, PRICES), HALF)
    for symbol in PRICES:
        asked.clear()
        symbol_flip_points(request, plan(request.snapshot, HALF), symbol)
        assert 0 < len(asked) <= most


def test_looking_for_flip_points_changes_nothing():
    """The request is a value, and asking twice gives the same answer."""
    request = question(DRIFTED, HALF)
    before = replace(request)
    made = plan_rebalance(request)

    assert flip_points(request, made) == flip_points(request, made)
    assert (before, made) == (request, plan_rebalance(request))


def test_every_flip_point_has_words():
    """A value without a sentence helps nobody."""
    request = question(CALM, HALF)
    points: tuple[FlipPoint, ...] = flip_points(request, plan_rebalance(request))

    assert points
    assert all((point.symbol or "") in point.text and point.text.endswith(".") for point in points)
    assert {FlipKind.PRICE, FlipKind.DRIFT, FlipKind.AMOUNT} == {point.kind for point in points}


def taxed(config: TaxConfig, *lots: TaxLot, **known: Any) -> tuple[PlanRequest, Found]:
    """Seventy SPY of which twenty are too many, and the flip points of SPY, each confirmed."""
    rule = replace(HALF, method=RebalancingMethod.TAX_AWARE, tax=config)
    request = question(DRIFTED, rule, tax=position(lots, **known))
    made = plan_with_taxes(request).plan
    points = symbol_flip_points(request, made, "SPY")
    assert all(is_confirmed(request, made, point) for point in points)
    return request, {(point.symbol, point.kind.value, point.direction.value): point.value for point in points}


def test_a_sale_put_off_flips_when_its_lots_are_long_term():
    """On 2 September 2027, at midnight in New York; or without the rule."""
    found_ = taxed(TaxConfig(), lot("a", "70", "50", "2026-09-01"))[1]

    assert datetime(2027, 9, 2, 4, tzinfo=UTC) == found_["SPY", "DATE", "UP"]
    assert "avoid_short_term_gains" == found_["SPY", "SETTING", "LIFTED"]


@pytest.mark.parametrize(
    ("config", "setting"),
    [
        (TaxConfig(gain_cap=D(0)), "gain_cap"),
        (TaxConfig(transition=TransitionMode.CASH_FLOWS_ONLY), "transition"),
    ],
)
def test_what_taxes_hold_back_flips_without_their_rule(config: TaxConfig, setting: str):
    """A long-term gain has no date to wait for."""
    found_ = taxed(config, lot("a", "70", "50", "2024-01-10"))[1]

    assert {("SPY", "SETTING", "LIFTED"): setting} == found_


def test_a_loss_flips_when_its_window_is_over():
    """The IRA bought SPY on 10 November: 11 December is free."""
    lots = (lot("a", "70", "150", "2024-01-10"), lot("ira", "5", "90", "2026-11-10", account=IRA))
    found_ = taxed(TaxConfig(), *lots)[1]

    assert datetime(2026, 12, 11, 5, tzinfo=UTC) == found_["SPY", "DATE", "UP"]
    assert "avoid_wash_sales" == found_["SPY", "SETTING", "LIFTED"]


def test_every_sale_that_is_put_off_has_a_date_of_its_own():
    """SPY is long term on 2 September, TLT on 2 October 2027; GLD, bought for them, waits for nothing."""
    rule = policy({"GLD": "0.4", "SPY": "0.3", "TLT": "0.3"}, method=RebalancingMethod.TAX_AWARE)
    account = snapshot("0", {"GLD": "20", "SPY": "40", "TLT": "80"}, {**PRICES, "GLD": "100"})
    lots = (lot("a", "40", "50", "2026-09-01"), lot("b", "80", "20", "2026-10-01", symbol="TLT"))
    request = question(account, rule, tax=position(lots))
    points = symbol_flip_points(request, plan_with_taxes(request).plan, "TLT")

    assert [datetime(2027, 10, 2, 4, tzinfo=UTC)] == [
        point.value for point in points if point.kind is FlipKind.DATE
    ]


def test_another_method_is_asked_with_all_its_request_says():
    """SPY may not be sold, so a deposit it takes to buy TLT, whatever is known of lots."""
    reason = Reason(ReasonCode.SHORT_TERM_GAIN, "It would gain.")
    limit = SellLimit(symbol="SPY", quantity=D(0), reason=reason)
    request = question(DRIFTED, HALF, method=FULL, sell_limits=(limit,), tax=position())
    points = symbol_flip_points(request, plan_rebalance(request), "TLT")

    assert [D(10)] == [point.value for point in points if point.kind is FlipKind.AMOUNT]
