"""Requirement 000 over REST, by its names: weights and limits are fractions, numbers are JSON numbers."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import AfterValidator, RootModel, StrictBool, WithJsonSchema

from trimtab.contracts.base import (
    Contract,
    Instant,
    PlainNumber,
    PortfolioId,
    SentNumber,
    parse,
    to_shown_fraction,
)
from trimtab.contracts.drift import DriftLevelName, SideName
from trimtab.contracts.mandate_fields import not_negative, weight
from trimtab.contracts.policy_fields import Symbols
from trimtab.contracts.trigger_names import OTHER_NAMES, trigger_name
from trimtab.domain.commands import CheckDrift
from trimtab.domain.method import RebalancingMethod as DomainMethod
from trimtab.domain.money import round_to_cents
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.rebalancing import Rebalancing
from trimtab.domain.results import RebalancingSeen
from trimtab.domain.schedule import RuleFinding, ThresholdStatus
from trimtab.domain.suggestion import Recommendation, RecommendedTrade
from trimtab.domain.trigger import RuleConstraints, TriggerKind

_LARGEST: Final = 10**15 - 1

Fraction = Annotated[
    SentNumber, AfterValidator(weight), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})
]
DollarAmount = Annotated[
    SentNumber,
    AfterValidator(not_negative),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": _LARGEST}),
]


class RebalancingTrigger(StrEnum):
    """Kinds of rules in requirement 000's words."""

    DRIFT_THRESHOLD = "DRIFT_THRESHOLD"
    TIME_BASED = "TIME_BASED"
    VOLATILITY_CHANGE = "VOLATILITY_CHANGE"
    CORRELATION_CHANGE = "CORRELATION_CHANGE"
    MANUAL = "MANUAL"

    @property
    def kind(self) -> TriggerKind:
        """The kind in the engine's words."""
        return OTHER_NAMES.get(self.value) or TriggerKind(self.value)


class RebalancingMethod(StrEnum):
    """Methods in requirement 000's words."""

    FULL_OPTIMIZATION = "FULL_OPTIMIZATION"
    THRESHOLD_REBALANCING = "THRESHOLD_REBALANCING"
    PROPORTIONAL_REBALANCING = "PROPORTIONAL_REBALANCING"
    TACTICAL_REBALANCING = "TACTICAL_REBALANCING"

    def to_domain(self) -> DomainMethod:
        """Convert to the engine's method."""
        return DomainMethod(self.value)


class RebalancingConstraints(Contract):
    """Limits of one analysis beside the policy's own; the stricter counts, null limits nothing further."""

    max_turnover: Fraction | None = None
    min_trade_size: DollarAmount | None = None
    transaction_cost_limit: DollarAmount | None = None
    excluded_instruments: Symbols = ()

    def to_domain(self) -> RuleConstraints:
        """Convert to the engine's type."""
        return RuleConstraints(
            max_turnover=self.max_turnover,
            min_trade_size=self.min_trade_size,
            transaction_cost_limit=self.transaction_cost_limit,
            excluded_instruments=self.excluded_instruments,
        )


class RebalancingRequest(Contract):
    """Ask for an analysis; without a method the rule that fires, or the policy, says which."""

    portfolio_id: PortfolioId
    trigger_type: RebalancingTrigger
    method: RebalancingMethod | None = None
    constraints: RebalancingConstraints | None = None
    force_rebalance: StrictBool = False

    def to_domain(self, uid: str) -> CheckDrift:
        """Convert to the engine's command."""
        return CheckDrift(
            portfolio=PortfolioRef(uid, self.portfolio_id),
            method=self.method.to_domain() if self.method else None,
            asked=self.trigger_type.kind,
            is_forced=self.force_rebalance,
            constraints=self.constraints.to_domain() if self.constraints else None,
        )


class FireTriggerRequest(Contract):
    """Fire a kind of rule; the rest comes from the stored one (domain rule 39)."""

    trigger_type: RebalancingTrigger

    def to_domain(self, portfolio: PortfolioRef) -> CheckDrift:
        """Convert to the engine's command."""
        return CheckDrift(portfolio=portfolio, asked=self.trigger_type.kind)


class FiredTrigger(RootModel[RebalancingTrigger | FireTriggerRequest]):
    """What may be sent to fire a trigger: requirement 000's bare word, or an object with the word in it."""


def parse_trigger(sent: object) -> FireTriggerRequest:
    """Read either form. Raises InvalidRequestError naming the field and its value."""
    return parse(FireTriggerRequest, {"trigger_type": sent} if isinstance(sent, str) else sent)


