"""What trading is estimated to cost, in base currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from trimtab.domain.money import ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Estimated cost by kind; each is zero or positive."""

    spread: Decimal = ZERO
    commission: Decimal = ZERO
    impact: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """The whole estimate."""
        return self.spread + self.commission + self.impact

    def __add__(self, other: Costs) -> Costs:
        return Costs(
            spread=self.spread + other.spread,
            commission=self.commission + other.commission,
            impact=self.impact + other.impact,
        )


NO_COSTS: Final = Costs()
