"""One question to the planner: which portfolio, under which policy, and what is special about this time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from trimtab.domain.money import ONE, ZERO
from trimtab.domain.optimum import Aim, FactorRisk, Weighing
from trimtab.domain.policy import Policy, RebalancingMethod
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason
from trimtab.domain.shelf import Shelf
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.tax_ledger import TaxPosition


class DataQuality(StrEnum):
    """What a missing or stale price does (domain rule 26)."""

    BLOCK = "BLOCK"
    EXCLUDE = "EXCLUDE"


class Repatriation(StrEnum):
    """Whether foreign cash left over is sold (domain rule 34)."""

    OFF = "OFF"
    ABOVE_THRESHOLD = "ABOVE_THRESHOLD"
    SWEEP_ALL = "SWEEP_ALL"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOptions:
    """Requirement 003's options; the minimum trade of the shelf counts unless dust is not suppressed."""

    suppress_dust_trades: bool = True
    allow_restricted: bool = False
    data_quality: DataQuality = DataQuality.BLOCK
    max_staleness: timedelta | None = None
    max_skew: timedelta = timedelta(minutes=15)
    fx_buffer_pct: Decimal = ZERO
    repatriation: Repatriation = Repatriation.OFF
    repatriation_threshold: Decimal = ZERO
    """In base currency."""
    review_soft_rules: bool = False
    """Whether a broken soft rule holds a plan for review and an inherited breach blocks it (003, step 6).

    The policy can ask for it as well.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class SellLimit:
    """The most shares of a symbol that taxes let a plan sell, and why not more; exits do not keep to it.

    From `until` on the reason no longer holds, where that is known.
    """

    symbol: str
    quantity: Decimal
    reason: Reason
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyBar:
    """A symbol that a plan does not buy before `until`, and why not: a loss would no longer count."""

    symbol: str
    reason: Reason
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """How much of a symbol's target counts for its substitute, a fraction of portfolio value.

    So the two count together: what is held of the one is not missing of the other.
    """

    symbol: str
    substitute: str
    weight: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Shares that are sold for the same money of another symbol, beside what drift asks for.

    It moves as much of the target: from a symbol to its substitute where a loss is harvested, or back.
    """

    sold: str
    bought: str
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """How many shares the owner wants of one of a plan's own trades; none leaves it out."""

    symbol: str
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """What to plan for; no method means the policy's own, no symbols mean all.

    `cash_flow` in base currency belongs to CASH_FLOW: positive is invested, negative is raised.
    """

    snapshot: Snapshot
    policy: Policy
    portfolio: PortfolioRef
    method: RebalancingMethod | None = None
    symbols: tuple[str, ...] = ()
    cash_flow: Decimal = ZERO
    minimum_trade: Decimal = ZERO
    is_forced: bool = False
    harvest: tuple[str, ...] = ()
    """Symbols with more than their target weight to be sold down to it even inside their band, for losses."""
    sell_limits: tuple[SellLimit, ...] = ()
    """In symbol order; what taxes have found, like `harvest` and the three that follow."""
    buy_bars: tuple[BuyBar, ...] = ()
    substitutions: tuple[Substitution, ...] = ()
    """At most one of a symbol and its substitute, which has no target of its own."""
    swaps: tuple[Swap, ...] = ()
    """Each between a symbol and its substitute; no symbol is in two of them."""
    aims: tuple[Aim, ...] | None = None
    """What FULL_OPTIMIZATION moves, in symbol order, as the optimiser has found; None moves everything."""
    weighing: Weighing = field(default_factory=Weighing)
    risk: FactorRisk | None = None
    """What the optimiser counts distances from the targets with; without it all weights count alike."""
    tax: TaxPosition | None = None
    """Lots and the year so far; without it a plan takes no account of taxes."""
    last_rebalanced_at: datetime | None = None
    shelf: Shelf | None = None
    options: PlanOptions = field(default_factory=PlanOptions)
    edits: tuple[Edit, ...] = ()
    """What its owner wants otherwise of the plan without them, in symbol order; the side stays the plan's."""

    @property
    def edited(self) -> frozenset[str]:
        """Symbols whose trade the owner has changed."""
        return frozenset(edit.symbol for edit in self.edits)

    @property
    def whole_swaps(self) -> tuple[Swap, ...]:
        """The swaps of which the owner has changed neither trade."""
        if not self.edits:
            return self.swaps
        return tuple(swap for swap in self.swaps if self.edited.isdisjoint((swap.sold, swap.bought)))

    @property
    def is_reviewed(self) -> bool:
        """Whether soft rules are reviewed, as the request or the policy says."""
        return self.options.review_soft_rules or self.policy.constraints.review_soft_rules

    @property
    def chosen_method(self) -> RebalancingMethod:
        """The method this plan uses."""
        return self.method or self.policy.method

    def least_trade(self, symbol: str) -> Decimal:
        """Return the least value worth a trade in base currency: the largest of policy, request and shelf.

        Domain rule 8; the shelf's own counts only while dust is suppressed.
        """
        entry = self.shelf.entry(symbol) if self.shelf and self.options.suppress_dust_trades else None
        rate = self.snapshot.rate(self.snapshot.currency(symbol)) or ONE
        on_shelf = entry.minimum_trade * rate if entry else ZERO
        return max(self.policy.costs.minimum_trade, self.minimum_trade, on_shelf)
