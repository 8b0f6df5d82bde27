"""Bands from the owner's settings."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.domain.config import CalendarConfig, CostConfig, DriftConfig, DriftMethod, Frequency
from trimtab.domain.drift import ToleranceBand
from trimtab.domain.tax_config import TaxConfig


def band(tolerance: str, critical: str) -> ToleranceBand:
    return ToleranceBand(D(tolerance), D(critical))


def test_requirement_002_s_defaults():
    """Five points and ten, absolute; quarterly; taxes minded; a minimum trade of 100 and no costs."""
    drift = DriftConfig()

    assert (band("0.05", "0.10"), DriftMethod.ABSOLUTE) == (drift.band(D("0.4")), drift.method)
    assert CalendarConfig(frequency=Frequency.QUARTERLY, day=1, month=1) == CalendarConfig()
    assert TaxConfig(avoid_short_term_gains=True, harvest_losses=True, avoid_wash_sales=True) == TaxConfig()
    assert CostConfig(minimum_trade=D(100), spread_rate=D(0), commission_rate=D(0)) == CostConfig()


@pytest.mark.parametrize(
    ("critical", "tolerance", "expected"),
    [
        (None, None, band("0.04", "0.08")),
        ("0.09", None, band("0.04", "0.09")),
        (None, "0.02", band("0.02", "0.04")),
        ("0.09", "0.02", band("0.02", "0.04")),
        ("0.09", "0.2", band("0.2", "0.4")),
        ("0", None, band("0.04", "0")),
        (None, "0", band("0", "0")),
    ],
)
def test_an_explicit_critical_edge_and_a_tolerance_of_one_s_own(
    critical: str | None, tolerance: str | None, expected: ToleranceBand
):
    """Critical is what is given, else twice the tolerance; an own tolerance brings its own (rules 3, 5)."""
    config = DriftConfig(threshold=D("0.04"), critical=None if critical is None else D(critical))

    assert expected == config.band(D("0.5"), None if tolerance is None else D(tolerance))


@pytest.mark.parametrize(
    ("target", "tolerance", "expected"),
    [
        ("0.04", None, band("0.008", "0.016")),
        ("0.04", "0.5", band("0.02", "0.04")),
        ("1", None, band("0.2", "0.4")),
        ("0", None, band("0", "0")),
        ("0", "0.5", band("0", "0")),
    ],
)
def test_a_relative_band_is_a_part_of_the_target(target: str, tolerance: str | None, expected: ToleranceBand):
    """A fifth of four points is 0.8; of nothing it is nothing, whatever the tolerance."""
    config = DriftConfig(threshold=D("0.2"), method=DriftMethod.RELATIVE)

    assert expected == config.band(D(target), None if tolerance is None else D(tolerance))


def test_a_relative_critical_edge_is_a_part_of_the_target_too():
    """Half of a target of ten per cent is five points."""
    config = DriftConfig(threshold=D("0.2"), critical=D("0.5"), method=DriftMethod.RELATIVE)

    assert band("0.02", "0.05") == config.band(D("0.1"))


@pytest.mark.parametrize(
    ("target", "tolerance", "expected"),
    [
        ("0.6", None, band("0.05", "0.10")),
        ("0.2", None, band("0.05", "0.10")),
        ("0.1999", None, band("0.049975", "0.09995")),
        ("0.04", None, band("0.01", "0.02")),
        ("0.04", "0.005", band("0.005", "0.010")),
        ("0.04", "0.02", band("0.01", "0.02")),
        ("0", None, band("0.05", "0.10")),
    ],
)
def test_the_tighter_half_of_5_25_counts(target: str, tolerance: str | None, expected: ToleranceBand):
    """Five points down to a target of twenty, a quarter of it below; a target of zero has points only."""
    config = DriftConfig(method=DriftMethod.COMBINED)

    assert expected == config.band(D(target), None if tolerance is None else D(tolerance))


@pytest.mark.parametrize(
    ("target", "expected"), [("0.5", band("0.05", "0.15")), ("0.04", band("0.01", "0.03"))]
)
def test_combined_narrows_both_edges_alike(target: str, expected: ToleranceBand):
    """Critical at three times the threshold stays three times the tighter edge."""
    config = DriftConfig(critical=D("0.15"), method=DriftMethod.COMBINED)

    assert expected == config.band(D(target))


def test_no_tolerance_leaves_no_band_under_combined():
    """Without any threshold both edges lie on the target, and nothing is divided by zero."""
    config = DriftConfig(threshold=D(0), method=DriftMethod.COMBINED)

    assert band("0", "0") == config.band(D("0.5"))
