"""The owner's versioned rule: targets, tolerance, method and limits. Every order resolves to one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.domain.targets import Targets

DEFAULT_TOLERANCE: Final = Decimal("0.05")
"""Five points (requirements 001, 002, 004)."""

DEFAULT_MINIMUM_TRADE: Final = Decimal(10)
"""US dollars; the profile of requirement 004 (domain rule 8)."""


class RebalancingMethod(StrEnum):
    """Which trades repair a portfolio (requirement 000's names; FULL is 002's full rebalance)."""

    FULL = "FULL"
    THRESHOLD_REBALANCING = "THRESHOLD_REBALANCING"


class UntargetedRule(StrEnum):
    """What happens to a holding without a target (domain rule 7)."""

    HOLD = "HOLD"
    LIQUIDATE = "LIQUIDATE"


class Autonomy(StrEnum):
    """How far the system may go by itself; PROPOSE waits for approval."""

    SHADOW = "SHADOW"
    PROPOSE = "PROPOSE"
    AUTOMATIC = "AUTOMATIC"


class PolicyStatus(StrEnum):
    """Whether a policy may be traded; a draft may be incomplete."""

    ACTIVE = "ACTIVE"
    DRAFT = "DRAFT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Hard limits on one run; a breach refuses the whole basket. Values in US dollars."""

    max_orders: int = 100
    max_order_value: Decimal = Decimal(1_000_000)
    max_run_value: Decimal = Decimal(5_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Everything the owner decided, as saved at one moment; versions count from one."""

    version: int
    status: PolicyStatus
    saved_at: datetime
    targets: Targets
    tolerance: Decimal = DEFAULT_TOLERANCE
    method: RebalancingMethod = RebalancingMethod.THRESHOLD_REBALANCING
    minimum_trade: Decimal = DEFAULT_MINIMUM_TRADE
    untargeted: UntargetedRule = UntargetedRule.HOLD
    autonomy: Autonomy = Autonomy.PROPOSE
    limits: Limits = field(default_factory=Limits)
