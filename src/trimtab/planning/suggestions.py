"""A plan as requirement 001's suggestions and as requirement 000's recommended trades."""

from __future__ import annotations

from trimtab.domain.plan import Plan
from trimtab.domain.suggestion import PRIORITY_NUMBERS, Recommendation, RecommendedTrade, Suggestion
from trimtab.domain.tax_preview import SaleTax, TaxImplication
from trimtab.domain.trade import Side, Trade


def suggest(plan: Plan) -> tuple[Suggestion, ...]:
    """Read a plan's trades as suggestions in its order; without a preview the taxes of sales are unknown."""
    sales = {sale.symbol: sale for sale in plan.tax.sales} if plan.tax else {}
    numbered = enumerate(plan.trades, start=1)
    return tuple(_suggestion(plan, number, trade, sales.get(trade.symbol)) for number, trade in numbered)


def recommend(plan: Plan) -> Recommendation:
    """Read a plan as a recommendation; rebalancing is required when there is something to trade."""
    rows = {row.key: row for row in plan.drift.rows}
    return Recommendation(
        portfolio_id=plan.portfolio_id,
        rebalancing_required=bool(plan.trades),
        recommended_trades=tuple(
            RecommendedTrade(
                instrument_id=trade.symbol,
                current_weight=rows[trade.symbol].actual_weight,
                target_weight=rows[trade.symbol].target_weight,
                trade_amount=trade.value if trade.side is Side.BUY else -trade.value,
                trade_direction=trade.side.value.lower(),
                priority=PRIORITY_NUMBERS[trade.priority],
            )
            for trade in plan.trades
        ),
        expected_turnover=plan.turnover,
        estimated_costs=plan.costs.total,
        rebalancing_rationale=plan.finding.text,
    )


def _suggestion(plan: Plan, number: int, trade: Trade, sale: SaleTax | None) -> Suggestion:
    implication = _implication(trade, sale)
    return Suggestion(
        number=number,
        symbol=trade.symbol,
        action=trade.side,
        current_quantity=trade.held_quantity,
        suggested_quantity=trade.suggested_quantity,
        estimated_value=trade.value,
        priority=trade.priority,
        tax_implication=implication,
        harvest_opportunity=implication is TaxImplication.LOSS and sale is not None and not sale.disallowed,
        created_at=plan.as_of,
        expires_at=plan.envelope.expires_at,
    )


def _implication(trade: Trade, sale: SaleTax | None) -> TaxImplication:
    if trade.side is Side.BUY:
        return TaxImplication.NEUTRAL
    return sale.implication if sale else TaxImplication.UNKNOWN
