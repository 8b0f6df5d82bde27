"""Which schedule suits a portfolio: what is asked of the policy lab, how far it has come, what it found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.domain.canonical import canonical_hash
from trimtab.domain.config import DriftMethod
from trimtab.domain.money import ZERO
from trimtab.domain.policy import Destination
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.reasons import Reason

LEAST_OBSERVATIONS: Final = 252
"""Daily returns that a study rests on at least: a year of sessions."""

HISTORY: Final = timedelta(days=5 * 365 + 1)
"""How far back daily closes are read."""

STALE_AFTER: Final = timedelta(days=7)
"""A symbol whose last close is older than this when it is asked has stopped trading, or its feed has."""

MOST_WORK: Final = 1_000_000
"""Symbols times paths times years of one study; so much ends well within its time."""

PATIENCE: Final = timedelta(minutes=15)
"""A study of which nothing was heard for so long is given up, and may be asked anew."""


class StudyState(StrEnum):
    """Where a study stands; DONE and FAILED are ends."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"


class Cadence(StrEnum):
    """How often a policy of a study looks."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    QUARTERLY = "QUARTERLY"
    ANNUAL = "ANNUAL"


@dataclass(frozen=True, slots=True)
class StudiedTarget:
    """A symbol and its target weight, a fraction above zero."""

    symbol: str
    weight: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyTerms:
    """What trading costs and how far the lab goes.

    `cost_bp` are basis points of each trade's value; `tax_rate` is a fraction of gains, `monthly_flow` a
    fraction of the portfolio's first value that comes in (below zero: goes out) each month. `aversion` weighs
    straying (domain §4.10).
    """

    cost_bp: Decimal = Decimal(5)
    tax_rate: Decimal = ZERO
    monthly_flow: Decimal = ZERO
    years: int = 10
    paths: int = 500
    aversion: Decimal = Decimal(4)
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyQuestion:
    """The saved targets in symbol order, what they leave of one being wanted in cash, and the terms."""

    mix: tuple[StudiedTarget, ...]
    terms: StudyTerms

    @property
    def symbols(self) -> tuple[str, ...]:
        """The symbols in their order."""
        return tuple(target.symbol for target in self.mix)

    @property
    def most_paths(self) -> int:
        """As many paths as a study of these symbols and years may have."""
        return MOST_WORK // (len(self.mix) * self.terms.years)


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over paths, and the ends of the interval that holds it with 95 % (1.96 standard errors)."""

    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class StudiedPolicy:
    """One policy and what came of it on all paths.

    Rates are fractions of portfolio value a year, `events` a count a year, `worst_drift` a fraction. `loss`
    adds cost, tax and straying; `behind` is how much more than the least loss, on the same paths; `is_tied`
    says that the paths cannot tell it from the least. `band_width` is in points or, under RELATIVE, a part of
    the target; None trades every weight at each look.
    """

    cadence: Cadence
    band_width: Decimal | None
    band_method: DriftMethod | None
    destination: Destination
    loss: Figure
    behind: Figure
    is_tied: bool
    turnover: Figure
    events: Figure
    cost: Figure
    tax: Figure
    tracking_error: Figure
    worst_drift: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class StudiedSymbol:
    """The closes a symbol has; `missing` counts days of the others on which it had none."""

    symbol: str
    closes: int
    first_day: date
    last_day: date
    missing: int
    is_stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyBasis:
    """What a result rests on: daily returns of days on which every symbol had a close."""

    symbols: tuple[StudiedSymbol, ...]
    observations: int
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyResult:
    """What is recommended, the best calendar without a band, the best policy with one, and all others."""

    recommended: StudiedPolicy
    frequency: StudiedPolicy | None
    band: StudiedPolicy | None
    runners_up: tuple[StudiedPolicy, ...]
    basis: StudyBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A question and how far its answer has come.

    `asked_at` tells one asking of the same question from the next. `progress` is percent. Whoever works on it
    has it until `leased_until`, for the `tries`-th time.
    """

    portfolio: PortfolioRef
    study_id: str
    question: StudyQuestion
    asked_at: datetime
    updated_at: datetime
    state: StudyState = StudyState.QUEUED
    progress: int = 0
    tries: int = 0
    leased_until: datetime | None = None
    result: StudyResult | None = None
    reason: Reason | None = None

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in {StudyState.DONE, StudyState.FAILED}

    def is_under_way(self, now: datetime) -> bool:
        """Tell whether an answer may still come."""
        return not self.has_ended and now < self.updated_at + PATIENCE

    def is_held(self, now: datetime) -> bool:
        """Tell whether somebody works on it."""
        return self.leased_until is not None and now < self.leased_until


@dataclass(frozen=True, slots=True, kw_only=True)
class DueStudy:
    """One asking of a question, as the queue names it."""

    portfolio: PortfolioRef
    study_id: str
    asked_at: datetime


def study_id_of(portfolio: PortfolioRef, question: StudyQuestion) -> str:
    """Name a study after its question, so that the same question is one study."""
    return f"st_{canonical_hash((portfolio, question))[:24]}"


def fresh_study(portfolio: PortfolioRef, question: StudyQuestion, now: datetime) -> Study:
    """Begin a study that waits for its turn."""
    return Study(
        portfolio=portfolio,
        study_id=study_id_of(portfolio, question),
        question=question,
        asked_at=now,
        updated_at=now,
    )
