"""The lazy rule."""

from __future__ import annotations

from fractions import Fraction as F

from trimtab.planning.methods.lazy_rule import draw, feed


def exact(**amounts: int | str) -> dict[str, F]:
    return {symbol: F(amount) for symbol, amount in amounts.items()}


def test_the_smallest_value_per_target_is_fed_first():
    """A at 40 of a half, B at 50 of a half: eight dollars all go to A."""
    assert {"A": F(8)} == feed(F(8), exact(A=40, B=50), exact(A="1/2", B="1/2"))


def test_once_they_tie_they_grow_in_proportion_to_their_targets():
    """A lacks ten to tie with B; of the twelve left over, A takes one third and B two."""
    shares = feed(F(22), exact(A=20, B=60), exact(A="1/3", B="2/3"))

    assert {"A": F(14), "B": F(8)} == shares


def test_exact_ties_stay_exact():
    """Ten dollars over three equal targets are three times ten thirds."""
    assert dict.fromkeys("ABC", F(10, 3)) == feed(F(10), exact(A=1, B=1, C=1), exact(A=1, B=1, C=1))


def test_what_has_no_target_is_not_fed():
    """A target of zero wants nothing."""
    assert {"B": F(5)} == feed(F(5), exact(A=0, B=50), exact(A=0, B=1))


def test_nothing_to_give_or_nobody_to_take_is_no_share():
    """Neither an amount of zero or less nor targets of zero make shares."""
    assert [{}, {}] == [feed(F(amount), exact(A=1, B=2), exact(A=1, B=1)) for amount in (0, -3)]
    assert {} == feed(F(5), exact(A=1), exact(A=0))


def test_the_largest_value_per_target_gives_first():
    """A at 60 and B at 50 of a half: A gives ten before B gives anything, then both alike."""
    values, half = exact(A=60, B=50), exact(A="1/2", B="1/2")

    assert {"A": F(8)} == draw(F(8), values, half, values)
    assert {"A": F(20), "B": F(10)} == draw(F(30), values, half, values)


def test_what_has_no_target_gives_before_all_others():
    """X goes first, wholly; only the rest comes from A."""
    values = exact(A=60, X=10)

    assert {"X": F(10), "A": F(5)} == draw(F(15), values, exact(A=1, X=0), values)


def test_several_without_a_target_give_in_proportion():
    """Six of thirty are a fifth of each."""
    values = exact(A=60, X=10, Y=20)

    assert {"X": F(2), "Y": F(4)} == draw(F(6), values, exact(A=1, X=0, Y=0), values)
    assert {"X": F(1, 6), "Y": F(1, 3)} == draw(F(1, 2), values, exact(A=1, X=0, Y=0), values)


def test_no_more_than_what_is_free_is_taken():
    """Only four of A are free, so that B gives the rest."""
    shares = draw(F(10), exact(A=80, B=50), exact(A=1, B=1), exact(A=4, B=50))

    assert {"A": F(4), "B": F(6)} == shares


def test_what_is_not_free_has_no_share():
    """Neither A nor X, which has no target, can give anything."""
    values = exact(A=80, B=50, X=10)

    assert {"B": F(10)} == draw(F(10), values, exact(A=1, B=1, X=0), exact(A=0, B=50, X=0))


def test_more_than_all_takes_all():
    """What is not there cannot be raised."""
    assert {"A": F(4), "B": F(5)} == draw(F(10), exact(A=8, B=5), exact(A=1, B=1), exact(A=4, B=5))


def test_drawing_nothing_takes_nothing():
    """An amount of zero leaves even the unwanted alone."""
    assert {} == draw(F(0), exact(A=8, X=5), exact(A=1, X=0), exact(A=8, X=5))
