"""What holds on every path of the lab, whatever the policy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lab_builders import dice
from property.test_lab_live import FOUR, WITH_CASH, bands, policies
from trimtab.lab.book import Book, Traded
from trimtab.lab.paths import Block, History
from trimtab.lab.policies import Band, LabPolicy, TargetMix
from trimtab.lab.run import Trial, walk

PATHS = 20
mixes = st.sampled_from([FOUR, WITH_CASH])
seeds = st.integers(0, 10**6)
rates = st.sampled_from([0.0, 0.25])


def walked(policy: LabPolicy, mix: TargetMix, seed: int) -> Book:
    """The book after thirty days of large swings; a year has ten."""
    source = dice(seed=seed, volatility=0.05, holdings=len(mix.symbols))
    trial = Trial(mix=mix, policies=(policy,), source=source, steps=30, steps_a_year=10)
    for (book,) in walk(trial, Block(0, PATHS)):
        last = book
    return last


@settings(max_examples=80)
@given(policies(), mixes, seeds, rates)
def test_money_is_neither_made_nor_lost(policy: LabPolicy, mix: TargetMix, seed: int, rate: float):
    """Holdings and cash are the worth, none is below zero, and costs are what trades cost."""
    book = walked(replace(policy, tax_rate=rate), mix, seed)

    assert np.allclose(book.values.sum(axis=0) + book.cash, book.worth, rtol=1e-12)
    assert book.values.min() >= -1e-12
    assert book.cash.min() >= -1e-12
    assert np.allclose(book.tally.cost, policy.cost_rate * 2 * book.tally.turnover, rtol=1e-9)


@settings(max_examples=40)
@given(st.none() | bands, mixes, seeds, st.sampled_from([0.0, 20.0]))
def test_who_looks_twice_trades_once(band: Band | None, mix: TargetMix, seed: int, cost_bp: float):
    """A second look at the same close finds nothing left to do but what the first one cost."""
    day = next(iter(dice(seed=seed, volatility=0.05, holdings=len(mix.symbols)).days(Block(0, 1), 1)))
    still = np.ones_like(day)
    trial = Trial(
        mix=mix,
        policies=(LabPolicy(band=band, cost_bp=cost_bp),),
        source=History(np.array([day[:, 0], still[:, 0]])),
        steps=2,
    )
    seen: list[Traded] = []
    for books in walk(trial, Block(0, 1), seen.append):
        cost = books[0].tally.cost.max()

    assert all(np.abs(made.changes).max() <= 2 * cost + 1e-12 for made in seen if made.day == 1)
