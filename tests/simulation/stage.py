"""Virtual time, and people and workers who can be stopped between any two effects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import Any, Final

from greenlet import getcurrent, greenlet

from builders import NOON

SECOND: Final = 1_000_000
"""Virtual time is counted in microseconds from `START`."""

START: Final = NOON

MINUTE: Final = 60 * SECOND
_TICK: Final = timedelta(microseconds=1)


class Crash(BaseException):
    """A process ends here and now; nothing in the services may catch it."""


class Actor(greenlet):  # type: ignore[misc]  # greenlet comes without types
    """Somebody who calls services: a worker with one delivery, a caller, the scheduler, the operator."""

    def __init__(self, name: str, act: Callable[[], None], again: Callable[[], None], hub: greenlet) -> None:
        super().__init__(act, hub)
        self.name = name
        self.again = again
        self.was_paused = False


class Stage:
    """A list of what happens when. Whoever sleeps lets everybody else go on; equal runs go equally."""

    def __init__(self) -> None:
        self.now = 0
        self.busy = 0
        self.is_stopped = False
        self._heap: list[tuple[int, int, bool, Callable[[], object]]] = []
        self._order = count()
        self._hub = getcurrent()
        self._actors: list[Actor] = []

    @property
    def time(self) -> datetime:
        """The virtual time."""
        return at(self.now)

    def after(self, delay: int, act: Callable[[], object], *, is_background: bool = False) -> None:
        """Let something happen after a delay; the background keeps nobody waiting for the end."""
        self.busy += not is_background
        heappush(self._heap, (self.now + delay, next(self._order), is_background, act))

    def sleep(self, delay: int) -> None:
        """Let time pass for the actor that calls; others act meanwhile, if any has something to do."""
        if self.is_stopped:
            raise Crash
        if not self._heap or self._heap[0][0] > self.now + delay:
            self.now += delay
            return
        self.after(delay, getcurrent().switch)
        self._hub.switch()

    def enter(self, name: str, act: Callable[[], None], again: Callable[[], None]) -> None:
        """Let somebody begin now."""
        actor = Actor(name, act, again, self._hub)
        self._actors.append(actor)
        self.after(0, actor.switch)

    def play(self, until: int) -> None:
        """Let everything happen in its order up to a time, or until nothing is left."""
        while self._heap and self._heap[0][0] <= until and not self.is_stopped:
            moment, _, is_background, act = heappop(self._heap)
            self.busy -= not is_background
            self.now = max(self.now, moment)
            act()

    def close(self) -> None:
        """Send everybody home who has not ended."""
        self._heap.clear()
        for actor in self._actors:
            if not actor.dead:
                actor.throw()


def current_actor() -> Any:
    """Tell who is acting; the stage itself is nobody."""
    actor = getcurrent()
    return actor if isinstance(actor, Actor) else None


def at(moment: int) -> datetime:
    """Turn virtual time into a date."""
    return START + moment * _TICK
