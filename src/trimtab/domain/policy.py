"""The owner's versioned rule: targets, tolerance, method and limits. Every order resolves to one."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.domain.config import CalendarConfig, CostConfig, DriftConfig
from trimtab.domain.constraints import Constraints
from trimtab.domain.execution_config import ExecutionConfig
from trimtab.domain.method import RebalancingMethod as RebalancingMethod  # noqa: PLC0414 - a policy's own word
from trimtab.domain.tactics import Tactics
from trimtab.domain.targets import Targets
from trimtab.domain.tax_config import TaxConfig
from trimtab.domain.trigger import TriggerSettings

MINIMUM_TRADE: Final = Decimal(10)
"""US dollars; the profile of requirement 004 (domain rule 8)."""


WIDEST_COLLAR: Final = Decimal("0.05")
"""A fraction; an owner may set a narrower one."""


class Destination(StrEnum):
    """How far a trade brings a weight: to its target, the nearest edge of its band, or half-way."""

    TARGET = "TARGET"
    BAND_EDGE = "BAND_EDGE"
    HALF_WAY = "HALF_WAY"


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
    """Hard limits on one run, and on all runs of an account on one exchange day.

    A breach refuses the whole basket (I-17). Values in US dollars, both sides added up. Turnover is half of
    the traded value as a fraction of the account's (domain rule 37). `max_price_move` is how far a price may
    be from the approved one when its order leaves, `max_volume_share` how much of a symbol's average day one
    order may be, both as fractions. `max_drawdown` is the fraction of its peak that the account may lose
    before the portfolio may only be reduced; None: no guard.
    """

    max_orders: int = 100
    max_order_value: Decimal = Decimal(1_000_000)
    max_run_value: Decimal = Decimal(5_000_000)
    max_day_orders: int = 400
    max_day_value: Decimal = Decimal(10_000_000)
    max_run_turnover: Decimal = Decimal(1)
    max_day_turnover: Decimal = Decimal(2)
    max_price_move: Decimal = WIDEST_COLLAR
    max_volume_share: Decimal = Decimal("0.01")
    max_drawdown: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Everything the owner decided, as saved at one moment; versions count from one."""

    version: int
    status: PolicyStatus
    saved_at: datetime
    targets: Targets
    drift: DriftConfig = field(default_factory=DriftConfig)
    method: RebalancingMethod = RebalancingMethod.THRESHOLD_REBALANCING
    destination: Destination = Destination.TARGET
    costs: CostConfig = field(default_factory=lambda: CostConfig(minimum_trade=MINIMUM_TRADE))
    constraints: Constraints = field(default_factory=Constraints)
    tactics: Tactics = field(default_factory=Tactics)
    calendar: CalendarConfig = field(default_factory=CalendarConfig)
    tax: TaxConfig = field(default_factory=TaxConfig)
    untargeted: UntargetedRule = UntargetedRule.HOLD
    autonomy: Autonomy = Autonomy.PROPOSE
    limits: Limits = field(default_factory=Limits)
    execution: ExecutionConfig = field(default_factory=ExecutionConfig)
    triggers: TriggerSettings = field(default_factory=TriggerSettings)

    @property
    def asset_classes(self) -> dict[str, str]:
        """The asset classes the owner gave, by symbol.

        A substitute without a target of its own is of the class of what it stands in for; of several the
        first counts.
        """
        own = {target.symbol: target.asset_class for target in self.targets.allocations}
        stand_ins = (
            (other, own.get(known.symbol))
            for known in reversed(self.tax.substitutes)
            for other in known.substitutes
            if other not in own
        )
        return {symbol: name.value for symbol, name in (*stand_ins, *own.items()) if name}


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChanges:
    """Settings that take the place of a policy's, each as a whole; None leaves one as it is."""

    drift: DriftConfig | None = None
    method: RebalancingMethod | None = None
    destination: Destination | None = None
    costs: CostConfig | None = None
    constraints: Constraints | None = None
    tactics: Tactics | None = None
    calendar: CalendarConfig | None = None
    tax: TaxConfig | None = None
    untargeted: UntargetedRule | None = None
    autonomy: Autonomy | None = None
    limits: Limits | None = None
    execution: ExecutionConfig | None = None
    triggers: TriggerSettings | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The settings that are replaced."""
        return tuple(each.name for each in fields(self) if getattr(self, each.name) is not None)

    def applied_to(self, policy: Policy) -> Policy:
        """Return a policy with these settings in the place of its own."""
        return replace(policy, **{name: getattr(self, name) for name in self.names})
