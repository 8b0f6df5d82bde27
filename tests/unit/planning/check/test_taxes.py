"""Taxes, looked at again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal as D
from typing import Any

import pytest

from tax_builders import open_loss
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import BuyBar, PlanRequest, SellLimit
from trimtab.domain.tax_config import TransitionMode
from trimtab.domain.tax_ledger import ExpectedPurchase, PurchaseKind, YearToDate
from trimtab.domain.tax_preview import HarvestStatus
from trimtab.domain.trade import SkippedTrade
from trimtab.planning.check import check_plan
from trimtab.planning.rebalance import plan_rebalance
from trimtab.planning.suppositions import at_time
from trimtab.planning.tax_aware.plan import plan_with_taxes
from unit.planning.check.tax_cases import careless, preview, resold, retold, rules
from unit.planning.tax_aware.cases import IDENTICAL, JUST_NOW, LONG_AGO, RECENT, request, shares

HALVES = {"SPY": "0.5", "TLT": "0.5"}
NEW = shares("SPY", ("60", "50", RECENT))
OLD = shares("SPY", ("60", "50", LONG_AGO))
LOSING = shares("SPY", ("60", "150", LONG_AGO))
WHY = Reason(ReasonCode.SHORT_TERM_GAIN, "It would gain.")
LATER = date(2026, 12, 21)


def halves(lots: Any, losses: Any = (), **fields: Any) -> PlanRequest:
    """Sixty SPY of which the plain plan sells ten, for ten TLT."""
    return request({"SPY": "60", "TLT": "40"}, lots, losses, **({"weights": HALVES} | fields))


@pytest.mark.parametrize("lots", [NEW, OLD, LOSING, shares("SPY", ("59", "50", RECENT))])
def test_a_sound_plan_has_no_findings(lots: Any):
    """Put off, with a gain, with a loss, or without lots."""
    answer = plan_with_taxes(halves(lots))

    assert set() == rules(answer.request, answer.plan)


TWO_LOSSES = (
    *shares("SPY", ("60", "150", LONG_AGO)),
    *shares("TLT", ("34", "150", LONG_AGO), ("6", "100", JUST_NOW)),
)


def test_losses_of_two_sales_and_of_a_purchase_are_told_apart():
    """Ten SPY lose 500; of ten TLT's 500 six shares of ten days ago take 300; twenty IEF take an open 100."""
    answer = plan_with_taxes(
        request(
            {"SPY": "60", "TLT": "40"},
            TWO_LOSSES,
            [open_loss("100", "20", symbol="IEF")],
            weights={"IEF": "0.2", "SPY": "0.5", "TLT": "0.3"},
            config={"avoid_wash_sales": False, "gain_cap": D(10_000)},
            known={"year": YearToDate(year=2026, short_term=D(2_000), long_term=D(3_000))},
        )
    )

    assert (D(400), set()) == (preview(answer).disallowed, rules(answer.request, answer.plan))
    assert D(10_000) - (5_000 - 1_000 + 400) == preview(answer).gain_left


def test_a_loss_of_last_year_that_is_taken_this_year_is_no_part_of_it():
    """Sold on 28 December, bought again on 10 January."""
    asked = halves(
        OLD,
        losses=[open_loss("100", "20", "2026-12-28", symbol="TLT")],
        config={"avoid_wash_sales": False, "gain_cap": D(1_000)},
        known={"year": YearToDate(year=2027)},
    )
    january = at_time(asked, datetime(2027, 1, 10, 17, tzinfo=UTC))
    answer = plan_with_taxes(january)

    assert (D(50), D(500)) == (preview(answer).disallowed, preview(answer).gain_left)
    assert set() == rules(answer.request, answer.plan)


def test_a_trade_that_taxes_make_smaller_is_told_with_its_side():
    """Four old SPY are sold in place of ten, and four TLT bought."""
    answer = plan_with_taxes(halves(shares("SPY", ("4", "50", LONG_AGO), ("56", "50", RECENT))))

    assert set() == rules(answer.request, answer.plan)
    assert {"SPY": D(-4), "TLT": D(4)} == {
        told.symbol: told.planned_quantity for told in preview(answer).deviations
    }


