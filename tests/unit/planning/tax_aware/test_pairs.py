"""Who stands in for whom."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from builders import instrument
from trimtab.domain.config import CostConfig
from trimtab.domain.constraints import Constraints
from trimtab.domain.instruments import CASH, QuantityUnit
from trimtab.domain.request import PlanRequest, Substitution, Swap
from trimtab.domain.tax_config import SubstituteSet, TransitionMode
from trimtab.planning.tax_aware.pairs import choose_growers, find_returns, grower, pair_up, seat_substitutes
from unit.planning.tax_aware.cases import (
    IDENTICAL,
    JUST_NOW,
    LONG_AGO,
    RECENT,
    SUBSTITUTES,
    bench,
    ground,
    request,
    shares,
)

TWO = (SubstituteSet(symbol="SPY", substitutes=("VTI", "IEF")),)


def held(shares_of: dict[str, str], *lots: Any, sets: Any = SUBSTITUTES, **fields: Any) -> PlanRequest:
    """A portfolio of 10,000 dollars with substitutes."""
    config = {"substitutes": sets} | fields.pop("config", {})
    return request(shares_of, [each for parts in lots for each in parts], config=config, **fields)


def pair(weight: str, substitute: str = "VTI") -> Substitution:
    return Substitution(symbol="SPY", substitute=substitute, weight=D(weight))


def test_what_has_a_target_stands_in_for_nobody():
    """Nor does what is identical to the symbol."""
    sets = (SubstituteSet(symbol="SPY", substitutes=("TLT", "IVV", "VTI")),)
    asked = held({"SPY": "60", "TLT": "40"}, sets=sets, config={"identical": IDENTICAL})

    assert {"SPY": ("VTI",)} == bench(asked).substitutes


def test_targets_come_in_symbol_order():
    """In whatever order they are listed, the first gets what stands in for two."""
    sets = (*SUBSTITUTES, SubstituteSet(symbol="TLT", substitutes=("VTI",)))
    asked = held({"SPY": "60", "TLT": "40"}, sets=sets)
    listed = asked.policy.targets.allocations[::-1]
    turned = replace(asked.policy, targets=replace(asked.policy.targets, allocations=listed))

    assert ["SPY", "TLT"] == list(bench(replace(asked, policy=turned)).substitutes)


@pytest.mark.parametrize(("spy", "weights"), [("0", {}), ("0.008", {"SPY": D(1), CASH: D(0)})])
def test_a_portfolio_has_weights_as_soon_as_it_is_worth_something(spy: str, weights: dict[str, D]):
    """Eighty cents are."""
    assert weights == bench(held({"SPY": spy} if D(spy) else {})).held


def test_two_substitutes_share_a_target():
    """VTI holds forty of sixty points, so that IEF's thirty count for twenty."""
    asked = held({"VTI": "80", "IEF": "60", "TLT": "30"}, sets=TWO)

    assert (pair("0.4"), pair("0.2", "IEF")) == pair_up(bench(asked), {})


def test_a_target_of_zero_needs_no_substitute():
    """There is nothing to stand in for."""
    asked = held({"SPY": "60"}, weights={"SPY": "0", "TLT": "1"})

    assert {} == bench(asked).substitutes


