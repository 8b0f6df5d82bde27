"""What studies say of the order of policies, where their figures cannot be had (domain §4.7).

Sun et al. 2006 and Kritzman, Myrgren and Page 2007: optimised policies cost less than calendars and than
five-point bands. Leland 1999: trading to the edge of the no-trade region takes less turnover than going
home. On paths of our own a difference agrees where its NORMAL interval is above zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from trimtab.domain.config import DriftMethod
from trimtab.domain.policy import Destination
from trimtab.lab.anchor import Anchor, Published
from trimtab.lab.grid import under
from trimtab.lab.outcomes import paired_difference
from trimtab.lab.paths import Lognormal
from trimtab.lab.policies import BASIS_POINT, SESSIONS, Band, LabPolicy, TargetMix
from trimtab.lab.prices import Floats
from trimtab.lab.recommend import USUAL_AVERSION
from trimtab.lab.run import SESSIONS_A_YEAR, Progress, Trial, run

FIVE: Final = TargetMix(symbols=("AA", "BB", "CC", "DD", "EE"), weights=(0.4, 0.25, 0.2, 0.1, 0.05))
"""Five assets of unlike size and risk."""

_VOLATILITY: Final = (0.18, 0.05, 0.22, 0.25, 0.15)
_CORRELATION: Final = 0.3
_COST_BP: Final = 20
_YEARS: Final = 10
_OPTIMISED: Final = tuple(Band(width=width, kind=DriftMethod.RELATIVE) for width in (0.1, 0.15, 0.2, 0.3))


def orderings(paths: int, seed: int, progress: Progress | None = None) -> Iterator[Anchor]:
    """Try calendars, a five-point band and optimised edges on five assets, at 20 bp a trade."""
    calendars = [LabPolicy(every=every) for every in SESSIONS.values()]
    five_points = LabPolicy(band=Band(width=0.05))
    edges = [LabPolicy(band=band, destination=Destination.BAND_EDGE) for band in _OPTIMISED]
    homes = [LabPolicy(band=band) for band in _OPTIMISED]
    policies = under([*calendars, five_points, *edges, *homes], cost_bp=_COST_BP)
    trial = Trial(mix=FIVE, policies=policies, source=_paths(seed), steps=_YEARS * SESSIONS_A_YEAR)
    found = run(trial, paths, progress)
    losses = [outcomes.loss(USUAL_AVERSION) / BASIS_POINT for outcomes in found]
    count = len(calendars)
    best = _least(losses[count + 1 : count + 1 + len(edges)])
    yield _above_zero("kritzman-2007 best calendar over optimised", _least(losses[:count]), best)
    yield _above_zero("kritzman-2007 5-point band over optimised", losses[count], best)
    turnover = [outcomes.turnover * 100 for outcomes in found[count + 1 :]]
    at = _OPTIMISED.index(Band(width=0.2, kind=DriftMethod.RELATIVE))
    yield _above_zero("leland-1999 turnover home over edge", turnover[len(edges) + at], turnover[at])


def _paths(seed: int) -> Lognormal:
    correlation = np.full((len(_VOLATILITY), len(_VOLATILITY)), _CORRELATION)
    np.fill_diagonal(correlation, 1.0)
    daily = np.array(_VOLATILITY) / np.sqrt(SESSIONS_A_YEAR)
    return Lognormal(drift=-(daily**2) / 2, volatility=daily, correlation=correlation, seed=seed)


def _least(losses: Sequence[Floats]) -> Floats:
    return min(losses, key=lambda loss: float(loss.mean()))


def _above_zero(key: str, more: Floats, less: Floats) -> Anchor:
    """Publish that a difference is above zero, by however much."""
    found = paired_difference(more, less)
    return Anchor(
        key=key,
        published=Published.above_zero(),
        ours=found.value,
        interval=found.normal or found.spread,
    )
