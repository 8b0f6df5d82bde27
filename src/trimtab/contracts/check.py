"""The contracts of `check_rebalance_drift` and `simulate`: requirement 004's shape and more."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StrictBool, model_validator
from pydantic_core import PydanticCustomError

from trimtab.contracts.allocation import ReasonView, TargetList, to_targets
from trimtab.contracts.base import (
    Contract,
    DecimalText,
    IdempotencyKeyText,
    Instant,
    JsonObject,
    Percent,
    PlanIdText,
    PortfolioRequest,
    Quantity,
    ShareCount,
    Symbol,
)
from trimtab.contracts.drift import (
    AfterState,
    DriftAggregates,
    DriftAnalysisRow,
    PlannedTrade,
    SkippedTradeView,
    drift_rows,
)
from trimtab.contracts.execution import ExecutedTrade
from trimtab.contracts.mandate_fields import in_order
from trimtab.contracts.mandate_run import BindingLimitView, RuleResultView
from trimtab.contracts.optimum import OptimumView
from trimtab.contracts.policy_triggers import TriggerType
from trimtab.contracts.schedule import RuleFindingView
from trimtab.contracts.taxes import TaxPreviewView
from trimtab.contracts.trade_off import TradeOffPointView
from trimtab.contracts.what_if import FlipPointView, SupposedTradeView, WhatIfView
from trimtab.domain.commands import CheckDrift, Simulate
from trimtab.domain.money import ZERO, round_to_cents
from trimtab.domain.plan import Plan, PlanStatus
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.request import Edit
from trimtab.domain.results import DriftChecked
from trimtab.domain.run import account_label
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.tax_config import LotMethod
from trimtab.domain.trading_state import TradingMode
from trimtab.domain.trigger import TriggerKind

MAX_PRICES = 200
MAX_FLIP_SYMBOLS = 5
MAX_SYMBOLS = 200
LEAST_AVERSION = Decimal("0.0001")
MOST_AVERSION = Decimal(1_000_000_000)
"""Wider than any aversion on a trade-off curve."""


def _within_aversion(risk: Decimal) -> Decimal:
    if not LEAST_AVERSION <= risk <= MOST_AVERSION:
        raise PydanticCustomError("aversion", "must be between 0.0001 and 1000000000")
    return risk


Aversion = Annotated[DecimalText, AfterValidator(_within_aversion)]


class TradeEdit(Contract):
    """How many shares the owner wants of one of the plan's own trades; 0 leaves it out."""

    symbol: Symbol
    qty: ShareCount

    def to_domain(self) -> Edit:
        """Convert to the engine's type."""
        return Edit(symbol=self.symbol, quantity=self.qty)


class CheckRebalanceDriftRequest(PortfolioRequest):
    """Measure and plan, or ask the rules first; with `execute` and a key, also run the plan."""

    method: RebalancingMethod | None = None
    execute: StrictBool = False
    idempotency_key: IdempotencyKeyText | None = None
    trigger_type: TriggerType | None = None
    force_rebalance: StrictBool = False
    symbols: Annotated[tuple[Symbol, ...], Field(max_length=MAX_SYMBOLS)] = ()
    edits: Annotated[
        tuple[TradeEdit, ...],
        Field(max_length=MAX_SYMBOLS),
        AfterValidator(in_order("symbol", lambda edit: edit.symbol)),
    ] = ()
    risk_aversion: Aversion | None = None

    @model_validator(mode="after")
    def _execution_has_a_key(self) -> Self:
        if self.execute and self.idempotency_key is None:
            raise PydanticCustomError("key", "execute needs an idempotency_key, fresh for each intended run")
        return self

    def to_domain(self, uid: str) -> CheckDrift:
        """Convert to the engine's command; a key without `execute` executes nothing."""
        key = self.idempotency_key if self.execute else None
        return CheckDrift(
            portfolio=PortfolioRef(uid, self.portfolio_id),
            method=self.method,
            execution_key=key,
            asked=self.trigger_type,
            is_forced=self.force_rebalance,
            symbols=tuple(sorted(set(self.symbols))),
            edits=tuple(edit.to_domain() for edit in self.edits),
            risk_aversion=self.risk_aversion,
        )


def _by_rule(method: LotMethod) -> LotMethod:
    if method is LotMethod.SPECIFIC:
        raise PydanticCustomError(
            "method", "picks lots by hand, which a what-if does not; name another method"
        )
    return method


class SimulateRequest(PortfolioRequest):
    """What-if on the caller's own portfolio."""

    method: RebalancingMethod | None = None
    targets: TargetList | None = None
    cash_target_percent: Percent = ZERO
    prices: Annotated[dict[Symbol, Quantity], Field(max_length=MAX_PRICES)] = Field(default_factory=dict)
    cash_flow: DecimalText = ZERO
    trades: Annotated[tuple[SupposedTradeView, ...], Field(max_length=MAX_PRICES)] = ()
    cash_leg: StrictBool = True
    flip_points_of: Annotated[tuple[Symbol, ...], Field(max_length=MAX_FLIP_SYMBOLS)] = ()
    lot_method: Annotated[LotMethod, AfterValidator(_by_rule)] | None = None
    trade_off: StrictBool = False
    risk_aversion: Aversion | None = None

    def to_domain(self, uid: str) -> Simulate:
        """Convert to the engine's command."""
        targets = None if self.targets is None else to_targets(self.targets, self.cash_target_percent)
        return Simulate(
            portfolio=PortfolioRef(uid, self.portfolio_id),
            method=self.method,
            targets=targets,
            prices=self.prices,
            cash_flow=self.cash_flow,
            trades=tuple(trade.to_domain() for trade in self.trades),
            has_cash_leg=self.cash_leg,
            flip_points_of=self.flip_points_of,
            lot_method=self.lot_method,
            asks_trade_off=self.trade_off,
            risk_aversion=self.risk_aversion,
        )


