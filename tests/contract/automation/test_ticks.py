"""A call of the clock is worked on by one at a time, and goes on where it was left."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from contract.automation.conftest import Kept
from trimtab.domain.checkup import DueCheck
from trimtab.domain.portfolio import PortfolioRef
from trimtab.ports.automation import Tick

NOON = datetime(2026, 1, 5, 17, 0, tzinfo=UTC)
END = NOON + timedelta(minutes=2)
REACHED = DueCheck(portfolio=PortfolioRef("anna"), due_at=NOON)


def claimed(kept: Kept, holder: str = "first", now: datetime = NOON, until: datetime = END) -> Tick | None:
    """Try to take the tick."""
    return kept.ticks.claim("noon", holder, now, until)


def test_a_fresh_tick_is_taken(kept: Kept):
    """Nobody has worked on it."""
    assert Tick(name="noon", holder="first", until=END) == claimed(kept)


def test_a_held_tick_is_nobody_elses(kept: Kept):
    """The same call delivered twice at once (F-005)."""
    claimed(kept)

    assert claimed(kept, "second") is None


def test_a_tick_whose_holder_is_gone_goes_on(kept: Kept):
    """Behind the last page that was noted (F-008)."""
    tick = claimed(kept)
    assert tick
    kept.ticks.save(replace(tick, reached=REACHED, asked_count=300))
    taken = claimed(kept, "second", END, END + timedelta(minutes=2))

    assert taken
    assert ("second", REACHED, 300) == (taken.holder, taken.reached, taken.asked_count)


def test_a_holder_whose_time_is_over_notes_nothing(kept: Kept):
    """Another has taken the tick over."""
    tick = claimed(kept)
    assert tick
    claimed(kept, "second", END, END + timedelta(minutes=2))

    assert not kept.ticks.save(replace(tick, asked_count=9))


def test_a_tick_that_is_done_is_never_taken_again(kept: Kept):
    """A call that is delivered an hour late does nothing."""
    tick = claimed(kept)
    assert tick
    kept.ticks.save(replace(tick, is_done=True))

    assert claimed(kept, "second", END + timedelta(hours=1), END + timedelta(hours=2)) is None


def test_calls_of_other_times_are_other_ticks(kept: Kept):
    """Each call of the clock has a name of its own."""
    claimed(kept)

    assert kept.ticks.claim("five past", "second", NOON, END)
