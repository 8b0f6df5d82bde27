"""Which losses are harvested, and what takes their place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import in_classes, instrument
from tax_builders import TODAY
from trimtab.domain.config import CostConfig
from trimtab.domain.constraints import ClassCap, Constraints
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest, SellLimit, Substitution, Swap
from trimtab.domain.tax_config import SubstituteSet, TransitionMode
from trimtab.domain.tax_preview import HarvestStatus
from trimtab.planning.rebalance import plan_rebalance
from trimtab.planning.tax_aware.ground import FREE_AFTER
from trimtab.planning.tax_aware.harvests import bars_after_loss, choose_harvests, is_worth_it, list_harvests
from trimtab.tax.sales import tax_of_sale
from unit.planning.tax_aware.cases import (
    IDENTICAL,
    LONG_AGO,
    RECENT,
    SUBSTITUTES,
    bench,
    ground,
    request,
    shares,
)

LOSS = shares("SPY", ("40", "120", LONG_AGO), ("20", "100", LONG_AGO))


def asking(lots: Any = LOSS, spy: str = "60", **fields: Any) -> PlanRequest:
    """SPY at its target unless said otherwise; forty shares have lost 800 dollars."""
    config = {"substitutes": SUBSTITUTES} | fields.pop("config", {})
    return request({"SPY": spy, "TLT": "40"}, lots, config=config, **fields)


def harvested(asked: PlanRequest) -> PlanRequest:
    """The request with harvests on top of what is planned without them."""
    seats = bench(asked)
    return choose_harvests(seats, asked, plan_rebalance(asked), list_harvests(seats.ground, seats, asked))


def test_a_loss_is_swapped_for_the_substitute():
    """The forty shares with the loss, and no more; SPY is closed and VTI counts for it."""
    made = harvested(asking())

    assert (Swap(sold="SPY", bought="VTI", quantity=D(40)),) == made.swaps
    assert (Substitution(symbol="SPY", substitute="VTI", weight=D(0)),) == made.substitutions
    assert [("SPY", TODAY + FREE_AFTER)] == [(bar.symbol, bar.until) for bar in made.buy_bars]


def test_what_is_identical_is_closed_as_well():
    """A purchase of IVV would take the loss on SPY; what nobody knows is not named."""
    asked = asking(weights={"IVV": "0.1", "SPY": "0.5", "TLT": "0.4"}, config={"identical": IDENTICAL})

    assert ["IVV", "SPY"] == [bar.symbol for bar in harvested(asked).buy_bars]
    assert ["TLT"] == [bar.symbol for bar in bars_after_loss(ground(asked), "TLT", asked)]


def test_what_the_plan_sells_anyway_counts():
    """Ten shares are sold for their drift; the other thirty are swapped."""
    assert [D(30)] == [
        swap.quantity for swap in harvested(asking(LOSS, weights={"SPY": "0.5", "TLT": "0.5"})).swaps
    ]


def test_half_a_share_may_be_harvested():
    """It has cost a thousand dollars a share."""
    lots = shares("SPY", ("0.5", "1000", LONG_AGO), ("59.5", "100", LONG_AGO))

    assert [D("0.5")] == [swap.quantity for swap in harvested(asking(lots)).swaps]


def test_what_is_swapped_already_is_not_harvested():
    """VTI makes room for SPY; IEF could stand in for it again."""
    sets = (SubstituteSet(symbol="SPY", substitutes=("VTI", "IEF")),)
    free = asking(config={"substitutes": sets})
    seats, plain = bench(free), plan_rebalance(free)
    asked = replace(free, swaps=(Swap(sold="VTI", bought="SPY", quantity=D(1)),))

    assert asked == choose_harvests(seats, asked, plain, list_harvests(seats.ground, seats, asked))


def test_a_loss_that_drift_sells_needs_no_swap():
    """All forty shares are too much as it is."""
    asked = asking(weights={"SPY": "0.2", "TLT": "0.8"})

    assert asked == harvested(asked)


def test_the_substitute_grows_for_what_the_symbol_lacks():
    """SPY may not be bought now, so that its missing five points are VTI's."""
    asked = asking(shares("SPY", ("55", "120", LONG_AGO)), spy="55", cash="500")

    assert [D("0.05")] == [pair.weight for pair in harvested(asked).substitutions]


def test_the_substitute_of_the_swap_is_the_one_that_grows():
    """TLT has lost more and gets VTI; IEF stands in for SPY, for the five points that are missing, too."""
    sets = (
        SubstituteSet(symbol="SPY", substitutes=("VTI", "IEF")),
        SubstituteSet(symbol="TLT", substitutes=("VTI",)),
    )
    lots = (*shares("SPY", ("55", "120", LONG_AGO)), *shares("TLT", ("40", "200", LONG_AGO)))
    made = harvested(asking(lots, spy="55", cash="500", config={"substitutes": sets}))

    assert [("SPY", "IEF", D("0.05")), ("TLT", "VTI", D(0))] == [
        (pair.symbol, pair.substitute, pair.weight) for pair in made.substitutions
    ]


