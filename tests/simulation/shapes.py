"""The shapes of runs that are tried: what is held, what is wanted, and what belongs to the shape itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Final

from builders import OWNER, plan, policy, snapshot
from simulation.faults import Fate, Kind, Situation
from simulation.stage import MINUTE
from trimtab.domain.commands import ExecutePlan, ExecuteTrade
from trimtab.domain.execution_config import ExecutionConfig, LastResort
from trimtab.domain.intent import OrderType, TimeInForce
from trimtab.domain.plan import Plan
from trimtab.domain.policy import Limits, Policy, RebalancingMethod
from trimtab.domain.trade import Side

FIRST_KEY: Final = "key-00000001"
PRICES: Final = {"AAA": "100", "BBB": "50", "CCC": "20", "DDD": "200"}
_MANY: Final = ("EEA", "EEB", "EEC", "EED", "EEF", "EEG", "EEH", "EEI", "EEJ", "EEK")
_ALL_PRICES: Final = {**PRICES, **dict.fromkeys(_MANY, "10")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A portfolio on its way to its targets, or to a single `order`.

    `missing` US dollars go once the run is reserved; `opens_at` is when the exchange opens, in virtual time.
    """

    cash: str
    held: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, str] = field(default_factory=dict)
    target_cash: str = "0"
    missing: str = "0"
    execution: ExecutionConfig = field(default_factory=lambda: ExecutionConfig(hold_seconds=0))
    limits: Limits = field(default_factory=Limits)
    order: tuple[Side, str, str] | None = None
    """Side, symbol and quantity of an order that is executed without a plan."""
    situations: tuple[Situation, ...] = ()
    fates: Mapping[str, Fate] = field(default_factory=dict)
    opens_at: int = 0


_FOUR: Final = {
    "cash": "100",
    "held": {"AAA": "25", "BBB": "50"},
    "weights": {"AAA": "0.25", "BBB": "0.25", "CCC": "0.25", "DDD": "0.25"},
}

_TWINS: Final = tuple(Situation(Kind.TWIN, at) for at in (0, 150, 700, 2_000))
_CONVERTED: Final = ExecutionConfig(
    order_type=OrderType.LIMIT,
    reprice_after_seconds=40,
    max_reprices=0,
    last_resort=LastResort.CONVERT_TO_MARKET,
    hold_seconds=0,
)
_LEFT: Final = ExecutionConfig(
    order_type=OrderType.LIMIT, reprice_after_seconds=12, max_reprices=2, hold_seconds=0
)
_HELD: Final = {
    "cash": "0",
    "held": {"AAA": "10"},
    "weights": {"AAA": "0.5", "BBB": "0.5"},
    "execution": ExecutionConfig(hold_seconds=10),
}

SHAPES: Final[Mapping[str, Shape]] = {
    "one buy": Shape(cash="1000", weights={"AAA": "1"}),
    "one sell": Shape(cash="0", held={"AAA": "10"}, weights={"AAA": "0.5"}, target_cash="0.5"),
    "four legs": Shape(**_FOUR),  # type: ignore[arg-type]  # the rows say what they are
    "short cash": Shape(cash="3000", weights={"AAA": "0.4", "BBB": "0.3", "CCC": "0.3"}, missing="900"),
    "partial sells": Shape(**_FOUR, fates={"AAA": Fate.PARTIAL, "BBB": Fate.IN_PARTS}),  # type: ignore[arg-type]
    "cancelled": Shape(**_FOUR, situations=(Situation(Kind.CANCEL, 3_000),)),  # type: ignore[arg-type]
    "killed": Shape(**_FOUR, situations=(Situation(Kind.HALT, 3_000),)),  # type: ignore[arg-type]
    "limit orders": Shape(
        **_FOUR,  # type: ignore[arg-type]
        execution=_CONVERTED,
        fates={"AAA": Fate.RESTING, "DDD": Fate.RESTING},
    ),
    "limits left": Shape(
        cash="0",
        held={"AAA": "10"},
        weights={"AAA": "0.5", "BBB": "0.5"},
        execution=_LEFT,
        fates={"BBB": Fate.PARTIAL},
    ),
    "tight limits": Shape(
        cash="0",
        held={"AAA": "10"},
        weights={"AAA": "0.5", "BBB": "0.5"},
        execution=_CONVERTED,
        limits=Limits(max_orders=2),
        fates={"AAA": Fate.RESTING},
    ),
    "single sell": Shape(cash="0", held={"AAA": "10"}, order=(Side.SELL, "AAA", "4")),
    "held": Shape(**_HELD),  # type: ignore[arg-type]
    "thought better of": Shape(**_HELD, situations=(Situation(Kind.CANCEL, 4_000),)),  # type: ignore[arg-type]
    "asked five times": Shape(cash="1000", order=(Side.BUY, "AAA", "4"), situations=_TWINS),
}

