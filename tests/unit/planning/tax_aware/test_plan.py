"""Plans that know taxes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import skipped, traded
from tax_builders import IRA, lot, open_loss
from trimtab.domain.config import DriftConfig
from trimtab.domain.constraints import ClassCap, Constraints
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.plan import PlanStatus
from trimtab.domain.policy import RebalancingMethod, UntargetedRule
from trimtab.domain.request import PlanOptions, PlanRequest
from trimtab.domain.tax_config import SubstituteSet
from trimtab.domain.tax_lot import LotSource
from trimtab.domain.trade import Side
from trimtab.planning.rebalance import plan_rebalance
from trimtab.planning.tax_aware import plan as module
from trimtab.planning.tax_aware.plan import plan_with_taxes
from unit.planning.tax_aware.cases import (
    IDENTICAL,
    JUST_NOW,
    LONG_AGO,
    RECENT,
    SUBSTITUTES,
    request,
    shares,
    sound,
)

HALVES = {"SPY": "0.5", "TLT": "0.5"}
SELL, BUY = Side.SELL, Side.BUY


def halves(*lots: Any, **fields: Any) -> PlanRequest:
    """Sixty SPY of which the plain plan sells ten, for ten TLT."""
    held = [each for parts in lots for each in parts]
    return request({"SPY": "60", "TLT": "40"}, held, **({"weights": HALVES} | fields))


def test_what_waits_no_longer_pays_for_others():
    """SPY waits for its long term; only what IVV brings is spent on TLT."""
    asked = request(
        {"IVV": "36", "SPY": "46", "TLT": "18"},
        (*shares("SPY", ("46", "50", RECENT)), *shares("IVV", ("36", "100", LONG_AGO))),
        weights={"IVV": "0.3", "SPY": "0.4", "TLT": "0.3"},
    )
    made = sound(asked).plan

    assert {"IVV": (SELL, D(6)), "TLT": (BUY, D(6))} == traded(made)
    assert {"SPY": "SHORT_TERM_GAIN"} == skipped(made)


def test_who_steps_in_is_judged_as_well():
    """IVV is in its band and sold only when SPY is not there; its own gain is short-term, too."""
    asked = request(
        {"IVV": "44", "SPY": "46", "TLT": "10"},
        (*shares("SPY", ("46", "50", RECENT)), *shares("IVV", ("44", "50", RECENT))),
        weights={"IVV": "0.4", "SPY": "0.4", "TLT": "0.2"},
    )

    assert {"IVV": "SHORT_TERM_GAIN", "SPY": "SHORT_TERM_GAIN", "TLT": "CASH_SHORT"} == skipped(
        sound(asked).plan
    )


def test_a_plan_without_any_sale_says_why():
    """The finding speaks of the tax, not of a rule the owner never set."""
    made = sound(halves(shares("SPY", ("60", "50", RECENT)))).plan

    assert (PlanStatus.NO_ACTION, "SHORT_TERM_GAIN") == (made.status, skipped(made)["SPY"])
    assert "Selling SPY now would realise a short-term gain" in made.finding.text


def test_the_owner_s_own_bar_keeps_its_name():
    """SPY is not to be sold for other reasons; taxes have nothing to do with it."""
    asked = halves(shares("SPY", ("60", "50", RECENT)), constraints=Constraints(do_not_sell=("SPY",)))

    assert "DO_NOT_SELL" == skipped(sound(asked).plan)["SPY"]


def test_without_lots_the_plan_is_the_ordinary_one_with_a_warning():
    """What is not known is said, not guessed; another method does not even mention it."""
    asked = replace(halves(), tax=None)
    other = replace(asked, method=RebalancingMethod.FULL)
    made = plan_with_taxes(asked).plan

    assert (["TAX_LOTS_MISSING"], None) == ([warning.code for warning in made.warnings], made.tax)
    assert plan_rebalance(asked).trades == made.trades
    assert plan_rebalance(other) == plan_with_taxes(other).plan


def test_another_method_is_planned_as_ever():
    """Only the preview is new."""
    asked = replace(halves(shares("SPY", ("60", "50", RECENT))), method=RebalancingMethod.FULL)
    made = plan_with_taxes(asked)

    assert (asked, plan_rebalance(asked)) == (made.request, replace(made.plan, tax=None))


def test_what_a_request_carries_from_before_is_found_anew():
    """A request that taxes have written into leads to the same plan again."""
    made = sound(halves(shares("SPY", ("4", "90", LONG_AGO), ("56", "50", RECENT))))

    assert made.request.sell_limits
    assert made == plan_with_taxes(made.request)


def test_an_exit_is_sold_whatever_it_gains():
    """And whatever it loses in vain."""
    weights = {"SPY": "0", "TLT": "1"}
    gaining = halves(shares("SPY", ("60", "50", RECENT)), weights=weights, config={"gain_cap": D(0)})
    losing = halves(shares("SPY", ("30", "150", LONG_AGO), ("30", "150", JUST_NOW)), weights=weights)

    assert (SELL, D(60)) == traded(sound(gaining).plan)["SPY"] == traded(sound(losing).plan)["SPY"]


def test_a_recent_purchase_stops_a_sale_at_a_loss():
    """The ledger finds it in the plan; the next plan does without."""
    made = sound(halves(shares("SPY", ("54", "150", LONG_AGO), ("6", "100", JUST_NOW)))).plan

    assert ({}, "WASH_SALE_WINDOW") == (traded(made), skipped(made)["SPY"])


def test_shares_that_came_by_a_merger_stop_no_loss():
    """They were not bought (Reg. 1.1091-1(f)), and the checker knows it, too."""
    old, new = shares("SPY", ("54", "150", LONG_AGO), ("6", "100", JUST_NOW))

    made = sound(halves((old, replace(new, source=LotSource.MERGER)))).plan
    assert (SELL, D(10)) == traded(made)["SPY"]


def test_a_recent_lot_that_goes_too_takes_nothing():
    """All sixty shares are sold, the recent ones among them: the losses count."""
    lots = shares("SPY", ("54", "150", LONG_AGO), ("6", "100", JUST_NOW))
    made = sound(request({"SPY": "60", "TLT": "40"}, lots, weights={"SPY": "0", "TLT": "1"})).plan

    assert made.tax is not None
    assert (D(0), D(-2_700)) == (made.tax.disallowed, made.tax.long_term)


@pytest.mark.parametrize(("critical", "sold"), [("0.11", {}), ("0.09", {"SPY": D(10)})])
def test_what_is_far_off_its_target_does_not_wait_for_its_long_term(critical: str, sold: dict[str, D]):
    """SPY is ten points above its target and long term in two days; below the critical drift it waits."""
    asked = halves(
        shares("SPY", ("60", "50", "2025-11-20")),
        config={"avoid_short_term_gains": False, "deferral_days": 5},
        drift=DriftConfig(critical=D(critical)),
    )
    made = sound(asked).plan

    assert sold == {trade.symbol: trade.quantity for trade in made.of_side(SELL)}


def test_what_is_identical_to_a_loss_is_not_bought():
    """IVV would take the loss on SPY: the money waits."""
    asked = request(
        {"IVV": "40", "SPY": "60"},
        shares("SPY", ("60", "150", LONG_AGO)),
        weights={"IVV": "0.5", "SPY": "0.5"},
        config={"identical": IDENTICAL},
    )
    made = sound(asked).plan

    assert ({"SPY": (SELL, D(10))}, {"IVV": "WASH_SALE_WINDOW"}) == (traded(made), skipped(made))


def test_the_cap_is_kept_when_others_step_in():
    """SPY may gain 100; IVV, sold in its place, gains as well and is limited in turn."""
    asked = request(
        {"IVV": "44", "SPY": "46", "TLT": "10"},
        (*shares("SPY", ("46", "50", LONG_AGO)), *shares("IVV", ("44", "50", LONG_AGO))),
        weights={"IVV": "0.4", "SPY": "0.4", "TLT": "0.2"},
        config={"gain_cap": D(100)},
    )
    made = sound(asked).plan.tax

    assert made is not None
    assert (D(100), D(0)) == (made.long_term, made.gain_left)


PAIRED: dict[str, Any] = {"config": {"substitutes": SUBSTITUTES}}


def test_a_harvest_leaves_the_pair_where_it_was():
    """SPY and VTI together keep their 58 points of the portfolio."""
    asked = request(
        {"SPY": "58", "TLT": "42"}, shares("SPY", ("30", "120", LONG_AGO), ("28", "100", LONG_AGO)), **PAIRED
    )
    made = sound(asked).plan
    held = {row.key: row.actual_weight for row in made.drift_after.rows}

    assert {"SPY": (SELL, D(30)), "VTI": (BUY, D(60))} == traded(made)
    assert (D("0.58"), D("-0.02")) == (
        held["SPY"] + held["VTI"],
        sum(row.drift for row in made.drift_after.rows if row.key in {"SPY", "VTI"}),
    )


def test_a_whole_holding_is_harvested_to_the_last_share():
    """Nothing of SPY is left."""
    asked = request({"SPY": "60", "TLT": "40"}, shares("SPY", ("60", "120", LONG_AGO)), **PAIRED)

    assert {"SPY": (SELL, D(60)), "VTI": (BUY, D(120))} == traded(sound(asked).plan)


def test_a_harvest_does_not_fill_the_cash_up():
    """Cash is a point below its target; the whole proceeds go to VTI all the same."""
    asked = request(
        {"SPY": "60", "TLT": "36"},
        shares("SPY", ("60", "120", LONG_AGO)),
        weights={"SPY": "0.6", "TLT": "0.35"},
        cash="400",
        **PAIRED,
    )

    assert (BUY, D(120)) == traded(sound(asked).plan)["VTI"]


def test_a_harvest_that_a_limit_would_cut_is_given_up():
    """Turnover of one point allows two hundred dollars: a part of a lot is no harvest."""
    asked = request(
        {"SPY": "60", "TLT": "40"},
        shares("SPY", ("60", "120", LONG_AGO)),
        constraints=Constraints(max_turnover=D("0.01")),
        **PAIRED,
    )
    made = sound(asked)

    assert ((), (), ()) == (made.plan.trades, made.request.swaps, made.request.buy_bars)


def test_a_harvest_without_a_loss_is_given_up():
    """SPY trades in whole shares: the first one has no loss, and the half that has one is not sold."""
    asked = request(
        {"SPY": "1.6", "TLT": "1"},
        shares("SPY", ("1.1", "100", LONG_AGO), ("0.5", "1000", LONG_AGO)),
        weights={"SPY": "0.62", "TLT": "0.38"},
        **PAIRED,
    )
    whole = replace(
        asked.snapshot,
        instruments=tuple(
            replace(known, unit=QuantityUnit.WHOLE) if known.symbol == "SPY" else known
            for known in asked.snapshot.instruments
        ),
    )

    assert [D("1.6")] == [swap.quantity for swap in sound(asked).request.swaps]
    assert () == sound(replace(asked, snapshot=whole)).request.swaps


def test_a_harvest_in_a_plan_that_is_blocked_is_given_up():
    """Bonds are a point above their cap, which a reviewed plan must not be."""
    asked = request(
        {"SPY": "60", "TLT": "40"},
        shares("SPY", ("60", "120", LONG_AGO)),
        constraints=Constraints(class_caps=(ClassCap(asset_class="BOND", weight=D("0.39")),)),
        **PAIRED,
    )
    known = tuple(
        replace(each, asset_class="BOND") if each.symbol == "TLT" else each
        for each in asked.snapshot.instruments
    )
    reviewed = replace(
        asked,
        snapshot=replace(asked.snapshot, instruments=known),
        options=PlanOptions(review_soft_rules=True),
    )
    made = plan_with_taxes(reviewed)

    assert (PlanStatus.BLOCKED, ()) == (made.plan.status, made.request.swaps)


def test_a_pair_that_is_far_above_its_target_does_not_wait():
    """SPY and VTI hold 72 of sixty points together, and VTI stays for its short-term gain."""
    lots = (*shares("SPY", ("60", "50", "2025-11-20")), *shares("VTI", ("24", "45", RECENT)))
    config = {"substitutes": SUBSTITUTES, "avoid_short_term_gains": False, "deferral_days": 5}
    made = sound(request({"SPY": "60", "TLT": "28", "VTI": "24"}, lots, config=config)).plan

    assert (SELL, D(12)) == traded(made)["SPY"]


@pytest.mark.parametrize(
    ("most", "lots", "sold"),
    [
        (0, [("60", "50", LONG_AGO)], {}),
        (1, [("60", "50", LONG_AGO)], {"SPY": D(10)}),
        (1, [("4", "50", "2023-01-10"), ("50", "150", LONG_AGO), ("6", "100", JUST_NOW)], {}),
        (2, [("4", "50", "2023-01-10"), ("50", "150", LONG_AGO), ("6", "100", JUST_NOW)], {"SPY": D(4)}),
    ],
)
def test_after_too_many_passes_nothing_but_exits_is_sold(
    most: int, lots: Any, sold: dict[str, D], monkeypatch: pytest.MonkeyPatch
):
    """The first plan sells ten shares; where a recent purchase takes their loss, the second sells four."""
    monkeypatch.setattr(module, "MOST_PASSES", most)
    made = plan_with_taxes(halves(shares("SPY", *lots))).plan

    assert sold == {trade.symbol: trade.quantity for trade in made.of_side(SELL)}


def test_an_exit_is_sold_after_any_number_of_passes(monkeypatch: pytest.MonkeyPatch):
    """And what is put off says that it is for taxes."""
    monkeypatch.setattr(module, "MOST_PASSES", 0)
    lots = (*shares("SPY", ("60", "50", LONG_AGO)), *shares("TLT", ("40", "50", LONG_AGO)))
    made = plan_with_taxes(
        request({"SPY": "60", "TLT": "40"}, lots, weights={"IEF": "0.5", "SPY": "0.5", "TLT": "0"})
    )

    assert (["TLT"], "GAIN_BUDGET_CAP", ["SPY"]) == (
        [trade.symbol for trade in made.plan.of_side(SELL)],
        skipped(made.plan)["SPY"],
        [limit.symbol for limit in made.request.sell_limits],
    )


def test_a_harvest_goes_first_when_cash_is_short():
    """TLT waits for money that IVV's short-term gain does not bring; VTI is bought in full."""
    asked = request(
        {"IVV": "40", "SPY": "50", "TLT": "10"},
        (*shares("IVV", ("40", "50", RECENT)), *shares("SPY", ("50", "120", LONG_AGO))),
        weights={"IVV": "0.2", "SPY": "0.6", "TLT": "0.2"},
        **PAIRED,
    )
    made = sound(asked).plan

    assert (BUY, D(100)) == traded(made)["VTI"]
    assert {"IVV": "SHORT_TERM_GAIN", "TLT": "CASH_SHORT"} == skipped(made)


