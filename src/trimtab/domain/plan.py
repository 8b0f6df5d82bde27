"""An immutable, hashed proposal: what to trade, what not, why, and the bounds it may be executed within."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.domain.canonical import canonical_hash
from trimtab.domain.costs import NO_COSTS, Costs
from trimtab.domain.currency import CashBalance, FxTrade
from trimtab.domain.drift import DriftReport
from trimtab.domain.money import ZERO
from trimtab.domain.optimum import Optimum
from trimtab.domain.policy import RebalancingMethod
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason
from trimtab.domain.rules import BindingLimit, RuleResult, Severity
from trimtab.domain.snapshot import BrokerMode
from trimtab.domain.tax_preview import TaxPreview
from trimtab.domain.trade import Side, SkippedTrade, Trade

PLAN_LIFETIME: Final = timedelta(minutes=10)
"""How long a plan may be approved after its snapshot."""


class PlanStatus(StrEnum):
    """What a plan amounts to."""

    READY = "READY"
    NO_ACTION = "NO_ACTION"
    PENDING_REVIEW = "PENDING_REVIEW"
    BLOCKED = "BLOCKED"

    @property
    def is_executable(self) -> bool:
        """Tell whether a plan may be carried out: at once, or once its owner has acknowledged what is odd."""
        return self in {PlanStatus.READY, PlanStatus.PENDING_REVIEW}


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The bounds a plan is approved for; execution stays inside them or does not trade."""

    expires_at: datetime
    cash_floor: Decimal
    """US dollars that buys must leave untouched."""
    max_price_move: Decimal
    """Largest move of a price since the plan, as a fraction; beyond it the leg is not sent."""
    max_weight_move: Decimal = Decimal("0.02")
    """Largest move of a weight between plan and approval, as a fraction of the portfolio."""


class _Hashed:
    """A place for a hash that is worked out once; no field, so equality and the hash know nothing of it."""

    __slots__ = ("_hash",)
    _hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(_Hashed):
    """What to do about one snapshot under one policy version; trades are in the order they are sent."""

    uid: str
    portfolio_id: str
    account_id: str
    environment: BrokerMode
    policy_version: int
    method: RebalancingMethod
    engine_version: str
    as_of: datetime
    status: PlanStatus
    finding: Reason
    trades: tuple[Trade, ...]
    skipped: tuple[SkippedTrade, ...]
    drift: DriftReport
    drift_after: DriftReport
    cash: Decimal
    cash_after: Decimal
    envelope: Envelope
    warnings: tuple[Reason, ...] = ()
    fx_trades: tuple[FxTrade, ...] = ()
    foreign_cash_after: tuple[CashBalance, ...] = ()
    costs: Costs = NO_COSTS
    binding: tuple[BindingLimit, ...] = ()
    rules: tuple[RuleResult, ...] = ()
    tax: TaxPreview | None = None
    """What it would realise, where lots are known."""
    optimum: Optimum | None = None
    """How good it is, and how that is known; of FULL_OPTIMIZATION alone."""
    conflict: tuple[str, ...] = ()
    """The smallest set of hard rules that cannot hold together, when there is none that can."""

    @property
    def portfolio(self) -> PortfolioRef:
        """Whose plan it is."""
        return PortfolioRef(self.uid, self.portfolio_id)

    @property
    def plan_hash(self) -> str:
        """Hash of everything the plan says; equal inputs give equal hashes."""
        try:
            return self._hash
        except AttributeError:
            object.__setattr__(self, "_hash", canonical_hash(self))
            return self._hash

    @property
    def plan_id(self) -> str:
        """Name of the plan, derived from its content."""
        return f"pl_{self.plan_hash[:24]}"

    @property
    def turnover(self) -> Decimal:
        """Sum of trade values over twice the portfolio's value (domain rule 37)."""
        if not self.drift.total_value:
            return ZERO
        return sum((trade.value for trade in self.trades), ZERO) / (2 * self.drift.total_value)

    @property
    def broken_rules(self) -> tuple[str, ...]:
        """The soft rules it breaks, by id: what a review is about."""
        return tuple(r.rule_id for r in self.rules if r.severity is Severity.SOFT and not r.is_kept)

    def of_side(self, side: Side) -> tuple[Trade, ...]:
        """The trades of one side, in order."""
        return tuple(trade for trade in self.trades if trade.side is side)
