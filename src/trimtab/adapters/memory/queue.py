"""A task queue that remembers what it was asked and runs nothing."""

from __future__ import annotations

from dataclasses import dataclass

from trimtab.domain.portfolio import PortfolioRef


@dataclass(frozen=True, slots=True)
class AskedTick:
    """One tick of a run that somebody asked for."""

    portfolio: PortfolioRef
    run_id: str
    tick: str
    delay_seconds: int


class MemoryQueue:
    """The task queue's fake; `asked` holds every request in order, repeats included."""

    def __init__(self) -> None:
        self.asked: list[AskedTick] = []

    def advance_run(self, portfolio: PortfolioRef, run_id: str, tick: str, delay_seconds: int = 0) -> None:
        """Remember one request for a tick."""
        self.asked.append(AskedTick(portfolio, run_id, tick, delay_seconds))
