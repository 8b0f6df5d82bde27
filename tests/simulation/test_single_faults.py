"""One fault at a time, everywhere: every effect of every shape, in every way it can fail.

The end of a process at any point: F-065, F-070, F-071, F-115, F-130, F-133, F-135, F-150, F-172.
A write that is lost, fails or comes late: F-061, F-062, F-064, F-072, F-073, F-074, F-097, F-151, F-175.
A message that comes twice: F-001, F-080. An old read: F-026, F-092. A zombie: F-081.
A refusal or a throttled order: F-076, F-077, F-116.
"""

from __future__ import annotations

from itertools import islice

import pytest

from simulation.counts import SINGLE_PARTS
from simulation.matrix import kills, modes_of, single_faults, troubled_orders
from simulation.report import first_failure
from simulation.shapes import EARLY, SHAPES
from simulation.wire import NATURES


@pytest.mark.parametrize("part", range(SINGLE_PARTS))
@pytest.mark.parametrize("shape", [*SHAPES, *EARLY])
def test_no_single_fault_breaks_an_invariant(shape: str, part: int):
    """Whatever fails once, no invariant is broken, and the account ends as it would have, where it can."""
    chosen = islice(single_faults(shape), part, None, SINGLE_PARTS)

    assert "" == first_failure((schedule, None) for schedule in chosen)


def test_the_matrix_is_large():
    """More than 2,500 schedules: all effects, each in all of its ways."""
    assert 2_500 < sum(1 for shape in SHAPES for _ in single_faults(shape))


def test_every_effect_can_fail():
    """No effect is left out of the matrix."""
    assert 3 <= min(len(modes_of(point)) for point in NATURES)


def test_a_kill_at_any_moment_stops_what_has_not_left():
    """Nothing leaves later than two seconds after it, even from a worker that dozes (F-082, F-182, I-07)."""
    assert "" == first_failure((schedule, None) for schedule in kills("four legs"))


def test_an_order_that_left_badly_may_have_any_fate():
    """Lost, late or refused, and then hidden, partial, stuck or rejected: each pair is survived."""
    assert "" == first_failure((schedule, None) for schedule in troubled_orders("four legs"))
