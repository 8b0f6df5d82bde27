"""Requirement 002's planner: its three ways to plan, under its configuration."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from trimtab.domain.config import CostConfig, DriftConfig
from trimtab.domain.plan import Plan
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.request import PlanRequest
from trimtab.domain.tax_config import TaxConfig
from trimtab.planning.rebalance import plan_rebalance
from trimtab.planning.tax_aware.plan import plan_with_taxes


@dataclass(frozen=True, slots=True, kw_only=True)
class RebalancePlanner:
    """Plan under these configurations in place of the policy's own; the defaults are requirement 002's."""

    drift: DriftConfig = field(default_factory=DriftConfig)
    costs: CostConfig = field(default_factory=CostConfig)
    tax: TaxConfig = field(default_factory=TaxConfig)

    def plan_full_rebalance(self, request: PlanRequest) -> Plan:
        """Plan to bring every asset to its exact target."""
        return plan_rebalance(self._configured(replace(request, method=RebalancingMethod.FULL)))

    def plan_threshold_rebalance(self, request: PlanRequest) -> Plan:
        """Plan to repair only what has drifted out of its band."""
        threshold = RebalancingMethod.THRESHOLD_REBALANCING
        return plan_rebalance(self._configured(replace(request, method=threshold)))

    def plan_tax_aware_rebalance(self, request: PlanRequest) -> Plan:
        """Plan what taxes leave of a threshold rebalance, and harvest losses, by the lots of the request.

        A method that the request itself chooses is kept; its plan then only tells of taxes. Without lots the
        plan carries a warning and spares no taxes.
        """
        method = request.method or RebalancingMethod.TAX_AWARE
        return plan_with_taxes(self._configured(replace(request, method=method))).plan

    def _configured(self, request: PlanRequest) -> PlanRequest:
        policy = replace(request.policy, drift=self.drift, costs=self.costs, tax=self.tax)
        return replace(request, policy=policy)
