"""What a use case answers."""

from __future__ import annotations

from dataclasses import dataclass

from trimtab.domain.flip_point import FlipPoint
from trimtab.domain.leg import Leg
from trimtab.domain.plan import Plan
from trimtab.domain.policy import Policy
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason
from trimtab.domain.run import Run
from trimtab.domain.trading_state import TradingState
from trimtab.domain.what_if import WhatIf


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationSaved:
    """The policy as stored, and what the owner should know about it."""

    portfolio: PortfolioRef
    policy: Policy
    warnings: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted:
    """The run of an idempotency key; `is_replay` when the key had already started it."""

    run: Run
    legs: tuple[Leg, ...]
    is_replay: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftChecked:
    """A plan, the trading mode it met, and the run it started, if any; a simulation adds its answers."""

    plan: Plan
    trading: TradingState
    started: RunStarted | None = None
    what_if: WhatIf | None = None
    flip_points: tuple[FlipPoint, ...] = ()
