"""What a use case is given: every port, once, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from trimtab.ports import (
    Brokers,
    Clock,
    Identifiers,
    PlanStore,
    PolicyStore,
    RunStore,
    TaskQueue,
    TradingStates,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The ports of one deployment."""

    clock: Clock
    identifiers: Identifiers
    brokers: Brokers
    policies: PolicyStore
    plans: PlanStore
    runs: RunStore
    trading: TradingStates
    queue: TaskQueue
