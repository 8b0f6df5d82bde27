"""Screening decides at the edge as exactly as the report of a single portfolio does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from trimtab.drift.screen import LARGEST_VALUE, MOST_KEYS, SCALE, Screening, screen

FIVE_POINTS = SCALE // 20


def table(*rows: list[int]) -> Any:
    return np.array(rows, dtype=np.int64)


def one(values: list[int], targets: list[int], tolerance: int = FIVE_POINTS) -> tuple[bool, int]:
    """Screen one portfolio; targets are in thousandths."""
    return shown(screen(table(values), table([weight * SCALE // 1000 for weight in targets]), tolerance))[0]


def shown(found: Screening) -> list[tuple[bool, int]]:
    return list(zip(found.is_breached.tolist(), found.max_drift.tolist(), strict=True))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([4500, 5500], (False, 50_000_000)),
        ([4501, 5499], (True, 50_100_000)),
        ([3500, 6500], (False, 50_000_000)),
        ([3499, 6501], (True, 50_100_000)),
        ([4000, 6000], (False, 0)),
    ],
)
def test_the_edge_is_inside(values: list[int], expected: tuple[bool, int]):
    """Five points either way of 40 % are inside; a hundredth of a point more is out."""
    assert expected == one(values, [400, 600])


def test_a_third_is_compared_without_rounding():
    """A third against 0.333333333 is out of a tolerance of zero, and inside one of a billionth."""
    wanted = table([SCALE // 3, SCALE - SCALE // 3])

    assert [True, False] == [screen(table([1, 2]), wanted, step).is_breached[0] for step in (0, 1)]


def test_the_largest_numbers_stay_exact():
    """At 90 trillion dollars one cent decides."""
    half = LARGEST_VALUE // 2

    assert [(False, 0), (True, 0)] == [one([half + cent, half - cent], [500, 500], 0) for cent in (0, 1)]


def test_the_largest_total_divides_exactly():
    """Everything in one key that should hold nothing of 90 trillion dollars is a drift of one."""
    assert (True, SCALE) == one([0, LARGEST_VALUE], [1000, 0])


def test_a_whole_unit_above_a_broken_target_counts_as_such():
    """One of three cents against a tenth, which wants 0.3: 0.7 too much, 0.2333 of the total."""
    assert (True, 233_333_333) == one([1, 2], [100, 900])


def test_a_billionth_above_nothing_is_taken_off_what_is_held():
    """One unit of one against a target of a billionth is 999,999,999 billionths too much."""
    assert [(True, SCALE - 1)] == shown(screen(table([1, 0]), table([1, SCALE - 1]), 0))


def test_a_portfolio_of_one_unit_is_not_taken_for_nothing():
    """One unit, all of it where it should be."""
    assert (False, 0) == one([1, 0], [1000, 0])


def test_the_largest_drift_may_be_an_excess_of_whole_units():
    """60, 20 and 20 against 40, 30 and 30: the first is twenty points over, the others ten under."""
    assert (True, SCALE // 5) == one([60, 20, 20], [400, 300, 300])


def test_every_portfolio_is_judged_by_itself():
    """More portfolios than are worked on at once, and each keeps its own answer."""
    count = 70_000
    values = np.tile(table([50, 50], [60, 40]), (count // 2, 1))
    found = screen(values, np.full_like(values, SCALE // 2), FIVE_POINTS)

    assert [False, True] * (count // 2) == found.is_breached.tolist()
    assert [0, SCALE // 10] * (count // 2) == found.max_drift.tolist()


def test_every_place_may_have_its_own_tolerance():
    """Six points are out of five, not out of seven."""
    bands = table([70_000_000, 70_000_000], [70_000_000, 50_000_000])
    values = table([56, 44], [56, 44])
    found = screen(values, np.full_like(values, SCALE // 2), bands)

    assert [False, True] == found.is_breached.tolist()


@pytest.mark.parametrize("values", [[0, 0], [5, -5]])
def test_a_portfolio_worth_nothing_misses_its_targets(values: list[int]):
    """Without a total all weights are zero."""
    assert (True, SCALE) == one(values, [1000, 0])


@pytest.mark.parametrize("values", [[-50, -50], [150, -50]])
def test_debts_have_weights_too(values: list[int]):
    """Half of a negative total is a weight of a half, and a debt of half the total one of minus a half."""
    assert (True, SCALE // 2) == one(values, [1000, 0])


def test_drifts_beyond_all_bounds_are_shown_as_the_largest():
    """Billions held and owed on a net worth of a cent: the drift is capped, not wrapped around."""
    found, largest = one([LARGEST_VALUE, 1 - LARGEST_VALUE], [1000, 0])

    assert (True, 9_000_000_000) == (found, largest // SCALE)


def test_the_most_keys_are_allowed():
    """The limit on columns is inside."""
    full = np.ones((1, MOST_KEYS), np.int64)

    assert [(False, 1_000_000 - 1)] == shown(screen(full, full, SCALE // 1000))


def test_nothing_to_screen_is_no_finding():
    """No portfolios and no keys are answered, not refused."""
    assert [] == shown(screen(np.zeros((0, 20), np.int64), np.zeros((0, 20), np.int64), 0))
    assert [(False, 0)] == shown(screen(np.zeros((1, 0), np.int64), np.zeros((1, 0), np.int64), 0))


GOOD: dict[str, Any] = {"values": table([1, 1]), "targets": table([1, 1]), "tolerance": 0}


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"values": np.array([[1.0, 1.0]])}, "values: holds float64, must hold int64"),
        ({"targets": np.array([[1, 1]], dtype=np.int32)}, "targets: holds int32"),
        ({"tolerance": np.array([0.5])}, "tolerance: holds float64"),
        ({"tolerance": table([1, 1], [1, 1])}, r"tolerance: has shape \(2, 2\)"),
        ({"targets": table([1])}, r"targets: has shape \(1, 1\), must have that of values, \(1, 2\)"),
        ({"values": np.array([1, 1]), "targets": np.array([1, 1])}, r"values: has shape \(2,\)"),
        (
            dict.fromkeys(("values", "targets"), np.zeros((1, MOST_KEYS + 1), np.int64)),
            "at most 1000 columns",
        ),
        ({"values": table([LARGEST_VALUE + 1, 0])}, "values: 9000000000000001 must be between"),
        ({"values": table([-LARGEST_VALUE - 1, 0])}, "values: -9000000000000001 must be between"),
        ({"values": table([LARGEST_VALUE, 1])}, "values, summed: 9000000000000001"),
        ({"targets": table([SCALE + 1, 0])}, "targets: 1000000001 must be between 0"),
        ({"targets": table([-1, 0])}, "targets: -1 must be"),
        ({"tolerance": -1}, "tolerance: -1 must be"),
        ({"tolerance": SCALE + 1}, "tolerance: 1000000001 must be"),
    ],
)
def test_what_cannot_be_exact_is_refused(wrong: dict[str, Any], named: str):
    """Floats, other widths, shapes that do not fit and numbers that could overflow are named."""
    with pytest.raises(ValueError, match=named):
        screen(**{**GOOD, **wrong})
