"""The lazy rule for many portfolios at once."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from trimtab.lab import flows
from trimtab.planning.methods import lazy_rule

TARGETS = np.array([[0.5], [0.3], [0.2]])
VALUES = np.array([[60.0, 10], [20, 70], [20, 20]])


def test_money_lifts_what_lacks_most():
    """20 in 60, 20 and 20: B is lifted alone, from 67 to 100 per target, then with C."""
    shares = flows.feed(np.array([20.0, 0.0]), VALUES, TARGETS)

    assert [[0, 0], [16, 0], [4, 0]] == shares.round(12).tolist()


def test_money_is_taken_from_what_has_most():
    """10 of 60, 20 and 20: A gives all of it."""
    assert [10, 0, 0] == flows.draw(np.array([10.0, 0.0]), VALUES, TARGETS)[:, 0].round(12).tolist()


def test_all_there_is_can_be_taken():
    """Every value falls to nothing."""
    drawn = flows.draw(np.array([100.0, 100.0]), VALUES, TARGETS)

    assert VALUES.tolist() == drawn.round(12).tolist()


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("way", ["feed", "draw"])
def test_it_is_the_live_rule(way: str, seed: int):
    """The same shares as in exact fractions, to a part in a billion."""
    dice = np.random.default_rng(seed)
    values, targets = dice.random((4, 1)) * 100, dice.random((4, 1)) + 0.01
    amount = float(dice.random()) * values.sum() * 0.99
    exact = {at: Fraction(float(value)) for at, value in enumerate(values[:, 0])}
    wanted = {at: Fraction(float(target)) for at, target in enumerate(targets[:, 0])}
    named = ({str(at): each[at] for at in each} for each in (exact, wanted))
    held, goals = named
    free = [held] if way == "draw" else []
    live = getattr(lazy_rule, way)(Fraction(amount), held, goals, *free)
    ours = getattr(flows, way)(np.array([amount]), values, targets)[:, 0]

    assert [float(live.get(str(at), 0)) for at in range(4)] == pytest.approx(ours, abs=1e-9)
