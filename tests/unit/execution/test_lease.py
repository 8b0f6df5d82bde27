"""Taking, keeping and giving back the right to move a run."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import NOON, run
from trimtab.domain.lease import LEASE_TIME
from trimtab.domain.run import RunState, StateChange
from trimtab.execution.lease import (
    FIRST_PAUSE,
    LONGEST_OUTAGE,
    LONGEST_PAUSE,
    MOST_FAILURES,
    SOONEST_LOOK,
    failed,
    is_free,
    is_hopeless,
    look_again_after,
    pause_after,
    released,
    taken,
)

RESERVED = run(state=RunState.RESERVED, hold_until=NOON + timedelta(minutes=9))
HELD = taken(run(), "w1", NOON)


def test_a_run_is_free_until_it_is_taken_and_after_the_lease():
    """A worker that vanished keeps nobody out for longer than its lease."""
    moments = (NOON, NOON + LEASE_TIME - timedelta(seconds=1), NOON + LEASE_TIME)

    assert (True, [False, False, True]) == (is_free(run(), NOON), [is_free(HELD, at) for at in moments])


def test_every_worker_has_a_fence_of_its_own():
    """The number grows, whoever comes (I-21)."""
    assert [1, 2] == [HELD.fence, taken(HELD, "w2", NOON + LEASE_TIME).fence]


def test_the_next_worker_is_due_when_the_lease_ends():
    """Should this one vanish, the sweep knows when to miss it."""
    assert NOON + LEASE_TIME == HELD.next_tick_at


def test_a_good_tick_forgets_the_bad_ones():
    """Free again, due after the pause, and no failure counts any more."""
    after = released(failed(HELD, NOON), NOON, timedelta(seconds=5))

    assert (None, NOON + timedelta(seconds=5), 0, None) == (
        after.lease,
        after.next_tick_at,
        after.tick_failures,
        after.failing_since,
    )


def test_failures_count_from_the_first():
    """Two in a row: the count grows, the beginning stays, and nobody holds the run."""
    once = failed(HELD, NOON)
    twice = failed(once, NOON + timedelta(minutes=1))

    assert (2, NOON, None) == (twice.tick_failures, twice.failing_since, twice.lease)


@pytest.mark.parametrize(("failures", "pause"), [(1, 5), (2, 10), (5, 80), (7, 300), (60, 300)])
def test_pauses_double_up_to_five_minutes(failures: int, pause: int):
    """Beside at most a tenth that keeps runs apart."""
    found = pause_after(failures, "run-1").total_seconds()

    assert pause <= found < 1.1 * pause


def test_runs_that_failed_together_come_back_apart():
    """There is no storm when the broker is back (F-176)."""
    assert len({pause_after(3, f"run-{number}") for number in range(20)}) > 5


def test_the_pauses_are_named_constants():
    """Five seconds at first, five minutes at last."""
    assert (5, 300) == (FIRST_PAUSE.total_seconds(), LONGEST_PAUSE.total_seconds())


@pytest.mark.parametrize(("failures", "hopeless"), [(MOST_FAILURES - 1, False), (MOST_FAILURES, True)])
def test_eight_defects_in_a_row_need_a_person(failures: int, *, hopeless: bool):
    """A defect does not heal by waiting (F-010)."""
    assert hopeless is is_hopeless(replace(HELD, tick_failures=failures), NOON, is_outage=False)


@pytest.mark.parametrize(("minutes", "hopeless"), [(0, False), (59, False), (60, True)])
def test_an_outage_is_waited_out_for_an_hour(minutes: int, *, hopeless: bool):
    """However often it was tried meanwhile (F-175, F-176)."""
    failing = replace(HELD, tick_failures=99, failing_since=NOON)

    assert LONGEST_OUTAGE == timedelta(hours=1)
    assert hopeless is is_hopeless(failing, NOON + timedelta(minutes=minutes), is_outage=True)


@pytest.mark.parametrize(("waited", "pause"), [(0, 3), (11, 3), (16, 4), (40, 10), (3_600, 10)])
def test_orders_that_are_out_are_looked_at_less_and_less_often(waited: int, pause: int):
    """A quarter of what the run has waited, from three seconds to ten."""
    waiting = replace(run(), history=(StateChange(RunState.SELLS_OPEN, NOON),))

    assert timedelta(seconds=pause) == look_again_after(waiting, NOON + timedelta(seconds=waited))


def test_a_run_whose_hold_is_not_over_is_left_alone_until_then():
    """There is nothing to look at before its first order."""
    minutes = [look_again_after(RESERVED, NOON + timedelta(minutes=at)) for at in (0, 8)]

    assert [timedelta(minutes=9), timedelta(minutes=1)] == minutes


def test_a_run_whose_hold_is_over_is_looked_at_as_any_other():
    """Soon at first."""
    assert SOONEST_LOOK == look_again_after(replace(RESERVED, hold_until=NOON), NOON)
