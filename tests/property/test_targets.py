"""Weights always add up."""

from __future__ import annotations

from decimal import Decimal as D

from hypothesis import given

from property.portfolios import target_sets
from trimtab.domain.instruments import CASH
from trimtab.domain.targets import SumVerdict, Targets


@given(target_sets())
def test_weights_sum_to_exactly_one(wanted: Targets):
    """Whatever is accepted adds up to one, cash included, with residual zero (I-15)."""
    assert D(1) == sum(wanted.weights.values(), D(0))


@given(target_sets())
def test_no_weight_is_negative(wanted: Targets):
    """Nothing is ever wanted less than not at all."""
    assert SumVerdict.REFUSED is not wanted.sum_verdict
    assert D(0) <= min(wanted.weights.values())


@given(target_sets())
def test_every_enabled_symbol_keeps_its_row(wanted: Targets):
    """The weights name the enabled symbols and cash, and nothing else."""
    assert {CASH, *(target.symbol for target in wanted.enabled)} == wanted.weights.keys()
