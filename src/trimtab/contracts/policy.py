"""The contract of `save_policy`: every setting of a policy but its targets."""

from __future__ import annotations

from typing import Protocol, TypeVar

from trimtab.contracts.allocation import ReasonView
from trimtab.contracts.base import Contract, Instant, PortfolioRequest
from trimtab.contracts.policy_sections import (
    CalendarSettings,
    ConstraintSettings,
    CostSettings,
    DriftSettings,
    ExecutionSettings,
    LimitSettings,
    TacticSettings,
)
from trimtab.contracts.policy_taxes import TaxSettings
from trimtab.contracts.policy_triggers import TriggerSection
from trimtab.domain.commands import SavePolicy
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.policy import (
    Autonomy,
    Destination,
    PolicyChanges,
    PolicyStatus,
    RebalancingMethod,
    UntargetedRule,
)
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.results import PolicySaved

Value = TypeVar("Value")
Value_co = TypeVar("Value_co", covariant=True)


class _Section(Protocol[Value_co]):
    def to_domain(self) -> Value_co: ...


class SavePolicyRequest(PortfolioRequest):
    """Settings to store as the next policy version; what is not sent stays as it is."""

    method: RebalancingMethod | None = None
    destination: Destination | None = None
    untargeted: UntargetedRule | None = None
    autonomy: Autonomy | None = None
    drift: DriftSettings | None = None
    calendar: CalendarSettings | None = None
    costs: CostSettings | None = None
    constraints: ConstraintSettings | None = None
    tactics: TacticSettings | None = None
    tax: TaxSettings | None = None
    limits: LimitSettings | None = None
    execution: ExecutionSettings | None = None
    triggers: TriggerSection | None = None

    def to_domain(self, uid: str) -> SavePolicy:
        """Convert to the engine's command. Raises InvalidRequestError for a request that changes nothing."""
        changes = PolicyChanges(
            method=self.method,
            destination=self.destination,
            untargeted=self.untargeted,
            autonomy=self.autonomy,
            drift=_converted(self.drift),
            calendar=_converted(self.calendar),
            costs=_converted(self.costs),
            constraints=_converted(self.constraints),
            tactics=_converted(self.tactics),
            tax=_converted(self.tax),
            limits=_converted(self.limits),
            execution=_converted(self.execution),
            triggers=_converted(self.triggers),
        )
        if not changes.names:
            raise InvalidRequestError("data", {}, "changes nothing; send at least one setting")
        return SavePolicy(portfolio=PortfolioRef(uid, self.portfolio_id), changes=changes)


class SavePolicyResult(Contract):
    """The settings as stored, those that were not sent among them."""

    portfolio_id: str
    policy_version: int
    status: PolicyStatus
    method: RebalancingMethod
    destination: Destination
    untargeted: UntargetedRule
    autonomy: Autonomy
    drift: DriftSettings
    calendar: CalendarSettings
    costs: CostSettings
    constraints: ConstraintSettings
    tactics: TacticSettings
    tax: TaxSettings
    limits: LimitSettings
    execution: ExecutionSettings
    triggers: TriggerSection
    warnings: tuple[ReasonView, ...]
    saved_at: Instant

    @classmethod
    def of(cls, saved: PolicySaved) -> SavePolicyResult:
        """Show a stored policy's settings."""
        policy = saved.policy
        return cls(
            portfolio_id=saved.portfolio.portfolio_id,
            policy_version=policy.version,
            status=policy.status,
            method=policy.method,
            destination=policy.destination,
            untargeted=policy.untargeted,
            autonomy=policy.autonomy,
            drift=DriftSettings.of(policy.drift),
            calendar=CalendarSettings.of(policy.calendar),
            costs=CostSettings.of(policy.costs),
            constraints=ConstraintSettings.of(policy.constraints),
            tactics=TacticSettings.of(policy.tactics),
            tax=TaxSettings.of(policy.tax),
            limits=LimitSettings.of(policy.limits),
            execution=ExecutionSettings.of(policy.execution),
            triggers=TriggerSection.of(policy.triggers),
            warnings=tuple(ReasonView.of(warning) for warning in saved.warnings),
            saved_at=policy.saved_at,
        )


def _converted(section: _Section[Value] | None) -> Value | None:
    return None if section is None else section.to_domain()
