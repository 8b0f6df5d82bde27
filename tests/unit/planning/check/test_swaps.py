"""Substitutes and swaps, looked at again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from trimtab.domain.request import PlanRequest, Substitution, Swap
from trimtab.domain.trade import Side
from trimtab.planning.check.facts import gather
from trimtab.planning.check.swaps import beside_swaps, check_substitutes, step_of_shares
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


def test_what_is_identical_does_not_stand_in():
    """The owner may name it, the law does not care."""
    sets = (replace(SUBSTITUTES[0], substitutes=("IVV",)),)

    assert ["substitute"] == found(replace(PAIR, substitute="IVV"), substitutes=sets, identical=IDENTICAL)


@pytest.mark.parametrize(("weight", "rules_broken"), [("0.6", []), ("0.600001", ["substituted"])])
def test_nobody_counts_for_more_than_the_target(weight: str, rules_broken: list[str]):
    """SPY is wanted at 60 points."""
    assert rules_broken == found(replace(PAIR, weight=D(weight)))


@pytest.mark.parametrize(
    ("side", "quantity", "rule"), [(Side.SELL, "39.9", "swap: sale"), (Side.BUY, "79.9", "swap: purchase")]
)
def test_a_swap_in_part_is_found(side: Side, quantity: str, rule: str):
    """A tenth of a share is missing."""
    plan = plan_rebalance(swapping())
    trades = tuple(replace(t, quantity=D(quantity)) if t.side is side else t for t in plan.trades)

    assert rule in rules(swapping(), replace(plan, trades=trades))


def test_a_swap_that_is_not_made_is_found():
    """The plan does nothing of what the request asks."""
    idle = plan_rebalance(replace(swapping(), swaps=()))

    assert {"swap", "swap: sale", "swap: purchase"} <= rules(swapping(), idle)


@pytest.mark.parametrize(
    "swaps",
    [(replace(SWAP, bought="IEF"),), (SWAP, replace(SWAP, quantity=D(1)))],
)
def test_swaps_are_between_partners_and_once(swaps: tuple[Swap, ...]):
    """Not with a stranger, and no symbol twice."""
    assert "swap" in rules(swapping(swaps=swaps), plan_rebalance(swapping()))


def test_what_a_trade_does_beside_its_swap():
    """Two of forty-two shares; what is not swapped is all beside it, and dust is nothing."""
    facts = gather(swapping())
    sale = plan_rebalance(swapping()).of_side(Side.SELL)[0]
    others = (
        replace(sale, quantity=D(42)),
        replace(sale, symbol="TLT"),
        replace(sale, quantity=D("40.000000001")),
    )

    assert [D(2), D(40), D(0)] == [beside_swaps(facts, trade).quantity for trade in others]


def test_a_trade_past_its_swap_must_lead_to_the_goal():
    """Two more shares are sold of what is on its target."""
    plan = plan_rebalance(swapping())
    trades = tuple(replace(t, quantity=D(42)) if t.side is Side.SELL else t for t in plan.trades)

    assert "overshoot" in rules(swapping(), replace(plan, trades=trades))


def test_the_smallest_step_in_shares():
    """A billionth of a share; nothing for what has no price."""
    facts = gather(swapping())

    assert (D("1E-9"), D(0)) == (step_of_shares(facts, "SPY"), step_of_shares(facts, "XXX"))
