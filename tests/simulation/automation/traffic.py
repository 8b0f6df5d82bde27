"""The clock's calls and the queue's tasks as they really come: late, twice, in any order, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Final

from simulation.automation.evidence import Evidence
from simulation.automation.shaky import DiedError, shaken
from simulation.automation.street import CLOSED, KNOWN, Street
from trimtab.domain.checkup import DueCheck
from trimtab.domain.errors import UnavailableError
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.timetable import CHECK_PORTFOLIO_QUEUE
from trimtab.ports import Services
from trimtab.services.advance_run import advance_run
from trimtab.services.check_portfolio import check_portfolio
from trimtab.services.count_session import COUNTED_AFTER
from trimtab.services.rebalance_on_schedule import rebalance_on_schedule

SLOT: Final = timedelta(minutes=5)
EPOCH: Final = datetime(2026, 1, 1, tzinfo=UTC)
MOMENT: Final = timedelta(milliseconds=40)
NEVER: Final = datetime(3000, 1, 1, tzinfo=UTC)
REMEMBERED: Final = timedelta(hours=1)
"""How long the queue knows the name of a task that is gone (Cloud Tasks)."""

_TICKS_OF_A_RUN: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """How often things go wrong: chances for a call of the clock, a task, and each moment of a worker."""

    lost: float = 0.0
    lost_task: float = 0.0
    late: float = 0.0
    twice: float = 0.0
    death: float = 0.0
    failure: float = 0.0
    rival: float = 0.0
    save: float = 0.0


CALM: Final = Weather()
STORM: Final = Weather(
    lost=0.15,
    lost_task=0.02,
    late=0.1,
    twice=0.2,
    death=0.005,
    failure=0.003,
    rival=0.005,
    save=0.0002,
)


@dataclass(slots=True)
class Traffic:
    """Everything under way on a street, in virtual time."""

    street: Street
    weather: Weather
    chance: Random
    evidence: Evidence
    _heap: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _order: count[int] = field(default_factory=count)
    _known: dict[DueCheck, datetime] = field(default_factory=dict)
    _depth: int = 0
    _counted: int = 0
    _worker: Services = field(init=False)

    def __post_init__(self) -> None:
        """Give workers ports that fail, and a queue that is this one."""
        sound = self.street.here.services
        queue = replace(sound.automation, checks=self)
        self._worker = shaken(replace(sound, automation=queue), self._happen)

    def run(self, until: datetime) -> None:
        """Let time pass: the clock calls, tasks come, and the exchange closes by surprise."""
        for session in (each for each in KNOWN if each.day in CLOSED and each.opens_at > self._now):
            self.at(session.opens_at - timedelta(hours=4), partial(self.street.save, "ann"))
            self.at(session.opens_at - timedelta(hours=1), partial(self.street.close, session.day))
        slot = self._next_slot()
        while (now := min([slot, *(entry[0] for entry in self._heap[:1])])) < until:
            self.street.sleep_until(now)
            if now == slot:
                self._call(slot)
            else:
                heappop(self._heap)[2]()
            slot = self._next_slot() if now == slot else min(slot, self._next_slot())

    def at(self, when: datetime, deed: Callable[[], None]) -> None:
        """Put a deed off until a time."""
        heappush(self._heap, (when, next(self._order), deed))

    def check_portfolios(self, checks: Sequence[DueCheck]) -> None:
        """Take tasks; the name of one that is under way, or gone for less than an hour, is known."""
        now = self.street.here.clock.now()
        for due in checks:
            if self._known.get(due, now) <= now:
                self._known[due] = NEVER
                self._send(due)

    def _send(self, due: DueCheck) -> None:
        if self._is(self.weather.lost_task):
            self._forget(due)
            return
        for _ in range(1 + self._is(self.weather.twice)):
            self.at(self._soon(), lambda: self._look(due, 1))

    def _look(self, due: DueCheck, attempt: int) -> None:
        """Let a worker have a task; one that comes to nothing is tried again, so many times."""
        try:
            check_portfolio(due, self._worker)
        except (DiedError, UnavailableError):
            if attempt < CHECK_PORTFOLIO_QUEUE.attempts:
                pause = timedelta(seconds=min(5 * 2**attempt, 120))
                self.at(self._now + pause, lambda: self._look(due, attempt + 1))
                return
        self._free_accounts()
        self._forget(due)

    def _free_accounts(self) -> None:
        """Let runs that were started come to their end, as the sweep does."""
        here = self.street.here
        for _ in range(_TICKS_OF_A_RUN):
            for record in here.runs.busy_accounts():
                assert record.state.active_run
                advance_run(record.state.active_run.portfolio, record.state.active_run.run_id, here.services)

    def _forget(self, due: DueCheck) -> None:
        self._known[due] = self._now + REMEMBERED

    def _call(self, slot: datetime) -> None:
        if self._is(self.weather.lost):
            return
        for _ in range(1 + self._is(self.weather.twice)):
            self.at(self._soon(), lambda: self._tick(slot))

    def _tick(self, slot: datetime) -> None:
        with suppress(DiedError, UnavailableError):
            rebalance_on_schedule(slot, self._worker)

    def _next_slot(self) -> datetime:
        """Find the clock's next call that may matter: nights in which nobody is due are skipped."""
        dues = [each.schedule.next_due_at for each in self.street.schedules.records.values()]
        wanted = min([*(due for due in dues if due), self._uncounted()])
        start = max(self._now + timedelta(seconds=1), wanted)
        past = (start - EPOCH) % SLOT
        return start + (SLOT - past if past else timedelta())

    def _uncounted(self) -> datetime:
        sessions = self.evidence.sessions
        while self._counted < len(sessions) and self._is_counted(sessions[self._counted].day):
            self._counted += 1
        return sessions[self._counted].closes_at + COUNTED_AFTER if self._counted < len(sessions) else NEVER

    def _is_counted(self, day: date) -> bool:
        return self.street.histories.completeness(day) is not None

    def _happen(self, moment: str) -> None:
        """Let a worker die here, be refused, be overtaken by a rival, or its owner save another policy."""
        self.evidence.note(moment, self._now)
        if self._is(self.weather.death):
            raise DiedError(moment)
        if self._is(self.weather.failure):
            raise UnavailableError(ReasonCode.STORE_UNAVAILABLE, moment)
        if self._is(self.weather.save):
            self.street.save(self.chance.choice(sorted(self.street.brokers)))
            self.evidence.saves += 1
        if self._depth == 0 and self._is(self.weather.rival):
            self._overtake()

    def _overtake(self) -> None:
        """Let another worker do everything that is due, a moment later, while this one sleeps."""
        self._depth += 1
        self.street.sleep_until(self._now + MOMENT)
        for due in self.street.schedules.due(self._now, 9):
            self._look(due, CHECK_PORTFOLIO_QUEUE.attempts)
        self._depth -= 1

    @property
    def _now(self) -> datetime:
        return self.street.here.clock.now()

    def _soon(self) -> datetime:
        most = 2400 if self._is(self.weather.late) else 15
        return self._now + timedelta(seconds=self.chance.randrange(1, most))

    def _is(self, likely: float) -> bool:
        return likely > 0 and self.chance.random() < likely
