"""The time, names, work for later, the switch, and what is measured and told."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Protocol

from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.telemetry import LogLevel
from trimtab.domain.trading_state import TradingState


class Clock(Protocol):
    """The time, and a way to let some of it pass."""

    def now(self) -> datetime:
        """Tell the time, aware and in UTC."""
        ...

    def pause(self, seconds: Decimal) -> None:
        """Return when the seconds have passed."""


class Identifiers(Protocol):
    """A source of names that nobody has used before."""

    def fresh(self) -> str:
        """Make a new name of 20 letters and digits that cannot be guessed."""
        ...


class Metrics(Protocol):
    """Counters and histograms by name and labels; recording one never fails."""

    def count(self, name: str, **labels: str) -> None:
        """Add one to a counter."""

    def observe(self, name: str, value: Decimal, **labels: str) -> None:
        """Add a value to a histogram."""


class EventLog(Protocol):
    """Structured log lines; writing one never fails."""

    def write(self, level: LogLevel, message: str, **fields: str) -> None:
        """Write one line."""


class TradingStates(Protocol):
    """The kill switch's storage."""

    def current(self) -> TradingState:
        """Read the switch; missing, unreadable or malformed is HALTED, never an error."""
        ...

    def set(self, state: TradingState) -> None:
        """Store a new state with a plain write that nothing can delay."""


class TaskQueue(Protocol):
    """Work to be done soon, at least once."""

    def advance_run(self, portfolio: PortfolioRef, run_id: str, tick: str, delay_seconds: int = 0) -> None:
        """Ask for one tick of a run; the same tick of a run asked for twice may be done once.

        Raises UnavailableError when the queue cannot be reached.
        """
