"""What the owner wants: target weights, and the rule their sum obeys."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.domain.instruments import CASH, AssetClass
from trimtab.domain.money import ONE, ZERO

SUM_TOLERANCE: Final = Decimal("0.0001")
"""A sum this close to one is one (domain rule 36)."""

SHORTFALL_LIMIT: Final = Decimal("0.01")
"""A sum short of one by at most this much is accepted; the shortfall stays in cash (domain rule 36)."""


class SumVerdict(StrEnum):
    """What the sum rule says of a set of targets."""

    ACCEPTED = "ACCEPTED"
    SHORTFALL_TO_CASH = "SHORTFALL_TO_CASH"
    REFUSED = "REFUSED"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetAllocation:
    """The wanted weight of one symbol, a fraction of portfolio value.

    No tolerance means the policy's, no asset class the broker's.
    """

    symbol: str
    weight: Decimal
    is_enabled: bool = True
    tolerance: Decimal | None = None
    asset_class: AssetClass | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTarget:
    """The wanted weight of one asset class, a fraction of portfolio value (requirement 001).

    No tolerance means the policy's; cash is the class with the key of cash.
    """

    asset_class: str
    weight: Decimal
    tolerance: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """The owner's targets in symbol order, and the weight to keep in cash; disabled ones do not count.

    Class targets, in class order, are measured only; without any a class wants what its symbols want.
    """

    allocations: tuple[TargetAllocation, ...]
    cash_weight: Decimal = ZERO
    class_allocations: tuple[ClassTarget, ...] = ()

    @property
    def enabled(self) -> tuple[TargetAllocation, ...]:
        """The allocations that count."""
        return tuple(target for target in self.allocations if target.is_enabled)

    @property
    def total_weight(self) -> Decimal:
        """Sum of the enabled weights and the cash weight."""
        return sum((target.weight for target in self.enabled), self.cash_weight)

    @property
    def sum_verdict(self) -> SumVerdict:
        """Judge the sum of enabled targets and cash (domain rule 36); no NaN passes."""
        distance = self.total_weight - ONE
        if -SUM_TOLERANCE <= distance <= SUM_TOLERANCE:
            return SumVerdict.ACCEPTED
        return SumVerdict.SHORTFALL_TO_CASH if -SHORTFALL_LIMIT <= distance < 0 else SumVerdict.REFUSED

    @property
    def weights(self) -> dict[str, Decimal]:
        """Target weight by symbol, cash included, summing to exactly one unless the sum rule refuses it.

        A shortfall goes to cash; an excess of a hundredth of a point comes from cash, else from the largest
        target. A draft with more keeps it. Empty without any target: nothing is wanted then.
        """
        weights = {target.symbol: target.weight for target in self.enabled}
        if not weights and not self.cash_weight:
            return {}
        residual = ONE - sum(weights.values(), ZERO)
        if -SUM_TOLERANCE <= residual < 0:
            largest = max(weights, key=lambda symbol: (weights[symbol], symbol))
            weights[largest] += residual
        return {**weights, CASH: max(residual, ZERO)}

    def with_classes_of(self, known: Targets) -> Targets:
        """Return these targets; one without an asset class has that of the known target of its symbol."""
        classes = {target.symbol: target.asset_class for target in known.allocations}
        allocations = tuple(
            replace(target, asset_class=target.asset_class or classes.get(target.symbol))
            for target in self.allocations
        )
        return replace(self, allocations=allocations)