def test_a_substitute_makes_room_again():
    """VTI's gain is long term and SPY is free: the way back costs no drift."""
    asked = request({"TLT": "40", "VTI": "120"}, shares("VTI", ("120", "45", LONG_AGO)), **PAIRED)
    made = sound(asked).plan

    assert {"SPY": (BUY, D(60)), "VTI": (SELL, D(120))} == traded(made)
    assert D(0) == made.drift_after.max_drift


def test_a_substitute_stays_while_the_window_is_open():
    """SPY was sold at a loss ten days ago."""
    lots, losses = shares("VTI", ("120", "45", LONG_AGO)), [open_loss()]
    asked = request({"TLT": "40", "VTI": "120"}, lots, losses, untargeted=UntargetedRule.LIQUIDATE, **PAIRED)

    assert {} == traded(sound(asked).plan)


def test_a_substitute_that_stays_takes_no_other_harvest_with_it():
    """SPY's window is open; ten TLT go for twenty IEF, for which a turnover of a fifth leaves room."""
    sets = (*SUBSTITUTES, SubstituteSet(symbol="TLT", substitutes=("IEF",)))
    lots = (
        *shares("TLT", ("10", "150", LONG_AGO), ("30", "100", LONG_AGO)),
        *shares("VTI", ("120", "45", LONG_AGO)),
    )
    asked = request(
        {"TLT": "40", "VTI": "120"},
        lots,
        [open_loss()],
        config={"substitutes": sets},
        constraints=Constraints(max_turnover=D("0.2")),
    )

    assert {"IEF": (BUY, D(20)), "TLT": (SELL, D(10))} == traded(sound(asked).plan)