_TENTHS: Final = dict.fromkeys(_MANY, "0.1")
WIDE: Final[Mapping[str, Shape]] = {
    "ten buys": Shape(cash="10000", weights=_TENTHS),
    "ten limits": Shape(cash="10000", weights=_TENTHS, execution=_LEFT),
    "five sells": Shape(cash="0", held=dict.fromkeys(_MANY[:5], "100"), weights=_TENTHS),
}
"""Runs of more orders than may leave in a minute; too long to fail at each of their effects."""

EARLY: Final[Mapping[str, Shape]] = {
    "before the open": Shape(**_FOUR, opens_at=8 * MINUTE),  # type: ignore[arg-type]
    "cancelled before the open": Shape(
        **_FOUR,  # type: ignore[arg-type]
        opens_at=8 * MINUTE,
        situations=(Situation(Kind.CANCEL, 200_000),),
    ),
}
"""Runs that are approved while the exchange is closed, and wait for it."""

ALL: Final = {**SHAPES, **WIDE, **EARLY}

ENDS: Final = {
    **dict.fromkeys(ALL, "COMPLETED"),
    "partial sells": "PARTIAL",
    "limits left": "PARTIAL",
    "tight limits": "PARTIAL",
    "cancelled": "CANCELLED",
    "thought better of": "CANCELLED",
    "cancelled before the open": "CANCELLED",
    "killed": "HALTED",
}
"""How a run of each shape ends when nothing fails."""


@dataclass(frozen=True, slots=True)
class Task:
    """A shape's policy and plan, and the command that executes it; a single order has no plan."""

    policy: Policy
    plan: Plan | None
    command: ExecutePlan | ExecuteTrade


@cache
def task_of(name: str) -> Task:
    """Plan a shape, once in a process."""
    shape = ALL[name]
    rule = policy(
        shape.weights,
        cash=shape.target_cash,
        method=RebalancingMethod.FULL,
        execution=shape.execution,
        limits=shape.limits,
    )
    if shape.order:
        return Task(rule, None, _order_of(*shape.order))
    made = plan(snapshot(shape.cash, dict(shape.held), _ALL_PRICES), rule)
    command = ExecutePlan(
        portfolio=OWNER, plan_id=made.plan_id, plan_hash=made.plan_hash, idempotency_key=FIRST_KEY
    )
    return Task(rule, made, command)


def _order_of(side: Side, symbol: str, quantity: str) -> ExecuteTrade:
    return ExecuteTrade(
        portfolio=OWNER,
        symbol=symbol,
        side=side,
        quantity=Decimal(quantity),
        order_type=OrderType.MARKET,
        time_in_force=TimeInForce.DAY,
        limit_price=None,
        idempotency_key=FIRST_KEY,
    )


def prices() -> dict[str, Decimal]:
    """Give every symbol its price."""
    return {symbol: Decimal(price) for symbol, price in _ALL_PRICES.items()}