def test_a_millionth_of_a_dollar_is_no_difference():
    """Losses that move are cut to twelve places."""
    assert set() == retold(halves(OLD), long_term=D("500.000001"))
    assert {"long-term gain"} == retold(halves(OLD), long_term=D("500.000002"))


def test_a_plan_tells_of_taxes_where_lots_are_known():
    """And nowhere else."""
    told = plan_with_taxes(halves(OLD))

    assert {"tax preview"} == rules(halves(OLD), plan_rebalance(halves(OLD)))
    assert {"tax preview"} == rules(replace(told.request, tax=None), told.plan)


def test_a_sale_beyond_its_limit_is_found():
    """Ten shares where nine may be sold; what is an exit may go."""
    limit = SellLimit(symbol="SPY", quantity=D(9), reason=WHY)
    leaving = plan_with_taxes(halves(OLD, weights={"SPY": "0", "TLT": "1"}))

    assert "sell limit" in resold(halves(OLD), "10", sell_limits=(limit,))
    assert set() == rules(replace(leaving.request, sell_limits=(limit,)), leaving.plan)


def test_a_barred_purchase_is_found():
    """TLT is bought in spite of it."""
    bar = BuyBar(symbol="TLT", reason=WHY, until=LATER)

    assert {"buy bar"} == resold(halves(OLD), "10", buy_bars=(bar,))


def test_a_non_trade_for_taxes_must_be_in_the_request():
    """The request knows of no limit, or of another reason."""
    answer = plan_with_taxes(halves(NEW))
    others = (replace(answer.request.sell_limits[0], reason=WHY),)

    assert {"reason"} == rules(replace(answer.request, sell_limits=()), answer.plan)
    assert {"reason"} == rules(replace(answer.request, sell_limits=others), answer.plan)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"short_term": D(1)}, "short-term gain"),
        ({"long_term": D("500.00001")}, "long-term gain"),
        ({"disallowed": D(1)}, "disallowed"),
        ({"tax_idle": D(1)}, "tax without trades"),
        ({"tax_planned": D(74)}, "tax of the plan"),
        ({"realised": YearToDate(year=2025)}, "year so far"),
        ({"gain_left": D(1)}, "gain left"),
        ({"sales": ()}, "tax of sales"),
    ],
)
def test_a_wrong_figure_is_found(fields: dict[str, Any], rule: str):
    """Ten shares gain 500 long term, at 15 % 75 dollars."""
    assert {rule} == retold(halves(OLD), **fields)


def test_a_wrong_rest_of_the_cap_is_found():
    """Of 600 dollars 100 are left."""
    asked = halves(OLD, config={"gain_cap": D(600)})

    assert ({"gain left"}, {"gain left"}) == (retold(asked, gain_left=D(101)), retold(asked, gain_left=None))


def test_a_sale_that_is_told_otherwise_is_found():
    """Another quantity, other lots, or lots that are said to be unknown."""
    sale = preview(plan_with_taxes(halves(OLD))).sales[0]

    assert [{"sold"}, {"lots"}, {"lots unknown"}] == [
        retold(halves(OLD), sales=(replace(sale, **changed),))
        for changed in ({"quantity": D(9)}, {"uses": ()}, {"uncovered_quantity": D(1)})
    ]


@pytest.mark.parametrize("changed", [{"loss": D(501)}, {"quantity": D(60)}])
def test_a_harvest_beyond_what_is_obtained_is_found(changed: dict[str, Any]):
    """Ten shares lose 500: no cent and no share more."""
    harvest = preview(plan_with_taxes(halves(LOSING))).harvests[0]

    assert {"harvest"} == retold(halves(LOSING), harvests=(replace(harvest, **changed),))


def test_the_smallest_loss_is_a_harvest():
    """Fifty cents are one, and nothing is none."""
    harvest = preview(plan_with_taxes(halves(LOSING))).harvests[0]
    small, none = (shares("SPY", ("60", cost, LONG_AGO)) for cost in ("100.05", "100"))

    assert set() == retold(halves(small), harvests=(replace(harvest, loss=D("0.5")),))
    assert {"harvest"} == retold(halves(none), harvests=(replace(harvest, loss=D(0)),))