@pytest.mark.parametrize(
    ("fields", "swapped"),
    [
        ({"costs": CostConfig(minimum_trade=D(4_000))}, 1),
        ({"costs": CostConfig(minimum_trade=D(4_001))}, 0),
        ({"constraints": Constraints(max_position_weight=D("0.6"))}, 1),
    ],
)
def test_a_harvest_may_just_fit(fields: dict[str, Any], swapped: int):
    """4,000 dollars are the least trade, and less than the cap of a position."""
    assert swapped == len(harvested(asking(**fields)).swaps)


def test_a_substitute_may_reach_its_cap():
    """All sixty points go from SPY to VTI, and sixty are allowed."""
    asked = asking(
        shares("SPY", ("60", "120", LONG_AGO)), constraints=Constraints(max_position_weight=D("0.6"))
    )

    assert [D(60)] == [swap.quantity for swap in harvested(asked).swaps]


@pytest.mark.parametrize(
    "fields",
    [
        {"config": {"harvest_losses": False}},
        {"config": {"transition": TransitionMode.CASH_FLOWS_ONLY}},
        {"config": {"harvest_minimum": D(801)}},
        {"config": {"harvest_minimum_part": D("0.17")}},
        {"constraints": Constraints(do_not_sell=("SPY",))},
        {"constraints": Constraints(locked=("SPY",))},
        {"known": {"disputed": ("SPY",)}},
        {"weights": {"SPY": "0", "TLT": "1"}},
        {"costs": CostConfig(commission_rate=D("0.05"))},
    ],
)
def test_a_loss_stays_where_it_is(fields: dict[str, Any]):
    """Not asked for, too small, forbidden, not known, an exit, or dearer than it saves."""
    asked = asking(**fields)

    assert ((), ()) == (harvested(asked).swaps, harvested(asked).harvest)


def test_a_limit_keeps_a_loss_out_of_reach():
    """Thirty of the forty shares may be sold: half a lot is no harvest."""
    limit = SellLimit(symbol="SPY", quantity=D(30), reason=Reason(ReasonCode.LONG_TERM_SOON, "soon"))

    assert () == harvested(replace(asking(), sell_limits=(limit,))).swaps


def test_promised_shares_are_not_harvested():
    """Twenty-one of the sixty are promised to an order, so that only thirty-nine can be sold."""
    asked = asking()
    held = tuple(
        replace(each, available_quantity=D(39)) if each.symbol == "SPY" else each
        for each in asked.snapshot.holdings
    )

    assert () == harvested(replace(asked, snapshot=replace(asked.snapshot, holdings=held))).swaps


@pytest.mark.parametrize(
    "fields",
    [
        {"constraints": Constraints(do_not_buy=("VTI",))},
        {"constraints": Constraints(max_position_weight=D("0.39"))},
        {"config": {"substitutes": ()}},
        {"weights": {"SPY": "0.6", "TLT": "0.39", "VTI": "0.01"}},
    ],
)
def test_without_a_usable_substitute_nothing_is_swapped(fields: dict[str, Any]):
    """Not to be bought, above its cap, not named, or with a target of its own."""
    assert () == harvested(asking(**fields)).swaps


def test_another_asset_class_is_no_substitute_under_class_caps():
    """The cap of bonds could be broken by what stands in for a stock."""
    asked = asking(constraints=Constraints(class_caps=(ClassCap(asset_class="BOND", weight=D("0.5")),)))
    described = tuple(
        replace(each, asset_class="BOND") if each.symbol == "VTI" else each
        for each in asked.snapshot.instruments
    )

    assert () == harvested(replace(asked, snapshot=replace(asked.snapshot, instruments=described))).swaps
    assert 1 == len(harvested(asked).swaps)


def test_a_substitute_that_is_bought_whole_must_fit():
    """Four thousand dollars buy no whole share at five thousand."""
    asked = asking()
    whole = tuple(
        instrument("VTI", QuantityUnit.WHOLE) if each.symbol == "VTI" else each
        for each in asked.snapshot.instruments
    )
    dear = tuple(
        replace(each, price=D(5_000)) if each.symbol == "VTI" else each for each in asked.snapshot.quotes
    )

    assert (
        ()
        == harvested(replace(asked, snapshot=replace(asked.snapshot, instruments=whole, quotes=dear))).swaps
    )


SHORT, LONG = RECENT, LONG_AGO


