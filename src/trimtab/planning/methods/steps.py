"""What the smallest step of a trade is worth, and what repairing everything would cost."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

from trimtab.domain.drift import DriftRow
from trimtab.domain.instruments import QuantityUnit
from trimtab.domain.money import CENT, ZERO
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Priority, Side, Trade
from trimtab.planning.costs import estimate_costs


def step_value(snapshot: Snapshot, symbol: str) -> Decimal:
    """Tell what one step of an instrument is worth in base currency: a share, a part of one, or a cent.

    Zero for what cannot be valued.
    """
    known, quote = snapshot.instrument(symbol), snapshot.quote(symbol)
    rate = snapshot.rate(snapshot.currency(symbol))
    if known is None or quote is None or rate is None:
        return ZERO
    return rate * (CENT if known.unit is QuantityUnit.NOTIONAL else quote.price * known.unit.step)


def cover(value: Decimal, step: Decimal) -> Decimal:
    """Round a value up to whole steps; without a step it stays what it is."""
    return (value / step).to_integral_value(ROUND_CEILING) * step if step else value


def whole_cost(request: PlanRequest, total_value: Decimal, rows: Iterable[DriftRow]) -> Decimal:
    """Estimate what it costs to bring rows all the way to their targets, in base currency.

    No shorter way costs more.
    """
    return sum((_cost(request, total_value, row) for row in rows), ZERO)


def _cost(request: PlanRequest, total_value: Decimal, row: DriftRow) -> Decimal:
    snapshot = request.snapshot
    known, price = snapshot.instrument(row.key), snapshot.base_price(row.key)
    if known is None or price is None:
        return ZERO
    whole = Trade(
        symbol=row.key,
        side=Side.BUY,  # A sale of the same size costs as much.
        quantity=abs(row.target_weight * total_value - row.market_value) / price,
        price=price,
        reason=Reason(ReasonCode.REBALANCE_DRIFT, ""),
        priority=Priority.LOW,
    )
    return estimate_costs(whole, known, request.policy.costs).total
