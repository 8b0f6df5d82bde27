"""What somebody must be told about a run, kept until it was delivered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import RunKind, RunRef, RunState


class NoticeStatus(StrEnum):
    """How far a notice has come; UNDELIVERABLE is one that was tried in vain too often."""

    PENDING = "PENDING"
    DELIVERED = "DELIVERED"
    UNDELIVERABLE = "UNDELIVERABLE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One event of a run for its owner, delivered at least once; receivers tell repeats by `notice_id`.

    `version` is the run's sequence: of two notices about a run the higher is the later (F-152).
    """

    notice_id: str
    run: RunRef
    version: int
    state: RunState
    reason_code: ReasonCode | None
    text: str
    at: datetime
    run_kind: RunKind = RunKind.REBALANCE
    status: NoticeStatus = NoticeStatus.PENDING
    attempts: int = 0
    due_at: datetime | None = None
    """When to try next; None once nobody has to."""
