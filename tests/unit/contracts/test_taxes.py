"""Taxes as callers see them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from tax_previews import GAIN, PREVIEW, SALE
from trimtab.contracts.taxes import TaxPreviewView, trade_tax
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.tax_config import LotMethod
from trimtab.domain.tax_preview import SaleTax, TaxPreview
from trimtab.domain.trade import Priority, Side, Trade

LOT_GAIN = {
    "lot_id": "l1",
    "qty": "1.5",
    "acquired": "2025-03-03",
    "term": "SHORT",
    "gain_estimate": "150",
    "days_to_long_term": 57,
}
LOT_LOSS = {
    "lot_id": "l2",
    "qty": "2",
    "acquired": "2021-03-03",
    "term": "LONG",
    "gain_estimate": "-40.12",
    "days_to_long_term": 0,
}


def shown(tax: TaxPreview = PREVIEW) -> dict[str, Any]:
    """What goes over the wire."""
    return TaxPreviewView.of(tax).model_dump(mode="json")


def test_the_figures_are_cents_and_named_as_estimates():
    """Half a cent goes to the even one; what was carried into the year is no estimate of ours."""
    view = shown()
    figures = {name: value for name, value in view.items() if name.endswith("_estimate")}

    assert {
        "short_term_gain_estimate": "150",
        "long_term_gain_estimate": "-27.78",
        "disallowed_loss_estimate": "12.34",
        "tax_now_estimate": "46.48",
        "tax_plain_estimate": "103.49",
        "tax_saved_estimate": "57.01",
        "tax_idle_estimate": "-3.5",
        "tax_year_estimate": "42.98",
        "gain_left_estimate": "1000",
    } == figures
    assert {
        "year": 2026,
        "short_term_gain_estimate": "-10",
        "long_term_gain_estimate": "7",
        "carried_short": "700",
        "carried_long": "0",
    } == view["so_far"]


@pytest.mark.parametrize(("method", "is_what_if"), [(LotMethod.FIFO, False), (LotMethod.HIFO, True)])
def test_figures_under_another_rule_are_labelled(method: LotMethod, *, is_what_if: bool):
    """The broker sells the oldest first (design decision 6)."""
    view = shown(replace(PREVIEW, lot_method=method))

    assert (method.value, is_what_if) == (view["lot_method"], view["is_what_if_method"])


def test_a_sale_is_shown_lot_by_lot():
    """Pay now, or wait until a day."""
    assert [
        {
            "symbol": "SPY",
            "qty": "3.5",
            "proceeds_estimate": "1400",
            "short_term_gain_estimate": "150",
            "long_term_gain_estimate": "-40.12",
            "disallowed_loss_estimate": "12.34",
            "uncovered_qty": "0",
            "tax_now_estimate": "46.48",
            "tax_if_waited_estimate": "16.48",
            "wait_until": "2026-03-04",
            "lots": [LOT_GAIN, LOT_LOSS],
        }
    ] == shown()["sales"]


def test_wash_sales_and_windows_are_shown_with_their_days():
    """Which purchase takes the loss, and when the symbol is free again."""
    view = shown()

    assert [
        {
            "symbol": "SPY",
            "qty": "0.5",
            "term": "LONG",
            "sold": "2026-01-05",
            "disallowed_loss_estimate": "12.34",
            "replacement_symbol": "VOO",
            "replacement_account": "ira-1",
            "bought": "2025-12-22",
            "is_lost": True,
        }
    ] == view["wash_sales"]
    assert [
        {
            "symbol": "SPY",
            "kind": "NO_BUY",
            "free_on": "2026-02-05",
            "reason_code": "SOLD_AT_A_LOSS",
            "message": "SPY was sold at a loss.",
        }
    ] == view["windows"]


def test_a_loss_out_of_reach_is_shown_with_what_stands_in_front():
    """The gain that has to be sold before it."""
    assert [
        {
            "symbol": "SPY",
            "status": "OUT_OF_REACH",
            "qty": "2",
            "loss_estimate": "40.12",
            "benefit_estimate": "0",
            "in_front": [LOT_GAIN],
            "substitute": "VTI",
            "free_on": "2026-02-01",
        }
    ] == shown()["harvests"]


def test_a_deviation_tells_what_it_saves_and_leaves():
    """Signed quantities, the drift in percent."""
    assert [
        {
            "symbol": "TLT",
            "kind": "DEFERRED",
            "plain_qty": "-5",
            "planned_qty": "0",
            "saves_estimate": "57.01",
            "drift_left_percent": "1.234568",
            "wait_until": "2026-01-20",
            "reason_code": "LONG_TERM_SOON",
            "message": "TLT turns long.",
        }
    ] == shown()["deviations"]


def test_warnings_are_shown_and_no_cap_is_null():
    """Whatever limits the figures."""
    assert [{"reason_code": "GAIN_BUDGET_WARNING", "message": "Nearly there."}] == shown()["warnings"]
    assert shown(replace(PREVIEW, gain_left=None))["gain_left_estimate"] is None


def trade(side: Side = Side.SELL, symbol: str = "SPY") -> Trade:
    """A trade of 3.5 shares."""
    return Trade(
        symbol=symbol,
        side=side,
        quantity=D("3.5"),
        price=D(400),
        reason=Reason(ReasonCode.REBALANCE_DRIFT, "over"),
        priority=Priority.LOW,
    )


def told(sale: SaleTax) -> dict[str, Any]:
    """What a planned sale is told to mean for taxes."""
    return trade_tax(trade(), replace(PREVIEW, sales=(sale,))).model_dump(mode="json")


def test_a_gain_is_named_by_requirement_001():
    """Gains and losses of the lots apart, both positive."""
    assert {
        "tax_implication": "GAIN",
        "harvest_opportunity": False,
        "tax_gain": "150",
        "tax_loss": "40.12",
        "tax_impact": "46.48",
    } == told(SALE)


def test_a_loss_is_an_opportunity():
    """The long label is the façade's (domain rule 15)."""
    loss = replace(SALE, uses=(replace(GAIN, gain=D(-7)),), tax_now=D("-2.45"), disallowed=D(0))

    assert {
        "tax_implication": "LOSS",
        "harvest_opportunity": True,
        "tax_gain": "0",
        "tax_loss": "7",
        "tax_impact": "-2.45",
    } == told(loss)


