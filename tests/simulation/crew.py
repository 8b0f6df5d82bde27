"""Everybody who calls the services: the owner's browser, the queue's workers, the scheduler, the operator."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from builders import OWNER
from simulation.ledger import Ledger
from simulation.shapes import Task
from simulation.stage import SECOND, Crash, Stage
from simulation.wire import Wire
from trimtab.domain.commands import CancelRun, SetTradingMode
from trimtab.domain.errors import RefusedError, TrimtabError, UnavailableError
from trimtab.domain.notice import Notice, NoticeStatus
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.trading_state import TradingMode
from trimtab.ports import Services
from trimtab.services.advance_run import advance_run
from trimtab.services.cancel_run import cancel_run
from trimtab.services.execute_plan import execute_plan
from trimtab.services.set_trading_mode import set_trading_mode
from trimtab.services.sweep import sweep

MOST_ATTEMPTS: Final = 10
"""How often the queue delivers a task that fails."""

MOST_CALLS: Final = 8
"""How often a person asks again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a caller was told about a key: a run, or why there is none."""

    key: str
    run_id: str | None
    refusal: str = ""


class Crew:
    """The callers, and the queue between them; as many deliveries at a time as there are workers."""

    services: Services

    def __init__(self, stage: Stage, wire: Wire, ledger: Ledger, task: Task, *, workers: int) -> None:
        self.answers: list[Answer] = []
        self._stage, self._wire, self._ledger, self._task = stage, wire, ledger, task
        self._idle = workers
        self._waiting: deque[Callable[[], None]] = deque()
        self._seen: set[tuple[str, str]] = set()
        self._entered = 0

    def begin(self) -> None:
        """Let the owner approve the plan."""
        self.execute(self._task.command.idempotency_key)

    def execute(self, key: str, calls: int = 1) -> None:
        """Execute the plan under a key, and ask again while no answer comes."""
        command = replace(self._task.command, idempotency_key=key)

        def act() -> None:
            try:
                run_id, refusal = execute_plan(command, self.services).run.run_id, ""
            except RefusedError as error:
                run_id, refusal = None, error.code.value
            self.answers.append(Answer(key, run_id, refusal))

        self._enter("browser", act, partial(self.execute, key, calls + 1), calls)

    def cancel(self, calls: int = 1) -> None:
        """Cancel the run there is."""

        def act() -> None:
            for _, run_id in tuple(self._ledger.records)[:1]:
                cancel_run(CancelRun(portfolio=OWNER, run_id=run_id, reason="no"), self.services)

        self._enter("owner", act, partial(self.cancel, calls + 1), calls)

    def turn(self, mode: TradingMode, calls: int = 1) -> None:
        """Turn the switch over everybody."""
        command = SetTradingMode(
            uid="operator", is_operator=True, mode=mode, reason="drill", cancels_open_orders=True
        )
        again = partial(self.turn, mode, calls + 1)
        self._enter("operator", lambda: set_trading_mode(command, self.services), again, calls)

    def sweep(self) -> None:
        """Sweep once; the next minute comes anyway."""
        self._enter("sweep", lambda: sweep(self.services), self.sweep, MOST_CALLS)

    def advance_run(self, _portfolio: PortfolioRef, run_id: str, tick: str, delay_seconds: int = 0) -> None:
        """Take a task into the queue, once under its name, and deliver it a little after its time."""
        if (run_id, tick) in self._seen:
            return
        self._seen.add((run_id, tick))
        wait = delay_seconds * SECOND + int(self._wire.chance.random() * SECOND)
        self._stage.after(wait, partial(self._deliver, run_id, 1))

    def is_anything_open(self, delivered: Iterable[Notice]) -> bool:
        """Tell whether a run goes on, or somebody has not been told of an end."""
        is_running = any(not record.run.is_over for record in self._ledger.records.values())
        untold = any(notice.status is NoticeStatus.PENDING for notice in self._ledger.notices.values())
        return is_running or untold or not (delivered or self.answers)

    def _deliver(self, run_id: str, attempt: int) -> None:
        if not self._idle:
            self._waiting.append(partial(self._deliver, run_id, attempt))
            return
        self._idle -= 1
        again = partial(self._deliver, run_id, attempt + 1)
        twin = partial(self._deliver, run_id, attempt)

        def act() -> None:
            try:
                advance_run(OWNER, run_id, self.services)
            finally:
                self._idle += 1
                if self._waiting:
                    self._stage.after(0, self._waiting.popleft())

        self._enter("worker", act, again, attempt, twin=twin, most=MOST_ATTEMPTS)

    def _enter(
        self,
        name: str,
        act: Callable[[], object],
        again: Callable[[], None],
        calls: int,
        *,
        twin: Callable[[], None] | None = None,
        most: int = MOST_CALLS,
    ) -> None:
        self._entered += 1
        pause = min(2 * SECOND * calls, 30 * SECOND)

        def body() -> None:
            try:
                act()
            except (Crash, UnavailableError) as error:
                self._wire.note("crew", f"{type(error).__name__} ends it")
                if calls < most:
                    self._stage.after(pause, again)
            except TrimtabError as error:
                self._wire.note("crew", f"refused: {error.code}")

        self._stage.enter(f"{name}-{self._entered}", body, twin or again)
