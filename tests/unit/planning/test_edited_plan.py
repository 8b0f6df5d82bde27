"""A plan around what its owner has changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import foreign, fx_rate, instrument, skipped, traded
from trimtab.domain.config import CostConfig
from trimtab.domain.constraints import CashShortRule, Constraints
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.plan import Plan, PlanStatus
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.trade import Side
from trimtab.planning.edited_plan import edit_plan
from trimtab.planning.edits import EditFault
from trimtab.planning.rebalance import plan_rebalance
from unit.planning.edit_cases import asking, edits


def edited(asked: PlanRequest, **quantities: str) -> Plan:
    """The plan its owner wants."""
    plan = edit_plan(replace(asked, edits=edits(**quantities)), plan_rebalance(asked))
    assert isinstance(plan, Plan)
    return plan


def refused(asked: PlanRequest, **quantities: str) -> EditFault:
    """The edit that cannot be made."""
    fault = edit_plan(replace(asked, edits=edits(**quantities)), plan_rebalance(asked))
    assert isinstance(fault, EditFault)
    return fault


def quantities(plan: Plan) -> dict[str, D]:
    """The shares of each trade."""
    return {symbol: shares for symbol, (_, shares) in traded(plan).items()}


def test_what_is_left_out_is_told_and_its_cash_stays():
    """20 GLD less leave 2,000 dollars; nothing else moves."""
    plan = edited(asking(), GLD="0")

    assert ({"SPY": D(20), "TLT": D(10)}, D(2000)) == (quantities(plan), plan.cash_after)
    assert {"GLD": "LEFT_OUT_BY_OWNER"} == skipped(plan)
    assert "GLD is left out by its owner; the plan by itself buys 20." == plan.skipped[0].reason.text


def test_a_smaller_sale_leaves_less_for_the_others():
    """1,000 of cash and 1,000 of proceeds pay for two thirds of 3,000."""
    plan = edited(asking(), SPY="10")

    assert {"SPY": D(10), "TLT": D("6.666666666"), "GLD": D("13.333333333")} == quantities(plan)
    assert [("CASH", D("0.6666"))] == [(bound.limit, bound.fraction) for bound in plan.binding]
    assert [D(20), D(20), D(10)] == [trade.planned_quantity for trade in plan.trades]


def test_an_edited_purchase_is_not_cut_for_the_others():
    """25 GLD are 2,500 of 3,000 dollars: five TLT are left of ten."""
    assert {"SPY": D(20), "TLT": D(5), "GLD": D(25)} == quantities(edited(asking(), GLD="25"))


def test_the_policy_says_who_waits():
    """By rank GLD comes before TLT: of 2,000 dollars it takes all."""
    rule = Constraints(cash_short=CashShortRule.LARGEST_DRIFT_FIRST)
    plan = edited(asking(constraints=rule), SPY="10")

    assert ({"SPY": D(10), "GLD": D(20)}, {"TLT": "CASH_SHORT"}) == (quantities(plan), skipped(plan))


@pytest.mark.parametrize(("gold", "cash"), [("30", "0"), ("29.5", "50")])
def test_a_purchase_may_take_all_the_cash(gold: str, cash: str):
    """Nothing is left for TLT, or less than is worth a trade."""
    plan = edited(asking(costs=CostConfig(minimum_trade=D(100))), GLD=gold)

    assert ({"TLT": "CASH_SHORT"}, D(cash)) == (skipped(plan), plan.cash_after)


def test_cash_below_the_floor_is_not_for_sale():
    """31 GLD take 100 dollars more than there are; with a reserve of 500 that is 600."""
    reserve = Constraints(cash_reserve_amount=D(500))

    found = refused(asking(), GLD="31")

    assert ("GLD", ReasonCode.EDIT_ABOVE_CASH) == (found.edit.symbol, found.reason.code)
    assert "takes 100 more than the cash" in found.reason.text
    assert "takes 600 more than the cash" in refused(asking(constraints=reserve), GLD="31").reason.text


LIMITED: tuple[tuple[dict[str, Any], dict[str, str], str], ...] = (
    ({"max_turnover": D("0.25")}, {"SPY": "21"}, "The turnover would be 25.5%, at most 25% is allowed"),
    ({"allocate_at_most": D(3000)}, {"GLD": "21", "SPY": "30"}, "What is bought would be 3100"),
)


@pytest.mark.parametrize(("limits", "wanted", "words"), LIMITED)
def test_a_limit_of_the_plan_holds_for_its_owner(limits: dict[str, Any], wanted: dict[str, str], words: str):
    """One share more is 5,100 traded of 10,000, or 3,100 bought: the trade that has grown is to blame."""
    fault = refused(asking(constraints=Constraints(**limits)), **wanted)

    assert (ReasonCode.EDIT_ABOVE_LIMIT, True) == (fault.reason.code, words in fault.reason.text)
    assert fault.edit.symbol in wanted


@pytest.mark.parametrize(("shares", "status"), [("12", PlanStatus.READY), ("12.01", PlanStatus.BLOCKED)])
def test_a_cap_blocks_the_plan_that_breaks_it(shares: str, status: PlanStatus):
    """42 % of TLT are allowed: what is above is shown, and may not be carried out."""
    rule = Constraints(max_position_weight=D("0.42"))

    assert status is edited(asking(constraints=rule), GLD="0", TLT=shares).status


def test_a_plan_of_which_nothing_is_left_does_nothing():
    """It says so, and that its owner wants it."""
    plan = edited(asking(), SPY="0", TLT="0", GLD="0")

    assert (PlanStatus.NO_ACTION, ReasonCode.LEFT_OUT_BY_OWNER) == (plan.status, plan.finding.code)
    assert (plan.cash, plan.drift.max_drift) == (plan.cash_after, plan.drift_after.max_drift)


def test_a_small_gain_is_no_reason_to_withhold_what_an_owner_wants():
    """All trades gain 20 points of accuracy and have to gain 15; the one that is left gains ten."""
    rule = Constraints(improvement_threshold=D("0.15"))
    plan = edited(asking(constraints=rule), TLT="0", GLD="0", SPY="1")

    assert {"SPY": D(1)} == quantities(plan)


def test_exchanges_follow_the_edited_trades():
    """Half of the GLD need half of the euros, and are named to be paid by them."""
    asked = asking()
    known = (instrument("GLD"), instrument("SPY"), instrument("TLT"))
    euros = (replace(known[0], currency="EUR"), *known[1:])
    account = replace(asked.snapshot, instruments=euros, fx_rates=(fx_rate("EUR", "1.25"),))
    plan = edited(replace(asked, snapshot=account), GLD="8")

    assert [D(800)] == [exchange.amount for exchange in plan.fx_trades]
    assert [("FX:EUR",)] == [trade.depends_on for trade in plan.trades if trade.symbol == "GLD"]


def test_no_exchange_is_named_where_none_is_needed():
    """The euros that are there pay for five GLD; for twenty they did not."""
    asked = asking()
    known = (replace(instrument("GLD"), currency="EUR"), instrument("SPY"), instrument("TLT"))
    rich = replace(asked.snapshot, foreign_cash=(foreign("EUR", "500"),))
    account = replace(rich, instruments=known, fx_rates=(fx_rate("EUR", "1.25"),))
    abroad = replace(asked, snapshot=account)

    assert {("FX:EUR",), ()} == {trade.depends_on for trade in plan_rebalance(abroad).trades}
    assert {()} == {trade.depends_on for trade in edited(abroad, GLD="5").trades}


def test_a_sale_that_costs_more_than_there_is_is_refused():
    """Its proceeds are euros, and its commission of 600 dollars is to be paid from 250."""
    asked = asking(costs=CostConfig(minimum_trade=D(10), commission_rate=D("0.1")))
    known = (instrument("GLD"), replace(instrument("SPY"), currency="EUR"), instrument("TLT"))
    account = replace(asked.snapshot, cash=D(250), instruments=known, fx_rates=(fx_rate("EUR", "1"),))
    short = replace(asked, snapshot=account)

    assert (Side.SELL, ReasonCode.EDIT_ABOVE_CASH) == (
        traded(plan_rebalance(short))["SPY"][0],
        refused(short, SPY="60").reason.code,
    )


def test_warnings_of_the_plan_stay():
    """Whatever its owner changes."""
    asked = asking()
    warning = Reason(ReasonCode.TAX_LOTS_MISSING, "No tax lots are known.")
    warned = replace(plan_rebalance(asked), warnings=(warning,))
    plan = edit_plan(replace(asked, edits=edits(GLD="5")), warned)

    assert isinstance(plan, Plan)
    assert (warning,) == plan.warnings


def test_whole_shares_share_the_cash_that_is_left():
    """2,000 dollars, of which 14 and 6 whole shares can be bought."""
    plan = edited(asking(QuantityUnit.WHOLE), SPY="10")

    assert ({"SPY": D(10), "TLT": D(6), "GLD": D(14)}, D(0)) == (quantities(plan), plan.cash_after)
