"""What a caller asks for, already parsed and in the engine's own units."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from trimtab.domain.intent import OrderType, TimeInForce
from trimtab.domain.money import ZERO
from trimtab.domain.policy import PolicyChanges, RebalancingMethod
from trimtab.domain.portfolio import DEFAULT_PORTFOLIO, PortfolioRef
from trimtab.domain.request import Edit
from trimtab.domain.run import RunRef
from trimtab.domain.study import StudyTerms
from trimtab.domain.targets import Targets
from trimtab.domain.tax_config import LotMethod
from trimtab.domain.tax_records import TaxRecordKind, TaxRecords
from trimtab.domain.trade import Side
from trimtab.domain.trading_state import TradingMode, TradingScope
from trimtab.domain.trigger import RuleConstraints, TriggerKind
from trimtab.domain.what_if import SupposedTrade


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveAllocation:
    """Store new targets as the next policy version."""

    portfolio: PortfolioRef
    targets: Targets
    is_draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SavePolicy:
    """Store changed settings as the next policy version; the targets stay."""

    portfolio: PortfolioRef
    changes: PolicyChanges


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDrift:
    """Measure drift and plan its repair; with an idempotency key, also start the run.

    `asked` is a kind of rule whose rules alone decide whether anything is done; MANUAL is always heard. Force
    asks no rule and minds neither bands nor cooldowns; hard limits hold (domain rule 16). No symbols, in
    order, mean all. Edits, in symbol order, change trades of the plan. Constraints count beside those of the
    policy and of the rule that decides; the stricter wins. With a `risk_aversion` the plan is the point of
    the trade-off curve that is made with it.
    """

    portfolio: PortfolioRef
    method: RebalancingMethod | None = None
    execution_key: str | None = None
    asked: TriggerKind | None = None
    is_forced: bool = False
    symbols: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    risk_aversion: Decimal | None = None
    constraints: RuleConstraints | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutePlan:
    """Run a stored plan exactly as it was shown; a plan under review wants its broken rules acknowledged."""

    portfolio: PortfolioRef
    plan_id: str
    plan_hash: str
    idempotency_key: str
    acknowledged_rules: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecuteTrade:
    """Send one order through the same limits, ledger and kill switch as a run."""

    portfolio: PortfolioRef
    symbol: str
    side: Side
    quantity: Decimal
    order_type: OrderType
    time_in_force: TimeInForce
    limit_price: Decimal | None
    idempotency_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelRun:
    """End a run of one's own, and say why."""

    portfolio: PortfolioRef
    run_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareShadow:
    """Set the shadow plans of a span of days, both ends included, beside what was really traded."""

    portfolio: PortfolioRef
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendPolicy:
    """Ask which schedule suits a portfolio's saved targets."""

    portfolio: PortfolioRef
    terms: StudyTerms


class Resolution(StrEnum):
    """What a person decides about a parked run: let it go on, or end it as it is."""

    RESUME = "RESUME"
    CLOSE = "CLOSE"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveRun:
    """A person's decision about a parked run, with who and why."""

    run: RunRef
    choice: Resolution
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulate:
    """Ask what would happen with other targets, prices, cash or trades; a deposit is a positive `cash_flow`.

    Without a cash leg supposed trades move values between asset classes only (requirement 001). Flip points
    are searched for the named symbols. Taxes are estimated by `lot_method`, in place of the account's own.
    With a `risk_aversion` the plan is the point of the trade-off curve that is made with it.
    """

    portfolio: PortfolioRef
    method: RebalancingMethod | None = None
    targets: Targets | None = None
    prices: dict[str, Decimal] = field(default_factory=dict)
    cash_flow: Decimal = ZERO
    trades: tuple[SupposedTrade, ...] = ()
    has_cash_leg: bool = True
    flip_points_of: tuple[str, ...] = ()
    lot_method: LotMethod | None = None
    asks_trade_off: bool = False
    risk_aversion: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTaxRecords:
    """Bring in what a file says; a replacing file takes the place of what was brought in before.

    Lots replace everything brought in for their accounts, trades the trades alone.
    """

    portfolio: PortfolioRef
    records: TaxRecords
    is_replacing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTaxRecords:
    """Write what is known as a file, as of the last time the broker was read."""

    portfolio: PortfolioRef
    kind: TaxRecordKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTradingMode:
    """Turn a kill switch: the operator the one over everybody, a person those over the own.

    The account is the one that is linked now. `may_resume` is false for a person whose sign-in is too long
    ago to let trading go on.
    """

    uid: str
    is_operator: bool
    mode: TradingMode
    reason: str
    scope: TradingScope = TradingScope.EVERYBODY
    portfolio_id: str = DEFAULT_PORTFOLIO
    cancels_open_orders: bool = False
    may_resume: bool = True
