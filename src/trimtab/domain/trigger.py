"""Rules that say when a portfolio is to be rebalanced (requirements 000 and 002, domain rules 16 and 17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal

from trimtab.domain.config import CalendarConfig
from trimtab.domain.method import RebalancingMethod

USUAL_LOOK_BACK: Final = 60
"""Sessions; about a quarter."""


class TriggerKind(StrEnum):
    """What a rule waits for; MANUAL never fires by itself."""

    CALENDAR = "CALENDAR"
    THRESHOLD = "THRESHOLD"
    COMBINED = "COMBINED"
    VOLATILITY_CHANGE = "VOLATILITY_CHANGE"
    CORRELATION_CHANGE = "CORRELATION_CHANGE"
    CASH_FLOW = "CASH_FLOW"
    MANUAL = "MANUAL"


class DateShift(StrEnum):
    """Which trading day stands in for a date without a session."""

    FOLLOWING = "FOLLOWING"
    PRECEDING = "PRECEDING"


class ChangeMeasure(StrEnum):
    """How a change is counted: as a part of what was before, or as the plain difference."""

    RELATIVE = "RELATIVE"
    ABSOLUTE = "ABSOLUTE"


class CombineMode(StrEnum):
    """How many conditions of a combined rule have to fire."""

    ANY = "ANY"
    ALL = "ALL"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarTrigger:
    """Fires once for every date of a calendar; None means the policy's own calendar section."""

    kind: Literal[TriggerKind.CALENDAR] = TriggerKind.CALENDAR
    calendar: CalendarConfig | None = None
    shift: DateShift = DateShift.FOLLOWING


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdTrigger:
    """Fires when a weight is out of its band, or strictly further off than a threshold of its own.

    The threshold is a fraction of portfolio value; None means the policy's bands.
    """

    kind: Literal[TriggerKind.THRESHOLD] = TriggerKind.THRESHOLD
    threshold: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VolatilityTrigger:
    """Fires when realised volatility has changed by more than `change` from one window to the next.

    A window is `look_back` sessions. No symbol means the whole portfolio at today's weights.
    """

    kind: Literal[TriggerKind.VOLATILITY_CHANGE] = TriggerKind.VOLATILITY_CHANGE
    look_back: int = USUAL_LOOK_BACK
    change: Decimal = Decimal("0.5")
    measure: ChangeMeasure = ChangeMeasure.RELATIVE
    symbol: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrelationTrigger:
    """Fires when the correlation of any pair has changed by more than `change` between two windows.

    A window is `look_back` sessions. `symbols` names one pair, or is empty for all pairs that are held.
    """

    kind: Literal[TriggerKind.CORRELATION_CHANGE] = TriggerKind.CORRELATION_CHANGE
    look_back: int = USUAL_LOOK_BACK
    change: Decimal = Decimal("0.3")
    measure: ChangeMeasure = ChangeMeasure.ABSOLUTE
    symbols: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CashFlowTrigger:
    """Fires when more than `amount` US dollars have come in, or gone out, since the last check.

    Deposits and dividends are added up; withdrawals are a sum of their own.
    """

    amount: Decimal
    kind: Literal[TriggerKind.CASH_FLOW] = TriggerKind.CASH_FLOW
    deposits: bool = True
    dividends: bool = True
    withdrawals: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualTrigger:
    """Never fires by itself; the owner runs it."""

    kind: Literal[TriggerKind.MANUAL] = TriggerKind.MANUAL


Condition = CalendarTrigger | ThresholdTrigger | VolatilityTrigger | CorrelationTrigger | CashFlowTrigger


@dataclass(frozen=True, slots=True, kw_only=True)
class CombinedTrigger:
    """Fires when any, or all, of its conditions fire, never without one; ALL may check drift on dates."""

    conditions: tuple[Condition, ...]
    kind: Literal[TriggerKind.COMBINED] = TriggerKind.COMBINED
    combine: CombineMode = CombineMode.ANY


Trigger = Condition | ManualTrigger | CombinedTrigger


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleConstraints:
    """Limits of the plans that a rule asks for, beside the policy's own; the stricter counts (000).

    `max_turnover` is a fraction (domain rule 37), the amounts are US dollars; None is no further limit.
    """

    max_turnover: Decimal | None = None
    min_trade_size: Decimal | None = None
    transaction_cost_limit: Decimal | None = None
    excluded_instruments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerRule:
    """One rule; no method means the policy's. `created_at` is when it was first saved."""

    rule_id: str
    trigger: Trigger
    method: RebalancingMethod | None = None
    constraints: RuleConstraints | None = None
    is_enabled: bool = True
    created_at: datetime | None = None

    @property
    def kind(self) -> TriggerKind:
        """What the rule waits for."""
        return self.trigger.kind

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What has to be looked at to judge the rule; a manual rule has none."""
        if isinstance(self.trigger, CombinedTrigger):
            return self.trigger.conditions
        return () if isinstance(self.trigger, ManualTrigger) else (self.trigger,)


DEFAULT_RULE: Final = TriggerRule(rule_id="drift", trigger=ThresholdTrigger())
"""What a policy without rules of its own looks for: weights out of their bands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerSettings:
    """All rules in the owner's order, and what holds for each; without rules nothing starts by itself.

    `cooldown_days` after a run no rule fires. `monitoring_minutes` is how often drift is looked at while the
    market is open, 5 at least; None means once a session.
    """

    rules: tuple[TriggerRule, ...] = (DEFAULT_RULE,)
    cooldown_days: int = 0
    monitoring_minutes: int | None = None

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition of every enabled rule."""
        enabled = (rule for rule in self.rules if rule.is_enabled)
        return tuple(condition for rule in enabled for condition in rule.conditions)
