"""The checker's own lots."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from tax_builders import RATES, lot, on
from trimtab.domain.tax_config import LotMethod
from trimtab.domain.tax_lot import LotSource
from trimtab.planning.check.lots import Parcel, Terms, first_long_day, gain_of, in_order, is_long

TERMS = Terms(D(100), date(2026, 11, 20), RATES)


def parcel(name: str, price: str, bought: str = "2026-01-05") -> Parcel:
    return Parcel.of(lot(name, "10", price, bought))


@pytest.mark.parametrize(
    ("held_from", "first"),
    [
        ("2012-09-19", "2013-09-20"),
        ("2015-02-28", "2016-03-01"),
        ("2023-03-01", "2024-03-02"),
        ("2024-02-28", "2025-03-01"),
        ("2024-02-29", "2025-03-01"),
    ],
)
def test_long_term_begins_a_year_and_a_day_after_the_purchase(held_from: str, first: str):
    """By the calendar (domain 4.2); the day before is still short."""
    day = on(first)

    assert day == first_long_day(on(held_from))
    assert (True, False) == (
        is_long(on(held_from), day),
        is_long(on(held_from), date.fromordinal(day.toordinal() - 1)),
    )


def test_a_parcel_costs_what_the_lot_has_cost_and_lost():
    """Ten shares at 90, a rest of a cent, and 5 dollars of a wash sale: a gain of 94.99 at 100."""
    read = Parcel.of(lot("a", "10", "90", rest=D("0.01"), wash_addition=D(5)))

    assert (D("905.01"), D("94.99")) == (read.basis, gain_of(read, D(100)))


@pytest.mark.parametrize(
    ("fields", "replaces"),
    [({}, False), ({"is_replacement": True}, True), ({"source": LotSource.MERGER}, True)],
)
def test_what_replaces_already_or_was_not_bought_replaces_nothing(fields: dict[str, Any], *, replaces: bool):
    """Once is enough, and a merger is no purchase."""
    assert replaces is Parcel.of(lot(**fields)).is_replacement


def test_a_part_takes_its_share_of_the_basis():
    """Four of ten shares, four tenths of the basis."""
    part = parcel("a", "90").part(D(4))

    assert (D(4), D(360)) == (part.shares, part.basis)


OLD, DEAR, CHEAP = (
    parcel("old", "95", "2024-01-10"),
    parcel("dear", "130", "2025-06-02"),
    parcel("cheap", "90", "2026-05-04"),
)


@pytest.mark.parametrize(
    ("method", "names"),
    [
        (LotMethod.FIFO, ["old", "dear", "cheap"]),
        (LotMethod.SPECIFIC, ["old", "dear", "cheap"]),
        (LotMethod.LIFO, ["cheap", "dear", "old"]),
        (LotMethod.HIFO, ["dear", "old", "cheap"]),
        (LotMethod.LOSS_FIRST, ["dear", "old", "cheap"]),
        (LotMethod.MIN_TAX, ["dear", "old", "cheap"]),
    ],
)
def test_parcels_go_in_the_order_of_the_method(method: LotMethod, names: list[str]):
    """Gains of 5 long, -30 long and 10 short a share: taxes of 0.75, -4.50 and 3.50."""
    assert names == [parcel.lot_id for parcel in in_order([CHEAP, DEAR, OLD], method, TERMS)]


def test_what_a_share_gains_counts_and_not_the_whole_parcel():
    """A hundred shares lose five each, one loses thirty; a gain is no loss, however small."""
    many, one = Parcel.of(lot("many", "100", "105")), Parcel.of(lot("one", "1", "130"))
    large, small = parcel("large", "80", "2026-01-05"), parcel("small", "95", "2026-02-05")

    assert ["one", "many"] == [each.lot_id for each in in_order([many, one], LotMethod.HIFO, TERMS)]
    assert ["large", "small"] == [
        each.lot_id for each in in_order([small, large], LotMethod.LOSS_FIRST, TERMS)
    ]


def test_of_equal_taxes_the_long_term_and_the_older_go_first():
    """No gain at all: long before short, then by purchase (domain 5.5)."""
    parcels = [
        parcel("new", "100", "2026-05-04"),
        parcel("b", "100", "2024-05-04"),
        parcel("a", "100", "2024-01-04"),
    ]

    assert ["a", "b", "new"] == [each.lot_id for each in in_order(parcels, LotMethod.MIN_TAX, TERMS)]
