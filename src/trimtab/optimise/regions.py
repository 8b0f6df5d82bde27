"""Where an asset's weight may lie: sold, untouched or bought, and on whole shares.

A trade is at least the least one or nothing. Within one region the cost is convex; which region is taken is
the combinatorial part of the problem (domain.md section 5.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, unique
from typing import Final

import numpy as np

from trimtab.optimise.model import Model
from trimtab.optimise.problem import Flags, Vector

NUDGE: Final = 1e-12
"""Weights this close count as equal: far above rounding, far below a share."""

SHARE: Final = 1e-9
"""A count of shares this close to a whole number is one."""


@unique
class Region(IntEnum):
    """Which side of the present weight."""

    SELL = 0
    HOLD = 1
    BUY = 2


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """What is discrete about a problem: the weight of a share, zero where none, and the least trade."""

    unit: Vector
    least: Vector

    @property
    def has_shares(self) -> bool:
        """Whether anything is traded in whole shares."""
        return bool(self.unit.any())


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """Bounds on the weights at one place of the search."""

    lower: Vector
    upper: Vector


def part_of(model: Model, choices: Choices, box: Box, region: Region) -> tuple[Box, Flags]:
    """Cut a box to one region of every asset, and tell for which assets anything is left of it."""
    lower, upper = box.lower, box.upper
    if region is Region.SELL:
        upper = np.minimum(upper, model.held - choices.least)
    elif region is Region.BUY:
        lower = np.maximum(lower, model.held + choices.least)
    else:
        lower, upper = np.maximum(lower, model.held), np.minimum(upper, model.held)
    is_there = lower <= upper + NUDGE
    # Where nothing is left any weight will do: the caller sees that the part is not there.
    middle = np.clip(lower, box.lower, box.upper)
    return Box(
        np.where(is_there, np.minimum(lower, upper), middle), np.where(is_there, upper, middle)
    ), is_there


def undecided(model: Model, choices: Choices, box: Box) -> Flags:
    """Mark the assets with more than one region left, where that makes their cost bend the wrong way."""
    below, above = box.lower < model.held - NUDGE, box.upper > model.held + NUDGE
    near = (box.lower < model.held + choices.least - NUDGE) & (box.upper > model.held - choices.least + NUDGE)
    reaches = (box.upper > box.lower + NUDGE) & (choices.least > NUDGE) & near
    flags: Flags = (model.doubtful & below & above) | reaches
    return flags


def on_shares(model: Model, choices: Choices, box: Box) -> Box:
    """Tighten a box to whole numbers of shares traded."""
    if not choices.has_shares:
        return box
    has, unit = choices.unit > 0, np.where(choices.unit > 0, choices.unit, 1.0)
    least = np.ceil((box.lower - model.held) / unit - SHARE)
    most = np.floor((box.upper - model.held) / unit + SHARE)
    lower = np.where(has, model.held + unit * least, box.lower)
    return Box(lower, np.where(has, model.held + unit * most, box.upper))


def split(model: Model, choices: Choices, box: Box, asset: int) -> list[Box]:
    """Give the regions of one undecided asset, each with everything else as it was."""
    children = []
    for region in Region:
        part, is_there = part_of(model, choices, box, region)
        is_own = region is not Region.HOLD or choices.least[asset] > NUDGE
        if is_there[asset] and is_own:
            children.append(with_bounds(box, asset, part.lower[asset], part.upper[asset]))
    return children


def with_bounds(box: Box, asset: int, lower: float, upper: float) -> Box:
    """Change one asset's bounds."""
    lowers, uppers = box.lower.copy(), box.upper.copy()
    lowers[asset], uppers[asset] = lower, upper
    return Box(lowers, uppers)