@pytest.mark.parametrize(("vti", "weight"), [("40", "0.2"), ("140", "0.6")])
def test_a_substitute_counts_for_what_it_holds_of_the_target(vti: str, weight: str):
    """Up to the whole target, and no further."""
    spy = str(60 - int(vti) // 2) if vti == "40" else "0"
    asked = held({"SPY": spy, "TLT": "40" if vti == "40" else "30", "VTI": vti})

    assert (pair(weight),) == pair_up(bench(asked), {})


def test_a_closed_target_lets_its_substitute_grow():
    """SPY lacks 20 points, of which VTI holds 5: the other 15 are VTI's as well."""
    asked = held({"SPY": "40", "TLT": "55", "VTI": "10"})

    assert (pair("0.2"),) == pair_up(bench(asked), {"SPY": "VTI"})


def test_a_substitute_that_is_not_held_starts_at_what_is_lacking():
    """Nothing is lacking of 60 points here: it counts for nothing yet."""
    assert (pair("0"),) == pair_up(bench(held({"SPY": "60", "TLT": "40"})), {"SPY": "VTI"})


def test_a_substitute_counts_once():
    """VTI holds 30 points; SPY's 20 come first, TLT gets the other 10."""
    sets = (*SUBSTITUTES, SubstituteSet(symbol="TLT", substitutes=("VTI",)))
    asked = held({"TLT": "70", "VTI": "60"}, sets=sets, weights={"SPY": "0.2", "TLT": "0.8"})

    assert [("SPY", D("0.2")), ("TLT", D("0.1"))] == [
        (pair.symbol, pair.weight) for pair in pair_up(bench(asked), {})
    ]


def test_the_substitute_that_is_held_grows_first():
    """Else the best that may be bought; what may not be bought does not grow."""
    asked = held({"SPY": "40", "TLT": "50", "IEF": "20"}, sets=TWO)
    fresh = held({"SPY": "60", "TLT": "40"}, sets=TWO)

    assert ("IEF", "VTI", "IEF", None) == (
        grower(bench(asked), "SPY", ()),
        grower(bench(fresh), "SPY", ()),
        grower(bench(fresh), "SPY", ("VTI",)),
        grower(bench(fresh), "SPY", ("IEF", "VTI")),
    )


def test_what_the_owner_does_not_buy_does_not_grow():
    """A list of the policy counts for substitutes, too."""
    asked = held({"SPY": "60"}, sets=TWO, constraints=Constraints(do_not_buy=("VTI",)))

    assert {"SPY": "IEF"} == choose_growers(bench(asked), {"SPY"}, ())


LONG_GAIN = shares("VTI", ("120", "45", LONG_AGO))
ALL_SWAPPED = held({"TLT": "40", "VTI": "120"}, LONG_GAIN)


def returns(asked: PlanRequest, barred: tuple[str, ...] = ()) -> list[Swap]:
    seats = seat_substitutes(ground(asked))
    return list(find_returns(seats, pair_up(seats, {}), barred))


def test_a_substitute_makes_room_when_that_costs_no_short_term_gain():
    """All of it is sold for the symbol."""
    assert [Swap(sold="VTI", bought="SPY", quantity=D(120))] == returns(ALL_SWAPPED)


def test_nobody_returns_to_a_symbol_that_is_barred():
    """Its window is still open."""
    assert [] == returns(ALL_SWAPPED, ("SPY",))


@pytest.mark.parametrize(
    "lots",
    [
        shares("VTI", ("120", "45", "2026-09-01")),
        shares("VTI", ("100", "60", LONG_AGO), ("20", "60", JUST_NOW)),
        shares("VTI", ("119", "45", LONG_AGO)),
    ],
)
def test_a_way_back_that_costs_taxes_waits(lots: Any):
    """A short-term gain; a loss with a purchase ten days ago; lots that are not known in full."""
    assert [] == returns(held({"TLT": "40", "VTI": "120"}, lots))


@pytest.mark.parametrize(
    ("lots", "config", "count"),
    [
        ([("100", "60", LONG_AGO), ("20", "50", JUST_NOW)], {}, 0),
        ([("100", "60", LONG_AGO), ("20", "50", JUST_NOW)], {"avoid_wash_sales": False}, 1),
        ([("100", "45", LONG_AGO), ("20", "50", JUST_NOW)], {}, 1),
        ([("100", "49.995", LONG_AGO), ("20", "50", JUST_NOW)], {}, 1),
        ([("100", "45", LONG_AGO), ("20", "49.99", RECENT)], {}, 0),
    ],
)
def test_every_lot_has_its_say_in_a_way_back(lots: Any, config: dict[str, Any], count: int):
    """A loss with a purchase near it, where that matters; no gain and no loss; twenty cents short term."""
    assert count == len(returns(held({"TLT": "40", "VTI": "120"}, shares("VTI", *lots), config=config)))


def test_promised_shares_do_not_return():
    """Twenty of the 120 are promised to an order."""
    promised = tuple(
        replace(each, available_quantity=D(100)) if each.symbol == "VTI" else each
        for each in ALL_SWAPPED.snapshot.holdings
    )

    assert [] == returns(replace(ALL_SWAPPED, snapshot=replace(ALL_SWAPPED.snapshot, holdings=promised)))


def test_the_least_trade_may_return():
    """6,000 dollars where 6,000 are the least."""
    costs = CostConfig(minimum_trade=D(6_000))

    assert 1 == len(returns(held({"TLT": "40", "VTI": "120"}, LONG_GAIN, costs=costs)))


def test_one_share_may_return():
    """Be it for half a share of the symbol."""
    asked = held({"TLT": "0.3", "VTI": "1"}, shares("VTI", ("1", "45", LONG_AGO)))

    assert [D(1)] == [swap.quantity for swap in returns(asked)]


def test_one_substitute_returns_at_a_time():
    """VTI and IEF each hold thirty points of SPY."""
    lots = (*shares("VTI", ("60", "45", LONG_AGO)), *shares("IEF", ("60", "45", LONG_AGO)))
    asked = held({"TLT": "40", "VTI": "60", "IEF": "60"}, lots, sets=TWO)

    assert ["VTI"] == [swap.sold for swap in returns(asked)]


def test_a_loss_on_the_substitute_is_no_hindrance():
    """It was bought long enough ago."""
    assert 1 == len(returns(held({"TLT": "40", "VTI": "120"}, shares("VTI", ("120", "60", "2026-09-01")))))


@pytest.mark.parametrize("rules", [{"do_not_sell": ("VTI",)}, {"do_not_buy": ("SPY",)}, {"locked": ("SPY",)}])
def test_nobody_returns_against_the_owner_s_lists(rules: dict[str, Any]):
    """Neither of the two trades may be forbidden."""
    assert [] == returns(held({"TLT": "40", "VTI": "120"}, LONG_GAIN, constraints=Constraints(**rules)))


def test_a_whole_share_must_be_had_for_it():
    """VTI for 5,000 dollars buys no share of SPY at 6,000 where only whole ones are to be had."""
    asked = held({"TLT": "40", "VTI": "100"}, shares("VTI", ("100", "45", LONG_AGO)))
    account = replace(
        asked.snapshot,
        instruments=tuple(instrument(each.symbol, QuantityUnit.WHOLE) for each in asked.snapshot.instruments),
        quotes=tuple(
            replace(each, price=D(6_000)) if each.symbol == "SPY" else each for each in asked.snapshot.quotes
        ),
    )

    assert (1, []) == (len(returns(asked)), returns(replace(asked, snapshot=account)))


def test_a_transition_by_cash_flows_returns_nothing():
    """It would have to sell."""
    asked = held(
        {"TLT": "40", "VTI": "120"}, LONG_GAIN, config={"transition": TransitionMode.CASH_FLOWS_ONLY}
    )

    assert [] == returns(asked)


def test_what_stands_in_for_two_stays():
    """Which of the two it should make room for is not known."""
    sets = (*SUBSTITUTES, SubstituteSet(symbol="TLT", substitutes=("VTI",)))
    asked = held(
        {"TLT": "70", "VTI": "60"},
        shares("VTI", ("60", "45", LONG_AGO)),
        sets=sets,
        weights={"SPY": "0.2", "TLT": "0.8"},
    )

    assert [] == returns(asked)
