"""Where simulated runs are kept and their keys claimed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from trimtab.domain.claims import Claim, Claimed
from trimtab.domain.mandate import SimulationRecord
from trimtab.domain.portfolio import PortfolioRef
from trimtab.ports.runs import IdempotencyKey


class SimulationStore(Protocol):
    """Simulated runs under their portfolio, and who may answer which key (requirement 003, section 8)."""

    def claim(self, key: IdempotencyKey, now: datetime, lease: timedelta) -> Claim:
        """Take a fresh key, or one with the same question whose lease is over; else tell who has it."""
        ...

    def finish(self, key: IdempotencyKey, claim: Claimed, record: SimulationRecord) -> bool:
        """Keep the run and bind the key to it; False when somebody else has taken the key over.

        Raises RefusedError for a run that is too large to keep.
        """
        ...

    def release(self, key: IdempotencyKey, claim: Claimed, now: datetime) -> None:
        """End the lease at once, so that the question may be asked again; a lost claim stays lost."""

    def find(self, portfolio: PortfolioRef, run_id: str) -> SimulationRecord | None:
        """Read a simulated run of this portfolio, or None."""
        ...
