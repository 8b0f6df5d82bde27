"""Estimate what a trade costs: half the spread, the broker's commission, and the push of its own size."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal
from typing import Final

from trimtab.domain.config import CostConfig
from trimtab.domain.costs import NO_COSTS, Costs
from trimtab.domain.instruments import Instrument
from trimtab.domain.money import ZERO
from trimtab.domain.trade import Trade

COST_STEP: Final = Decimal("0.000001")
"""Estimates are rounded up to a millionth of the base currency, so that cash stays exact."""


def estimate_costs(trade: Trade, instrument: Instrument, config: CostConfig) -> Costs:
    """Estimate the costs of one trade in base currency; each kind grows with the size of the trade.

    A trade pays half the quoted spread. Impact follows the square-root law (domain §4.8): coefficient,
    daily volatility and the root of the part of a day's volume. It is zero where these are not known.
    """
    return estimate_costs_of(trade.quantity, trade.value, instrument, config)


def estimate_costs_of(quantity: Decimal, value: Decimal, instrument: Instrument, config: CostConfig) -> Costs:
    """Estimate what a trade of so many shares, worth so much in base currency, costs."""
    if not quantity or not _is_charged(config):
        return NO_COSTS
    return Costs(
        spread=_rounded(value * config.spread_rate / 2),
        commission=_rounded(max(config.minimum_commission, config.commission_rate * value)),
        impact=_rounded(value * config.impact * _impact_rate(quantity, instrument)),
    )


def _is_charged(config: CostConfig) -> bool:
    return bool(config.spread_rate or config.commission_rate or config.minimum_commission or config.impact)


def _impact_rate(quantity: Decimal, instrument: Instrument) -> Decimal:
    if not instrument.daily_volume or instrument.daily_volatility is None:
        return ZERO
    return instrument.daily_volatility * (quantity / instrument.daily_volume).sqrt()


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(COST_STEP, rounding=ROUND_UP) if amount else ZERO