def test_a_gain_is_no_harvest():
    """Neither is what is not sold."""
    harvest = replace(preview(plan_with_taxes(halves(LOSING))).harvests[0], status=HarvestStatus.TAKEN)
    gaining = replace(harvest, loss=D(-500))

    assert {"harvest"} == retold(halves(OLD), harvests=(gaining,))
    assert {"harvest"} == retold(halves(NEW), harvests=(harvest,))


def test_what_is_bought_is_no_harvest():
    """Ten TLT are traded, but the other way."""
    answer = plan_with_taxes(halves(LOSING))
    told = replace(preview(answer).harvests[0], symbol="TLT")
    tampered = replace(answer.plan, tax=replace(preview(answer), harvests=(told,)))

    found = [finding.text for finding in check_plan(answer.request, tampered) if finding.rule == "harvest"]
    assert f"is {told.quantity}, must be None" in found


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"planned_quantity": D(-1)}, "deviation"),
        ({"plain_quantity": D(0)}, "deviation"),
        ({"reason": Reason(ReasonCode.SHORT_TERM_GAIN, "")}, "deviation"),
        ({"drift_left": D(0)}, "drift left"),
    ],
)
def test_a_deviation_that_is_not_so_is_found(changed: dict[str, Any], rule: str):
    """Another trade, none at all, no reason, or another drift."""
    told = preview(plan_with_taxes(halves(NEW))).deviations

    assert {rule} == retold(halves(NEW), deviations=(replace(told[0], **changed), *told[1:]))


def test_a_short_term_gain_is_found_where_it_is_spared():
    """By the switch, or by the transition in its place."""
    spared = {"avoid_short_term_gains": False, "transition": TransitionMode.AVOID_SHORT_TERM_GAINS}

    assert "short-term gain" in careless(halves(NEW), avoid_short_term_gains=False)
    assert "short-term gain" in careless(halves(NEW, config=spared), transition=TransitionMode.NOW)


def test_a_millionth_of_a_dollar_is_no_gain():
    """Ten shares that cost a ten-millionth less than they bring."""
    lots = shares("SPY", ("60", "99.9999999", RECENT))

    assert set() == careless(halves(lots), avoid_short_term_gains=False)


def test_an_exit_may_gain():
    """And so may any sale of another method."""
    leaving = plan_with_taxes(halves(NEW, weights={"SPY": "0", "TLT": "1"}))
    other = plan_with_taxes(replace(halves(NEW), method=RebalancingMethod.FULL))

    assert (set(), set()) == (rules(leaving.request, leaving.plan), rules(other.request, other.plan))


@pytest.mark.parametrize(("held", "left"), [("58", "42"), ("60", "40")])
@pytest.mark.parametrize(
    ("bought", "days"), [("2025-12-10", 30), ("2025-12-10", 21), ("2025-11-20", 30), ("2025-11-20", 1)]
)
def test_a_lot_that_does_not_wait_is_found(held: str, left: str, bought: str, days: int):
    """It is long term in 21 days or tomorrow, and SPY eight or ten points over: not critical."""
    lots = shares("SPY", (held, "50", bought))
    config = {"avoid_short_term_gains": False, "deferral_days": days}
    asked = request({"SPY": held, "TLT": left}, lots, weights=HALVES, config=config)

    assert "deferral" in careless(asked, deferral_days=0)


def test_critical_drift_does_not_wait():
    """Twelve points over."""
    lots = shares("SPY", ("62", "50", "2025-12-10"))
    config = {"avoid_short_term_gains": False, "deferral_days": 30}
    asked = request({"SPY": "62", "TLT": "38"}, lots, weights=HALVES, config=config)

    assert set() == careless(asked, deferral_days=0)


def test_the_drift_of_what_is_sold_is_what_is_critical():
    """TLT is twelve points over, and SPY as much under."""
    lots = shares("TLT", ("62", "50", "2025-12-10"))
    config = {"avoid_short_term_gains": False, "deferral_days": 30}
    asked = request({"SPY": "38", "TLT": "62"}, lots, weights=HALVES, config=config)

    assert set() == careless(asked, deferral_days=0)


def test_a_wash_sale_of_a_sale_is_found():
    """Six shares of ten days ago are kept."""
    lots = shares("SPY", ("54", "150", LONG_AGO), ("6", "100", JUST_NOW))

    assert "wash sale" in careless(halves(lots), avoid_wash_sales=False)
    assert set() == careless(halves(lots, weights={"SPY": "0", "TLT": "1"}), avoid_wash_sales=False)


