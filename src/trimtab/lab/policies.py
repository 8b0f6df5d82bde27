"""What is tried out: when to look, what counts as off target, how far to trade, and what that costs.

Rates and widths are fractions, costs basis points of each trade's value; buys and sells pay alike. The words
are those of live policies: a band's edges are inside it, and cash has a band in points.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import Final

from trimtab.domain.config import DriftConfig, DriftMethod, Frequency
from trimtab.domain.policy import Destination
from trimtab.lab.errors import BadSettingError

SESSIONS: Final = {
    Frequency.WEEKLY: 5,
    Frequency.MONTHLY: 21,
    Frequency.QUARTERLY: 63,
    Frequency.ANNUAL: 252,
}
"""Sessions from one date of a calendar to the next, on paths that have no dates."""

BASIS_POINT: Final = 1e-4

_NAMES: Final = {sessions: frequency.value.lower() for frequency, sessions in SESSIONS.items()} | {1: "daily"}
_WAYS: Final = {
    Destination.TARGET: "",
    Destination.BAND_EDGE: ", to the edge",
    Destination.HALF_WAY: ", half-way",
}
_MOST_BASIS_POINTS: Final = 1_000
_SUM_SLACK: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """How far a weight may stray; RELATIVE widths are parts of the target, others points.

    COMBINED takes the narrower of the width and a quarter of the target (5/25), as a live policy does.
    """

    width: float
    kind: DriftMethod = DriftMethod.ABSOLUTE

    def __post_init__(self) -> None:
        """Refuse a band nothing can be inside of."""
        _check("width", self.width, 0 < self.width <= 1, "must be above 0 and at most 1")

    def tolerance(self, target: float) -> float:
        """Return the live band of a target, a fraction of portfolio value."""
        return float(self.as_drift_config().band(Decimal(repr(target))).tolerance)

    def as_drift_config(self) -> DriftConfig:
        """Write the band as a live policy would have it."""
        return DriftConfig(method=self.kind, threshold=Decimal(repr(self.width)))

    def __str__(self) -> str:
        if self.kind is DriftMethod.RELATIVE:
            return f"{100 * self.width:.3g} % of target"
        return f"{100 * self.width:.3g} points" + (" or 25 %" if self.kind is DriftMethod.COMBINED else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class CashFlow:
    """Money that comes in (or, below zero, goes out) every so many steps, by the lazy rule (domain §4.11).

    `amount` is a fraction of the portfolio's first value.
    """

    amount: float
    every: int

    def __post_init__(self) -> None:
        """Refuse flows that are none."""
        _check("flow.amount", self.amount, self.amount != 0, "must not be 0; leave the flow out")
        _check("flow.every", self.every, self.every >= 1, "must be 1 step or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabPolicy:
    """Look every so many steps; trade everything, or with a band only where a weight has left it.

    `every` None is never. Without a band a look trades every weight (the live FULL method); with one it
    repairs what is out of it (THRESHOLD_REBALANCING). A gain is taxed at one rate, counted with the average
    cost of what is held; terms and wash sales are not modelled. A year's net gain is paid at its end with
    sales by the lazy rule, a net loss is kept for later years.
    """

    every: int | None = 1
    band: Band | None = None
    destination: Destination = Destination.TARGET
    cost_bp: float = 0.0
    tax_rate: float = 0.0
    flow: CashFlow | None = None

    def __post_init__(self) -> None:
        """Refuse what no portfolio can be run by."""
        if self.every is not None:
            _check("every", self.every, self.every >= 1, "must be 1 step or more, or none")
        is_cost = 0 <= self.cost_bp <= _MOST_BASIS_POINTS
        _check("cost_bp", self.cost_bp, is_cost, f"must be 0 to {_MOST_BASIS_POINTS}")
        _check("tax_rate", self.tax_rate, 0 <= self.tax_rate < 1, "must be 0 or more, below 1")
        if self.destination is Destination.BAND_EDGE and self.band is None:
            raise BadSettingError("destination", self.destination.value, "needs a band to have an edge")

    @property
    def cost_rate(self) -> float:
        """What a trade costs, a fraction of its value."""
        return self.cost_bp * BASIS_POINT

    @property
    def cadence(self) -> str:
        """How often it looks, in a word."""
        if self.every is None:
            return "never"
        return _NAMES.get(self.every, f"every {self.every} steps")

    @property
    def rest(self) -> str:
        """What it does on a look, in a few words."""
        return f"{'all' if self.band is None else self.band}{_WAYS[self.destination]}"

    def __str__(self) -> str:
        return f"{self.cadence}, {self.rest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetMix:
    """Symbols and their target weights, all above zero; what they leave of one is wanted in cash."""

    symbols: tuple[str, ...]
    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        """Refuse weights that nobody can hold."""
        if not self.symbols or len(self.symbols) != len(self.weights):
            count = f"{len(self.symbols)} symbols, {len(self.weights)} weights"
            raise BadSettingError("targets", count, "need one weight for each symbol, and one at least")
        if len(set(self.symbols)) < len(self.symbols):
            raise BadSettingError("targets", self.symbols, "must name each symbol once")
        for symbol, weight in zip(self.symbols, self.weights, strict=True):
            _check(f"targets.{symbol}", weight, 0 < weight <= 1, "must be above 0 and at most 1")
        _check("targets", sum(self.weights), sum(self.weights) <= 1 + _SUM_SLACK, "must add up to 1 at most")

    @classmethod
    def equal(cls, symbols: tuple[str, ...]) -> TargetMix:
        """Give each symbol the same weight."""
        return cls(symbols=symbols, weights=tuple([1 / max(len(symbols), 1)] * len(symbols)))

    @property
    def cash(self) -> float:
        """The weight wanted in cash; rounding of the others is not."""
        left = 1 - sum(self.weights)
        return left if left > _SUM_SLACK else 0.0


def _check(field: str, value: float, is_good: bool, rule: str) -> None:  # noqa: FBT001 - the one question
    if not (isfinite(value) and is_good):
        raise BadSettingError(field, value, rule)
