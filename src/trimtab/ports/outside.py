"""The time, names, work for later, the switch, and what is measured and told."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from trimtab.domain.control import CancelRequest, Control
from trimtab.domain.dead_letter import DeadLetter
from trimtab.domain.mode_change import ModeChange
from trimtab.domain.notice import Notice
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.run import Run
from trimtab.domain.telemetry import LogLevel
from trimtab.domain.trading_state import TradingPlace, TradingScope, TradingState


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Tell the time, aware and in UTC."""
        ...


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


class Spans(Protocol):
    """Stretches of work that a trace shows; opening one never fails."""

    def span(self, name: str, **attributes: str) -> AbstractContextManager[None]:
        """Open a span for a block, inside the span around it, if any."""
        ...


class TradingStates(Protocol):
    """The kill switches' storage: one over everybody, and one over each person, portfolio and account."""

    def current(self, place: TradingPlace | None = None) -> TradingState:
        """Fold the switches over a place, or read the one over everybody.

        That one missing is HALTED; any of them unreadable or malformed is HALTED, never an error. A person,
        portfolio or account nobody has stopped has none.
        """
        ...

    def control(self, run: Run) -> Control:
        """Read the switches over a run, and whether its owner wants it to end, in one look.

        An unreadable wish is HALTED, too.
        """
        ...

    def of(self, scope: TradingScope, place: TradingPlace) -> TradingState:
        """Read one switch; a person's, portfolio's or account's that nobody has turned is ACTIVE."""
        ...

    def set(
        self,
        state: TradingState,
        scope: TradingScope = TradingScope.EVERYBODY,
        place: TradingPlace | None = None,
    ) -> None:
        """Store a switch's new state, and the turn for ever, with a plain write that nothing can delay.

        Raises ValueError for a state that tells nobody, no reason or no time, and for a switch that is not
        over everybody and has no place.
        """

    def set_next(
        self,
        state: TradingState,
        scope: TradingScope,
        place: TradingPlace,
        before: TradingState | None = None,
    ) -> bool:
        """Store a switch's new state if it stands at the epoch before; False when somebody has turned it.

        With `before` it must stand exactly there, as `of` has read it. For guards, and for whoever loosens:
        they never undo what a person has just said. The turn is kept as by `set`. Raises UnavailableError
        for no answer.
        """
        ...

    def changes_of(self, day: date) -> tuple[ModeChange, ...]:
        """List what was turned on a day (UTC), in order. Raises UnavailableError for no answer."""
        ...

    def request_cancel(self, run: Run, request: CancelRequest) -> None:
        """Store the owner's wish that a run ends; a second one changes nothing."""


class TaskQueue(Protocol):
    """Work to be done soon, at least once."""

    def advance_run(self, portfolio: PortfolioRef, run_id: str, tick: str, delay_seconds: int = 0) -> None:
        """Ask for one tick of a run; the same tick of a run asked for twice may be done once.

        Raises UnavailableError when the queue cannot be reached.
        """


class Notifier(Protocol):
    """Tells people what has happened to their runs."""

    def deliver(self, notice: Notice) -> None:
        """Deliver a notice, perhaps again. Raises UnavailableError when it could not be delivered now."""


class DeadLetters(Protocol):
    """Where work that nobody can do is kept for a person to look at."""

    def bury(self, letter: DeadLetter) -> None:
        """Keep a letter. Raises UnavailableError when it could not be stored."""