def test_a_wash_sale_of_a_purchase_is_found():
    """TLT was sold at a loss ten days ago; IVV is identical to what the plan sells itself."""
    sold = request({"SPY": "60", "TLT": "40"}, OLD, [open_loss(symbol="TLT")], weights=HALVES)
    weights = {"IVV": "0.5", "SPY": "0.5"}
    same = request({"IVV": "40", "SPY": "60"}, LOSING, weights=weights, config={"identical": IDENTICAL})

    assert "wash sale" in careless(sold, avoid_wash_sales=False)
    assert "wash sale" in careless(same, avoid_wash_sales=False)


def test_a_purchase_is_not_excused_by_an_exit():
    """All SPY go at a loss, and what is identical is bought for them."""
    asked = request(
        {"IVV": "40", "SPY": "60"},
        LOSING,
        weights={"IVV": "1", "SPY": "0"},
        config={"identical": IDENTICAL},
    )

    assert "wash sale" in careless(asked, avoid_wash_sales=False)


@pytest.mark.parametrize("cost", ["50", "100", "100.0000001"])
def test_without_a_loss_a_purchase_to_come_takes_none(cost: str):
    """A gain, nothing, or a millionth of a dollar."""
    coming = ExpectedPurchase(symbol="SPY", kind=PurchaseKind.REINVESTMENT, first=LATER, last=LATER)
    soon = replace(coming, first=date(2026, 11, 25))
    asked = halves(shares("SPY", ("60", cost, LONG_AGO)), known={"expected": (soon,)})

    assert "wash sale" not in careless(asked, avoid_wash_sales=False)


@pytest.mark.parametrize(
    ("first", "is_found"), [(LATER, False), (date(2026, 12, 20), True), (date(2026, 10, 15), True)]
)
def test_a_loss_with_a_purchase_to_come_is_found(first: date, is_found: bool):  # noqa: FBT001 - a table's column
    """Thirty days are too near; what began before lasts five days more."""
    coming = ExpectedPurchase(
        symbol="SPY",
        kind=PurchaseKind.REINVESTMENT,
        first=first,
        last=date.fromordinal(first.toordinal() + 6),
    )
    asked = halves(LOSING, known={"expected": (coming,)})

    assert is_found is ("wash sale" in careless(asked, avoid_wash_sales=False))


def test_a_gain_above_the_cap_is_found():
    """500 where 400 are allowed; not where an exit alone goes above it."""
    leaving = {"SPY": "0", "TLT": "1"}

    assert "gain cap" in careless(halves(OLD, config={"gain_cap": D(400)}), gain_cap=D(500))
    assert "gain cap" not in careless(
        halves(OLD, weights=leaving, config={"gain_cap": D(400)}), gain_cap=None
    )


def test_a_gain_at_the_cap_is_inside_it():
    """500 of 500; and a millionth of a dollar is nothing on top of 600 that are there already."""
    lots = shares("SPY", ("60", "99.9999999", LONG_AGO))
    year = {"year": YearToDate(year=2026, long_term=D(600))}

    assert "gain cap" not in careless(halves(OLD, config={"gain_cap": D(500)}), gain_cap=None)
    assert "gain cap" not in careless(halves(lots, config={"gain_cap": D(400)}, known=year), gain_cap=None)


def test_a_sale_in_a_transition_by_cash_flows_is_found():
    """An exit may go."""
    config = {"transition": TransitionMode.CASH_FLOWS_ONLY}
    leaving = {"SPY": "0", "TLT": "1"}

    assert "transition" in careless(halves(OLD, config=config), transition=None)
    assert "transition" not in careless(halves(OLD, weights=leaving, config=config), transition=None)


def test_taxes_stop_what_the_request_says_whatever_the_method():
    """A line that is put off for taxes needs its limit under every method."""
    plan = plan_rebalance(replace(halves(OLD), tax=None, method=RebalancingMethod.FULL))
    line = SkippedTrade(symbol="TLT", reason=WHY)
    asked = replace(halves(OLD), tax=None, method=RebalancingMethod.FULL)

    assert "reason" in rules(asked, replace(plan, skipped=(line,)))
