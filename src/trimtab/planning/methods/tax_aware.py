"""What taxes ask of a plan, estimated from lots: sales to put off, and losses worth harvesting.

An estimate: shares are taken to be sold first in, first out, and only purchases of the same symbol in the
same account count as wash sales.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from trimtab.domain.drift import DriftReport, DriftRow
from trimtab.domain.money import ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.domain.trade import Side, Trade

WASH_SALE_WINDOW: Final = timedelta(days=30)
"""A loss does not count where the same was bought so shortly before the sale (domain §4.1)."""

_EXITS: Final = frozenset({ReasonCode.LIQUIDATION, ReasonCode.SIGNAL_EXIT, ReasonCode.STOP_LOSS})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainLot:
    """Shares bought together; `unit_cost` is per share in the instrument's currency."""

    quantity: Decimal
    unit_cost: Decimal
    acquired: date


Lots = Mapping[str, tuple[PlainLot, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GainEstimate:
    """What a sale would realise by term, in the instrument's currency; negative is a loss.

    `uncovered_quantity` are shares no lot is known for. `is_wash_sale` tells that a loss might not count, for
    shares were bought within the window that are kept; the rest of the one lot sold does not harm it.
    """

    short_term: Decimal
    long_term: Decimal
    uncovered_quantity: Decimal
    is_wash_sale: bool

    @property
    def total(self) -> Decimal:
        """Gain of both terms."""
        return self.short_term + self.long_term


def estimate_gain(quantity: Decimal, price: Decimal, lots: tuple[PlainLot, ...], sold: date) -> GainEstimate:
    """Estimate what selling shares at a price would realise, the oldest lots first."""
    by_term = {True: ZERO, False: ZERO}
    touched: list[PlainLot] = []
    kept: list[PlainLot] = []
    left = quantity
    for lot in sorted(lots, key=lambda lot: (lot.acquired, lot.unit_cost, lot.quantity)):
        taken = min(lot.quantity, left)
        by_term[is_long_term(lot.acquired, sold)] += taken * (price - lot.unit_cost)
        left -= taken
        touched += [lot] if taken else []
        kept += [lot] if taken < lot.quantity else []
    return GainEstimate(
        short_term=by_term[False],
        long_term=by_term[True],
        uncovered_quantity=left,
        is_wash_sale=kept != touched and any(sold - WASH_SALE_WINDOW <= lot.acquired for lot in kept),
    )


def is_long_term(acquired: date, sold: date) -> bool:
    """Tell whether shares were held for more than one year, by the calendar (domain §4.2)."""
    held_from = acquired + timedelta(days=1)
    try:
        return sold >= held_from.replace(year=held_from.year + 1)
    except ValueError:  # 29 February has no anniversary; the day after counts.
        return sold >= date(held_from.year + 1, 3, 1)


def deferrable_sells(plan: Plan, lots: Lots) -> frozenset[str]:
    """Name the sells that would realise a short-term gain; exits are never put off."""
    judged = ((trade, _estimate(plan, trade, lots)) for trade in _repairs(plan))
    return frozenset(trade.symbol for trade, gain in judged if gain.short_term > 0)


def uncovered_sells(plan: Plan, lots: Lots) -> tuple[str, ...]:
    """Name the sells of more shares than lots are known for, in symbol order."""
    sells = plan.of_side(Side.SELL)
    return tuple(sorted(sell.symbol for sell in sells if _estimate(plan, sell, lots).uncovered_quantity > 0))


def harvestable_losses(request: PlanRequest, drift: DriftReport, lots: Lots) -> tuple[str, ...]:
    """Name what is held above its target and would be sold down to it at a loss, in the order of the rows.

    Where the policy avoids wash sales, nothing that was bought within the window before.
    """
    overweight = (row for row in drift.rows if row.drift > 0 and row.key in lots)
    gains = {row.key: _estimate_excess(request, drift, row, lots[row.key]) for row in overweight}
    return tuple(symbol for symbol, gain in gains.items() if gain and _is_harvest(request, gain))


def _estimate_excess(
    request: PlanRequest, drift: DriftReport, row: DriftRow, lots: tuple[PlainLot, ...]
) -> GainEstimate | None:
    quote, price = request.snapshot.quote(row.key), request.snapshot.base_price(row.key)
    if quote is None or price is None:
        return None
    excess = (row.market_value - row.target_weight * drift.total_value) / price
    return estimate_gain(excess, quote.price, lots, request.snapshot.as_of.date())


def _is_harvest(request: PlanRequest, gain: GainEstimate) -> bool:
    is_washed = gain.is_wash_sale and request.policy.tax.avoid_wash_sales
    return gain.total < 0 and not gain.uncovered_quantity and not is_washed


def _repairs(plan: Plan) -> Iterator[Trade]:
    return (trade for trade in plan.of_side(Side.SELL) if trade.reason.code not in _EXITS)


def _estimate(plan: Plan, trade: Trade, lots: Lots) -> GainEstimate:
    return estimate_gain(trade.quantity, trade.price, lots.get(trade.symbol, ()), plan.as_of.date())