def test_a_loss_that_would_not_count_is_no_opportunity():
    """It is a loss all the same."""
    washed = told(replace(SALE, uses=(replace(GAIN, gain=D(-7)),), disallowed=D("0.01")))

    assert ("LOSS", False) == (washed["tax_implication"], washed["harvest_opportunity"])


UNKNOWN = {
    "tax_implication": "UNKNOWN",
    "harvest_opportunity": False,
    "tax_gain": None,
    "tax_loss": None,
    "tax_impact": None,
}


def test_lots_that_do_not_cover_a_sale_say_nothing():
    """A part of the truth would be a lie."""
    assert UNKNOWN == told(replace(SALE, uncovered_quantity=D(1)))


@pytest.mark.parametrize("tax", [None, PREVIEW])
def test_a_sale_without_lots_is_unknown(tax: TaxPreview | None):
    """Whether there are no lots at all, or none of this symbol."""
    assert UNKNOWN == trade_tax(trade(symbol="GLD"), tax).model_dump(mode="json")


@pytest.mark.parametrize("tax", [None, PREVIEW])
def test_a_purchase_realises_nothing(tax: TaxPreview | None):
    """Requirement 001 calls it neutral, with lots or without."""
    assert {**UNKNOWN, "tax_implication": "NEUTRAL"} == trade_tax(trade(Side.BUY), tax).model_dump(
        mode="json"
    )
