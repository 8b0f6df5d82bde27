"""The greatest convex function below costs by piece, of all assets at once.

Wherever a piece's rate is below that of the one before, both lie on one straight line of that function; so
whole runs of falling rates are pooled at their average, again and again until none falls.
Source: pool adjacent violators; Barlow et al. 1972, whose result does not depend on the order of pooling.
"""

from __future__ import annotations

import numpy as np

from trimtab.optimise.problem import Places, Vector


def pooled_rates(rates: Vector, length: Vector, asset: Places) -> Vector:
    """Give every piece the rate of its pool; pieces without length keep their own rates."""
    wide = np.flatnonzero(length > 0.0)
    value, size, owner = rates[wide] * length[wide], length[wide], asset[wide]
    pool = np.arange(len(wide))
    mean = rates[wide]
    while len(value):
        joins = (mean[1:] < mean[:-1]) & (owner[1:] == owner[:-1])
        if not joins.any():
            break
        heads = np.flatnonzero(np.concatenate([[True], ~joins]))
        pool = (np.cumsum(np.concatenate([[True], ~joins])) - 1)[pool]
        value, size, owner = np.add.reduceat(value, heads), np.add.reduceat(size, heads), owner[heads]
        mean = value / size
    pooled = rates.copy()
    pooled[wide] = mean[pool]
    return pooled
