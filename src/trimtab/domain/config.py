"""What the owner may tune, by topic, with the defaults of requirement 002."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.domain.drift import ToleranceBand
from trimtab.domain.money import ZERO

DEFAULT_THRESHOLD: Final = Decimal("0.05")
"""Five points (requirements 001, 002, 004)."""

DEFAULT_MINIMUM_TRADE: Final = Decimal(100)
"""US dollars (requirement 002; a policy starts with requirement 004's 10, domain rule 8)."""


class DriftMethod(StrEnum):
    """How far a weight may stray: in points, as a part of its target, or the tighter of both (5/25)."""

    ABSOLUTE = "ABSOLUTE"
    RELATIVE = "RELATIVE"
    COMBINED = "COMBINED"


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftConfig:
    """When a weight is off: fractions of portfolio value, or of the target under RELATIVE.

    `critical` left open means twice the threshold (domain rule 3). `relative_threshold` is the second half of
    COMBINED only. A target's own tolerance takes the threshold's place (domain rule 5), and twice of it that
    of `critical`.
    """

    threshold: Decimal = DEFAULT_THRESHOLD
    critical: Decimal | None = None
    method: DriftMethod = DriftMethod.ABSOLUTE
    relative_threshold: Decimal = Decimal("0.25")

    def band(self, target_weight: Decimal, tolerance: Decimal | None = None) -> ToleranceBand:
        """Return the band of a target in fractions of portfolio value.

        A target of zero has a band without width under RELATIVE, so that whatever is held of it is critical
        (domain rule 5); under COMBINED only the points count. COMBINED narrows both edges alike.
        """
        threshold = self.threshold if tolerance is None else tolerance
        critical = self.critical if self.critical is not None and tolerance is None else 2 * threshold
        if self.method is DriftMethod.RELATIVE:
            return ToleranceBand(threshold * target_weight, critical * target_weight)
        if self.method is DriftMethod.COMBINED and target_weight:
            edge = min(threshold, self.relative_threshold * target_weight)
            return ToleranceBand(edge, edge * critical / threshold if threshold else ZERO)
        return ToleranceBand(threshold, critical)


class Frequency(StrEnum):
    """How often the calendar asks for a check (requirement 002)."""

    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    QUARTERLY = "QUARTERLY"
    ANNUAL = "ANNUAL"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarConfig:
    """When to look: `day` counts from 1 (a weekday from Monday under WEEKLY), `month` matters to ANNUAL."""

    frequency: Frequency = Frequency.QUARTERLY
    day: int = 1
    month: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CostConfig:
    """What trading is assumed to cost; amounts in base currency, rates as fractions of a trade's value.

    `spread_rate` is the whole quoted spread, of which a trade pays half. A commission is at least
    `minimum_commission` per order. `impact` is the coefficient Y of the square-root law (domain §4.8).
    """

    minimum_trade: Decimal = DEFAULT_MINIMUM_TRADE
    spread_rate: Decimal = ZERO
    commission_rate: Decimal = ZERO
    minimum_commission: Decimal = ZERO
    impact: Decimal = ZERO
