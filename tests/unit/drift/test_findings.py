"""What a drift report says to alerts."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from builders import NOON
from trimtab.domain.alert import AlertKind, AlertLevel, Observation
from trimtab.domain.drift import ToleranceBand
from trimtab.drift.findings import observe_drift
from trimtab.drift.measure import measure_drift


def seen(first: int) -> Observation:
    """Look at halves of which the first one weighs so many percent."""
    held, wanted = {"A": D(first), "B": D(100 - first)}, {"A": D("0.5"), "B": D("0.5")}
    return observe_drift(measure_drift(held, wanted, {}, ToleranceBand.of(D("0.05"))), NOON)


def test_every_breach_is_a_finding():
    """One for each row out of its band, with its level and the sentence for people."""
    found = [(each.key, each.level, each.text) for each in seen(62).findings]

    assert [
        ("A", AlertLevel.CRITICAL, "A is 12 points over its target."),
        ("B", AlertLevel.CRITICAL, "B is 12 points under its target."),
    ] == found


def test_a_warning_stays_one():
    """Six points are over five and not over ten."""
    assert {AlertLevel.WARNING} == {each.level for each in seen(56).findings}


def test_a_look_at_drift_speaks_of_all_drift():
    """What it does not find is resolved by it, whatever the key."""
    quiet = seen(50)

    assert ((), frozenset({AlertKind.DRIFT}), None, NOON) == (
        quiet.findings,
        quiet.kinds,
        quiet.keys,
        quiet.at,
    )


@pytest.mark.parametrize(("first", "keys"), [(52, ()), (53, ("A", "B")), (55, ("A", "B")), (47, ("A", "B"))])
def test_what_is_barely_in_its_band_wavers(first: int, keys: tuple[str, ...]):
    """In its outer half, on either side."""
    assert frozenset(keys) == seen(first).wavering
