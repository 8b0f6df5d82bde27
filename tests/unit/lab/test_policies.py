"""Policies of the lab and what they refuse."""

from __future__ import annotations

from math import inf, nan

import pytest

from trimtab.domain.config import DriftMethod
from trimtab.domain.policy import Destination
from trimtab.lab.errors import BadSettingError
from trimtab.lab.policies import Band, CashFlow, LabPolicy, TargetMix

RELATIVE, COMBINED = DriftMethod.RELATIVE, DriftMethod.COMBINED


@pytest.mark.parametrize(
    ("band", "target", "expected"),
    [
        (Band(width=0.05), 0.6, 0.05),
        (Band(width=0.2, kind=RELATIVE), 0.6, 0.12),
        (Band(width=0.05, kind=COMBINED), 0.6, 0.05),
        (Band(width=0.05, kind=COMBINED), 0.1, 0.025),
    ],
)
def test_a_band_is_as_wide_as_a_live_one(band: Band, target: float, expected: float):
    """Points, a part of the target, or the narrower of points and a quarter (5/25)."""
    assert expected == band.tolerance(target)


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (LabPolicy(every=None), "never, all"),
        (LabPolicy(every=63), "quarterly, all"),
        (LabPolicy(every=10, destination=Destination.HALF_WAY), "every 10 steps, all, half-way"),
        (LabPolicy(band=Band(width=0.025)), "daily, 2.5 points"),
        (
            LabPolicy(band=Band(width=0.2, kind=RELATIVE), destination=Destination.BAND_EDGE),
            "daily, 20 % of target, to the edge",
        ),
        (LabPolicy(every=21, band=Band(width=0.05, kind=COMBINED)), "monthly, 5 points or 25 %"),
    ],
)
def test_a_policy_says_what_it_does(policy: LabPolicy, expected: str):
    """A table's row is known by its words."""
    assert expected == str(policy)


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: Band(width=0), "width"),
        (lambda: Band(width=nan), "width"),
        (lambda: Band(width=1.5), "width"),
        (lambda: CashFlow(amount=0, every=21), "flow.amount"),
        (lambda: CashFlow(amount=inf, every=21), "flow.amount"),
        (lambda: CashFlow(amount=0.1, every=0), "flow.every"),
        (lambda: LabPolicy(every=0), "every"),
        (lambda: LabPolicy(cost_bp=-1), "cost_bp"),
        (lambda: LabPolicy(cost_bp=1_001), "cost_bp"),
        (lambda: LabPolicy(tax_rate=1), "tax_rate"),
        (lambda: LabPolicy(tax_rate=nan), "tax_rate"),
        (lambda: LabPolicy(destination=Destination.BAND_EDGE), "destination"),
        (lambda: TargetMix(symbols=(), weights=()), "targets"),
        (lambda: TargetMix(symbols=("A", "B"), weights=(1.0,)), "targets"),
        (lambda: TargetMix(symbols=("A", "A"), weights=(0.5, 0.5)), "targets"),
        (lambda: TargetMix(symbols=("A",), weights=(0.0,)), "targets.A"),
        (lambda: TargetMix(symbols=("A",), weights=(nan,)), "targets.A"),
        (lambda: TargetMix(symbols=("A", "B"), weights=(0.7, 0.4)), "targets"),
    ],
)
def test_a_setting_out_of_bounds_is_named(make, field: str):
    """No trial starts with numbers that mean nothing."""
    with pytest.raises(BadSettingError) as refused:
        make()

    assert field == refused.value.details["field"]


def test_what_targets_leave_is_wanted_in_cash():
    """A tenth is left; thirds that do not quite add up leave nothing."""
    assert 0.1 == pytest.approx(TargetMix(symbols=("A",), weights=(0.9,)).cash)
    assert 0 == TargetMix.equal(("A", "B", "C")).cash
