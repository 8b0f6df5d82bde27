"""The lazy rule for many portfolios: money goes to what lacks most, and comes from what has most.

The same as `planning.methods.lazy_rule` (domain §4.11), in floats. Columns are portfolios, rows holdings.
"""

from __future__ import annotations

import numpy as np

from trimtab.lab.prices import Floats


def feed(amount: Floats, values: Floats, targets: Floats) -> Floats:
    """Share out an amount so that the smallest values per target rise to one level."""
    ratios = values / targets
    order = np.argsort(ratios, axis=0, kind="stable")
    filled = amount + np.cumsum(np.take_along_axis(values, order, axis=0), axis=0)
    widths = np.cumsum(np.take_along_axis(np.broadcast_to(targets, values.shape), order, axis=0), axis=0)
    # Adding a holding below the level lowers it, adding one above raises it: the lowest is the one.
    level = (filled / widths).min(axis=0)
    shares: Floats = np.maximum(level * targets - values, 0.0)
    return np.where(amount > 0, shares, 0.0)


def draw(amount: Floats, values: Floats, targets: Floats) -> Floats:
    """Take an amount so that the largest values per target fall to one level; it must be there."""
    return feed(amount, -values, targets)
