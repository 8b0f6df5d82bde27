"""The order in which lots are sold; the sale is at 100 dollars on 20 November 2026, at 35 and 15 %."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal as D
from itertools import permutations

import pytest

from tax_builders import RATES, TODAY, lot, pick
from trimtab.domain.tax_config import LotMethod
from trimtab.domain.tax_lot import TaxLot, exact_sum
from trimtab.tax.lot_order import SaleTerms, gain_per_share, order_lots, tax_per_share
from trimtab.tax.shares import take_shares

TERMS = SaleTerms(D(100), TODAY, RATES)
LONG_GAIN = lot("long-gain", price="80", bought="2024-03-01")
LONG_LOSS = lot("long-loss", price="105", bought="2024-06-03")
SHORT_GAIN = lot("short-gain", price="90", bought="2026-01-05")
SHORT_LOSS = lot("short-loss", price="104", bought="2026-03-02")
LOTS = (LONG_GAIN, LONG_LOSS, SHORT_GAIN, SHORT_LOSS)


def order(lots: Sequence[TaxLot], method: LotMethod) -> list[str]:
    """The ids of lots in the order in which they are sold."""
    return [lot.lot_id for lot in order_lots(lots, method, TERMS)]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (LotMethod.FIFO, ["long-gain", "long-loss", "short-gain", "short-loss"]),
        (LotMethod.LIFO, ["short-loss", "short-gain", "long-loss", "long-gain"]),
        (LotMethod.HIFO, ["long-loss", "short-loss", "short-gain", "long-gain"]),
        (LotMethod.LOSS_FIRST, ["long-loss", "short-loss", "long-gain", "short-gain"]),
        (LotMethod.MIN_TAX, ["short-loss", "long-loss", "long-gain", "short-gain"]),
        (LotMethod.SPECIFIC, ["long-gain", "long-loss", "short-gain", "short-loss"]),
    ],
)
def test_each_method_has_its_order(method: LotMethod, expected: list[str]):
    """MIN_TAX takes a short loss of 4 (saves 1.40) before a long one of 5 (0.75); SPECIFIC alone is FIFO."""
    assert {tuple(expected)} == {tuple(order(lots, method)) for lots in permutations(LOTS)}


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (LotMethod.FIFO, ["b", "a", "c"]),
        (LotMethod.LIFO, ["c", "a", "b"]),
        (LotMethod.HIFO, ["b", "a", "c"]),
        (LotMethod.LOSS_FIRST, ["b", "a", "c"]),
        (LotMethod.MIN_TAX, ["a", "b", "c"]),
    ],
)
def test_equal_lots_stay_as_they_stand(method: LotMethod, expected: list[str]):
    """Bought on one day at one price, lots keep the ledger's order; MIN_TAX goes by id (domain §5.5.2)."""
    assert expected == order([lot("b"), lot("a"), lot("c", bought="2026-01-06")], method)


def test_long_goes_before_short_where_the_tax_is_the_same():
    """A lot without gain costs no tax at either rate (domain §5.5.2)."""
    lots = [lot("a", price="100", bought="2026-01-05"), lot("b", price="100", bought="2025-01-06")]

    assert ["b", "a"] == order(lots, LotMethod.MIN_TAX)


def test_losses_moved_into_the_basis_count():
    """Ten shares at 95 with a moved loss of 100 have a basis of 105 each, so they are a loss of 5."""
    burdened = lot("burdened", price="95", wash_addition=D(100))

    assert D(-5) == gain_per_share(burdened, D(100))
    assert ["burdened", "plain"] == order([lot("plain", price="104"), burdened], LotMethod.HIFO)


def test_the_size_of_a_lot_does_not_matter():
    """A share that cost 110 goes before many that cost 105 and have a larger basis together."""
    lots = [lot("large", "50", "105"), lot("dear", "1", "110")]

    for method in (LotMethod.HIFO, LotMethod.LOSS_FIRST, LotMethod.MIN_TAX):
        assert ["dear", "large"] == order(lots, method)


def test_the_tax_of_a_share_goes_by_its_term():
    """A long gain of 20 costs 3.00, a short one of 10 costs 3.50 (domain §4.4)."""
    assert (D("3.00"), D("3.50")) == (tax_per_share(LONG_GAIN, TERMS), tax_per_share(SHORT_GAIN, TERMS))


def test_a_tacked_holding_period_decides_the_term():
    """Shares that took over a holding period are long term although they were bought lately."""
    tacked = lot("tacked", price="90", bought="2026-10-01", held_from=LONG_GAIN.held_from)

    assert D("1.50") == tax_per_share(tacked, TERMS)


@pytest.mark.parametrize(
    ("picks", "expected"),
    [
        (
            [("short-loss", "10")],
            [("short-loss", 10), ("long-gain", 10), ("long-loss", 10), ("short-gain", 10)],
        ),
        ([("long-loss", "4")], [("long-loss", 4), ("long-gain", 10), ("long-loss", 6), ("short-gain", 10)]),
        (
            [("long-loss", "99")],
            [("long-loss", 10), ("long-gain", 10), ("short-gain", 10), ("short-loss", 10)],
        ),
        ([("nobody", "1")], [("long-gain", 10), ("long-loss", 10), ("short-gain", 10), ("short-loss", 10)]),
        (
            [("short-gain", "1"), ("long-gain", "2"), ("short-gain", "3")],
            [("short-gain", 1), ("long-gain", 2), ("short-gain", 3), ("long-gain", 8)],
        ),
    ],
)
def test_picks_come_first_in_the_order_they_are_given(
    picks: list[tuple[str, str]], expected: list[tuple[str, int]]
):
    """A lot picked in part stands twice; more than it has, or an unknown lot, takes what there is."""
    ordered = order_lots(LOTS, LotMethod.SPECIFIC, TERMS, tuple(pick(*picked) for picked in picks))

    assert expected == [(lot.lot_id, int(lot.quantity)) for lot in ordered][: len(expected)]
    assert D(40) == exact_sum(lot.quantity for lot in ordered)


@pytest.mark.parametrize("quantity", ["1", "10", "15", "29.5", "40"])
def test_no_other_order_is_taxed_less_than_the_least_tax(quantity: str):
    """At linear rates MIN_TAX is as good as the best of all orders (domain §4.4)."""

    def tax(lots: Sequence[TaxLot]) -> D:
        return sum(
            (part.quantity * tax_per_share(part, TERMS) for part in take_shares(lots, D(quantity)).parts),
            D(0),
        )

    best = min(tax(lots) for lots in permutations(LOTS))

    assert best == tax(order_lots(LOTS, LotMethod.MIN_TAX, TERMS))
