"""A worker's right to move a run: one holder at a time, for a limited time, under a growing number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

LEASE_TIME: Final = timedelta(seconds=90)
"""How long a worker may hold a run; no tick lasts longer than a minute."""

SEND_MARGIN: Final = timedelta(seconds=10)
"""How long before the end of its lease a worker must be silent, so that a successor meets no late order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Who holds a run, and until when; `holder` is a fresh name, so that no two leases are equal."""

    holder: str
    until: datetime

    @property
    def send_by(self) -> datetime:
        """The last moment at which the holder may send an order (I-21)."""
        return self.until - SEND_MARGIN

    def is_over(self, now: datetime) -> bool:
        """Tell whether somebody else may take the run."""
        return now >= self.until