@pytest.mark.parametrize(
    ("lots", "cost", "config", "worth"),
    [
        ([("60", "120", LONG)], "5", {}, True),
        ([("4", "90", SHORT), ("56", "120", SHORT)], "5", {}, False),
        ([("4", "99.9", SHORT), ("56", "120", SHORT)], "5", {}, False),
        ([("4", "100", SHORT), ("56", "120", SHORT)], "5", {}, True),
        ([("4", "90", LONG), ("56", "120", LONG)], "5", {}, True),
        ([("60", "120", SHORT)], "5", {}, True),
        ([("4", "90", SHORT), ("56", "120", SHORT)], "5", {"avoid_short_term_gains": False}, True),
        ([("60", "120", LONG)], "5", {"harvest_minimum": D(1195)}, True),
        ([("60", "120", LONG)], "5", {"harvest_minimum": D(1196)}, False),
        ([("60", "120", LONG)], "179", {}, True),
        ([("60", "120", LONG)], "180", {}, False),
    ],
)
def test_a_loss_is_worth_what_it_saves(lots: Any, cost: str, config: dict[str, Any], *, worth: bool):
    """Sixty shares lose 1,200 and save 180 at 15 %, or 420; a short-term gain among them is spared."""
    known = ground(asking(shares("SPY", *lots), config=config))
    sale = tax_of_sale(known.position, known.sale("SPY", D(60)))

    assert worth is is_worth_it(known, sale, D(cost))


@pytest.mark.parametrize("spy", ["60.05", "60"])
def test_what_is_too_little_to_trade_is_not_harvested(spy: str):
    """Five dollars above the target are less than ten, be every loss worth it; on it there is nothing."""
    config = {"substitutes": (), "harvest_minimum": D(0), "harvest_minimum_part": D(0)}
    costs = CostConfig(minimum_trade=D(10) if spy == "60.05" else D(0))
    asked = asking(shares("SPY", (spy, "1000", LONG_AGO)), spy=spy, config=config, costs=costs)

    assert () == harvested(asked).harvest


def test_what_goes_down_to_its_target_is_named_in_order():
    """IVV, SPY and TLT are each above their targets; IEF is what is missing."""
    lots = [shares(symbol, ("23", "140", LONG_AGO)) for symbol in ("TLT", "SPY", "IVV")]
    asked = request(
        {"IVV": "23", "SPY": "23", "TLT": "23", "IEF": "62"},
        [each for parts in lots for each in parts],
        weights={"IEF": "0.4", "IVV": "0.2", "SPY": "0.2", "TLT": "0.2"},
    )

    assert ("IVV", "SPY", "TLT") == harvested(asked).harvest


@pytest.mark.parametrize(("spy", "names"), [("67", ("SPY",)), ("66", ()), ("60", ()), ("56", ())])
def test_without_a_substitute_a_symbol_goes_down_to_its_target(spy: str, names: tuple[str, ...]):
    """2.8 shares above it lose 112 dollars, 2.4 shares 96, which is too little; below it none are sold."""
    lots = shares("SPY", (spy, "140", LONG_AGO))
    asked = asking(lots, spy=spy, config={"substitutes": ()})

    assert names == harvested(asked).harvest


def test_one_share_is_enough_to_go_down_to_the_target():
    """It is all that is too much, and loses 240 dollars."""
    asked = asking(shares("SPY", ("62.5", "340", LONG_AGO)), spy="62.5", config={"substitutes": ()})

    assert ("SPY",) == harvested(asked).harvest


def test_the_most_valuable_loss_gets_the_substitute():
    """Both want VTI; TLT has lost more."""
    sets = (*SUBSTITUTES, replace(SUBSTITUTES[0], symbol="TLT"))
    lots = (*LOSS, *shares("TLT", ("40", "200", LONG_AGO)))

    assert ["TLT"] == [swap.sold for swap in harvested(asking(lots, config={"substitutes": sets})).swaps]


def test_losses_are_listed_with_what_becomes_of_them():
    """A loss too small, and none of what is in dispute."""
    asked = asking((*LOSS, *shares("TLT", ("40", "101", LONG_AGO))))
    disputed = asking(known={"disputed": ("SPY",)})

    assert [("SPY", HarvestStatus.TAKEN), ("TLT", HarvestStatus.BELOW_THRESHOLD)] == [
        (found.symbol, found.status) for found in list_harvests(ground(asked), bench(asked), asked)
    ]
    assert () == list_harvests(ground(disputed), bench(disputed), disputed)


def test_a_loss_of_lots_that_do_not_add_up_is_not_listed():
    """One of sixty shares is missing."""
    asked = asking(shares("SPY", ("59", "120", LONG_AGO)))

    assert () == list_harvests(ground(asked), bench(asked), asked)


def test_what_is_not_described_costs_nothing_that_is_known():
    """A loss of 800 saves 120 dollars; an order in VTI costs seven, and one in SPY nobody knows what."""
    asked = asking(costs=CostConfig(minimum_trade=D(0), minimum_commission=D(7)))
    others = tuple(each for each in asked.snapshot.instruments if each.symbol != "SPY")
    unknown = replace(asked, snapshot=replace(asked.snapshot, instruments=others))

    assert [D(113)] == [found.benefit for found in list_harvests(ground(unknown), bench(unknown), unknown)]


def test_a_substitute_is_of_its_symbol_s_class_under_class_caps():
    """Caps let a loss be swapped within its class only; VTI, without a target, is of SPY's."""
    asked = asking(constraints=Constraints(class_caps=(ClassCap(asset_class="BOND", weight=D(1)),)))
    rule = in_classes(asked.policy, SPY="REAL_ESTATE")

    assert 1 == len(harvested(replace(asked, policy=rule)).swaps)
