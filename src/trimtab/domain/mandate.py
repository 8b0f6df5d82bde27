"""Requirement 003's question and answer: portfolio, market, model and mandate go in, a run comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from trimtab.domain.canonical import canonical_hash
from trimtab.domain.plan import Plan, PlanStatus
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.request import PlanRequest
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import SkippedTrade


class RunVerdict(StrEnum):
    """What a simulated run amounts to (requirement 003, appendix A)."""

    READY = "READY"
    PENDING_REVIEW = "PENDING_REVIEW"
    BLOCKED = "BLOCKED"


VERDICTS: Final = {
    PlanStatus.READY: RunVerdict.READY,
    PlanStatus.NO_ACTION: RunVerdict.READY,
    PlanStatus.PENDING_REVIEW: RunVerdict.PENDING_REVIEW,
    PlanStatus.BLOCKED: RunVerdict.BLOCKED,
}
"""A plan without anything to do is good to go, too: requirement 003 has no word of its own for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateSources:
    """The immutable versions a decision rests on; all of them are the caller's own names."""

    portfolio_snapshot_id: str
    market_data_snapshot_id: str
    mandate_id: str
    model_portfolio_id: str
    effective_policy_version: str
    shelf_snapshot_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateRequest:
    """One question of requirement 003: the plan to make, where it comes from, and the text it was asked in.

    `text` is the request's canonical JSON, in which equal questions are equal whatever their order.
    """

    sources: MandateSources
    question: PlanRequest
    text: str

    @property
    def request_hash(self) -> str:
        """Hash of the question, as 64 hexadecimal digits."""
        return canonical_hash(self.text)

    @property
    def correlation_id(self) -> str:
        """The name under which the logs speak of this question when its caller gives none."""
        return f"corr_{self.request_hash[:24]}"

    def run_id(self, engine_version: str) -> str:
        """Name the answer (domain rule 29); another version of the engine gives another one."""
        return f"rr_{canonical_hash((self.request_hash, engine_version))[:24]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateRun:
    """The answer: a plan nobody executes, the portfolio as it would leave it, and what was kept out.

    `eligible_count` counts the instruments that no shelf, price or rule keeps out.
    """

    request: MandateRequest
    plan: Plan
    after: Snapshot
    exclusions: tuple[SkippedTrade, ...]
    eligible_count: int

    @property
    def run_id(self) -> str:
        """The run's name, from question and engine alone."""
        return self.request.run_id(self.plan.engine_version)

    @property
    def verdict(self) -> RunVerdict:
        """What the run amounts to."""
        return VERDICTS[self.plan.status]


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulateMandate:
    """Answer a mandate's question once per key; `write` turns a run into the text that is kept and answered.

    Without a correlation id the logs use the question's own.
    """

    uid: str
    request: MandateRequest
    write: Callable[[MandateRun], str]
    idempotency_key: str
    correlation_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateAnswered:
    """The text that answers a question; `is_replay` where the key had been answered before."""

    run_id: str
    text: str
    is_replay: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationRecord:
    """A simulated run as it is kept; question and answer are canonical JSON and never change."""

    portfolio: PortfolioRef
    run_id: str
    request_hash: str
    status: RunVerdict
    engine_version: str
    question: str
    answer: str
    created_at: datetime
