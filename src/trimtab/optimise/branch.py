"""Choose sides and whole shares: branch and bound on regions, best bound first, by nodes and never by time.

A node is a box of bounds (see `node`). Where the first one already proves the gap, its few solves are all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Final

import numpy as np

from trimtab.optimise.node import Node, Plan, Task, agree, look
from trimtab.optimise.problem import Vector
from trimtab.optimise.regions import NUDGE, Box, split, with_bounds

_ROUNDS: Final = 8
"""Rounds of agreement at the first node; later ones begin near it."""

_LATER_ROUNDS: Final = 2

_TRIED: Final = 8
"""Nodes that each try for a plan; later every eighth does, and whatever has nothing left to decide."""

_WHOLE: Final = 1e-7
"""A count of shares this close to a whole number needs no splitting."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a search came to: `is_complete` if its end was proved, not set by the number of nodes.

    `proof` holds prices of rows that contradict each other, where they do.
    """

    plan: Plan | None
    bound: float
    nodes: int
    steps: int
    prices: Vector
    is_complete: bool
    proof: Vector | None = None


@dataclass(slots=True, eq=False)
class _Progress:
    """Where the search is: the best plan, the open nodes by bound, and the lowest bound of those closed."""

    best: Plan | None = None
    open_: list[tuple[float, int, Node]] = field(default_factory=list)
    closed: float = np.inf
    nodes: int = 0
    steps: int = 0

    @property
    def bound(self) -> float:
        """The least that any plan can cost."""
        lowest = min(self.closed, self.open_[0][0] if self.open_ else np.inf)
        return min(lowest, self.best.value if self.best else np.inf)


def search(task: Task, box: Box, start: Vector | None = None) -> Found:
    """Look for the best plan in a box; a relative gap of `enough` ends it early."""
    progress = _Progress()
    root = look(task, box, start)
    prices = _visit(task, progress, root)
    if root is not None and root.climb.proof is not None:
        return Found(None, np.inf, 1, progress.steps, prices, is_complete=True, proof=root.climb.proof)
    while progress.open_ and progress.nodes < task.nodes and not _is_enough(task, progress):
        _, _, node = heappop(progress.open_)
        children = _children(task, node)
        if not children:  # nothing left to decide, so its bound will not rise any more
            progress.closed = min(progress.closed, node.bound)
        for child in children:
            _visit(task, progress, look(task, child, node.prices, node.bound))
    is_empty = progress.best is None and not progress.open_ and progress.closed == np.inf
    complete = is_empty or _is_enough(task, progress)
    return Found(progress.best, progress.bound, progress.nodes, progress.steps, prices, complete)


def _is_enough(task: Task, progress: _Progress) -> bool:
    best = progress.best
    return best is not None and best.value - progress.bound <= task.enough * abs(best.value)


def _visit(task: Task, progress: _Progress, node: Node | None) -> Vector:
    """Take a node down: try for a plan where it is due, and keep it open while it may hold a better one."""
    progress.nodes += 1
    if node is None:
        return np.zeros(task.model.factors + len(task.model.limits))
    progress.steps += node.climb.steps
    if node.climb.proof is not None:
        return node.prices
    if progress.nodes <= _TRIED or progress.nodes % _TRIED == 0 or not _is_splittable(task, node):
        node, plan = agree(task, node, _ROUNDS if progress.nodes == 1 else _LATER_ROUNDS)
        if plan is not None and (progress.best is None or plan.value < progress.best.value):
            progress.best = plan
    # Its number breaks ties between equal bounds, so that the order never depends on anything else.
    if progress.best is None or node.bound < progress.best.value:
        heappush(progress.open_, (node.bound, progress.nodes, node))
    return node.prices


def _is_splittable(task: Task, node: Node) -> bool:
    return bool(node.is_open.any() or _fractions(task, node).any())


def _children(task: Task, node: Node) -> list[Box]:
    """Split the undecided asset that the relaxation is least sure of, or else a fraction of a share."""
    if node.is_open.any():
        return split(task.model, task.choices, node.box, _least_sure(task, node))
    fractions = _fractions(task, node)
    if not fractions.any():
        return []
    asset = int(np.argmax(fractions * task.choices.unit * np.sqrt(task.model.specific)))
    unit, held = task.choices.unit[asset], task.model.held[asset]
    count = np.floor((node.weights[asset] - held) / unit)
    return [
        with_bounds(node.box, asset, node.box.lower[asset], held + unit * count),
        with_bounds(node.box, asset, held + unit * (count + 1), node.box.upper[asset]),
    ]


def _least_sure(task: Task, node: Node) -> int:
    """Choose the undecided asset with the most risk at stake: its distance from the ends of its reach."""
    weights, box = node.weights, node.box
    room = np.minimum(weights - box.lower, box.upper - weights) + np.abs(weights - task.model.held)
    return int(np.argmax(np.where(node.is_open, room * np.sqrt(task.model.specific), -1.0)))


def _fractions(task: Task, node: Node) -> Vector:
    """Tell how far each asset is from a whole number of shares, from none to half a share."""
    unit = task.choices.unit
    counts = np.divide(node.weights - task.model.held, unit, out=np.zeros_like(unit), where=unit > 0)
    off = np.abs(counts - np.round(counts))
    is_free = node.box.upper > node.box.lower + NUDGE
    fractions: Vector = np.where(is_free & (off > _WHOLE), off, 0.0)
    return fractions
