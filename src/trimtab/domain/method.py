"""The ways to repair a portfolio."""

from __future__ import annotations

from enum import StrEnum


class RebalancingMethod(StrEnum):
    """Which trades repair a portfolio (requirement 000's names; FULL is 002's full rebalance).

    TAX_AWARE repairs what THRESHOLD_REBALANCING repairs, as far as taxes allow; FULL_OPTIMIZATION goes from
    where things are towards FULL as far as that is worth its cost and tax (domain rule 18).
    """

    FULL = "FULL"
    THRESHOLD_REBALANCING = "THRESHOLD_REBALANCING"
    PROPORTIONAL_REBALANCING = "PROPORTIONAL_REBALANCING"
    TACTICAL_REBALANCING = "TACTICAL_REBALANCING"
    CASH_FLOW = "CASH_FLOW"
    TAX_AWARE = "TAX_AWARE"
    FULL_OPTIMIZATION = "FULL_OPTIMIZATION"
