"""Who may answer the question that came with an idempotency key (requirement 003, section 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trimtab.domain.portfolio import PortfolioRef


@dataclass(frozen=True, slots=True)
class Claimed:
    """The key is ours until its lease ends; the revision is the store's own word for this claim."""

    revision: str


@dataclass(frozen=True, slots=True)
class KeyAnswered:
    """The key has been answered by a run; `request_hash` is the question it came with."""

    request_hash: str
    portfolio: PortfolioRef
    run_id: str


@dataclass(frozen=True, slots=True)
class KeyBusy:
    """Somebody is answering the key's question, or died of it; the lease tells until when to wait."""

    request_hash: str
    leased_until: datetime


Claim = Claimed | KeyAnswered | KeyBusy
