"""Measure drift: compare what is held with what is wanted, key by key."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from trimtab.domain.drift import DriftReport, DriftRow, ToleranceBand
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ZERO
from trimtab.domain.policy import Policy
from trimtab.domain.snapshot import Snapshot


def measure_drift(
    values: Mapping[str, Decimal],
    targets: Mapping[str, Decimal],
    bands: Mapping[str, ToleranceBand],
    default_band: ToleranceBand,
) -> DriftReport:
    """Measure drift over the union of held and targeted keys, cash included, by key with cash last.

    `values` are market values in base currency; `targets` are fractions that sum to one. A portfolio worth
    nothing has actual weights of zero. `bands` override the default per key (domain rule 5).
    """
    total = sum(values.values(), ZERO)
    keys = sorted(values.keys() | targets.keys(), key=lambda key: (key == CASH, key))
    return DriftReport(
        total_value=total,
        rows=tuple(
            DriftRow(
                key=key,
                market_value=values.get(key, ZERO),
                actual_weight=values.get(key, ZERO) / total if total else ZERO,
                target_weight=targets.get(key, ZERO),
                band=bands.get(key, default_band),
            )
            for key in keys
        ),
    )


def measure_portfolio_drift(snapshot: Snapshot, policy: Policy) -> DriftReport:
    """Measure a snapshot against a policy's targets and tolerances."""
    bands = {
        target.symbol: ToleranceBand.of(target.tolerance)
        for target in policy.targets.enabled
        if target.tolerance is not None
    }
    default_band = ToleranceBand.of(policy.tolerance)
    return measure_drift(snapshot.market_values, policy.targets.weights, bands, default_band)
