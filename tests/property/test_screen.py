"""Screening in whole numbers and measuring in decimals come to the same verdict."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from trimtab.domain.drift import ToleranceBand
from trimtab.drift.measure import measure_drift
from trimtab.drift.screen import SCALE, screen

KEYS = ("A", "B", "C")
CENTS = 10**14

Portfolio = tuple[tuple[int, ...], tuple[int, ...], int]

cents = st.one_of(st.integers(0, 300), st.integers(-1_000, 10**7), st.integers(0, CENTS))
steps = st.one_of(st.integers(0, 100).map(lambda percent: percent * SCALE // 100), st.integers(0, SCALE))


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    """Values in cents, and targets and a tolerance in billionths."""
    return (
        tuple(draw(cents) for _ in KEYS),
        tuple(draw(steps) for _ in KEYS),
        draw(steps),
    )


@st.composite
def at_the_edge(draw: st.DrawFn) -> Portfolio:
    """A key exactly its tolerance away from its target, give or take a cent."""
    total = draw(st.integers(1, 10**5)) * SCALE
    target, tolerance = draw(st.integers(0, SCALE)), draw(st.integers(0, SCALE))
    sign, nudge = draw(st.sampled_from([-1, 1])), draw(st.integers(-1, 1))
    value = (target + sign * tolerance) * total // SCALE + nudge
    return (value, total - value, 0), (target, SCALE - target, 0), tolerance


@given(st.one_of(portfolios(), at_the_edge()))
@example(((1, 2, 0), (333_333_333, 666_666_667, 0), 0))
@example(((0, 0, 0), (SCALE, 0, 0), SCALE))
@example(((5, -5, 0), (SCALE // 2, SCALE // 2, 0), SCALE // 2))
def test_screening_agrees_with_the_report(portfolio: Portfolio):
    """The breach is the same, at the very edge too; the largest drift is the same to nine places."""
    values, targets, tolerance = portfolio
    found = screen(np.array([values], np.int64), np.array([targets], np.int64), tolerance)
    report = measure_drift(
        {key: Decimal(value).scaleb(-2) for key, value in zip(KEYS, values, strict=True)},
        {key: Decimal(weight).scaleb(-9) for key, weight in zip(KEYS, targets, strict=True)},
        {},
        ToleranceBand.of(Decimal(tolerance).scaleb(-9)),
    )

    assert bool(report.breached) == found.is_breached[0]
    assert largest_drift(values, targets) == found.max_drift[0]


def largest_drift(values: tuple[int, ...], targets: tuple[int, ...]) -> int:
    """Cut the largest absolute drift down to steps, by fractions."""
    total = sum(values)
    weights = [Fraction(value, total) if total else Fraction(0) for value in values]
    drifts = [abs(weight - Fraction(wanted, SCALE)) for weight, wanted in zip(weights, targets, strict=True)]
    return int(max(drifts) * SCALE)


@given(portfolios(), st.integers(0, SCALE))
def test_a_wider_band_never_breaches_more(portfolio: Portfolio, wider: int):
    """What a tolerance lets pass, every larger one lets pass."""
    values, targets, tolerance = portfolio
    table, wanted = np.array([values], np.int64), np.array([targets], np.int64)
    narrow, wide = (
        screen(table, wanted, edge).is_breached[0] for edge in sorted((tolerance, max(tolerance, wider)))
    )

    assert narrow >= wide
