"""Means, their intervals, and paired differences."""

from __future__ import annotations

import numpy as np
import pytest

from lab_builders import MIX, dice, outcomes, trial
from trimtab.lab.outcomes import IntervalKind, join, mean_of, paired_difference
from trimtab.lab.policies import LabPolicy
from trimtab.lab.run import Trial, run


def test_a_mean_has_the_interval_of_its_standard_error():
    """1, 2 and 3: mean 2, standard error 1 over root 3."""
    normal = mean_of(np.array([1.0, 2, 3])).normal

    assert normal is not None
    assert 1.96 / 3**0.5 == pytest.approx(normal.high - 2, rel=1e-4)
    assert IntervalKind.NORMAL is normal.kind


def test_the_percentile_interval_is_about_the_normal_one():
    """For many well-behaved paths both say the same of the mean."""
    mean = mean_of(np.random.default_rng(1).standard_normal(2_000))

    assert mean.normal is not None
    assert mean.percentile is not None
    assert mean.normal.low == pytest.approx(mean.percentile.low, abs=0.01)
    assert mean.normal.high == pytest.approx(mean.percentile.high, abs=0.01)


def test_the_spread_is_that_of_paths():
    """It holds 95 of a hundred paths, however many there are."""
    numbers = np.arange(1_000.0)
    spread = mean_of(numbers).spread

    assert 950 == sum(spread.holds(number) for number in numbers)


def test_intervals_hold_the_truth_as_often_as_they_say():
    """Of 400 samples of a known mean, 95 % of either interval hold it, give or take three points."""
    throws = np.random.default_rng(2).exponential(1.0, (400, 100))
    means = [mean_of(sample) for sample in throws]

    for kind in ("normal", "percentile"):
        held = [getattr(mean, kind).holds(1.0) for mean in means]
        assert 0.95 == pytest.approx(np.mean(held), abs=0.03)


def test_one_path_says_nothing_of_its_error():
    """No interval of the mean is made up."""
    mean = mean_of(np.array([0.5]))

    assert (0.5, None, None) == (mean.value, mean.normal, mean.percentile)


def test_what_paths_share_cancels():
    """The difference is known exactly where it is the same on each path."""
    shared = np.array([1.0, 50, -7])
    normal = paired_difference(shared + 0.25, shared).normal

    assert normal is not None
    assert (0.25, 0.25) == (normal.low, normal.high)


def test_other_paths_are_no_pairs():
    """Ten paths cannot be compared with nine."""
    with pytest.raises(ValueError, match="are not the same"):
        paired_difference(np.zeros(10), np.zeros(9))


def test_a_loss_adds_up_trading_taxes_and_straying():
    """1 and 2 % are paid, 10 % strayed, which at an aversion of 4 is 2 %."""
    found = outcomes(cost=np.full(2, 0.01), tax=np.full(2, 0.02), tracking_error=np.full(2, 0.1))

    assert [0.05, 0.05] == found.loss(4).round(12).tolist()


def test_blocks_are_joined_in_their_order():
    """Paths keep their places, weights their holdings."""
    joined = join([outcomes(cost=np.array([1.0, 2])), outcomes(cost=np.array([3.0, 4]))])

    assert [1, 2, 3, 4] == joined.cost.tolist()
    assert (2, 4) == joined.weights.shape
    assert 4 == joined.paths


def test_figures_are_those_of_a_year():
    """Two days of 10 % in a year of one day: return 10 %, no volatility, one event a year."""
    days = ((1.2, 0.95), (1.2, 0.95))
    asked = trial(LabPolicy(), days=days)
    (found,) = run(Trial(mix=MIX, policies=asked.policies, source=asked.source, steps=2, steps_a_year=1), 1)

    assert 0.1 == pytest.approx(found.total_return[0])
    assert 0 == pytest.approx(found.volatility[0], abs=1e-8)
    assert 1 == found.events[0]


def test_volatility_is_what_the_dice_have():
    """Two independent holdings of 2 % a day, weighed 60 and 40."""
    (found,) = run(Trial(mix=MIX, policies=(LabPolicy(),), source=dice(), steps=252), 500)
    expected = 0.02 * np.hypot(0.6, 0.4) * 252**0.5

    assert expected == pytest.approx(found.volatility.mean(), rel=0.01)
    assert 0 == pytest.approx(found.tracking_error.max(), abs=1e-7)
