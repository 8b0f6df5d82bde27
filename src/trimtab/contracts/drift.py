"""What a drift check shows: rows, trades, non-trades and the portfolio afterwards."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.contracts.base import Contract, DecimalText, to_percent
from trimtab.contracts.taxes import TradeTax, trade_tax
from trimtab.domain.drift import DriftLevel, DriftReport, DriftRow
from trimtab.domain.money import CENT, ZERO, round_to_cents
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.trade import Priority, Side, SkippedTrade, Trade


class SideName(StrEnum):
    """Sides as requirement 004 writes them."""

    BUY = "buy"
    SELL = "sell"


class DriftAction(StrEnum):
    """What the plan does about a row (requirement 004)."""

    BUY = "buy"
    SELL = "sell"
    HOLD = "hold"


class DriftLevelName(StrEnum):
    """Levels as requirement 001 writes them."""

    WITHIN_TOLERANCE = "WITHIN_TOLERANCE"
    WARNING = "WARNING"
    CRITICAL = "CRITICAL"


ACTIONS: Final = {Side.BUY: DriftAction.BUY, Side.SELL: DriftAction.SELL}
SIDE_NAMES: Final = {Side.BUY: SideName.BUY, Side.SELL: SideName.SELL}


class DriftAnalysisRow(Contract):
    """One symbol's place in the portfolio, in percent of its value; `$CASH` is cash."""

    symbol: str
    target_percent: DecimalText
    actual_percent: DecimalText
    drift_percent: DecimalText
    relative_drift_percent: DecimalText | None
    tolerance_percent: DecimalText
    drift_level: DriftLevelName
    needs_rebalance: bool
    action: DriftAction
    market_value: DecimalText

    @classmethod
    def of(cls, row: DriftRow, action: DriftAction) -> DriftAnalysisRow:
        """Show a row and what is done about it."""
        relative = row.relative_drift
        return cls(
            symbol=row.key,
            target_percent=to_percent(row.target_weight),
            actual_percent=to_percent(row.actual_weight),
            drift_percent=to_percent(row.drift),
            relative_drift_percent=None if relative is None else to_percent(relative),
            tolerance_percent=to_percent(row.band.tolerance),
            drift_level=DriftLevelName[row.level.name],
            needs_rebalance=row.level > DriftLevel.WITHIN_TOLERANCE,
            action=action,
            market_value=round_to_cents(row.market_value),
        )


class DriftAggregates(Contract):
    """The portfolio's drift in a few figures (requirement 002)."""

    max_drift_percent: DecimalText
    mean_drift_percent: DecimalText
    rmse_drift_percent: DecimalText
    accuracy_percent: DecimalText
    out_of_band_count: int

    @classmethod
    def of(cls, drift: DriftReport) -> DriftAggregates:
        """Sum a report up."""
        return cls(
            max_drift_percent=to_percent(drift.max_drift),
            mean_drift_percent=to_percent(drift.mean_drift),
            rmse_drift_percent=to_percent(drift.rmse_drift),
            accuracy_percent=to_percent(drift.accuracy),
            out_of_band_count=len(drift.breached),
        )


class PlannedTrade(TradeTax):
    """One trade of a plan, in the order it will be sent, and what it would mean for taxes."""

    number: int
    symbol: str
    side: SideName
    qty: DecimalText
    shares: DecimalText
    """What requirement 002 calls `qty`."""
    estimated_price: DecimalText
    estimated_value: DecimalText
    weight_before_percent: DecimalText
    weight_after_percent: DecimalText
    reason_code: ReasonCode
    reason: str
    priority: Priority
    is_edited: bool
    planned_qty: DecimalText
    """The shares of the plan by itself."""

    @classmethod
    def of(cls, number: int, trade: Trade, plan: Plan) -> PlannedTrade:
        """Show a trade with the weights around it and what it would realise."""
        after = {row.key: row.actual_weight for row in plan.drift_after.rows}
        tax = trade_tax(trade, plan.tax)
        return cls(
            number=number,
            symbol=trade.symbol,
            side=SIDE_NAMES[trade.side],
            qty=trade.quantity,
            shares=trade.quantity,
            estimated_price=trade.price,
            estimated_value=round_to_cents(trade.value),
            weight_before_percent=to_percent(plan.drift.row(trade.symbol).actual_weight),
            weight_after_percent=to_percent(after.get(trade.symbol, ZERO)),
            reason_code=trade.reason.code,
            reason=trade.reason.text,
            priority=trade.priority,
            is_edited=trade.is_edited,
            planned_qty=trade.quantity if trade.planned_quantity is None else trade.planned_quantity,
            **tax.model_dump(),
        )


class SkippedTradeView(Contract):
    """A symbol that is not traded, and why."""

    symbol: str
    reason_code: ReasonCode
    reason: str

    @classmethod
    def of(cls, line: SkippedTrade) -> SkippedTradeView:
        """Show a non-trade."""
        return cls(symbol=line.symbol, reason_code=line.reason.code, reason=line.reason.text)


class AfterState(Contract):
    """The portfolio as the plan would leave it."""

    cash: DecimalText
    turnover_percent: DecimalText
    max_drift_percent: DecimalText
    drift_analysis: tuple[DriftAnalysisRow, ...]
    sells_value: DecimalText
    buys_value: DecimalText
    fees_and_rounding: DecimalText
    """What closes the ledger to the cent: cash now + sells - buys - this = cash after."""

    @classmethod
    def of(cls, plan: Plan) -> AfterState:
        """Show a plan's after-state."""
        rows = tuple(DriftAnalysisRow.of(row, DriftAction.HOLD) for row in plan.drift_after.rows)
        cash = plan.cash_after.quantize(CENT)
        sells, buys = (_value(plan, side) for side in (Side.SELL, Side.BUY))
        return cls(
            cash=cash,
            turnover_percent=to_percent(plan.turnover),
            max_drift_percent=to_percent(plan.drift_after.max_drift),
            drift_analysis=rows,
            sells_value=sells,
            buys_value=buys,
            fees_and_rounding=round_to_cents(plan.cash) + sells - buys - cash,
        )


def _value(plan: Plan, side: Side) -> Decimal:
    return round_to_cents(sum((trade.value for trade in plan.of_side(side)), ZERO))


def drift_rows(plan: Plan) -> tuple[DriftAnalysisRow, ...]:
    """Show every row of a plan's drift with the action the plan takes on it."""
    actions = {trade.symbol: ACTIONS[trade.side] for trade in plan.trades}
    return tuple(DriftAnalysisRow.of(row, actions.get(row.key, DriftAction.HOLD)) for row in plan.drift.rows)
