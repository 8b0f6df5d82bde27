"""What drift analysis produces: a row per key, and the report that sums them up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from trimtab.domain.money import ONE, ZERO


class DriftLevel(IntEnum):
    """Distance from target in steps; ordered, so that the worst row is `max(levels)`."""

    WITHIN_TOLERANCE = 0
    WARNING = 1
    CRITICAL = 2


@dataclass(frozen=True, slots=True)
class ToleranceBand:
    """How far a weight may stray, as fractions of portfolio value; both edges are still inside.

    Without an explicit `critical` edge use `ToleranceBand.of(tolerance)`, which doubles the tolerance
    (requirement 001; equal to 002's 10 % at the default 5 %).
    """

    tolerance: Decimal
    critical: Decimal

    @classmethod
    def of(cls, tolerance: Decimal) -> ToleranceBand:
        """Make a band whose critical edge is twice its tolerance."""
        return cls(tolerance, 2 * tolerance)

    def level(self, drift: Decimal) -> DriftLevel:
        """Grade a signed drift."""
        if abs(drift) > self.critical:
            return DriftLevel.CRITICAL
        return DriftLevel.WARNING if abs(drift) > self.tolerance else DriftLevel.WITHIN_TOLERANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftRow:
    """One key's weights as fractions of portfolio value; positive drift means overweight."""

    key: str
    market_value: Decimal
    actual_weight: Decimal
    target_weight: Decimal
    band: ToleranceBand

    @property
    def drift(self) -> Decimal:
        """Actual minus target weight."""
        return self.actual_weight - self.target_weight

    @property
    def relative_drift(self) -> Decimal | None:
        """Drift as a fraction of the target; None where the target is zero."""
        return self.drift / self.target_weight if self.target_weight else None

    @property
    def level(self) -> DriftLevel:
        """How far out of its band the row is."""
        return self.band.level(self.drift)


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftReport:
    """Rows over everything that is held, targeted or cash, by key with cash last."""

    total_value: Decimal
    rows: tuple[DriftRow, ...]

    def row(self, key: str) -> DriftRow:
        """Find the row of a key. Raises KeyError for a key that is neither held nor targeted."""
        found = next((row for row in self.rows if row.key == key), None)
        if found is None:
            raise KeyError(f"{key} is neither held nor targeted")
        return found

    @property
    def max_drift(self) -> Decimal:
        """Largest absolute drift; zero for a report without rows."""
        return max((abs(row.drift) for row in self.rows), default=ZERO)

    @property
    def mean_drift(self) -> Decimal:
        """Mean absolute drift over all rows; zero without rows."""
        return sum((abs(row.drift) for row in self.rows), ZERO) / max(len(self.rows), 1)

    @property
    def rmse_drift(self) -> Decimal:
        """Root of the mean squared drift over all rows (requirement 002); never below the mean."""
        return (sum((row.drift**2 for row in self.rows), ZERO) / max(len(self.rows), 1)).sqrt()

    @property
    def accuracy(self) -> Decimal:
        """One minus half the sum of absolute drifts: the part of the portfolio that is where it belongs."""
        return ONE - sum((abs(row.drift) for row in self.rows), ZERO) / 2

    @property
    def breached(self) -> tuple[DriftRow, ...]:
        """The rows out of their band."""
        return tuple(row for row in self.rows if row.level > DriftLevel.WITHIN_TOLERANCE)
