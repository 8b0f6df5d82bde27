"""Where a row stands, in words."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.domain.drift import DriftRow, ToleranceBand
from trimtab.domain.instruments import CASH
from trimtab.drift.words import name_key, place_text, points_text


def row(key: str, actual: str) -> DriftRow:
    return DriftRow(
        key=key,
        market_value=D(100),
        actual_weight=D(actual),
        target_weight=D("0.4"),
        band=ToleranceBand.of(D("0.05")),
    )


@pytest.mark.parametrize(("distance", "text"), [("0.065", "6.5 points"), ("-0.00126", "0.13 points")])
def test_a_distance_is_said_in_points(distance: str, text: str):
    """Without its sign, with two decimals at most."""
    assert text == points_text(D(distance))


def test_cash_goes_by_its_word():
    """The key of cash is not for people."""
    assert ("Cash", "SPY") == (name_key(CASH), name_key("SPY"))


@pytest.mark.parametrize(("actual", "side"), [("0.465", "over"), ("0.335", "under")])
def test_a_place_has_a_side(actual: str, side: str):
    """Over or under the target, and by how much."""
    assert f"SPY is 6.5 points {side} its target." == place_text(row("SPY", actual))
