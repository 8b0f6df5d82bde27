"""What lots, disposals and wash sales mean in dollars."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from builders import ACCOUNT
from tax_builders import lot, on
from trimtab.domain.tax_lot import EXACT, WASH_SALE_WINDOW, Disposal, Term, exact_sum

THIRDS = lot("thirds", "3", "33.333333333", rest=D("0.000000001"), wash_addition=D("7.5"))


def test_a_cost_includes_the_rest():
    """Three shares at 33.333333333 and a billionth of a dollar cost 100 dollars."""
    assert D(100) == THIRDS.cost


def test_a_basis_includes_what_wash_sales_moved():
    """The broker counts 100 dollars, the tax law 107.50."""
    assert D("107.5") == THIRDS.basis


def test_a_cost_of_any_size_is_exact():
    """A quantity and a price of nine places each have a product of eighteen, at any size."""
    large = lot("large", "999999999.999999999", "999999.999999999")

    assert D("999999999999998.999000000000000001") == large.cost


def test_a_part_and_what_is_left_are_the_whole():
    """Quantity, rest and moved loss of both add up; dates and price stay."""
    part = replace(THIRDS, quantity=D(1), rest=D(0), wash_addition=D("2.5"))

    left = THIRDS.without(part)

    assert replace(THIRDS, quantity=D(2), wash_addition=D(5)) == left
    assert (THIRDS.cost, THIRDS.basis) == (part.cost + left.cost, part.basis + left.basis)


def test_a_gain_is_counted_with_and_without_moved_losses():
    """Sold for 900 with a cost of 950 and a moved loss of 60: 50 lost for the broker, 110 for taxes."""
    disposal = Disposal(
        disposal_id="d",
        account=ACCOUNT,
        symbol="SPY",
        lot_id="lot-1",
        quantity=D(10),
        proceeds=D(900),
        cost=D(950),
        wash_addition=D(60),
        acquired=on("2026-05-04"),
        held_from=on("2026-03-02"),
        sold=on("2026-07-01"),
        term=Term.SHORT,
    )

    assert (D(-50), D(-110)) == (disposal.broker_gain, disposal.gain)


def test_sums_are_never_rounded():
    """The default 28 digits would lose the last place."""
    assert D("10000000000000000000.0000000001") == exact_sum([D("1E19"), D("1E-10")])
    assert EXACT.prec > 28


def test_the_window_is_thirty_days_each_way():
    """With the day of the sale it has 61 days (IRC 1091)."""
    assert 61 == 2 * WASH_SALE_WINDOW.days + 1
