"""The shapes of runs that are tried: what is held, what is wanted, and what belongs to the shape itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Final

from builders import OWNER, plan, policy, snapshot
from simulation.faults import Fate, Kind, Situation
from trimtab.domain.commands import ExecutePlan
from trimtab.domain.plan import Plan
from trimtab.domain.policy import Policy, RebalancingMethod

PRICES: Final = {"AAA": "100", "BBB": "50", "CCC": "20", "DDD": "200"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A portfolio on its way to its targets. `missing` US dollars go once the run is reserved."""

    cash: str
    held: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, str] = field(default_factory=dict)
    target_cash: str = "0"
    missing: str = "0"
    situations: tuple[Situation, ...] = ()
    fates: Mapping[str, Fate] = field(default_factory=dict)


_FOUR: Final = {
    "cash": "100",
    "held": {"AAA": "25", "BBB": "50"},
    "weights": {"AAA": "0.25", "BBB": "0.25", "CCC": "0.25", "DDD": "0.25"},
}

SHAPES: Final[Mapping[str, Shape]] = {
    "one buy": Shape(cash="1000", weights={"AAA": "1"}),
    "one sell": Shape(cash="0", held={"AAA": "10"}, weights={"AAA": "0.5"}, target_cash="0.5"),
    "four legs": Shape(**_FOUR),  # type: ignore[arg-type]  # the rows say what they are
    "short cash": Shape(cash="3000", weights={"AAA": "0.4", "BBB": "0.3", "CCC": "0.3"}, missing="900"),
    "partial sells": Shape(**_FOUR, fates={"AAA": Fate.PARTIAL, "BBB": Fate.IN_PARTS}),  # type: ignore[arg-type]
    "cancelled": Shape(**_FOUR, situations=(Situation(Kind.CANCEL, 3_000),)),  # type: ignore[arg-type]
    "killed": Shape(**_FOUR, situations=(Situation(Kind.HALT, 2_500),)),  # type: ignore[arg-type]
}


ENDS: Final = {
    **dict.fromkeys(SHAPES, "COMPLETED"),
    "partial sells": "PARTIAL",
    "cancelled": "CANCELLED",
    "killed": "HALTED",
}
"""How a run of each shape ends when nothing fails."""


@dataclass(frozen=True, slots=True)
class Task:
    """A shape's policy and plan, and the command that executes it."""

    policy: Policy
    plan: Plan
    command: ExecutePlan


@cache
def task_of(name: str) -> Task:
    """Plan a shape, once in a process."""
    shape = SHAPES[name]
    rule = policy(shape.weights, cash=shape.target_cash, method=RebalancingMethod.FULL)
    made = plan(snapshot(shape.cash, dict(shape.held), PRICES), rule)
    command = ExecutePlan(
        portfolio=OWNER, plan_id=made.plan_id, plan_hash=made.plan_hash, idempotency_key="key-00000001"
    )
    return Task(rule, made, command)


def prices() -> dict[str, Decimal]:
    """Give every symbol its price."""
    return {symbol: Decimal(price) for symbol, price in PRICES.items()}
