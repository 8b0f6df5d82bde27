"""Sides, least trades and whole shares cut what an asset may weigh."""

from __future__ import annotations

import numpy as np
import pytest

from optimise_builders import problem, rewarded, vector
from trimtab.optimise.model import model_of
from trimtab.optimise.regions import Box, Choices, Region, on_shares, part_of, split, undecided, with_bounds

FREE = Box(vector(0, 0), vector(1, 1))
NO_SHARES = Choices(vector(0, 0), vector(0, 0))
LEAST = Choices(vector(0, 0), vector(0.1, 0))


@pytest.mark.parametrize(
    ("region", "lower", "upper"),
    [(Region.SELL, 0.0, 0.5), (Region.HOLD, 0.6, 0.6), (Region.BUY, 0.7, 1.0)],
)
def test_a_region_begins_at_the_least_trade(region: Region, lower: float, upper: float):
    """With 0.6 held and trades of a tenth at least."""
    part, is_there = part_of(model_of(problem()), LEAST, FREE, region)

    assert is_there.all()
    assert pytest.approx((lower, upper)) == (part.lower[0], part.upper[0])


def test_a_region_outside_the_box_is_not_there():
    """With at least 0.55 to hold, a tenth cannot be sold."""
    box = Box(vector(0.55, 0), vector(1, 1))
    _, is_there = part_of(model_of(problem()), LEAST, box, Region.SELL)

    assert [False, True] == is_there.tolist()


def test_only_what_bends_the_wrong_way_is_undecided():
    """A rewarded loss, or a least trade; and no longer once a side is chosen."""
    model = model_of(rewarded())
    sides = [undecided(model, NO_SHARES, box)[0] for box in (FREE, *split(model, NO_SHARES, FREE, 0))]

    assert [True, False, False] == sides
    assert [True, False] == undecided(model_of(problem()), LEAST, FREE).tolist()


def test_a_split_covers_every_plan():
    """Selling and buying meet at what is held; with a least trade holding is a part of its own."""
    model = model_of(problem())
    plain, least = (
        [(box.lower[0], box.upper[0]) for box in split(model, choices, FREE, 0)]
        for choices in (NO_SHARES, LEAST)
    )

    assert [(0.0, 0.6), (0.6, 1.0)] == plain
    assert pytest.approx(np.array([(0.0, 0.5), (0.6, 0.6), (0.7, 1.0)])) == np.array(least)


def test_bounds_move_to_whole_shares():
    """From 0.6 in steps of 0.25: 0.1 at least and 0.85 at most; what has no share stays."""
    box = on_shares(model_of(problem()), Choices(vector(0.25, 0), vector(0, 0)), FREE)

    assert pytest.approx([0.1, 0.0]) == box.lower.tolist()
    assert pytest.approx([0.85, 1.0]) == box.upper.tolist()
    assert FREE is on_shares(model_of(problem()), NO_SHARES, FREE)


def test_one_assets_bounds_leave_the_others():
    """And the box they came from."""
    box = with_bounds(FREE, 1, 0.2, 0.3)

    assert ([0.0, 0.2], [1.0, 0.3]) == (box.lower.tolist(), box.upper.tolist())
    assert [0.0, 0.0] == FREE.lower.tolist()
