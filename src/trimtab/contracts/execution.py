"""The contracts of `execute_plan`, `cancel_run`, `execute_trade` and `set_trading_mode`."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, Field, StrictBool, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from trimtab.contracts.base import (
    Contract,
    DecimalText,
    IdempotencyKeyText,
    Instant,
    PlanIdText,
    PortfolioRequest,
    Quantity,
    RunIdText,
    Symbol,
)
from trimtab.contracts.drift import SIDE_NAMES, SideName
from trimtab.domain.commands import CancelRun, ExecutePlan, ExecuteTrade, SetTradingMode
from trimtab.domain.intent import OrderType, TimeInForce
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.results import RunStarted
from trimtab.domain.run import RunState
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode, TradingScope, TradingState

QUEUED = "queued"
MAX_RULES = 50
LONGEST_NOTE = 500

RuleIdText = Annotated[str, Field(pattern=r"^[A-Z][A-Z_]{0,63}(:[A-Z$][A-Z0-9_]{0,31})?$")]
"""The id of a rule as `rule_results` name it."""


class ExecutedTrade(Contract):
    """An order of a run as requirement 004 shows it; `order_id` is null until the broker has one."""

    symbol: str
    side: SideName
    qty: DecimalText
    order_id: str | None
    client_order_id: str
    status: str

    @classmethod
    def of(cls, leg: Leg) -> ExecutedTrade:
        """Show a leg; before it is sent its status is `queued`, afterwards the broker's own word."""
        return cls(
            symbol=leg.symbol,
            side=SIDE_NAMES[leg.side],
            qty=leg.quantity,
            order_id=leg.broker_order_id,
            client_order_id=leg.client_order_id,
            status=leg.broker_status
            or (QUEUED if not leg.attempts and not leg.is_final else leg.state.value),
        )


def _note_on_rules(note: str, info: ValidationInfo) -> str:
    """Want words wherever something is acknowledged."""
    if info.data.get("acknowledged_rules") and not note.strip():
        raise PydanticCustomError("note", "must say why the acknowledged_rules may be broken")
    return note


class ExecutePlanRequest(PortfolioRequest):
    """Approve and run a stored plan."""

    plan_id: PlanIdText
    plan_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    idempotency_key: IdempotencyKeyText
    acknowledged_rules: Annotated[tuple[RuleIdText, ...], Field(max_length=MAX_RULES)] = ()
    note: Annotated[
        str, Field(max_length=LONGEST_NOTE, validate_default=True), AfterValidator(_note_on_rules)
    ] = ""

    def to_domain(self, uid: str) -> ExecutePlan:
        """Convert to the engine's command."""
        return ExecutePlan(
            portfolio=PortfolioRef(uid, self.portfolio_id),
            plan_id=self.plan_id,
            plan_hash=self.plan_hash,
            idempotency_key=self.idempotency_key,
            acknowledged_rules=tuple(sorted(set(self.acknowledged_rules))),
            note=self.note,
        )


class ExecutePlanResult(Contract):
    """The run to follow."""

    run_id: str
    state: RunState
    replayed: bool
    leg_count: int

    @classmethod
    def of(cls, started: RunStarted) -> ExecutePlanResult:
        """Show where the run is."""
        run = started.run
        return cls(run_id=run.run_id, state=run.state, replayed=started.is_replay, leg_count=run.leg_count)


class CancelRunRequest(PortfolioRequest):
    """End a run, and say why."""

    run_id: RunIdText
    reason: Annotated[str, Field(min_length=1, max_length=200)] = "cancelled by its owner"

    def to_domain(self, uid: str) -> CancelRun:
        """Convert to the engine's command."""
        return CancelRun(
            portfolio=PortfolioRef(uid, self.portfolio_id), run_id=self.run_id, reason=self.reason
        )


class CancelRunResult(Contract):
    """Where the run is now; a worker that holds it may still have to stop."""

    run_id: str
    state: RunState
    message: str
    orders: tuple[ExecutedTrade, ...]

    @classmethod
    def of(cls, found: RunStarted) -> CancelRunResult:
        """Show the run and its orders."""
        run = found.run
        orders = tuple(ExecutedTrade.of(leg) for leg in found.legs)
        return cls(run_id=run.run_id, state=run.state, message=run.message, orders=orders)


class ExecuteTradeRequest(PortfolioRequest):
    """One order, with requirement 004's parameters."""

    symbol: Symbol
    side: SideName
    qty: Quantity
    order_type: OrderType = OrderType.MARKET
    limit_price: Quantity | None = None
    time_in_force: TimeInForce = TimeInForce.DAY
    idempotency_key: IdempotencyKeyText

    @model_validator(mode="after")
    def _limit_orders_have_a_limit(self) -> Self:
        if (self.order_type is OrderType.LIMIT) != (self.limit_price is not None):
            raise PydanticCustomError("limit", "limit_price goes with order_type limit, and only with it")
        return self

    def to_domain(self, uid: str) -> ExecuteTrade:
        """Convert to the engine's command."""
        return ExecuteTrade(
            portfolio=PortfolioRef(uid, self.portfolio_id),
            symbol=self.symbol,
            side=Side[self.side.name],
            quantity=self.qty,
            order_type=self.order_type,
            time_in_force=self.time_in_force,
            limit_price=self.limit_price,
            idempotency_key=self.idempotency_key,
        )


class ExecuteTradeResult(Contract):
    """How far the one order has come."""

    run_id: str
    symbol: str
    side: SideName
    qty: DecimalText
    order_id: str | None
    client_order_id: str
    status: LegState
    replayed: bool
    message: str

    @classmethod
    def of(cls, started: RunStarted) -> ExecuteTradeResult:
        """Show the run's only leg."""
        leg = started.legs[0]
        return cls(
            run_id=started.run.run_id,
            symbol=leg.symbol,
            side=SIDE_NAMES[leg.side],
            qty=leg.quantity,
            order_id=leg.broker_order_id,
            client_order_id=leg.client_order_id,
            status=leg.state,
            replayed=started.is_replay,
            message=leg.note or started.run.message,
        )


class SetTradingModeRequest(PortfolioRequest):
    """Turn a kill switch, and say why; `portfolio_id` matters to the scope PORTFOLIO alone."""

    mode: TradingMode
    reason: Annotated[str, Field(min_length=1, max_length=200)]
    scope: TradingScope = TradingScope.EVERYBODY
    cancels_open_orders: StrictBool = False

    def to_domain(self, uid: str, *, is_operator: bool, may_resume: bool) -> SetTradingMode:
        """Convert to the engine's command."""
        return SetTradingMode(
            uid=uid,
            is_operator=is_operator,
            mode=self.mode,
            reason=self.reason,
            scope=self.scope,
            portfolio_id=self.portfolio_id,
            cancels_open_orders=self.cancels_open_orders,
            may_resume=may_resume,
        )


class SetTradingModeResult(Contract):
    """The switch as it stands now."""

    mode: TradingMode
    trading_enabled: bool
    reason: str
    epoch: int
    updated_at: Instant | None
    updated_by: str

    @classmethod
    def of(cls, state: TradingState) -> SetTradingModeResult:
        """Show the switch."""
        return cls(
            mode=state.mode,
            trading_enabled=state.is_trading_enabled,
            reason=state.reason,
            epoch=state.epoch,
            updated_at=state.updated_at,
            updated_by=state.updated_by,
        )
