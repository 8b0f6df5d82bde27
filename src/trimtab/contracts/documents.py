"""The documents a client may watch, as it reads them: decimals and times as text."""

from __future__ import annotations

from datetime import date, datetime

from trimtab.contracts.base import Contract
from trimtab.domain.instruments import AssetClass
from trimtab.domain.leg import LegState
from trimtab.domain.policy import PolicyStatus
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunKind, RunState
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.suggestion import SuggestionStatus
from trimtab.domain.tax_lot import LotSource
from trimtab.domain.tax_preview import TaxImplication
from trimtab.domain.trade import Priority, Side
from trimtab.domain.trading_state import TradingMode
from trimtab.domain.trigger import TriggerKind


class PortfolioDocument(Contract):
    """`userSettings/{uid}`: which policy governs the portfolio."""

    portfolio_id: str
    policy_version: int
    status: PolicyStatus
    cash_target_percent: str
    updated_at: datetime


class AllocationDocument(Contract):
    """`userSettings/{uid}/allocation/{symbol}`: one target (requirement 004)."""

    symbol: str
    target_percent: str
    enabled: bool
    tolerance_percent: str | None
    asset_class: AssetClass | None = None
    """Null where the owner gave none; targets of older versions lack the field."""
    created_at: datetime
    updated_at: datetime


class RunHistoryEntry(Contract):
    """A state and when it was reached."""

    state: RunState
    at: datetime


class ReviewDocument(Contract):
    """What a person acknowledged before a run: broken soft rules by id, and why."""

    rules: tuple[str, ...]
    note: str
    by: str
    at: datetime


class RunDocument(Contract):
    """`rebalance_runs/{run_id}`: the head of a run; more fields than these are stored."""

    run_id: str
    kind: RunKind
    state: RunState
    reason_code: ReasonCode | None
    message: str
    plan_id: str | None
    environment: BrokerMode
    leg_count: int
    created_at: datetime
    updated_at: datetime
    history: tuple[RunHistoryEntry, ...]
    trigger: TriggerKind = TriggerKind.MANUAL
    is_automatic: bool = False
    hold_until: datetime | None = None
    """When its first order may leave; runs of older versions lack the field."""
    review: ReviewDocument | None = None
    """Null where nothing was acknowledged; runs of older versions lack the field."""


class LegDocument(Contract):
    """`rebalance_runs/{run_id}/legs/{number}`: one order; more fields than these are stored."""

    number: int
    symbol: str
    side: Side
    quantity: str
    planned_quantity: str
    reference_price: str
    state: LegState
    reason_code: ReasonCode | None
    note: str
    client_order_id: str
    broker_order_id: str | None
    broker_status: str | None
    filled_quantity: str
    filled_average_price: str | None
    updated_at: datetime


class TradeDocument(Contract):
    """`rebalance_plans/{plan_id}/rebalance_trades/{number}`: one planned trade (requirement 001)."""

    number: int
    symbol: str
    action: Side
    current_quantity: str
    suggested_quantity: str
    estimated_value: str
    priority: Priority
    tax_implication: TaxImplication
    harvest_opportunity: bool
    created_at: datetime
    expires_at: datetime
    status: SuggestionStatus
    executed_at: datetime | None
    executed_quantity: str
    run_id: str | None
    reason_code: ReasonCode | None


class RiskStatusDocument(Contract):
    """`systemStatus/risk_management`: the kill switch (requirement 004)."""

    trading_enabled: bool
    mode: TradingMode
    reason: str
    epoch: int
    updated_at: datetime
    updated_by: str


class TaxLotDocument(Contract):
    """`userSettings/{uid}/tax_lots/{id}`: shares bought together, or a part of them (requirement 002)."""

    lot_id: str
    part: int
    account: str
    symbol: str
    quantity: str
    cost: str
    wash_addition: str
    cost_basis: str
    acquired: date
    held_from: date
    source: LotSource
    is_replacement: bool


class TaxYearDocument(Contract):
    """`userSettings/{uid}/tax_years/{year}`: what a year has realised, and its bounds; estimates."""

    year: int
    short_term: str
    long_term: str
    disallowed: str
    disposal_count: int
    carried_short: str
    carried_long: str
    is_carried_entered: bool
    gain_warning: str | None
    gain_cap: str | None


class ErrorDetails(Contract):
    """`details` of a refused callable; which of them are there depends on the reason."""

    reason_code: ReasonCode | None = None
    correlation_id: str
    field: str | None = None
    value: str | None = None
    mode: TradingMode | None = None
    run_id: str | None = None
    next_open: str | None = None
    rules: str | None = None
    """Ids of the rules to acknowledge, or not to, with commas between them."""
