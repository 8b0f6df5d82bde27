"""Measure drift per asset class: one valuation, rolled up (domain rule 6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from trimtab.domain.drift import DriftReport, DriftView
from trimtab.domain.money import ZERO
from trimtab.domain.policy import Policy
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.targets import ClassTarget, Targets
from trimtab.drift.measure import Weights, bands_of, measure_drift, measure_portfolio_drift, points_band


def measure_drift_view(snapshot: Snapshot, policy: Policy, weights: Weights | None = None) -> DriftView:
    """Measure a snapshot per symbol and per asset class from one valuation."""
    by_symbol = measure_portfolio_drift(snapshot, policy, weights)
    return DriftView(by_symbol=by_symbol, by_class=roll_up(by_symbol, snapshot, policy))


def measure_by_class(snapshot: Snapshot, policy: Policy, weights: Weights | None = None) -> DriftReport:
    """Measure a snapshot per asset class; cash is a class of its own."""
    return measure_drift_view(snapshot, policy, weights).by_class


def roll_up(by_symbol: DriftReport, snapshot: Snapshot, policy: Policy) -> DriftReport:
    """Roll a report per symbol up to asset classes, the owner's where given, else the broker's.

    The policy's class targets, with their own tolerances, are what classes are measured against (requirement
    001); a class among the holdings that they do not name has no target. Without any a class wants the sum of
    what its symbols want. Cash is banded in points.
    """
    given, own_classes = policy.targets.class_allocations, policy.asset_classes
    classes = {row.key: snapshot.asset_class(row.key, own_classes) for row in by_symbol.rows}
    values = _sums((classes[row.key], row.market_value) for row in by_symbol.rows)
    derived = _sums((classes[row.key], row.target_weight) for row in by_symbol.targeted)
    targets = {target.asset_class: target.weight for target in given} or derived
    own = {target.asset_class: target.tolerance for target in given}
    bands = bands_of(policy, values, targets, own)
    # The total is taken over: summed class by class it could round differently.
    return measure_drift(values, targets, bands, points_band(policy), total=by_symbol.total_value)


def add_up_targets(targets: Targets, classes: Mapping[str, str]) -> tuple[ClassTarget, ...]:
    """Add up what the enabled targets of each class want, in class order; cash is not among them."""
    sums = _sums((classes[target.symbol], target.weight) for target in targets.enabled)
    return tuple(ClassTarget(asset_class=name, weight=sums[name]) for name in sorted(sums))


def _sums(items: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    sums: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for name, amount in items:
        sums[name] += amount
    return dict(sums)