class ShowPlanRequest(PortfolioRequest):
    """Ask for a plan that is stored."""

    plan_id: PlanIdText

    def to_domain(self, uid: str) -> PortfolioRef:
        """Name the portfolio."""
        return PortfolioRef(uid, self.portfolio_id)


class _DriftResult(Contract):
    """Drift, the plan and the portfolio afterwards."""

    portfolio_id: str
    as_of: Instant
    status: PlanStatus
    needs_rebalance: bool
    drift_analysis: tuple[DriftAnalysisRow, ...]
    aggregates: DriftAggregates
    trades: tuple[PlannedTrade, ...]
    skipped: tuple[SkippedTradeView, ...]
    estimated_costs: DecimalText
    tax_impact: DecimalText | None
    """US dollars that the plan adds to the year's tax; null where lots are not known."""
    portfolio_value: DecimalText
    cash: DecimalText
    after: AfterState
    environment: BrokerMode
    account_label: str
    """The end of the brokerage account's id, which tells accounts apart and opens none."""
    trading_mode: TradingMode
    trading_mode_reason: str
    warnings: tuple[ReasonView, ...]
    message: str
    tax: TaxPreviewView | None
    rule_results: tuple[RuleResultView, ...]
    binding_limits: tuple[BindingLimitView, ...]
    optimum: OptimumView | None
    """How good the plan is; null for every method but FULL_OPTIMIZATION."""


class SimulateResult(_DriftResult):
    """A plan that nobody can execute, and what supposed trades or its own would do; nothing is stored."""

    what_if: WhatIfView | None
    flip_points: tuple[FlipPointView, ...]
    smallest_deposit: DecimalText | None
    """US dollars that would restore balance without any sale; null where no deposit can."""
    trade_off: tuple[TradeOffPointView, ...]
    """From doing nothing to repairing all, if asked for; drift falls and price rises along it."""

    @classmethod
    def of(cls, checked: DriftChecked) -> SimulateResult:
        """Show a plan that nobody can execute."""
        return cls.model_validate(
            {
                **_common(checked),
                "what_if": WhatIfView.of(checked.what_if) if checked.what_if else None,
                "flip_points": tuple(FlipPointView.of(point) for point in checked.flip_points),
                "smallest_deposit": checked.smallest_deposit,
                "trade_off": tuple(TradeOffPointView.of(point) for point in checked.trade_off),
            }
        )


class CheckRebalanceDriftResult(_DriftResult):
    """A plan to approve, what the rules said where they were asked, and the run it started, if any."""

    trades_executed: tuple[ExecutedTrade, ...]
    plan_id: str | None
    plan_hash: str | None
    plan_expires_at: Instant | None
    run_id: str | None
    rebalancing_required: bool
    trigger_type: TriggerKind | None
    rules: tuple[RuleFindingView, ...]

    @classmethod
    def of(cls, checked: DriftChecked) -> CheckRebalanceDriftResult:
        """Show a plan with its name, hash and run."""
        plan, started, verdict = checked.plan, checked.started, checked.verdict
        approvable = plan.status.is_executable
        return cls.model_validate(
            {
                **_common(checked),
                "trades_executed": tuple(ExecutedTrade.of(leg) for leg in (started.legs if started else ())),
                "plan_id": plan.plan_id if approvable else None,
                "plan_hash": plan.plan_hash if approvable else None,
                "plan_expires_at": plan.envelope.expires_at if approvable else None,
                "run_id": started.run.run_id if started else None,
                "rebalancing_required": bool(plan.trades),
                "trigger_type": verdict.trigger if verdict else None,
                "rules": tuple(RuleFindingView.of(each) for each in (verdict.findings if verdict else ())),
            }
        )


def _common(checked: DriftChecked) -> JsonObject:
    plan = checked.plan
    return {
        **_lines(plan),
        "portfolio_id": plan.portfolio_id,
        "as_of": plan.as_of,
        "status": plan.status,
        "needs_rebalance": bool(plan.drift.breached),
        "estimated_costs": round_to_cents(plan.costs.total),
        "tax_impact": round_to_cents(plan.tax.tax_impact) if plan.tax else None,
        "portfolio_value": round_to_cents(plan.drift.total_value),
        "cash": round_to_cents(plan.cash),
        "environment": plan.environment,
        "account_label": account_label(plan.account_id),
        "trading_mode": checked.trading.mode,
        "trading_mode_reason": checked.trading.reason,
        "warnings": tuple(ReasonView.of(warning) for warning in plan.warnings),
        "message": plan.finding.text,
        "tax": TaxPreviewView.of(plan.tax) if plan.tax else None,
        "rule_results": tuple(RuleResultView.of(result) for result in plan.rules),
        "binding_limits": tuple(BindingLimitView.of(bound) for bound in plan.binding),
        "optimum": OptimumView.of(plan.optimum) if plan.optimum else None,
    }


def _lines(plan: Plan) -> JsonObject:
    return {
        "drift_analysis": drift_rows(plan),
        "aggregates": DriftAggregates.of(plan.drift),
        "trades": tuple(PlannedTrade.of(n, trade, plan) for n, trade in enumerate(plan.trades, start=1)),
        "skipped": tuple(SkippedTradeView.of(line) for line in plan.skipped),
        "after": AfterState.of(plan),
    }
