"""The documents that are not simply a stored domain value, and how they are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from trimtab.contracts.codec import to_document
from trimtab.contracts.policy_triggers import RuleSettings
from trimtab.domain.account_state import AccountState
from trimtab.domain.canonical import canonical_hash
from trimtab.domain.instruments import AssetClass
from trimtab.domain.money import HUNDRED
from trimtab.domain.policy import Autonomy, Policy, PolicyStatus
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.run import Run
from trimtab.domain.targets import TargetAllocation
from trimtab.domain.trading_state import TradingMode, TradingState
from trimtab.domain.trigger import TriggerRule
from trimtab.ports import IdempotencyKey

KEY_LIFETIME: Final = timedelta(days=90)
"""How long an idempotency key is remembered at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioHead:
    """A portfolio's root: which policy version governs it."""

    portfolio_id: str
    policy_version: int
    status: PolicyStatus
    cash_target_percent: Decimal
    autonomy: Autonomy
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationRecord:
    """One target as requirement 004 stores it; percent from 0 to 100."""

    symbol: str
    target_percent: Decimal
    enabled: bool
    tolerance_percent: Decimal | None
    asset_class: AssetClass | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRecord:
    """What a caller's idempotency key has started."""

    uid: str
    key_hash: str
    request_hash: str
    run_id: str
    portfolio_id: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskManagement:
    """The kill switch as stored: requirement 004's flag, and the mode that refines it."""

    trading_enabled: bool
    mode: TradingMode = TradingMode.ACTIVE
    reason: str = ""
    epoch: int = 0
    updated_by: str = ""
    updated_at: datetime | None = None
    cancels_open_orders: bool = False

    def __post_init__(self) -> None:
        """Refuse what no turn stores. Raises ValueError for a negative epoch and a time without zone."""
        if self.epoch < 0:
            raise ValueError(f"epoch is {self.epoch}; turns count from 1")
        if self.updated_at is not None and self.updated_at.tzinfo is None:
            raise ValueError(f"updated_at is {self.updated_at}; store aware times")

    @property
    def trading_state(self) -> TradingState:
        """What the document permits: the public flag wins over the mode."""
        return TradingState(
            mode=self.mode if self.trading_enabled else TradingMode.HALTED,
            reason=self.reason or ("" if self.trading_enabled else "trading_enabled is false"),
            epoch=self.epoch,
            updated_by=self.updated_by,
            updated_at=self.updated_at,
            cancels_open_orders=self.cancels_open_orders,
        )


def portfolio_head(portfolio: PortfolioRef, policy: Policy) -> PortfolioHead:
    """Describe a portfolio that a policy governs."""
    return PortfolioHead(
        portfolio_id=portfolio.portfolio_id,
        policy_version=policy.version,
        status=policy.status,
        cash_target_percent=policy.targets.cash_weight * HUNDRED,
        autonomy=policy.autonomy,
        updated_at=policy.saved_at,
    )


def allocation_records(policy: Policy, created: Mapping[str, datetime]) -> tuple[AllocationRecord, ...]:
    """Describe the policy's targets; a symbol in `created` keeps the time it was first targeted."""
    return tuple(
        _allocation(target, created.get(target.symbol, policy.saved_at), policy.saved_at)
        for target in policy.targets.allocations
    )


def rule_fields(rule: TriggerRule) -> dict[str, object]:
    """Describe a rule by requirement 000's columns; decimals are text, as everywhere."""
    shown = RuleSettings.of(rule).model_dump(mode="json", exclude_none=True)
    return {**shown, "created_at": rule.created_at}


def _allocation(target: TargetAllocation, created_at: datetime, updated_at: datetime) -> AllocationRecord:
    return AllocationRecord(
        symbol=target.symbol,
        target_percent=target.weight * HUNDRED,
        enabled=target.is_enabled,
        tolerance_percent=None if target.tolerance is None else target.tolerance * HUNDRED,
        asset_class=target.asset_class,
        created_at=created_at,
        updated_at=updated_at,
    )


def account_fields(state: AccountState, nonce: str) -> dict[str, object]:
    """Write an account's state; the nonce makes each write a change, the flags can be searched for."""
    flags = {"is_held": state.active_run is not None, "is_locked": state.locked is not None}
    return {**to_document(state), **flags, "nonce": nonce}


def key_record(run: Run, key: IdempotencyKey) -> KeyRecord:
    """Bind a caller's key to the run it starts."""
    return KeyRecord(
        uid=key.uid,
        key_hash=canonical_hash(key.key),
        request_hash=key.request_hash,
        run_id=run.run_id,
        portfolio_id=run.portfolio_id,
        created_at=run.created_at,
        expires_at=run.created_at + KEY_LIFETIME,
    )


def risk_management(state: TradingState) -> RiskManagement:
    """Describe a trading state with requirement 004's flag."""
    return RiskManagement(
        trading_enabled=state.is_trading_enabled,
        mode=state.mode,
        reason=state.reason,
        epoch=state.epoch,
        updated_by=state.updated_by,
        updated_at=state.updated_at,
        cancels_open_orders=state.cancels_open_orders,
    )
