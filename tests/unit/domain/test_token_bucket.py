"""How often somebody may ask."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from trimtab.domain.token_bucket import Allowance, take, whole_seconds
from worlds import NOON

THREE = Allowance(3, timedelta(seconds=2))
SECOND = timedelta(seconds=1)


def admitted(allowance: Allowance, offsets: list[timedelta]) -> list[timedelta]:
    """Tell which requests at these times after noon are let through."""
    full_at, let_in = None, []
    for offset in offsets:
        taken = take(full_at, allowance, NOON + offset)
        full_at = taken.full_at
        if not taken.wait:
            let_in.append(offset)
    return let_in


def test_a_full_bucket_lets_as_many_in_at_once():
    """And not one more."""
    assert 3 == len(admitted(THREE, [timedelta(0)] * 10))


def test_one_more_comes_in_after_each_interval():
    """Not a microsecond before it is over."""
    early, in_time = 2 * SECOND - timedelta(microseconds=1), 2 * SECOND
    offsets = [*[timedelta(0)] * 3, early, in_time, in_time]

    assert [*[timedelta(0)] * 3, in_time] == admitted(THREE, offsets)


def test_whoever_waits_as_long_as_told_is_let_in():
    """The wait is exact."""
    full_at = NOON + THREE.depth
    wait = take(full_at, THREE, NOON).wait

    assert 2 * SECOND == wait
    assert timedelta(0) == take(full_at, THREE, NOON + wait).wait
    assert timedelta(microseconds=1) == take(full_at, THREE, NOON + wait - timedelta(microseconds=1)).wait


def test_a_clock_that_was_ahead_shuts_nobody_out():
    """A year of debts becomes one interval."""
    assert 2 * SECOND == take(NOON + timedelta(days=365), THREE, NOON).wait


def test_a_refused_request_costs_nothing():
    """Whoever hammers is not punished beyond the wait."""
    full_at = NOON + THREE.depth

    assert full_at == take(full_at, THREE, NOON).full_at


@given(st.lists(st.integers(0, 60_000), min_size=1, max_size=80), st.integers(1, 9), st.integers(1, 5_000))
def test_no_span_lets_in_more_than_the_allowance(steps: list[int], capacity: int, interval: int):
    """In any span at most the capacity, and one for each interval in it."""
    allowance = Allowance(capacity, timedelta(milliseconds=interval))
    offsets = [timedelta(milliseconds=step) for step in sorted(steps)]
    let_in = admitted(allowance, offsets)

    for first, began in enumerate(let_in):
        for last in range(first, len(let_in)):
            most = capacity + (let_in[last] - began) // allowance.interval
            assert last - first + 1 <= most


def test_a_wait_is_rounded_up():
    """`Retry-After` knows seconds, and none is too early."""
    assert [1, 1, 2, 3] == [whole_seconds(timedelta(milliseconds=ms)) for ms in (1, 1000, 1001, 3000)]
