"""The last digit: where a price is too coarse for the weights it moves, the weights are moved directly."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from trimtab.optimise.dual import Point, bends_at, point_at
from trimtab.optimise.newton import Hill

_TINY: Final = 1e-14


def settle(hill: Hill, point: Point) -> Point:
    """Close what the rows still leave open by one Newton step taken in the weights that give way.

    A row that holds with room and no price stays as it is. The prices, and with them the bound, are kept.
    """
    model = hill.model
    rows = point.slope[model.factors :]
    binds = model.is_equality | (point.prices[model.factors :] > 0.0) | (rows > 0.0)
    if not binds.any():
        return point
    inside, moved, inverse = bends_at(model, hill.window, point, hill.rates)
    # Only rows are mended: what that leaves to the factors is of second order in the gap.
    counted = moved[model.factors :][binds]
    bend = (counted * inverse) @ counted.T
    # Rows that bind may depend on each other, which least squares does not mind.
    push = np.linalg.lstsq(bend, rows[binds], rcond=_TINY)[0]
    fill = point.fill.copy()
    fill[inside] -= inverse * (push @ counted)
    fill = np.minimum(np.maximum(fill, hill.window.low), hill.window.high)
    settled = point_at(model, point.prices, (fill, point.wanted), hill.rates)
    is_closer = np.abs(settled.slope[model.factors :][binds]).max() < np.abs(rows[binds]).max()
    return replace(settled, prices=point.prices) if is_closer else point
