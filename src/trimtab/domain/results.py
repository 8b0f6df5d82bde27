"""What a use case answers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from trimtab.domain.flip_point import FlipPoint
from trimtab.domain.leg import Leg
from trimtab.domain.plan import Plan
from trimtab.domain.policy import Policy
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason
from trimtab.domain.run import Run
from trimtab.domain.schedule import Schedule, ScheduleState, Verdict
from trimtab.domain.tax_book import TaxBook
from trimtab.domain.tax_ledger import LedgerFinding
from trimtab.domain.tax_records import TaxRecordKind
from trimtab.domain.trading_state import TradingState
from trimtab.domain.what_if import WhatIf


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySaved:
    """The policy as stored, and what the owner should know about it."""

    portfolio: PortfolioRef
    policy: Policy
    warnings: tuple[Reason, ...]


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
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSeen:
    """A portfolio's schedule as it is kept, and what its rules say now."""

    schedule: Schedule
    state: ScheduleState
