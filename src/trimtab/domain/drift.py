"""What drift analysis produces: a row per key, the report that sums them up, and what changed since."""

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

    A critical edge inside the tolerance makes every breach critical. Without an explicit `critical` edge use
    `ToleranceBand.of(tolerance)`, which doubles the tolerance (requirement 001; equal to 002's 10 % at the
    default 5 %).
    """

    tolerance: Decimal
    critical: Decimal

    @classmethod
    def of(cls, tolerance: Decimal) -> ToleranceBand:
        """Make a band whose critical edge is twice its tolerance."""
        return cls(tolerance, 2 * tolerance)

    def level(self, drift: Decimal) -> DriftLevel:
        """Grade a signed drift."""
        if abs(drift) <= self.tolerance:
            return DriftLevel.WITHIN_TOLERANCE
        return DriftLevel.CRITICAL if abs(drift) > self.critical else DriftLevel.WARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftRow:
    """One key's weights as fractions of portfolio value; positive drift means overweight.

    A key has a target when an enabled target names it, be it at zero, or when it is wanted above zero.
    """

    key: str
    market_value: Decimal
    actual_weight: Decimal
    target_weight: Decimal
    band: ToleranceBand
    is_targeted: bool = True

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
    """Rows over everything that is held, targeted or cash, by key with cash last.

    Maximum, mean and RMSE run over the rows that have a target (domain §1.4): what is held without one counts
    in the total value and in accuracy, and its own row grades it.
    """

    total_value: Decimal
    rows: tuple[DriftRow, ...]

    def row(self, key: str) -> DriftRow:
        """Find the row of a key. Raises KeyError for a key that is neither held nor targeted."""
        found = next((row for row in self.rows if row.key == key), None)
        if found is None:
            raise KeyError(f"{key} is neither held nor targeted")
        return found

    @property
    def targeted(self) -> tuple[DriftRow, ...]:
        """The rows that have a target."""
        return tuple(row for row in self.rows if row.is_targeted)

    @property
    def max_drift(self) -> Decimal:
        """Largest absolute drift of a target; zero without targets."""
        return max((abs(row.drift) for row in self.targeted), default=ZERO)

    @property
    def mean_drift(self) -> Decimal:
        """Mean absolute drift of the targets; zero without targets."""
        drifts = [abs(row.drift) for row in self.targeted]
        return sum(drifts, ZERO) / max(len(drifts), 1)

    @property
    def rmse_drift(self) -> Decimal:
        """Root of the mean squared drift of the targets (requirement 002); zero without targets."""
        squares = [row.drift**2 for row in self.targeted]
        return (sum(squares, ZERO) / max(len(squares), 1)).sqrt()

    @property
    def accuracy(self) -> Decimal:
        """One minus half the sum of all rows' absolute drifts: the part of the value that is in its place."""
        return ONE - sum((abs(row.drift) for row in self.rows), ZERO) / 2

    @property
    def breached(self) -> tuple[DriftRow, ...]:
        """The rows out of their band, those without a target too."""
        return tuple(row for row in self.rows if row.level > DriftLevel.WITHIN_TOLERANCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftView:
    """The drift of one valuation, rolled up two ways (domain rule 6)."""

    by_symbol: DriftReport
    by_class: DriftReport


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """How one key moved between two reports; a key without a row stands at zero, within tolerance."""

    key: str
    drift_before: Decimal
    drift_after: Decimal
    level_before: DriftLevel
    level_after: DriftLevel

    @property
    def moved_by(self) -> Decimal:
        """Change of the signed drift, a fraction of portfolio value."""
        return self.drift_after - self.drift_before


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftChange:
    """What differs between two reports: the rows whose drift or level changed, in the order of rows."""

    rows: tuple[RowChange, ...]

    @property
    def opened(self) -> tuple[RowChange, ...]:
        """The rows that left their band."""
        return tuple(row for row in self.worsened if row.level_before is DriftLevel.WITHIN_TOLERANCE)

    @property
    def resolved(self) -> tuple[RowChange, ...]:
        """The rows that came back into their band."""
        return tuple(row for row in self.eased if row.level_after is DriftLevel.WITHIN_TOLERANCE)

    @property
    def worsened(self) -> tuple[RowChange, ...]:
        """The rows with a higher level than before, opened ones among them."""
        return tuple(row for row in self.rows if row.level_after > row.level_before)

    @property
    def eased(self) -> tuple[RowChange, ...]:
        """The rows with a lower level than before, resolved ones among them."""
        return tuple(row for row in self.rows if row.level_after < row.level_before)
