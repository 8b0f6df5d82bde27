"""The search for the first step at which a decision changes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trimtab.planning.flip_search import Asked, Axis, SpentError, find_flip

CENT = D("0.01")


def axis(start: str, sign: int, last: str, *guesses: str) -> Axis:
    return Axis(
        start=D(start), step=CENT, sign=sign, last=D(last), guesses=tuple(D(guess) for guess in guesses)
    )


def asked(axis: Axis, ask: Callable[[D], bool], most: int = 60) -> Asked[bool]:
    return Asked(ask, most, {axis.start: ask(axis.start)})


@pytest.mark.parametrize(
    ("sign", "last", "expected"), [(1, "200", "100.01"), (-1, "0.01", "99.99"), (1, "100", None)]
)
def test_the_grid_begins_one_step_beyond_the_start(sign: int, last: str, expected: str | None):
    """A decision that changes at once changes at the first multiple of the step, where there is room."""
    along = axis("100", sign, last)

    assert (expected and D(expected)) == find_flip(along, asked(along, lambda value: value == along.start))


def test_a_start_between_two_steps_is_left_for_the_next_one():
    """From 100.004 upwards the grid begins at 100.01, downwards at 100."""
    assert (D("100.01"), D(100)) == (axis("100.004", 1, "200").value(0), axis("100.004", -1, "1").value(0))


@pytest.mark.parametrize(("sign", "last", "room"), [(1, "100.025", 1), (-1, "99.975", 1), (1, "100", -1)])
def test_an_end_between_two_steps_is_not_passed(sign: int, last: str, room: int):
    """Two and a half steps have room for one after the first; no way at all has none for the first."""
    assert room == axis("100", sign, last).room


@pytest.mark.parametrize(
    ("sign", "last", "guess", "edge", "questions"),
    [
        (1, "400", "112.83", "112.83", 2),
        (1, "400", "112.8205", "112.83", 3),
        (1, "400", "112.82", "112.83", 3),
        (1, "112.83", "112.83", "112.83", 2),
        (1, "400", "100.01", "100.01", 1),
        (-1, "1", "75.52", "75.52", 2),
        (-1, "1", "75.5244", "75.52", 2),
        (-1, "1", "75.53", "75.52", 3),
    ],
)
def test_a_good_guess_costs_few_questions(sign: int, last: str, guess: str, edge: str, questions: int):
    """A guess is looked at from the step before it to the step after it, until the edge is met."""
    along = axis("100", sign, last, guess)
    asking = asked(along, lambda value: sign * (value - D(edge)) >= 0)

    assert (D(edge), 60 - questions) == (find_flip(along, asking), asking.left)


def test_a_guess_two_steps_too_far_is_not_believed():
    """All three steps around 112.85 are beyond the edge; where it is has to be searched for."""
    along = axis("100", 1, "400", "112.85")

    assert D("112.83") == find_flip(along, asked(along, lambda value: value >= D("112.83")))


@pytest.mark.parametrize(
    ("first", "last", "end"),
    [("100.01", "100.01", "100.01"), ("100.02", "100.02", "400"), ("100.05", "100.20", "400")],
)
def test_a_change_that_does_not_last_is_found_near_the_start(first: str, last: str, end: str):
    """The first, the second and the eighteenth step are asked, whatever comes after them."""
    along = axis("100", 1, end)

    assert D(first) == find_flip(along, asked(along, lambda value: D(first) <= value <= D(last)))


def test_of_two_guesses_the_nearer_counts():
    """A band has two edges; the first one met is the answer."""
    along = axis("100", 1, "400", "150", "120")

    assert D(120) == find_flip(along, asked(along, lambda value: D(120) <= value < D(130) or value >= D(150)))


def test_a_bad_guess_is_not_believed():
    """Where nothing changes at the guess, the search goes on without it."""
    along = axis("100", 1, "400", "150")

    assert D("101.23") == find_flip(along, asked(along, lambda value: value >= D("101.23")))


def test_a_decision_that_never_changes_has_no_flip():
    """The end of the axis is the end of the search."""
    along = axis("100", 1, "400")

    assert None is find_flip(along, asked(along, lambda _: True))


def test_a_search_stops_when_too_much_was_asked():
    """Three questions do not find a far edge."""
    along = axis("100", 1, "400")
    asking = asked(along, lambda value: value >= D(399), most=3)

    assert (None, 0) == (find_flip(along, asking), asking.left)


def test_one_value_is_asked_once():
    """Answers are remembered, and what is known costs nothing; beyond the last question there is none."""
    asking = Asked(lambda value: value, 1, {D(1): D(1)})

    assert [D(1), D(2), D(2)] == [asking(D(1)), asking(D(2)), asking(D(2))]
    with pytest.raises(SpentError):
        asking(D(3))


@given(st.integers(1, 50_000), st.sampled_from([1, -1]))
def test_a_single_edge_is_found_exactly(distance: int, sign: int):
    """Wherever one edge lies within the axis, the first step beyond it is found within 60 questions."""
    along = axis("500", sign, "1000" if sign > 0 else "0")
    edge = D(500) + sign * distance * CENT

    assert edge == find_flip(along, asked(along, lambda value: sign * (value - edge) >= 0))
