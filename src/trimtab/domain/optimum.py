"""What the optimiser is asked to weigh, what it answers, and the proof of how good that is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from trimtab.domain.money import ONE
from trimtab.domain.reasons import Reason

PLAIN_VARIANCE: Final = Decimal("0.01805")
"""Variance a year that every weight, cash included, counts with where no history says more.

Half of 19 % squared, so that two assets count as one relative volatility of 19 % (domain §4.10).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What a fraction of portfolio value counts for: as risk of missing the targets, as cost, as tax.

    `risk` is an aversion, half of which multiplies the variance a year of what is off target (domain §4.10).
    Without its bands being kept a portfolio may stay as far off as that is worth.
    """

    risk: Decimal = Decimal(4)
    cost: Decimal = ONE
    tax: Decimal = ONE
    keeps_bands: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorRisk:
    """Yearly covariance as factors and a diagonal: a row of loadings and a variance per symbol, in order."""

    symbols: tuple[str, ...]
    loadings: tuple[tuple[Decimal, ...], ...]
    specific: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """How far the optimiser moves a symbol, in base currency, negative for less; None is all the way."""

    symbol: str
    change: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowPrice:
    """What a limit costs: how much one unit more of it would lower the objective by, and a sentence."""

    limit: str
    price: Decimal
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Parts of the objective of some trades, fractions of portfolio value before their weights.

    `risk` is half the yearly variance of what stays off target.
    """

    risk: Decimal
    cost: Decimal
    tax: Decimal

    def under(self, weighing: Weighing) -> Decimal:
        """Sum the parts up by their weights."""
        return weighing.risk * self.risk + weighing.cost * self.cost + weighing.tax * self.tax


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimum:
    """How good a plan is, exactly: its own objective, that of other plans, and a bound below them all.

    No plan that keeps to the same limits has an objective below `bound`. `idle` is the objective without any
    trade, `whole` that of repairing everything. `relaxed` names what had to give way, in order.
    """

    weighing: Weighing
    planned: Weighed
    objective: Decimal
    idle: Decimal
    whole: Decimal
    bound: Decimal
    shadow_prices: tuple[ShadowPrice, ...] = ()
    relaxed: tuple[Reason, ...] = ()

    @property
    def gap(self) -> Decimal:
        """The most by which another plan could be better, a fraction of portfolio value."""
        return self.objective - self.bound
