"""Small pieces of portfolios, policies, orders and runs; all but the point of a test is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from trimtab.domain.control import Control
from trimtab.domain.currency import CashBalance, FxRate
from trimtab.domain.holdings import Holding, Quote
from trimtab.domain.instruments import AssetClass, Instrument, QuantityUnit
from trimtab.domain.intent import client_order_id
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.order import MarketClock, Order, OrderStatus
from trimtab.domain.plan import PLAN_LIFETIME, Envelope, Plan
from trimtab.domain.policy import Policy, PolicyStatus
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.run import Run, RunKind, RunState, StateChange, account_key
from trimtab.domain.snapshot import BrokerMode, Snapshot
from trimtab.domain.targets import TargetAllocation, Targets
from trimtab.domain.trade import Priority, Side, Trade
from trimtab.domain.trading_state import TradingMode, TradingState
from trimtab.execution.observe import start_sending
from trimtab.planning.rebalance import plan_rebalance

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
OWNER = PortfolioRef("owner")
ACCOUNT = "PA-0001"


def holding(symbol: str, quantity: str, available: str | None = None) -> Holding:
    """Shares of a symbol, all of them free to sell unless said otherwise."""
    return Holding(
        symbol=symbol, quantity=Decimal(quantity), available_quantity=Decimal(available or quantity)
    )


def quote(symbol: str, price: str) -> Quote:
    """A price seen at noon."""
    return Quote(symbol=symbol, price=Decimal(price), as_of=NOON)


def instrument(
    symbol: str, unit: QuantityUnit = QuantityUnit.FRACTIONAL, *, is_tradable: bool = True
) -> Instrument:
    """A tradable instrument, fractional unless said otherwise."""
    return Instrument(
        symbol=symbol, asset_id=f"asset-{symbol}", name=symbol, is_tradable=is_tradable, unit=unit
    )


def snapshot(
    cash: str,
    holdings: Mapping[str, str] | tuple[Holding, ...],
    prices: Mapping[str, str],
    **fields: Any,
) -> Snapshot:
    """An account at noon; every priced symbol is fractional and tradable unless `instruments` differs."""
    held = holdings if isinstance(holdings, tuple) else tuple(holding(*pair) for pair in holdings.items())
    usual: dict[str, Any] = {
        "account_id": ACCOUNT,
        "environment": BrokerMode.PAPER,
        "as_of": NOON,
        "instruments": tuple(instrument(symbol) for symbol in sorted(prices)),
    }
    return Snapshot(
        cash=Decimal(cash),
        holdings=tuple(sorted(held, key=lambda held: held.symbol)),
        quotes=tuple(quote(symbol, prices[symbol]) for symbol in sorted(prices)),
        **(usual | fields),
    )


def targets(weights: Mapping[str, str], cash: str = "0") -> Targets:
    """Enabled targets in symbol order, and the cash target; weights are fractions."""
    return Targets(
        allocations=tuple(
            TargetAllocation(symbol=symbol, weight=Decimal(weights[symbol])) for symbol in sorted(weights)
        ),
        cash_weight=Decimal(cash),
    )


def policy(weights: Mapping[str, str] | Targets, cash: str = "0", **fields: Any) -> Policy:
    """A saved policy with the defaults of requirement 004."""
    wanted = weights if isinstance(weights, Targets) else targets(weights, cash)
    usual: dict[str, Any] = {"version": 1, "status": PolicyStatus.ACTIVE, "saved_at": NOON}
    return Policy(targets=wanted, **(usual | fields))


def in_classes(rule: Policy, **classes: str) -> Policy:
    """The same policy with asset classes its owner gave, by symbol."""
    allocations = tuple(
        replace(target, asset_class=AssetClass(classes[target.symbol]) if target.symbol in classes else None)
        for target in rule.targets.allocations
    )
    return replace(rule, targets=replace(rule.targets, allocations=allocations))


def question(account: Snapshot, rule: Policy, **arguments: Any) -> PlanRequest:
    """What to plan for an account of the owner."""
    return PlanRequest(snapshot=account, policy=rule, portfolio=OWNER, **arguments)


def plan(account: Snapshot, rule: Policy, **arguments: Any) -> Plan:
    """The plan for an account of the owner."""
    return plan_rebalance(question(account, rule, **arguments))


def trade(symbol: str = "SPY", side: Side = Side.BUY, quantity: str = "1", **fields: Any) -> Trade:
    """A trade at 100 a share, without costs."""
    usual: dict[str, Any] = {
        "price": Decimal(100),
        "priority": Priority.LOW,
        "reason": Reason(ReasonCode.REBALANCE_DRIFT, f"{symbol} is off its target."),
    }
    return Trade(symbol=symbol, side=side, quantity=Decimal(quantity), **(usual | fields))


def foreign(currency: str, amount: str) -> CashBalance:
    """Cash in a foreign currency."""
    return CashBalance(currency=currency, amount=Decimal(amount))


def fx_rate(currency: str, rate: str) -> FxRate:
    """A rate seen at noon, in US dollars per unit."""
    return FxRate(currency=currency, rate=Decimal(rate), as_of=NOON)


def traded(made: Plan) -> dict[str, tuple[Side, Decimal]]:
    """Side and quantity of every trade, by symbol."""
    return {trade.symbol: (trade.side, trade.quantity) for trade in made.trades}


def skipped(made: Plan) -> dict[str, str]:
    """Reason code of every non-trade, by symbol."""
    return {line.symbol: line.reason.code.value for line in made.skipped}


def envelope(floor: str = "0", move: str = "0.05") -> Envelope:
    """The bounds of a plan made at noon."""
    return Envelope(expires_at=NOON + PLAN_LIFETIME, cash_floor=Decimal(floor), max_price_move=Decimal(move))


def control(mode: TradingMode = TradingMode.ACTIVE, **fields: Any) -> Control:
    """What may stop `run-1`: the switch as it was when the run was reserved, and no wish of its owner."""
    state = TradingState(mode=mode, reason="by hand", epoch=1)
    return Control(**({"trading": state} | fields))


def leaving(of: Leg, at: datetime = NOON) -> Leg:
    """A leg that is being sent, and may leave at that moment only."""
    return start_sending(of, at, at)


def leg(number: int = 1, side: Side = Side.SELL, quantity: str = "10", **fields: Any) -> Leg:
    """A leg of `run-1` in SPY at 100 dollars; a sell is ready to be sent, a buy waits for its seal."""
    usual: dict[str, Any] = {
        "symbol": "SPY",
        "reference_price": Decimal(100),
        "state": LegState.INTENT if side is Side.SELL else LegState.PLANNED,
        "client_order_id": client_order_id(BrokerMode.PAPER, ACCOUNT, "run-1", number),
        "planned_quantity": Decimal(quantity),
        "updated_at": NOON,
    }
    return Leg(number=number, side=side, quantity=Decimal(quantity), **(usual | fields))


def run(legs: int = 1, **fields: Any) -> Run:
    """The reserved run `run-1` of the owner."""
    usual: dict[str, Any] = {
        "run_id": "run-1",
        "kind": RunKind.REBALANCE,
        "plan_id": "pl_1",
        "plan_hash": "0" * 64,
        "policy_version": 1,
        "engine_version": "test",
        "envelope": envelope(),
        "trading_epoch": 1,
        "state": RunState.RESERVED,
        "history": (StateChange(RunState.RESERVED, NOON),),
    }
    return Run(
        uid=OWNER.uid,
        portfolio_id=OWNER.portfolio_id,
        account_id=ACCOUNT,
        account_key=account_key(BrokerMode.PAPER, ACCOUNT),
        environment=BrokerMode.PAPER,
        leg_count=legs,
        created_at=NOON,
        updated_at=NOON,
        **(usual | fields),
    )


def order(of: Leg, status: OrderStatus = OrderStatus.OPEN, filled: str = "0", **fields: Any) -> Order:
    """The broker's order for a leg, filled at 100 dollars as far as it is filled."""
    made = Order(
        order_id=f"order-{of.number}",
        client_order_id=of.client_order_id,
        symbol=of.symbol,
        side=of.side,
        quantity=of.quantity,
        status=status,
        broker_status=status.value.lower(),
        filled_quantity=Decimal(filled),
        filled_average_price=Decimal(100) if Decimal(filled) else None,
    )
    return replace(made, **fields)


def market(*, is_open: bool = True, minutes_left: int = 120) -> MarketClock:
    """The broker's session at noon."""
    return MarketClock(
        now=NOON,
        is_open=is_open,
        next_open=NOON + timedelta(days=1),
        next_close=NOON + timedelta(minutes=minutes_left),
    )
