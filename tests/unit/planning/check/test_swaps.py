"""Substitutes and swaps, looked at again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from trimtab.domain.config import CostConfig
from trimtab.domain.request import PlanRequest, Substitution, Swap
from trimtab.domain.tax_config import IdenticalGroup, SubstituteSet
from trimtab.domain.trade import Side
from trimtab.planning.check.facts import gather
from trimtab.planning.check.swaps import beside_swaps, check_substitutes, check_swaps, step_of_shares
from trimtab.planning.rebalance import plan_rebalance
from unit.planning.check.tax_cases import rules
from unit.planning.tax_aware.cases import IDENTICAL, SUBSTITUTES, request

PAIR = Substitution(symbol="SPY", substitute="VTI", weight=D(0))
SWAP = Swap(sold="SPY", bought="VTI", quantity=D(40))


def swapping(**fields: Any) -> PlanRequest:
    """Sixty SPY on target, forty of them to be swapped for VTI; no lots are known."""
    asked = request({"SPY": "60", "TLT": "40"}, config={"substitutes": SUBSTITUTES})
    return replace(asked, tax=None, **({"substitutions": (PAIR,), "swaps": (SWAP,)} | fields))


def found(pair: Substitution, **config: Any) -> list[str]:
    """What is wrong with a pair."""
    usual = {"substitutes": SUBSTITUTES}
    asked = request({"SPY": "60", "TLT": "40"}, config=usual | config)
    return [each.rule for each in check_substitutes(gather(replace(asked, substitutions=(pair,))))]


def test_a_whole_swap_is_sound():
    """Forty SPY for eighty VTI, the goals along with them."""
    assert set() == rules(swapping(), plan_rebalance(swapping()))


@pytest.mark.parametrize(
    "pair",
    [
        replace(PAIR, substitute="IEF"),
        replace(PAIR, substitute="TLT"),
        replace(PAIR, symbol="IVV"),
        replace(PAIR, weight=D("-0.1")),
    ],
)
def test_strangers_do_not_stand_in(pair: Substitution):
    """Whom nobody named, who has a target, for what has none, or for less than nothing."""
    assert "substitute" in found(pair)


def test_whom_another_symbol_has_named_does_not_stand_in():
    """IEF is TLT's substitute and not SPY's."""
    sets = (*SUBSTITUTES, SubstituteSet(symbol="TLT", substitutes=("IEF",)))

    assert ["substitute"] == found(replace(PAIR, substitute="IEF"), substitutes=sets)


def test_what_is_identical_to_others_may_stand_in():
    """VTI and IEF are the same to the law, which is nothing to SPY."""
    assert [] == found(PAIR, identical=(IdenticalGroup(("IEF", "VTI")),))


def test_a_stranger_makes_a_plan_unsound():
    """Whatever it trades."""
    asked = replace(swapping(swaps=()), substitutions=(replace(PAIR, substitute="IEF"),))

    assert "substitute" in rules(asked, plan_rebalance(swapping(swaps=())))


def test_what_is_identical_does_not_stand_in():
    """The owner may name it, the law does not care."""
    sets = (replace(SUBSTITUTES[0], substitutes=("IVV",)),)

    assert ["substitute"] == found(replace(PAIR, substitute="IVV"), substitutes=sets, identical=IDENTICAL)


@pytest.mark.parametrize(("weight", "rules_broken"), [("0.6", []), ("0.600001", ["substituted"])])
def test_nobody_counts_for_more_than_the_target(weight: str, rules_broken: list[str]):
    """SPY is wanted at 60 points."""
    assert rules_broken == found(replace(PAIR, weight=D(weight)))


def test_every_target_has_its_own_substitutes():
    """Sixty points of SPY and forty of TLT are a hundred of both."""
    sets = (*SUBSTITUTES, SubstituteSet(symbol="TLT", substitutes=("IEF",)))
    pairs = (
        replace(PAIR, weight=D("0.6")),
        Substitution(symbol="TLT", substitute="IEF", weight=D("0.4")),
    )
    asked = request({"SPY": "60", "TLT": "40"}, config={"substitutes": sets})

    assert [] == list(check_substitutes(gather(replace(asked, substitutions=pairs))))


def resized(side: Side, quantity: str) -> set[str]:
    """The rules broken when one side of the swap has another size."""
    plan = plan_rebalance(swapping())
    trades = tuple(replace(t, quantity=D(quantity)) if t.side is side else t for t in plan.trades)
    return rules(swapping(), replace(plan, trades=trades))


@pytest.mark.parametrize(
    ("side", "quantity", "rule"), [(Side.SELL, "39.9", "swap: sale"), (Side.BUY, "79.9", "swap: purchase")]
)
def test_a_swap_in_part_is_found(side: Side, quantity: str, rule: str):
    """A tenth of a share is missing."""
    assert rule in resized(side, quantity)


@pytest.mark.parametrize(("quantity", "is_found"), [("79.9999999969999", False), ("79.9999999969", True)])
def test_a_purchase_may_be_smaller_by_a_step_of_either(quantity: str, *, is_found: bool):
    """A billionth of SPY at 100 and of VTI at 50 are three billionths of VTI, but for rounding."""
    assert is_found is ("swap: purchase" in resized(Side.BUY, quantity))


def test_a_purchase_may_be_smaller_by_the_costs():
    """A dollar for either order."""
    asked = swapping()
    costly = replace(asked, policy=replace(asked.policy, costs=CostConfig(minimum_commission=D(1))))

    assert set() == rules(costly, plan_rebalance(costly))


def test_a_swap_that_is_not_made_is_found():
    """The plan does nothing of what the request asks."""
    idle = plan_rebalance(replace(swapping(), swaps=()))

    assert {"swap", "swap: sale", "swap: purchase"} <= rules(swapping(), idle)


def test_a_swap_of_one_side_is_found():
    """SPY is sold, and nothing bought for it."""
    plan = plan_rebalance(swapping())

    assert "swap" in rules(swapping(), replace(plan, trades=plan.of_side(Side.SELL)))


@pytest.mark.parametrize(
    ("swaps", "odd"),
    [
        ((SWAP,), []),
        ((Swap(sold="VTI", bought="SPY", quantity=D(1)),), []),
        ((replace(SWAP, bought="IEF"),), ["SPY"]),
        ((SWAP, replace(SWAP, quantity=D(1))), ["SPY", "SPY"]),
        ((SWAP, replace(SWAP, bought="IVV")), ["SPY", "SPY"]),
    ],
)
def test_swaps_are_between_partners_and_once(swaps: tuple[Swap, ...], odd: list[str]):
    """There and back, not with a stranger, and no symbol twice."""
    pairs = (PAIR, replace(PAIR, substitute="IVV"))
    facts = gather(swapping(swaps=swaps, substitutions=pairs))
    told = check_swaps(facts, plan_rebalance(swapping()))

    assert odd == [each.subject for each in told if each.text.endswith("is none")]


def test_what_a_trade_does_beside_its_swap():
    """Two of forty-two shares; what is not swapped is all beside it, and dust is nothing."""
    facts = gather(swapping())
    (sale,), (purchase,) = (plan_rebalance(swapping()).of_side(side) for side in (Side.SELL, Side.BUY))
    others = (
        replace(sale, quantity=D(42)),
        replace(sale, symbol="TLT"),
        replace(sale, symbol="VTI"),
        replace(sale, quantity=D("40.000000002")),
        replace(sale, quantity=D("40.000000003")),
        replace(purchase, quantity=D(82)),
        replace(purchase, quantity=D(82), price=D(25), fx_rate=D(2)),
        replace(purchase, symbol="TLT"),
    )

    assert [D(2), D(40), D(40), D(0), D("0.000000003"), D(2), D(2), D(80)] == [
        beside_swaps(facts, trade).quantity for trade in others
    ]


def test_a_trade_past_its_swap_must_lead_to_the_goal():
    """Two more shares are sold of what is on its target."""
    plan = plan_rebalance(swapping())
    trades = tuple(replace(t, quantity=D(42)) if t.side is Side.SELL else t for t in plan.trades)

    assert "overshoot" in rules(swapping(), replace(plan, trades=trades))


def test_the_smallest_step_in_shares():
    """A billionth of a share; nothing for what has no price."""
    facts = gather(swapping())

    assert (D("1E-9"), D(0)) == (step_of_shares(facts, "SPY"), step_of_shares(facts, "XXX"))
