"""Measure drift: compare what is held with what is wanted, key by key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from trimtab.domain.config import DriftMethod
from trimtab.domain.drift import DriftReport, DriftRow, ToleranceBand
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ZERO
from trimtab.domain.policy import Policy
from trimtab.domain.snapshot import Snapshot

Weights = Mapping[str, Decimal]


def measure_drift(
    values: Weights,
    targets: Weights,
    bands: Mapping[str, ToleranceBand],
    default_band: ToleranceBand,
    *,
    total: Decimal | None = None,
) -> DriftReport:
    """Measure drift over the union of held and targeted keys, cash included, by key with cash last.

    `values` are market values in base currency; `targets` are fractions, and what is not among them has none.
    A portfolio worth nothing has actual weights of zero. `bands` override the default per key (domain rule
    5). No total means the sum of the values.
    """
    whole = sum(values.values(), ZERO) if total is None else total
    keys = sorted(values.keys() | targets.keys(), key=lambda key: (key == CASH, key))
    return DriftReport(
        total_value=whole,
        rows=tuple(
            DriftRow(
                key=key,
                market_value=values.get(key, ZERO),
                actual_weight=values.get(key, ZERO) / whole if whole else ZERO,
                target_weight=targets.get(key, ZERO),
                band=bands.get(key, default_band),
                is_targeted=key in targets,
            )
            for key in keys
        ),
    )


def measure_portfolio_drift(
    snapshot: Snapshot, policy: Policy, weights: Weights | None = None
) -> DriftReport:
    """Measure a snapshot against a policy's targets and tolerances, or against other weights.

    A key that is wanted at zero has a target only where the policy says so. Cash is always banded in points:
    a relative band round a target of zero would have no width.
    """
    wanted = policy.targets.weights if weights is None else weights
    own = {target.symbol: target.tolerance for target in policy.targets.enabled}
    # A key wanted at zero keeps its row, whether or not anything is held of it.
    values = {**dict.fromkeys(wanted, ZERO), **snapshot.market_values}
    targets = {key: weight for key, weight in wanted.items() if weight or key in own}
    return measure_drift(values, targets, bands_of(policy, values, targets, own), points_band(policy))


def bands_of(
    policy: Policy, values: Weights, targets: Weights, own: Mapping[str, Decimal | None]
) -> dict[str, ToleranceBand]:
    """Return the band of every held or targeted key; `own` are tolerances that replace the policy's."""
    bands = {
        key: policy.drift.band(targets.get(key, ZERO), own.get(key)) for key in values.keys() | targets.keys()
    }
    return {**bands, CASH: points_band(policy, own.get(CASH))}


def points_band(policy: Policy, tolerance: Decimal | None = None) -> ToleranceBand:
    """Return the band in points, whatever the policy's method."""
    return replace(policy.drift, method=DriftMethod.ABSOLUTE).band(ZERO, tolerance)
