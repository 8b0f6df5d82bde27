"""Splitting lots: every part and what is left of it add up to the whole."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal as D

import pytest

from tax_builders import lot
from trimtab.domain.tax_lot import TaxLot, exact_sum
from trimtab.tax.shares import apportion, part_of, proportion, put_back, scale_lots, take_shares, unit_cost_of

OLD = lot("old", "10", "100")
NEW = lot("new", "5", "110", "2026-02-02")


def totals(lots: Iterable[TaxLot]) -> tuple[D, D, D]:
    """Shares, cost and moved losses of some lots."""
    all_lots = tuple(lots)
    quantity = exact_sum(lot.quantity for lot in all_lots)
    return quantity, exact_sum(lot.cost for lot in all_lots), exact_sum(lot.wash_addition for lot in all_lots)


def test_shares_are_taken_from_the_first_lots():
    """Twelve shares are ten of the first lot and two of the second, which keeps three."""
    taken = take_shares((OLD, NEW), D(12))

    expected = ((OLD, lot("new", "2", "110", "2026-02-02")), (lot("new", "3", "110", "2026-02-02"),))
    assert expected == (taken.parts, taken.left)


@pytest.mark.parametrize(
    ("quantity", "parts", "left", "missing"),
    [("0", 0, 2, "0"), ("-1", 0, 2, "0"), ("10", 1, 1, "0"), ("15", 2, 0, "0"), ("16", 2, 0, "1")],
)
def test_no_more_is_taken_than_there_is(quantity: str, parts: int, left: int, missing: str):
    """At the edge of a lot nothing is cut; what is not there is missing."""
    taken = take_shares((OLD, NEW), D(quantity))

    assert (parts, left, D(missing)) == (len(taken.parts), len(taken.left), taken.missing)


def test_a_rest_goes_with_the_last_share():
    """Three shares for ten dollars cost 3.333333333 each; the billionth that is over is the last share's."""
    thirds = lot("thirds", "3", "3.333333333", rest=D("0.000000001"))

    taken = take_shares((thirds,), D(2))

    assert (D("6.666666666"), D("3.333333334")) == (taken.parts[0].cost, taken.left[0].cost)


def test_a_moved_loss_is_divided_by_shares():
    """A third of a loss of one dollar is cut to twelve places; what remains stays with the other shares."""
    burdened = lot("burdened", "3", wash_addition=D(1), is_replacement=True)

    taken = take_shares((burdened,), D(1))

    expected = (D("0.333333333333"), D("0.666666666667"))
    assert expected == (taken.parts[0].wash_addition, taken.left[0].wash_addition)


def test_all_of_a_lot_is_the_lot():
    """A part as large as its lot has the rest and the whole moved loss."""
    whole = lot("whole", "3", "3.333333333", rest=D("0.000000001"), wash_addition=D(1))

    assert whole == part_of(whole, D(3))


def test_what_is_left_stands_where_its_lot_stood():
    """A sale may consume lots in any order; what it leaves is put back by purchase, the rest last."""
    parts = (lot("old", "4", rest=D("0.1")), lot("old", "6"))

    assert [parts[1], parts[0], NEW] == put_back((OLD, NEW), (NEW, *parts))


def test_a_split_keeps_the_cost():
    """Fifteen shares for 1,550 dollars become thirty for 1,550."""
    scaled = scale_lots((OLD, NEW), D(30))

    assert [(D(20), D(50)), (D(10), D(55))] == [(lot.quantity, lot.unit_cost) for lot in scaled]


@pytest.mark.parametrize("total", ["1", "0.000000002", "46", "7.123456789", "1000000000"])
def test_a_split_loses_nothing(total: str):
    """Whatever the ratio, shares are the new total, and cost and moved losses stay to the last digit."""
    lots = (lot("a", "3", "9.99", wash_addition=D("0.01")), lot("b", "4", "7.77"), lot("c", "8", "0.01"))

    assert (D(total), *totals(lots)[1:]) == totals(scale_lots(lots, D(total)))


def test_a_lot_too_small_to_keep_a_share_passes_its_cost_on():
    """A billionth of a share halved leaves none, so its cost and its moved loss are the next lot's."""
    tiny = lot("tiny", "0.000000001", "1000000000", wash_addition=D("0.5"))

    (scaled,) = scale_lots((tiny, NEW), D("2.5"))

    assert ("new", D("2.5"), D(551), D("0.5")) == (
        scaled.lot_id,
        scaled.quantity,
        scaled.cost,
        scaled.wash_addition,
    )


def test_parts_of_one_purchase_keep_one_cost_per_share():
    """A wash sale has cut three shares in two; split to 3.5, both cost what the broker says one costs."""
    parts = (lot("one", "1", "10", wash_addition=D(2), is_replacement=True), lot("one", "2", "10"))

    scaled = scale_lots(parts, D("3.5"))

    assert {D("8.571428571")} == {lot.unit_cost for lot in scaled}
    assert [D(0), D(30) - D("3.5") * D("8.571428571")] == [lot.rest for lot in scaled]


def test_no_lots_stay_no_lots():
    """There is nothing to scale where nothing is held."""
    assert () == scale_lots((), D(10))


def test_a_cost_is_a_price_and_a_rest():
    """One hundred dollars for three shares are 33.333333333 each and a billionth."""
    assert (D("33.333333333"), D("0.000000001")) == unit_cost_of(D(100), D(3))


def test_what_is_apportioned_adds_up():
    """Ten cents over three equal parts in cents are 3, 3 and 4."""
    assert [D("0.03"), D("0.03"), D("0.04")] == apportion(D("0.10"), [D(1)] * 3, D("0.01"))


@pytest.mark.parametrize(("part", "share"), [("1", "0.333333333333"), ("2", "0.666666666666"), ("3", "1")])
def test_a_proportion_is_cut_and_the_whole_is_whole(part: str, share: str):
    """A third of one dollar has twelve places; three thirds are the dollar."""
    assert D(share) == proportion(D(1), D(part), D(3))


def test_the_whole_of_any_amount_is_not_cut():
    """An amount of eighteen places goes whole with all of the shares."""
    assert D("1E-18") == proportion(D("1E-18"), D(3), D(3))
