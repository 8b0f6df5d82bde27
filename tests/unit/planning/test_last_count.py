"""The last count for which a claim holds."""

from __future__ import annotations

import pytest

from trimtab.planning.last_count import last_count


def find(last: int, *, most: int, guess: int) -> tuple[int, list[int]]:
    """Search for a last count; return what is found and what was asked on the way."""
    asked: list[int] = []

    def holds(count: int) -> bool:
        asked.append(count)
        return count <= last

    return last_count(holds, most=most, guess=guess), asked


@pytest.mark.parametrize("guess", range(-1, 10))
def test_the_last_count_is_found_from_every_guess(guess: int):
    """Whatever the guess is, be it out of reach; only counts from one to the most there can be are asked."""
    found = [find(last, most=8, guess=guess) for last in range(9)]

    assert list(range(9)) == [last for last, _ in found]
    assert set(range(1, 9)) >= {count for _, asked in found for count in asked}


@pytest.mark.parametrize(
    ("last", "asked"),
    [
        (500, [500, 501]),
        (499, [500, 499]),
        (503, [500, 501, 503, 507, 505, 504]),
        (497, [500, 499, 497, 498]),
    ],
)
def test_a_good_guess_costs_few_questions(last: int, asked: list[int]):
    """From the guess on, steps of one, two and four; then the half of what is left."""
    assert (last, asked) == find(last, most=1000, guess=500)


def test_the_most_is_confirmed_with_one_question():
    """Nothing lies beyond it."""
    assert (1000, [1000]) == find(1000, most=1000, guess=1000)


def test_where_nothing_is_possible_nothing_is_asked():
    """Zero holds by itself."""
    assert (0, []) == find(0, most=0, guess=0)
