"""What a use case answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from trimtab.domain.drift import DriftReport
from trimtab.domain.flip_point import FlipPoint
from trimtab.domain.leg import Leg
from trimtab.domain.plan import Plan
from trimtab.domain.policy import Policy
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason
from trimtab.domain.rebalancing import Rebalancing
from trimtab.domain.run import Run
from trimtab.domain.schedule import Schedule, ScheduleState, Verdict
from trimtab.domain.suggestion import Suggestion
from trimtab.domain.targets import ClassTarget
from trimtab.domain.tax_book import TaxBook
from trimtab.domain.tax_ledger import LedgerFinding
from trimtab.domain.tax_preview import TaxPreview
from trimtab.domain.tax_records import TaxRecordKind
from trimtab.domain.trade import Trade
from trimtab.domain.trade_off import TradeOffPoint
from trimtab.domain.trading_state import TradingState
from trimtab.domain.what_if import WhatIf


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySaved:
    """The policy as stored, and what the owner should know about it.

    `class_targets` are what its enabled targets add up to by asset class, in class order, where targets were
    saved.
    """

    portfolio: PortfolioRef
    policy: Policy
    warnings: tuple[Reason, ...]
    class_targets: tuple[ClassTarget, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted:
    """The run of an idempotency key; `is_replay` when the key had already started it."""

    run: Run
    legs: tuple[Leg, ...]
    is_replay: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRecordsImported:
    """What a file has changed, in lines; `findings` are what the ledger cannot book in the accounts it names.

    `removed_count` are records of an earlier file that a replacing one no longer has.
    """

    portfolio: PortfolioRef
    kind: TaxRecordKind
    added_count: int
    changed_count: int
    unchanged_count: int
    removed_count: int = 0
    findings: tuple[LedgerFinding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRecordsExported:
    """The tax book as it is kept, None without one, and of what kind the file is to be."""

    portfolio: PortfolioRef
    kind: TaxRecordKind
    book: TaxBook | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftChecked:
    """A plan, the trading mode it met, and the run it started, if any; a simulation adds its answers.

    `verdict` is what the rules said, None where nobody asked them.
    """

    plan: Plan
    trading: TradingState
    started: RunStarted | None = None
    what_if: WhatIf | None = None
    flip_points: tuple[FlipPoint, ...] = ()
    smallest_deposit: Decimal | None = None
    trade_off: tuple[TradeOffPoint, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassDrift:
    """How far each asset class is from its target, at one moment (requirement 001)."""

    as_of: datetime
    report: DriftReport


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassedSuggestion:
    """A suggestion, the trade it speaks of, and the asset class that it belongs to."""

    asset_class: str
    suggestion: Suggestion
    trade: Trade


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionsMade:
    """What would restore the targets, the most urgent first, and its taxes where lots are known."""

    suggestions: tuple[ClassedSuggestion, ...]
    tax: TaxPreview | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSeen:
    """A portfolio's schedule as it is kept, and what its rules say now."""

    schedule: Schedule
    state: ScheduleState


@dataclass(frozen=True, slots=True, kw_only=True)
class RebalancingSeen:
    """A portfolio's schedule, and the last rebalancing that was done, if any (requirement 000)."""

    seen: ScheduleSeen
    last: Rebalancing | None
