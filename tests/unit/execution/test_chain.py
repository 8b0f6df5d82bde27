"""Legs for the same shares, one after the other."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from builders import leg
from trimtab.domain.execution_config import ExecutionConfig, LastResort
from trimtab.domain.leg import Leg, LegState
from trimtab.execution.chain import awaits_residual, find_residual, is_filled, may_be_repriced, originals

CUT: dict[str, Any] = {"state": LegState.CANCELLED, "is_repriced": True, "filled_quantity": D(4)}


def cut(**fields: Any) -> Leg:
    """Return a leg of ten shares of which four were filled when it was cancelled for a new price."""
    return leg(1, **(CUT | fields))


def rest(quantity: str = "6", state: str = "FILLED", number: int = 2, of: int = 1, **fields: Any) -> Leg:
    return leg(number, quantity=quantity, state=LegState(state), residual_of=of, reprices=1, **fields)


def test_what_was_approved_is_told_from_rests():
    """Only legs of the plan are originals."""
    assert (cut(),) == originals((cut(), rest()))


def test_a_rest_is_found_by_its_leg():
    """A leg has one rest at most, and a rest that is the last has none."""
    assert rest() == find_residual(cut(), (cut(), rest()))
    assert None is find_residual(rest(), (cut(), rest()))


@pytest.mark.parametrize(
    ("after", "is_done"),
    [
        ((rest(),), True),
        ((rest(state="ACKED"),), False),
        ((rest(quantity="5"),), False),
        ((rest(quantity="0", state="SKIPPED"),), False),
        ((rest(state="CANCELLED", filled_quantity=D(2)), rest("4", number=3, of=2)), True),
        ((rest(state="CANCELLED", filled_quantity=D(2)), rest("3", number=3, of=2)), False),
        ((), False),
    ],
)
def test_a_chain_is_filled_when_its_legs_together_are(after: tuple[Leg, ...], *, is_done: bool):
    """Four shares of ten and a rest of six are ten; a smaller rest leaves something open."""
    assert is_done is is_filled(cut(), (cut(), *after))


def test_a_filled_leg_needs_no_rest():
    """Most legs are a chain of one."""
    assert is_filled(leg(state=LegState.FILLED), ())


@pytest.mark.parametrize(
    ("fields", "awaits"),
    [
        ({}, True),
        ({"is_repriced": False}, False),
        ({"state": LegState.EXPIRED}, False),
        ({"state": LegState.PARTIAL}, False),
        ({"filled_quantity": D(10)}, False),
    ],
)
def test_a_rest_follows_a_cancellation_for_a_new_price(fields: dict[str, Any], *, awaits: bool):
    """Nothing follows an order that ended otherwise, or that has filled after all."""
    made = cut(**fields)

    assert awaits is awaits_residual(made, (made,))


def test_a_rest_follows_once():
    """A leg that has its rest waits for no other."""
    assert not awaits_residual(cut(), (cut(), rest(state="INTENT")))


@pytest.mark.parametrize(("reprices", "may"), [(0, True), (2, True), (3, False)])
def test_an_order_is_followed_as_often_as_the_style_allows(reprices: int, *, may: bool):
    """Two new prices and a market order: the fourth order is the last."""
    style = ExecutionConfig(max_reprices=2, last_resort=LastResort.CONVERT_TO_MARKET)

    assert may is may_be_repriced(leg(reprices=reprices), style)
