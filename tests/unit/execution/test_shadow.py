"""Shadow plans beside what was really traded; every figure is worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal as D

from builders import plan, policy, snapshot
from trimtab.domain.activity import Fill
from trimtab.domain.config import CostConfig
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.shadow import ShadowDay, ShadowLine
from trimtab.domain.trade import Side
from trimtab.execution.shadow import ShadowFacts, compare_days

MONDAY, TUESDAY, WEDNESDAY = date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7)
RULE = policy({"SPY": "0.5", "TLT": "0.5"}, costs=CostConfig(minimum_trade=D(0)))
HELD = snapshot("0", {"SPY": "60", "TLT": "80"}, {"SPY": "100", "TLT": "50"})
PLAN = plan(HELD, RULE, method=RebalancingMethod.FULL)
"""6,000 of SPY and 4,000 of TLT: ten SPY for twenty TLT brings drift from a tenth to nothing."""


def fill(day: date, side: Side, symbol: str, quantity: str, price: str, *, hour: int = 16) -> Fill:
    return Fill(
        activity_id=f"{day}{side}{symbol}{hour}",
        at=datetime.combine(day, time(hour), UTC),
        symbol=symbol,
        side=side,
        quantity=D(quantity),
        price=D(price),
        order_id="order-1",
        is_last=True,
    )


def days(*fills: Fill, first: date = MONDAY, last: date = WEDNESDAY) -> tuple[ShadowDay, ...]:
    drift = {MONDAY: D("0.1"), TUESDAY: D("0.04"), WEDNESDAY: D("0.05")}
    return compare_days(ShadowFacts(plans={MONDAY: PLAN}, fills=fills, drift=drift), first, last)


def test_a_plan_stands_beside_what_was_done_by_hand():
    """Six SPY were sold at 101, five QQQ bought at 120 instead; a tenth of drift became four hundredths."""
    sold, bought = (
        fill(MONDAY, Side.SELL, "SPY", "6", "101"),
        fill(MONDAY, Side.BUY, "QQQ", "5", "120"),
    )
    expected = ShadowDay(
        day=MONDAY,
        plan_id=PLAN.plan_id,
        drift_before=D("0.1"),
        drift_planned=D(0),
        drift_next=D("0.04"),
        lines=(
            ShadowLine(symbol="QQQ", traded_quantity=D(5), traded_value=D(600)),
            ShadowLine(
                symbol="SPY",
                planned_quantity=D(-10),
                planned_value=D(-1000),
                traded_quantity=D(-6),
                traded_value=D(-606),
            ),
            ShadowLine(symbol="TLT", planned_quantity=D(20), planned_value=D(1000)),
        ),
    )

    assert expected == days(sold, bought)[0]


def test_a_day_without_a_plan_shows_what_was_traded():
    """Nothing was planned on Tuesday, and the owner bought."""
    found = days(fill(TUESDAY, Side.BUY, "TLT", "2", "50"))[1]

    assert (None, None, D("0.04"), D("0.05")) == (
        found.plan_id,
        found.drift_planned,
        found.drift_before,
        found.drift_next,
    )
    assert (ShadowLine(symbol="TLT", traded_quantity=D(2), traded_value=D(100)),) == found.lines


def test_sales_count_against_purchases_of_the_day():
    """Bought for 100, sold one of two for 51."""
    (line,) = days(
        fill(TUESDAY, Side.BUY, "TLT", "2", "50"), fill(TUESDAY, Side.SELL, "TLT", "1", "51", hour=17)
    )[1].lines

    assert (D(1), D(49)) == (line.traded_quantity, line.traded_value)


def test_days_are_those_of_the_exchange():
    """Three in the morning of Wednesday in Greenwich is Tuesday evening in New York."""
    found = days(fill(WEDNESDAY, Side.BUY, "TLT", "2", "50", hour=3))

    assert [TUESDAY] == [each.day for each in found if any(line.traded_quantity for line in each.lines)]


def test_only_days_of_the_span_are_listed():
    """Both ends are in it; drift is known a session further."""
    found = days(first=MONDAY, last=TUESDAY)

    assert [(MONDAY, D("0.04")), (TUESDAY, D("0.05"))] == [(each.day, each.drift_next) for each in found]


def test_after_the_last_look_nothing_is_known():
    """Nobody has looked since."""
    assert days()[-1].drift_next is None
