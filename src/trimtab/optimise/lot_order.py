"""Lots in the order in which the custodian sells them, which is not the optimiser's to choose.

A loss behind a gain is not to be had without it: so neither the tax of the first so many shares is convex,
nor can all losses of a symbol be realised without what stands before them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from trimtab.domain.money import ZERO
from trimtab.domain.tax_lot import Term
from trimtab.optimise.netting import Edges, Gains, Rates, TaxYear
from trimtab.optimise.problem import Lots, Places, Vector
from trimtab.optimise.question import Question, Way


@dataclass(frozen=True, slots=True, eq=False)
class SaleOrder:
    """Every lot that can be sold in the order of assets and of sale: its asset, size and gain, in weights.

    `slack` is the most by which tax may be less: what does not divide evenly stays with a lot's last share.
    """

    weights: Vector
    asset: Places
    sizes: Vector
    gains: Gains
    year: TaxYear
    slack: float

    def at(self, rates: Rates) -> Lots:
        """Price the lots at marginal rates, short and long; what no plan sells comes last."""
        taxes = self.gains.rate * np.where(self.gains.is_long, rates[1], rates[0])
        last = np.zeros(len(self.weights))
        last[self.asset] = taxes
        sold = np.bincount(self.asset, self.sizes, len(self.weights))
        rest = np.maximum(self.weights - sold, 0.0)
        asset = np.concatenate([self.asset, np.arange(len(self.weights))])
        order = np.argsort(asset, kind="stable")
        return Lots(
            asset=asset[order],
            size=np.concatenate([self.sizes, rest])[order],
            tax=np.concatenate([taxes, last])[order],
            is_ordered=True,
        )

    def realised(self, weights: Vector) -> tuple[float, float]:
        """Give the short-term and long-term gains that going to some weights realises."""
        sold = np.maximum(self.weights - weights, 0.0)[self.asset]
        part = np.minimum(np.maximum(sold - self._before(self.sizes), 0.0), self.sizes) * self.gains.rate
        return float(part[~self.gains.is_long].sum()), float(part[self.gains.is_long].sum())

    @property
    def edges(self) -> Edges:
        """Bound what each term can realise: the least and most that each symbol's first lots add up to."""
        return tuple(self._edge(self.gains.is_long == is_long) for is_long in (False, True))

    def _edge(self, counts: Vector) -> tuple[float, float]:
        gained = np.where(counts, self.sizes * self.gains.rate, 0.0)
        so_far = self._before(gained) + gained
        low, high = np.zeros(len(self.weights)), np.zeros(len(self.weights))
        np.minimum.at(low, self.asset, so_far)
        np.maximum.at(high, self.asset, so_far)
        return float(low.sum()), float(high.sum())

    def _before(self, amounts: Vector) -> Vector:
        """Add up the amounts of each symbol's lots before each lot."""
        before = np.cumsum(amounts) - amounts
        is_first = np.diff(self.asset, prepend=-1) > 0
        starts: Vector = before[np.flatnonzero(is_first)][np.cumsum(is_first) - 1]
        return before - starts


def sale_order(question: Question) -> SaleOrder:
    """Line up what is taxed; nothing where lots are not known, or the year of the ledger is over."""
    parts = [(place, part) for place, way in enumerate(question.ways) for part in _sellable(question, way)]
    return SaleOrder(
        weights=np.array([float(way.weight) for way in question.ways]),
        asset=np.array([place for place, _ in parts], dtype=np.int64),
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
