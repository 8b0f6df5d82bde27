"""Whether weights have strayed too far, and which has strayed furthest."""

from __future__ import annotations

from decimal import Decimal

from trimtab.domain.drift import DriftReport, DriftRow
from trimtab.domain.instruments import CASH
from trimtab.domain.policy import Policy, UntargetedRule
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.schedule import ThresholdStatus
from trimtab.domain.trigger import ThresholdTrigger
from trimtab.drift.words import place_text, points_text
from trimtab.triggers.finding import Finding, fired, not_fired
from trimtab.triggers.occasion import Occasion


def find_breach(trigger: ThresholdTrigger, occasion: Occasion) -> Finding:
    """Fire when a row is strictly outside its band, or further off than the rule's own threshold.

    What is held without a target counts only where it is sold: nothing else could bring it back. A target
    that has reached its stop price is to be sold, however little it has strayed (requirement 002).
    """
    if occasion.stopped:
        return fired(ReasonCode.STOP_LOSS, f"At or below the stop price: {', '.join(occasion.stopped)}.")
    row = _worst(_rows(occasion.drift, occasion.policy), trigger.threshold)
    if row is None:
        return not_fired(ReasonCode.NO_TARGETS, "There are no targets, so nothing can be off them.")
    tolerance = _tolerance(row, trigger.threshold)
    text = f"{place_text(row)} {points_text(tolerance)} are allowed."
    if abs(row.drift) > tolerance:
        return fired(ReasonCode.THRESHOLD_BREACHED, text)
    return not_fired(ReasonCode.THRESHOLD_KEPT, text)


def threshold_status(drift: DriftReport, policy: Policy) -> ThresholdStatus | None:
    """Return the row that is furthest beyond the policy's bands; None without targets."""
    row = _worst(_rows(drift, policy), None)
    return ThresholdStatus(key=row.key, drift=row.drift, band=row.band) if row else None


def _rows(drift: DriftReport, policy: Policy) -> tuple[DriftRow, ...]:
    if not drift.targeted:
        return ()
    sells_all = policy.untargeted is UntargetedRule.LIQUIDATE
    return tuple(row for row in drift.rows if sells_all or row.is_targeted or row.key == CASH)


def _worst(rows: tuple[DriftRow, ...], threshold: Decimal | None) -> DriftRow | None:
    """Find the row furthest beyond its edge, or nearest to it; of equals the first."""
    return max(rows, key=lambda row: abs(row.drift) - _tolerance(row, threshold), default=None)


def _tolerance(row: DriftRow, threshold: Decimal | None) -> Decimal:
    return row.band.tolerance if threshold is None else threshold
