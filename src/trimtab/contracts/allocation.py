"""The contract of `save_allocation`."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StrictBool

from trimtab.contracts.base import (
    Contract,
    DecimalText,
    Instant,
    Percent,
    PortfolioRequest,
    Symbol,
    to_fraction,
    to_percent,
)
from trimtab.domain.commands import SaveAllocation
from trimtab.domain.errors import InvalidRequestError
from trimtab.domain.instruments import AssetClass
from trimtab.domain.money import ZERO
from trimtab.domain.policy import PolicyStatus
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.results import PolicySaved
from trimtab.domain.targets import ClassTarget, Targets
from trimtab.domain.targets import TargetAllocation as DomainTarget

MAX_TARGETS = 100


class TargetAllocation(Contract):
    """The wanted share of one symbol, 0 to 100; without an asset class the broker's counts."""

    symbol: Symbol
    target_percent: Percent
    enabled: StrictBool = True
    tolerance_percent: Percent | None = None
    asset_class: AssetClass | None = None

    def to_domain(self) -> DomainTarget:
        """Convert percent to fractions."""
        tolerance = None if self.tolerance_percent is None else to_fraction(self.tolerance_percent)
        return DomainTarget(
            symbol=self.symbol,
            weight=to_fraction(self.target_percent),
            is_enabled=self.enabled,
            tolerance=tolerance,
            asset_class=self.asset_class,
        )

    @classmethod
    def of(cls, target: DomainTarget) -> TargetAllocation:
        """Convert fractions to percent."""
        tolerance = None if target.tolerance is None else to_percent(target.tolerance)
        return cls(
            symbol=target.symbol,
            target_percent=to_percent(target.weight),
            enabled=target.is_enabled,
            tolerance_percent=tolerance,
            asset_class=target.asset_class,
        )


TargetList = Annotated[tuple[TargetAllocation, ...], Field(max_length=MAX_TARGETS)]


class SaveAllocationRequest(PortfolioRequest):
    """Targets to store as the next policy version."""

    targets: TargetList
    cash_target_percent: Percent = ZERO
    draft: StrictBool = False

    def to_domain(self, uid: str) -> SaveAllocation:
        """Convert to the engine's command. Raises InvalidRequestError for a symbol that appears twice."""
        return SaveAllocation(
            portfolio=PortfolioRef(uid, self.portfolio_id),
            targets=to_targets(self.targets, self.cash_target_percent),
            is_draft=self.draft,
        )


def to_targets(targets: tuple[TargetAllocation, ...], cash_target_percent: Decimal) -> Targets:
    """Convert a list of targets, each symbol once, into symbol order."""
    seen: set[str] = set()
    for index, target in enumerate(targets):
        if target.symbol in seen:
            field, code = f"targets[{index}].symbol", ReasonCode.DUPLICATE_SYMBOL
            raise InvalidRequestError(field, target.symbol, "appears twice", code)
        seen.add(target.symbol)
    allocations = sorted((target.to_domain() for target in targets), key=lambda target: target.symbol)
    return Targets(allocations=tuple(allocations), cash_weight=to_fraction(cash_target_percent))


class ReasonView(Contract):
    """A reason code and its sentence."""

    reason_code: ReasonCode
    message: str

    @classmethod
    def of(cls, reason: Reason) -> ReasonView:
        """Show a reason."""
        return cls(reason_code=reason.code, message=reason.text)


class ClassTargetView(Contract):
    """What the enabled targets of one asset class add up to, the owner's class before the broker's."""

    asset_class: str
    target_percent: DecimalText

    @classmethod
    def of(cls, target: ClassTarget) -> ClassTargetView:
        """Show the sum of a class."""
        return cls(asset_class=target.asset_class, target_percent=to_percent(target.weight))


class SaveAllocationResult(Contract):
    """The targets as stored."""

    portfolio_id: str
    policy_version: int
    status: PolicyStatus
    targets: tuple[TargetAllocation, ...]
    cash_target_percent: DecimalText
    total_percent: DecimalText
    warnings: tuple[ReasonView, ...]
    saved_at: Instant
    class_targets: tuple[ClassTargetView, ...] = ()
    """What the targets add up to by class; answers of older versions lack the field."""

    @classmethod
    def of(cls, saved: PolicySaved) -> SaveAllocationResult:
        """Show a stored policy's targets."""
        targets = saved.policy.targets
        return cls(
            portfolio_id=saved.portfolio.portfolio_id,
            policy_version=saved.policy.version,
            status=saved.policy.status,
            targets=tuple(TargetAllocation.of(target) for target in targets.allocations),
            cash_target_percent=to_percent(targets.cash_weight),
            total_percent=to_percent(targets.total_weight),
            class_targets=tuple(ClassTargetView.of(target) for target in saved.class_targets),
            warnings=tuple(ReasonView.of(warning) for warning in saved.warnings),
            saved_at=saved.policy.saved_at,
        )
