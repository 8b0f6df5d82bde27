"""Requirement 002's planner: its three ways to plan, under its configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from trimtab.domain.config import CostConfig, DriftConfig
from trimtab.domain.plan import Plan
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.request import PlanRequest
from trimtab.domain.tax_config import TaxConfig
from trimtab.planning.methods.tax_aware import PlainLot
from trimtab.planning.rebalance import plan_rebalance
from trimtab.planning.spare_taxes import plan_sparing_taxes


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

    def plan_tax_aware_rebalance(
        self, request: PlanRequest, lots: Mapping[str, tuple[PlainLot, ...]] | None = None
    ) -> Plan:
        """Plan by the request's method, put off short-term gains and harvest losses, as lots by symbol tell.

        An estimate (see `methods.tax_aware`). Without lots the plan carries a warning and spares no taxes.
        """
        return plan_sparing_taxes(self._configured(request), lots or {})

    def _configured(self, request: PlanRequest) -> PlanRequest:
        policy = replace(request.policy, drift=self.drift, costs=self.costs, tax=self.tax)
        return replace(request, policy=policy)
