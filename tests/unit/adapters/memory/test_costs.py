"""What shares in memory have cost."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from trimtab.adapters.memory.costs import Purchase, Purchases, average_cost, known, less, turned

TEN, FIVE = Purchase(D(10), D(100)), Purchase(D(5), D(130))
OLD = Purchase(D(3), None)


def test_shares_without_a_purchase_stand_first():
    """Three of eighteen were there before anything was bought."""
    assert (OLD, TEN, FIVE) == known((TEN, FIVE), D(18))
    assert (TEN, FIVE) == known((TEN, FIVE), D(15))


def test_the_oldest_shares_are_sold_first():
    """Of ten and five, twelve go: three of the newer are left."""
    assert (Purchase(D(3), D(130)),) == less((TEN, FIVE), D(12))


@pytest.mark.parametrize(
    ("purchases", "average"),
    [
        ((TEN, FIVE), D(110)),
        ((Purchase(D(3), D(10)), Purchase(D(3), D(1)), Purchase(D(1), D(0))), D("4.714285714")),
        ((OLD, TEN), None),
        ((), None),
    ],
)
def test_an_average_needs_every_price(purchases: Purchases, average: D | None):
    """It is shown to nine decimals, half to even, as the paper broker shows it."""
    assert average == average_cost(purchases)


def test_a_split_keeps_the_cost_of_every_purchase():
    """Fifteen become ten: each share costs half as much again."""
    assert (
        Purchase(D("6.666666666"), D(1000) / D("6.666666666")),
        Purchase(D("3.333333334"), D(650) / D("3.333333334")),
    ) == turned((TEN, FIVE), D(10))


def test_a_purchase_too_small_for_a_share_passes_its_cost_on():
    """A billionth of a share at 50 does not survive a reverse split, its cost does."""
    dust = Purchase(D("1e-9"), D(50))

    assert (Purchase(D(1), D("1000.00000005")),) == turned((dust, TEN), D(1))
    assert (Purchase(D(1), None),) == turned((Purchase(D("1e-9"), None), TEN), D(1))