def test_a_return_stays_within_the_cap():
    """It would gain 600 where 100 are allowed: half-way is no return."""
    config = {"substitutes": SUBSTITUTES, "gain_cap": D(100)}
    asked = request({"TLT": "40", "VTI": "120"}, shares("VTI", ("120", "45", LONG_AGO)), config=config)

    assert {} == traded(sound(asked).plan)


def test_an_ira_plans_for_the_others_losses_only():
    """Its own gains are not taxed; a purchase would still take the loss of the owner's account."""
    gaining = halves(known={"account": IRA})
    barred = request(
        {"SPY": "60", "TLT": "40"}, (), [open_loss(symbol="TLT")], weights=HALVES, known={"account": IRA}
    )

    assert (SELL, D(10)) == traded(sound(gaining).plan)["SPY"]
    assert {"TLT": "WASH_SALE_WINDOW"} == skipped(sound(barred).plan)


def test_an_obstacle_leaves_nothing_to_tax():
    """With debt nothing is planned, and the preview says that nothing is realised."""
    made = sound(halves(shares("SPY", ("60", "120", LONG_AGO)), cash="-1", **PAIRED)).plan

    assert made.tax is not None
    assert (PlanStatus.BLOCKED, ()) == (made.status, made.tax.sales)


@pytest.mark.parametrize("method", [RebalancingMethod.TAX_AWARE, RebalancingMethod.FULL])
def test_equal_requests_give_equal_plans(method: RebalancingMethod):
    """To the last digit of the hash."""
    asked = replace(halves(shares("SPY", ("4", "90", LONG_AGO), ("56", "50", RECENT))), method=method)

    assert plan_with_taxes(asked).plan.plan_hash == plan_with_taxes(asked).plan.plan_hash


def test_a_purchase_of_another_account_is_no_lot_of_ours():
    """The spouse's shares are not sold, and cover nothing."""
    other = lot("spouse", "60", "50", RECENT, account="PA-0002")

    assert {"SPY", "TLT"} == traded(sound(halves((other,))).plan).keys()
