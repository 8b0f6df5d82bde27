"""Quantities their owner wants, as they are ordered."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from builders import holding
from trimtab.domain.config import CostConfig
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest, SellLimit
from trimtab.domain.trade import Side, Trade
from trimtab.planning.edits import EditFault, apply_edits
from trimtab.planning.rebalance import plan_rebalance
from unit.planning.edit_cases import asking, edits


def edited(asked: PlanRequest, **quantities: str) -> dict[str, Trade]:
    """The trades that are left, by symbol."""
    trades = apply_edits(replace(asked, edits=edits(**quantities)), plan_rebalance(asked))
    assert not isinstance(trades, EditFault)
    return {trade.symbol: trade for trade in trades}


def refused(asked: PlanRequest, **quantities: str) -> Reason:
    """Why nothing is changed."""
    found = apply_edits(replace(asked, edits=edits(**quantities)), plan_rebalance(asked))
    assert isinstance(found, EditFault)
    return found.reason


def test_an_edited_trade_has_the_quantity_that_is_asked_for():
    """Its side is the plan's own, and so are the others' quantities."""
    trades = edited(asking(), SPY="12.5")

    assert {"SPY": D("12.5"), "TLT": D(10), "GLD": D(20)} == {s: t.quantity for s, t in trades.items()}
    assert (Side.SELL, True, False) == (trades["SPY"].side, trades["SPY"].is_edited, trades["TLT"].is_edited)


def test_what_was_planned_is_kept_on_every_trade():
    """So that nobody has to remember it."""
    trades = edited(asking(), SPY="12.5")

    assert {"SPY": D(20), "TLT": D(10), "GLD": D(20)} == {s: t.planned_quantity for s, t in trades.items()}
    assert "Sell 12.5 SPY as its owner wants; the plan by itself wants 20." in trades["SPY"].reason.text


def test_none_leaves_a_trade_out():
    """The others stay."""
    assert {"SPY", "TLT"} == edited(asking(), GLD="0").keys()


def test_an_edited_trade_costs_what_its_size_costs():
    """A dollar in a thousand of 500 dollars."""
    asked = asking(costs=CostConfig(minimum_trade=D(10), commission_rate=D("0.001")))

    assert D("0.5") == edited(asked, SPY="5")["SPY"].costs.total


@pytest.mark.parametrize(
    ("quantity", "shares", "money"),
    [("3", "3", "300"), ("3.00004", "3", "300"), ("3.00006", "3.0001", "300.01")],
)
def test_what_is_ordered_in_money_is_rounded_to_a_cent(quantity: str, shares: str, money: str):
    """Four thousandths of a cent are none, six are one."""
    trade = edited(asking(QuantityUnit.NOTIONAL), SPY=quantity)["SPY"]

    assert (D(shares), D(money)) == (trade.quantity, trade.notional)


def test_rounding_to_a_cent_sells_no_more_than_is_there():
    """60.00009 shares are worth 6,000.009 dollars: 6,000.00 of them are sold."""
    asked = asking(QuantityUnit.NOTIONAL)
    held = (holding("SPY", "60.00009"), holding("TLT", "30"))
    trade = edited(replace(asked, snapshot=replace(asked.snapshot, holdings=held)), SPY="60.00009")["SPY"]

    assert (D(60), D(6000)) == (trade.quantity, trade.notional)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"AAA": "1"}, ReasonCode.EDIT_NOT_PLANNED),
        ({"AAA": "0"}, ReasonCode.EDIT_NOT_PLANNED),
        ({"SPY": "60.000000001"}, ReasonCode.EDIT_ABOVE_FREE),
        ({"GLD": "0.09"}, ReasonCode.EDIT_TOO_SMALL),
        ({"SPY": "1", "TLT": "0.01"}, ReasonCode.EDIT_TOO_SMALL),
    ],
)
def test_an_edit_that_cannot_be_made_is_told(wanted: dict[str, str], code: ReasonCode):
    """Strangers to the plan, shares that are not free, and trades below the minimum."""
    assert code is refused(asking(), **wanted).code


@pytest.mark.parametrize("wanted", [{"SPY": "60"}, {"GLD": "0.1"}])
def test_an_edit_may_go_to_the_edge(wanted: dict[str, str]):
    """All that is free, and the minimum of ten dollars."""
    assert len(edited(asking(), **wanted)) == 3


def test_promised_shares_are_not_sold():
    """Of 60 shares 35 are free."""
    asked = asking()
    held = (holding("SPY", "60", "35"), holding("TLT", "30"))
    busy = replace(asked, snapshot=replace(asked.snapshot, holdings=held))

    assert D(35) == edited(busy, SPY="35")["SPY"].quantity
    assert "35 shares" in refused(busy, SPY="36").text


def test_whole_shares_are_not_cut():
    """Half a share can be asked for of what is traded in fractions alone."""
    assert ReasonCode.EDIT_STEP is refused(asking(QuantityUnit.WHOLE), GLD="5.5").code
    assert D(5) == edited(asking(QuantityUnit.WHOLE), GLD="5")["GLD"].quantity


def test_the_last_half_share_can_be_sold():
    """All that is held goes, whole or not."""
    asked = asking(QuantityUnit.WHOLE)
    held = (holding("SPY", "60.5"), holding("TLT", "30"))
    odd = replace(asked, snapshot=replace(asked.snapshot, holdings=held))

    assert D("60.5") == edited(odd, SPY="60.5")["SPY"].quantity


def test_a_sale_stops_where_taxes_stop_it():
    """What they say is told; up to there the owner is free."""
    reason = Reason(ReasonCode.SHORT_TERM_GAIN, "Selling more would realise a short-term gain.")
    asked = replace(asking(), sell_limits=(SellLimit(symbol="SPY", quantity=D(15), reason=reason),))

    assert D(14) == edited(asked, SPY="14")["SPY"].quantity
    assert (ReasonCode.EDIT_ABOVE_TAX_LIMIT, True) == (
        refused(asked, SPY="16").code,
        reason.text in refused(asked, SPY="16").text,
    )


def test_what_pays_for_a_purchase_is_named_anew():
    """Another quantity may need no exchange."""
    planned = plan_rebalance(asking())
    abroad = tuple(replace(trade, depends_on=("FX:EUR",)) for trade in planned.trades)
    trades = apply_edits(replace(asking(), edits=edits(GLD="5")), replace(planned, trades=abroad))

    assert not isinstance(trades, EditFault)
    assert {()} == {trade.depends_on for trade in trades}
