"""Everybody who calls the services: the owner's browser, the queue's workers, the scheduler, the operator."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from builders import OWNER
from simulation.fleet import Fleet
from simulation.invariants import CLOCKS_APART
from simulation.ledger import Ledger
from simulation.shapes import Task
from simulation.stage import SECOND, Crash, Stage, at
from simulation.wire import Wire
from trimtab.domain.commands import CancelRun, ExecutePlan, ExecuteTrade, SetTradingMode
from trimtab.domain.errors import InvalidRequestError, RefusedError, TrimtabError, UnavailableError
from trimtab.domain.notice import Notice, NoticeStatus
from trimtab.domain.portfolio import PortfolioRef
from trimtab.domain.results import RunStarted
from trimtab.domain.run import RUN_FORM
from trimtab.domain.trading_state import TradingMode, TradingScope
from trimtab.ports import RunRecord, Services
from trimtab.services.advance_run import advance_run
from trimtab.services.bury import bury
from trimtab.services.cancel_run import cancel_run
from trimtab.services.execute_plan import execute_plan
from trimtab.services.execute_trade import execute_trade
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

    fleet: Fleet

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

        def act(services: Services) -> None:
            try:
                run_id, refusal = _start(command, services).run.run_id, ""
            except RefusedError as error:
                run_id, refusal = None, error.code.value
            self.answers.append(Answer(key, run_id, refusal))

        self._enter("browser", act, partial(self.execute, key, calls + 1), calls)

    def cancel(self, calls: int = 1) -> None:
        """Cancel the run there is."""

        def act(services: Services) -> None:
            for _, run_id in tuple(self._ledger.records)[:1]:
                cancel_run(CancelRun(portfolio=OWNER, run_id=run_id, reason="no"), services)

        self._enter("owner", act, partial(self.cancel, calls + 1), calls)

    def turn(self, mode: TradingMode, scope: TradingScope, calls: int = 1) -> None:
        """Turn a switch: the operator that over everybody, the owner a narrow one."""
        is_operator = scope is TradingScope.EVERYBODY
        command = SetTradingMode(
            uid="operator" if is_operator else OWNER.uid,
            is_operator=is_operator,
            mode=mode,
            reason="drill",
            scope=scope,
            portfolio_id=OWNER.portfolio_id,
            cancels_open_orders=True,
        )
        again = partial(self.turn, mode, scope, calls + 1)
        self._enter("operator", partial(set_trading_mode, command), again, calls)

    def sweep(self) -> None:
        """Sweep once; the next minute comes anyway."""
        self._enter("sweep", sweep, self.sweep, MOST_CALLS)

    def poison(self, attempt: int = 1) -> None:
        """Deliver a task that nobody can read, as a worker's handler takes it."""
        unreadable = InvalidRequestError("run_id", "?", "must name a run")

        def act(services: Services) -> None:
            bury("advance-run", {"run_id": "?"}, unreadable, services)
            self._wire.witness.sometimes["dead letter"] += 1

        self._enter("worker", act, partial(self.poison, attempt + 1), attempt, most=MOST_ATTEMPTS)

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
        return is_running or untold or self._is_unreviewed() or not (delivered or self.answers)

    def _is_unreviewed(self) -> bool:
        """Tell whether a free account was not reviewed since its last run ended, or an order moved."""
        moved_at = at(self._wire.witness.exchange.views[-1][0])
        free = (each.state for each in self._ledger.accounts.values() if not each.state.active_run)
        ends = ((state.updated_at, state.ended[-1].ended_at) for state in free if state.ended)
        # A reviewer's clock may be as far ahead as it is trusted, so that what it saw was there later.
        return any(
            seen_at and seen_at - CLOCKS_APART <= max(ended_at, moved_at) for seen_at, ended_at in ends
        )

    def _deliver(self, run_id: str, attempt: int) -> None:
        if not self._idle:
            self._waiting.append(partial(self._deliver, run_id, attempt))
            return
        self._idle -= 1
        again = partial(self._deliver, run_id, attempt + 1)
        twin = partial(self._deliver, run_id, attempt)

        def act(services: Services) -> None:
            try:
                self._note_version(advance_run(OWNER, run_id, services))
            finally:
                self._idle += 1
                if self._waiting:
                    self._stage.after(0, self._waiting.popleft())

        self._enter("worker", act, again, attempt, twin=twin, most=MOST_ATTEMPTS)

    def _note_version(self, found: RunRecord | None) -> None:
        if found and found.run.form > RUN_FORM:
            self._wire.witness.sometimes["mixed versions"] += 1

    def _enter(
        self,
        name: str,
        act: Callable[[Services], object],
        again: Callable[[], None],
        calls: int,
        *,
        twin: Callable[[], None] | None = None,
        most: int = MOST_CALLS,
    ) -> None:
        self._entered += 1
        name = f"{name}-{self._entered}"
        pause = min(2 * SECOND * calls, 30 * SECOND)

        def body() -> None:
            try:
                act(self.fleet.process_for(name))
            except (Crash, UnavailableError) as error:
                self._wire.note("crew", f"{type(error).__name__} ends it")
                if calls < most:
                    self._stage.after(pause, again)
            except TrimtabError as error:
                self._wire.note("crew", f"refused: {error.code}")

        self._stage.enter(name, body, twin or again)


def _start(command: ExecutePlan | ExecuteTrade, services: Services) -> RunStarted:
    if isinstance(command, ExecuteTrade):
        return execute_trade(command, services)
    return execute_plan(command, services)
