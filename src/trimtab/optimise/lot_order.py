"""Lots in the order in which the custodian sells them, as taxes that only grow with what is sold.

The order is not the optimiser's to choose, and a loss behind a gain is not to be had without it. What is
counted is the greatest convex function below the tax of the first so many shares: neighbours of which the
later one is cheaper are pooled at their average rate. It is exact where a pool ends, and never too high, so
that bounds hold. Source: pool adjacent violators; Barlow et al. 1972.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from trimtab.domain.money import ZERO
from trimtab.domain.tax_lot import Term
from trimtab.optimise.netting import Gains, Rates, TaxYear
from trimtab.optimise.problem import Lots, Vector
from trimtab.optimise.question import Question, Way


@dataclass(frozen=True, slots=True, eq=False)
class SaleOrder:
    """Every lot that can be sold in the order of assets and of sale: its asset, size and gain, in weights.

    `slack` is the most by which tax may be less: what does not divide evenly stays with a lot's last share.
    """

    weights: Vector
    asset: tuple[int, ...]
    sizes: Vector
    gains: Gains
    year: TaxYear
    slack: float

    def at(self, rates: Rates) -> Lots:
        """Price the lots at marginal rates, short and long, and pool what is sold in the wrong order."""
        taxes = self.gains.rate * np.where(self.gains.is_long, rates[1], rates[0])
        found = [block for place in range(len(self.weights)) for block in self._blocks(place, taxes)]
        asset, size, tax = zip(*found, strict=True)
        return Lots(asset=np.array(asset), size=np.array(size), tax=np.array(tax))

    def _blocks(self, place: int, taxes: Vector) -> Iterator[tuple[int, float, float]]:
        own = [number for number, asset in enumerate(self.asset) if asset == place]
        pooled = pool([(float(self.sizes[number]), float(taxes[number])) for number in own])
        last, sold = (pooled[-1][1] if pooled else 0.0), sum(size for size, _ in pooled)
        yield from ((place, size, tax) for size, tax in pooled)
        yield place, max(float(self.weights[place]) - sold, 0.0), last


def pool(lots: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Pool sizes and rates until no rate is below the one before."""
    pooled: list[tuple[float, float]] = []
    for size, rate in lots:
        pooled.append((size, rate))
        while len(pooled) > 1 and pooled[-1][1] < pooled[-2][1]:
            (one, low), (other, high) = pooled.pop(-2), pooled.pop()
            whole = one + other
            pooled.append((whole, (one * low + other * high) / whole))
    return pooled


def sale_order(question: Question) -> SaleOrder:
    """Line up what is taxed; nothing where lots are not known, or the year of the ledger is over."""
    parts = [(place, part) for place, way in enumerate(question.ways) for part in _sellable(question, way)]
    return SaleOrder(
        weights=np.array([float(way.weight) for way in question.ways]),
        asset=tuple(place for place, _ in parts),
        sizes=np.array([question.part(part.value) for _, part in parts]),
        gains=Gains(
            np.array([float(part.gain / part.value) for _, part in parts]),
            np.array([part.is_long for _, part in parts], dtype=np.bool_),
        ),
        year=_year(question),
        slack=_slack(question),
    )


def _slack(question: Question) -> float:
    ground = question.ground
    if ground is None:
        return 0.0
    sold = (way.symbol for way in question.ways if way.reach < 0)
    rests = (abs(lot.rest) for symbol in sold for lot in ground.position.lots(symbol))
    return question.part(
        sum(rests, ZERO) * max(ground.config.rates.short_term, ground.config.rates.long_term)
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What can be sold of a lot: its value and its gain in US dollars."""

    value: Decimal
    gain: Decimal
    is_long: bool


def _sellable(question: Question, way: Way) -> Iterator[_Part]:
    """Cut the lots of a symbol to what its whole trade sells."""
    ground = question.ground
    if ground is None or way.reach >= 0 or ground.day.year != ground.position.year.year:
        return
    left = -way.reach
    for use in ground.uses.get(way.symbol, ()):
        value = use.quantity * ground.prices[way.symbol]
        part = min(value, left)
        if part <= 0:
            return
        yield _Part(part, use.gain * part / value, use.term is Term.LONG)
        left -= part


def _year(question: Question) -> TaxYear:
    ground = question.ground
    if ground is None:
        return TaxYear(short_rate=0.0, long_rate=0.0)
    year, config = ground.position.year, ground.config
    return TaxYear(
        short_rate=float(config.rates.short_term),
        long_rate=float(config.rates.long_term),
        short=question.part(year.short_term - year.carried_short),
        long=question.part(year.long_term - year.carried_long),
        deduction_limit=question.part(config.deduction_limit),
    )
