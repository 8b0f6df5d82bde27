"""The usual rows of a problem, each under the name that its shadow price is told by."""

from __future__ import annotations

import numpy as np

from trimtab.optimise.problem import Flags, Places, Row, Vector


def fully_invested(size: int, total: float = 1.0) -> Row:
    """Ask that the weights add up to a total; costs are then paid from outside."""
    return Row(name="invested", weights=np.ones(size), limit=total, is_equality=True)


def cash_at_least(weights: Vector, *, cash: float, least: float, tax_reserve: float = 0.0) -> Row:
    """Keep a least weight of cash after all costs and, at a reserve of one, after the tax bill.

    Cash afterwards is `cash` less what is bought, plus what is sold, less costs and the reserve times taxes.
    """
    limit = float(weights.sum()) + cash - least
    return Row(name="cash", weights=np.ones(len(weights)), limit=limit, cost=1.0, tax=tax_reserve)


def turnover_at_most(size: int, limit: float) -> Row:
    """Bound the one-way turnover: half the sum of absolute trades (domain.md section 2, row 37)."""
    return Row(name="turnover", weights=np.zeros(size), limit=limit, turnover=1.0)


def cost_at_most(size: int, limit: float) -> Row:
    """Bound spread, commission and impact together."""
    return Row(name="cost", weights=np.zeros(size), limit=limit, cost=1.0)


def tax_at_most(size: int, limit: float) -> Row:
    """Bound the tax on all sales, losses counted against gains."""
    return Row(name="tax", weights=np.zeros(size), limit=limit, tax=1.0)


def class_at_most(name: str, members: Flags | Places, size: int, limit: float) -> Row:
    """Bound what the members of a class weigh together."""
    weights = np.zeros(size)
    weights[members] = 1.0
    return Row(name=name, weights=weights, limit=limit)


def class_at_least(name: str, members: Flags | Places, size: int, limit: float) -> Row:
    """Ask for a least weight of a class."""
    weights = np.zeros(size)
    weights[members] = -1.0
    return Row(name=name, weights=weights, limit=-limit)
