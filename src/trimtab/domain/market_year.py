"""The exchange's sessions of one year, as the broker has told them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from trimtab.domain.order import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketYear:
    """Sessions of a calendar year in order, and when the broker was last asked for them."""

    year: int
    sessions: tuple[Session, ...]
    read_at: datetime