class RebalancingTrade(Contract):
    """One recommended trade: the amount is signed US dollars, negative for a sale; priority 1 is first."""

    instrument_id: str
    current_weight: PlainNumber
    target_weight: PlainNumber
    trade_amount: PlainNumber
    trade_direction: SideName
    priority: int

    @classmethod
    def of(cls, trade: RecommendedTrade) -> Self:
        """Show a trade."""
        return cls(
            instrument_id=trade.instrument_id,
            current_weight=to_shown_fraction(trade.current_weight),
            target_weight=to_shown_fraction(trade.target_weight),
            trade_amount=round_to_cents(trade.trade_amount),
            trade_direction=SideName(trade.trade_direction),
            priority=trade.priority,
        )


class RebalancingResponse(Contract):
    """What should be traded, the most urgent first, and why; costs are US dollars."""

    portfolio_id: str
    rebalancing_required: bool
    recommended_trades: tuple[RebalancingTrade, ...]
    expected_turnover: PlainNumber
    estimated_costs: PlainNumber
    rebalancing_rationale: str

    @classmethod
    def of(cls, found: Recommendation) -> Self:
        """Show a recommendation."""
        return cls(
            portfolio_id=found.portfolio_id,
            rebalancing_required=found.rebalancing_required,
            recommended_trades=tuple(RebalancingTrade.of(trade) for trade in found.by_urgency),
            expected_turnover=to_shown_fraction(found.expected_turnover),
            estimated_costs=round_to_cents(found.estimated_costs),
            rebalancing_rationale=found.rebalancing_rationale,
        )


class FurthestDrift(Contract):
    """The row furthest out of its band, or nearest to its edge; `$CASH` is cash."""

    instrument_id: str
    drift: PlainNumber
    tolerance: PlainNumber
    critical: PlainNumber
    drift_level: DriftLevelName

    @classmethod
    def of(cls, status: ThresholdStatus) -> Self:
        """Show a row."""
        return cls(
            instrument_id=status.key,
            drift=to_shown_fraction(status.drift),
            tolerance=to_shown_fraction(status.band.tolerance),
            critical=to_shown_fraction(status.band.critical),
            drift_level=DriftLevelName[status.level.name],
        )


class RuleState(Contract):
    """Whether a stored rule fires now, and why; beside requirement 000's types there are two more."""

    id: str
    trigger_type: str
    fires: bool
    reason_code: ReasonCode
    message: str

    @classmethod
    def of(cls, finding: RuleFinding) -> Self:
        """Show what a rule says."""
        return cls(
            id=finding.rule_id,
            trigger_type=trigger_name(finding.kind),
            fires=finding.has_fired,
            reason_code=finding.reason.code,
            message=finding.reason.text,
        )


class LastRebalancing(Contract):
    """The last rebalancing that was done, by the columns of requirement 000's history."""

    trigger_type: str
    trades_executed: int
    turnover_achieved: PlainNumber
    actual_costs: PlainNumber
    execution_date: Instant

    @classmethod
    def of(cls, done: Rebalancing) -> Self:
        """Show a rebalancing."""
        return cls(
            trigger_type=trigger_name(done.trigger_type),
            trades_executed=done.trades_executed,
            turnover_achieved=to_shown_fraction(done.turnover_achieved),
            actual_costs=round_to_cents(done.actual_costs),
            execution_date=done.execution_date,
        )


class RebalancingStatus(Contract):
    """Whether a rule asks for a rebalancing now, how far weights are off, and what comes next."""

    portfolio_id: str
    as_of: Instant
    rebalancing_required: bool
    trigger_type: str | None
    drift: FurthestDrift | None
    rules: tuple[RuleState, ...]
    next_date: date | None
    last_rebalancing: LastRebalancing | None

    @classmethod
    def of(cls, found: RebalancingSeen) -> Self:
        """Show a status; of several rules that fire the first decides."""
        state = found.seen.state
        first = next((finding for finding in state.findings if finding.has_fired), None)
        return cls(
            portfolio_id=found.seen.schedule.portfolio.portfolio_id,
            as_of=state.as_of,
            rebalancing_required=first is not None,
            trigger_type=trigger_name(first.kind) if first else None,
            drift=FurthestDrift.of(state.threshold) if state.threshold else None,
            rules=tuple(RuleState.of(finding) for finding in state.findings),
            next_date=state.next_date,
            last_rebalancing=LastRebalancing.of(found.last) if found.last else None,
        )
