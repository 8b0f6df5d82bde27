"""Asking for a run's next tick."""

from __future__ import annotations

from datetime import timedelta

from trimtab.services.ticks import BUCKET_SECONDS, ask_for_tick
from worlds import World, world


def names_of_two_ticks(here: World, seconds_apart: int) -> set[str]:
    here.save(SPY="60", TLT="40")
    run = here.execute(here.check()).run
    here.queue.asked.clear()
    ask_for_tick(run, here.services)
    here.clock.advance(timedelta(seconds=seconds_apart))
    ask_for_tick(run, here.services)
    return {asked.tick for asked in here.queue.asked}


def test_two_ticks_at_once_are_one():
    """Asking twice in the same moment names the same tick, which the queue does once."""
    assert 1 == len(names_of_two_ticks(world(), 0))


def test_a_tick_never_cancels_its_successor():
    """A run that has not moved for a whole tick still gets its next one."""
    assert 2 == len(names_of_two_ticks(world(), BUCKET_SECONDS))
