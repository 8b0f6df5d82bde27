from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbroker.market.marks import ALWAYS, Mark, Range
from paperbroker.market.walk import Walk
from unit.paperbroker.market.markets import FRIDAY, WALK

SPY = Mark(D(400), ALWAYS)
STEP = timedelta(seconds=WALK.step_seconds)
YEAR = timedelta(days=365)


def price(at: datetime, mark: Mark = SPY, walk: Walk | None = None) -> D:
    return (walk or Walk(WALK)).price("SPY", mark, at)


def test_a_walk_begins_at_the_start_price() -> None:
    """At the origin nothing has moved yet."""
    assert D(400) == price(FRIDAY)


def test_a_walk_is_what_it_always_was() -> None:
    """These figures are fixed: a change of the walk would change every recorded run."""
    shown = [price(FRIDAY + days * timedelta(days=1)) for days in (-365, -1, 1, 30, 365)]

    assert list(map(D, ["302.94", "394.83", "400.80", "332.79", "249.28"])) == shown


@given(st.lists(st.integers(-20_000, 20_000), min_size=2, max_size=6))
def test_nobodys_look_changes_the_way(steps: list[int]) -> None:
    """A walk looked at before, in any order, tells the same as a fresh one."""
    used = Walk(WALK)
    seen = [price(FRIDAY + n * STEP, walk=used) for n in steps]

    assert [price(FRIDAY + n * STEP) for n in steps] == seen


@given(st.integers(-10_000, 10_000))
def test_every_step_has_the_same_height(step: int) -> None:
    """Neighbouring steps differ by exactly one, across blocks and the origin too."""
    walk = Walk(WALK)

    assert 1 == abs(walk.height("SPY", step + 1) - walk.height("SPY", step))


@given(st.integers(-9_000, 9_000), st.integers(0, 300))
def test_a_range_spans_each_step_on_the_way(start: int, count: int) -> None:
    """Open, high, low and close are those of the single prices."""
    walk = Walk(WALK)
    prices = [price(FRIDAY + n * STEP, walk=walk) for n in range(start, start + count + 1)]
    seen = walk.range("SPY", SPY, FRIDAY + start * STEP, FRIDAY + (start + count) * STEP)

    assert Range(prices[0], max(prices), min(prices), prices[-1]) == seen


def test_symbols_and_seeds_walk_apart() -> None:
    """Each has a way of its own."""
    later = FRIDAY + timedelta(days=1)
    other_seed = Walk(replace(WALK, seed=8))

    assert 3 == len({price(later), price(later, walk=other_seed), Walk(WALK).price("QQQ", SPY, later)})


def test_a_price_that_was_set_is_walked_on_from() -> None:
    """At its instant it is exactly what was set; afterwards it moves by the steps of the walk."""
    jumped = Mark(D(200), FRIDAY + 5 * STEP)
    ratio = price(FRIDAY + 5 * STEP + YEAR) / price(FRIDAY + 5 * STEP)

    assert D(200) == price(jumped.since, jumped)
    assert abs(price(jumped.since + YEAR, jumped) / 200 - ratio) < D("0.0002")


def test_a_price_stays_within_a_step() -> None:
    """Steps count in whole; nothing happens between them."""
    assert price(FRIDAY + STEP) == price(FRIDAY + 2 * STEP - timedelta(microseconds=1))


@pytest.mark.parametrize(("start", "places"), [("400", -2), ("0.50", -4)])
def test_prices_have_the_decimals_of_their_size(start: str, places: int) -> None:
    """Cents from a dollar on, hundredths of a cent below."""
    moved = price(FRIDAY + 7 * STEP, Mark(D(start), ALWAYS))

    assert places == moved.as_tuple().exponent


def test_the_wildest_walk_stays_between_a_tick_and_the_limit() -> None:
    """Never nothing, never a million."""
    wild = Walk(replace(WALK, volatility_bps=D(999), step_seconds=1))
    seen = [price(FRIDAY + n * YEAR / 6, walk=wild) for n in range(-6, 7)]

    assert D("0.0001") <= min(seen) < D(1)
    assert D(1000) < max(seen) < D("1E6")
