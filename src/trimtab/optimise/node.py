"""One place of the search: a box, its relaxation's prices and bound, and the plans that those lead to.

Prices name a side for every asset; with the sides fixed the problem is convex, and its optimum is a plan
with prices of its own. The bound is highest somewhere between both, and from there the sides may look
different: so prices and sides are brought to agree, in a few rounds (domain.md section 5.2).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from trimtab.optimise.bound import lower_bound
from trimtab.optimise.model import Model
from trimtab.optimise.newton import Climb, Hill, climb
from trimtab.optimise.pieces import window_of
from trimtab.optimise.problem import Flags, Places, Vector
from trimtab.optimise.regions import NUDGE, Box, Choices, Region, on_shares, part_of, undecided
from trimtab.optimise.relax import relaxed_rates
from trimtab.optimise.settle import settle
from trimtab.optimise.shares import ALLOWED, breach_of, exchanged, rounded, value_of

_BETWEEN: Final = (1.0, 0.9, 0.75, 0.5, 0.25, 0.1)
"""How far from the old prices to a plan's the bound is tried."""


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What is searched, over how many nodes, and the relative gap at which it ends."""

    model: Model
    choices: Choices
    nodes: int
    enough: float


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Weights that meet everything, and their objective."""

    weights: Vector
    value: float


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A box with the weights of its relaxation, its best bound, the prices of that and the sides at those.

    `is_open` marks the assets whose side is not decided yet.
    """

    box: Box
    weights: Vector
    bound: float
    prices: Vector
    regions: Places
    is_open: Flags
    climb: Climb


def look(task: Task, box: Box, start: Vector | None, least: float = -np.inf) -> Node | None:
    """Solve the relaxation of a box; None where whole shares leave an asset no weight.

    `least` is a bound that is known already.
    """
    model, choices = task.model, task.choices
    box = on_shares(model, choices, box)
    if (box.lower > box.upper + NUDGE).any():
        return None
    box = Box(np.minimum(box.lower, box.upper), box.upper)
    window = window_of(model.pieces, box.lower, box.upper)
    is_open = undecided(model, choices, box)
    rates = relaxed_rates(model, window, is_open) if is_open.any() else model.pieces.rates
    hill = Hill(model, window, rates)
    done = climb(hill, start)
    point = settle(hill, done.point)
    bound, regions = lower_bound(model, choices, box, point.prices)
    return Node(box, point.weights, max(bound, least), point.prices, regions, is_open, done)


def agree(task: Task, node: Node, rounds: int) -> tuple[Node, Plan | None]:
    """Bring prices and sides to agree within some rounds; give the node with its best bound, and a plan."""
    if not node.is_open.any():
        return node, _plan_at(task, node, node.weights)
    best: Plan | None = None
    tried = node
    for _ in range(rounds):
        convex, done = _with_sides(task, node, tried.regions)
        if convex is None:
            break
        best = convex if best is None or convex.value < best.value else best
        node, seen = _raised(task, node, done.point.prices)
        if (seen.regions == tried.regions)[node.is_open].all():
            break
        tried = seen
    # Sides by price may not be feasible together; those nearest to the relaxation often are.
    if best is None:
        best, _ = _with_sides(task, node, _by_place(task, node))
    return node, best if best is None else _plan_at(task, node, best.weights)


def _with_sides(task: Task, node: Node, regions: Places) -> tuple[Plan | None, Climb]:
    model = task.model
    box = _decided(task, node, regions)
    hill = Hill(model, window_of(model.pieces, box.lower, box.upper), model.pieces.rates)
    done = climb(hill, node.prices)
    weights = np.clip(settle(hill, done.point).weights, box.lower, box.upper)
    is_plan = done.proof is None and breach_of(model, weights) <= ALLOWED
    return Plan(weights, value_of(model, weights)) if is_plan else None, done


def _decided(task: Task, node: Node, regions: Places) -> Box:
    lower, upper = node.box.lower, node.box.upper
    for region in Region:
        part, is_there = part_of(task.model, task.choices, node.box, region)
        takes = node.is_open & (regions == int(region)) & is_there
        lower, upper = np.where(takes, part.lower, lower), np.where(takes, part.upper, upper)
    return Box(lower, upper)


def _by_place(task: Task, node: Node) -> Places:
    """Take for every asset the region that the relaxed weight is nearest to."""
    trade = node.weights - task.model.held
    sides = np.where(trade < 0.0, int(Region.SELL), int(Region.BUY))
    is_small = (2.0 * np.abs(trade) < task.choices.least) & (task.choices.least > NUDGE)
    return np.where(is_small, int(Region.HOLD), sides)


def _raised(task: Task, node: Node, prices: Vector) -> tuple[Node, Node]:
    """Look between two prices for the highest bound: the better node of both, and what was seen there."""
    seen = [_at(task, node, node.prices + part * (prices - node.prices)) for part in _BETWEEN]
    highest = max(seen, key=lambda each: each.bound)
    return (highest if highest.bound > node.bound else node), highest


def _at(task: Task, node: Node, prices: Vector) -> Node:
    bound, regions = lower_bound(task.model, task.choices, node.box, prices)
    return replace(node, bound=bound, prices=prices, regions=regions)


def _plan_at(task: Task, node: Node, weights: Vector) -> Plan | None:
    """Make a plan of weights that meet the rows, or nearly, in whole shares where those are asked for."""
    model, choices, box = task.model, task.choices, node.box
    weights = np.clip(weights, box.lower, box.upper)
    if choices.has_shares:
        whole = exchanged(model, choices, box, rounded(model, choices, box, weights))
        return None if whole is None else Plan(whole, value_of(model, whole))
    return Plan(weights, value_of(model, weights)) if breach_of(model, weights) <= ALLOWED else None
