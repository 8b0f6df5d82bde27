"""Paths: drawn from history in runs, or thrown with its figures."""

from __future__ import annotations

import numpy as np
import pytest

from lab_builders import dice, history, real_prices
from trimtab.lab.errors import BadSettingError, EmptyHistoryError
from trimtab.lab.paths import BLOCK_PATHS, Block, Bootstrap, Lognormal, split

NUMBERED = np.arange(1.0, 101.0)[:, np.newaxis]
"""A hundred days whose growth is their number."""


def drawn(source: Bootstrap, paths: int = 200, days: int = 300) -> np.ndarray:
    """The days that were drawn, days by paths."""
    return np.array([day[0] for day in source.days(Block(0, paths), days)])


def test_paths_are_cut_into_blocks():
    """The last block has what is left."""
    assert (Block(0, BLOCK_PATHS), Block(1, 5)) == split(BLOCK_PATHS + 5)


def test_no_path_is_no_work():
    """Nobody asks for nothing by accident."""
    with pytest.raises(BadSettingError, match="paths"):
        split(0)


def test_history_is_one_path():
    """Each path of a block sees the same days."""
    days = list(history((1.1, 0.9), (1.0, 1.2)).days(Block(0, 2), 2))

    assert [[1.1, 1.1], [0.9, 0.9]] == days[0].tolist()


def test_history_has_no_more_days_than_it_has():
    """A path is never padded."""
    with pytest.raises(BadSettingError, match="more than the 1"):
        history((1.1, 0.9)).days(Block(0, 1), 2)


def test_runs_go_on_and_wrap_round():
    """Most steps lead to the next day of history, the last day to the first."""
    days = drawn(Bootstrap(NUMBERED, seed=1, mean_run=20.0))
    goes_on = np.diff(days, axis=0) % 100 == 1

    assert 0.95 == pytest.approx(goes_on.mean(), abs=0.005)
    assert (days[1:][days[:-1] == 100] == 1).any()


def test_every_day_is_drawn_equally_often():
    """The shuffled series has the mean of history."""
    assert 50.5 == pytest.approx(drawn(Bootstrap(NUMBERED, seed=1, mean_run=5.0)).mean(), abs=0.5)


def test_runs_of_one_day_know_nothing_of_each_other():
    """With a mean run of one day each day is drawn by itself."""
    days = drawn(Bootstrap(NUMBERED, seed=1, mean_run=1.0))

    assert 0.01 == pytest.approx((np.diff(days, axis=0) % 100 == 1).mean(), abs=0.002)


def test_days_stay_whole():
    """What moved together moves together: each drawn day is a day of history."""
    growth = real_prices().growth()
    known = {tuple(day) for day in growth}

    assert known >= {tuple(day[:, 0]) for day in Bootstrap(growth, seed=3).days(Block(0, 1), 100)}


def test_equal_seeds_throw_alike_and_blocks_do_not():
    """A block's numbers depend on seed and number only."""
    first, again, other = (next(iter(dice(seed=5).days(Block(number, 3), 1))) for number in (0, 0, 1))

    assert first.tolist() == again.tolist()
    assert first.tolist() != other.tolist()


def test_dice_have_the_figures_of_history():
    """Volatilities and correlations of thrown returns are those they were taken from."""
    growth = real_prices().growth()
    thrown = np.log(np.concatenate([*Lognormal.like(growth, 1).days(Block(0, 1000), 30)], axis=1))

    assert np.log(growth).std(axis=0) == pytest.approx(thrown.std(axis=1), rel=0.02)
    assert np.corrcoef(np.log(growth).T) == pytest.approx(np.corrcoef(thrown), abs=0.02)


def test_an_empty_history_draws_nothing():
    """There must be a day to draw."""
    with pytest.raises(EmptyHistoryError):
        Bootstrap(np.empty((0, 2)), seed=1)


@pytest.mark.parametrize("mean_run", [0.5, float("nan")])
def test_a_run_lasts_a_day_at_least(mean_run: float):
    """Shorter runs would be no days at all."""
    with pytest.raises(BadSettingError, match="mean_run"):
        Bootstrap(NUMBERED, seed=1, mean_run=mean_run)


@pytest.mark.parametrize(
    ("correlation", "words"),
    [
        ([[1.0, 0.5], [0.4, 1.0]], "symmetric"),
        ([[1.0, 1.5], [1.5, 1.0]], "positive definite"),
        ([[1.0]], "must be 2 by 2"),
        ([[1.0, float("nan")], [float("nan"), 1.0]], "finite"),
    ],
)
def test_correlations_that_no_returns_have_are_refused(correlation: list[list[float]], words: str):
    """Asymmetric, indefinite, of the wrong size, or no numbers."""
    with pytest.raises(BadSettingError, match=words):
        Lognormal(np.zeros(2), np.full(2, 0.01), np.array(correlation), seed=1)


def test_what_never_moves_has_no_correlation():
    """Zero variance is refused, not divided by."""
    with pytest.raises(BadSettingError, match="volatility of a holding"):
        Lognormal.like(np.array([[1.0, 1.1], [1.0, 0.9], [1.0, 1.0]]), seed=1)
