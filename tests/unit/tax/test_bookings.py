"""Which entries concern shares, and which of them belong together."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from tax_builders import TODAY, entry
from trimtab.domain.activity import AccountEntry
from trimtab.tax.bookings import Booking, concerns_shares, gather

OUT, CAME = entry("SPLIT", "-10"), entry("SPLIT", "20")
MERGER = "Stock Cash Merger 1 TLT and $9 for 1 SPY"


@pytest.mark.parametrize(
    "without_effect",
    [
        entry("DIV", "10", "12.34", detail="CDIV"),
        entry("DIV", "10", "12.34"),
        entry("DIV", "10", "0.50"),
        entry("DIV", "10", "0"),
        entry("DIV", None, "-0.03"),
        entry("DIV", None, "-0.03", detail="SPD"),
        entry("DIVNRA", "0", "-0.30"),
        entry("FEE", "1341", "-3.35"),
        entry("INT", None, "0.02", symbol=None),
        entry("JNLC", None, "100", symbol=None),
        entry("CSD", None, "100", symbol=None),
        entry("OCT", "0"),
        entry("VOF", "10", symbol=None),
    ],
    ids=lambda one: f"{one.kind}-{one.detail}",
)
def test_cash_alone_concerns_no_shares(without_effect: AccountEntry):
    """Dividends in cash tell how many shares they were paid on, fees how many they were charged for."""
    assert not concerns_shares(without_effect)


@pytest.mark.parametrize(
    "with_effect",
    [
        entry("DIV", "1", detail="SDIV"),
        entry("DIV", "1", "-400", detail="DRIP"),
        entry("DIV", "1", "-400"),
        entry("DIV", "0.5", "-200"),
        entry("DIV", "0", "28.25", detail="ROC"),
        entry("DIVROC", None, "28.25"),
        entry("MA", "0", "58.70"),
        entry("CIL", None, "10"),
        entry("SPIN", "1"),
        entry("REORG", "-8"),
        entry("NEW", "1"),
    ],
    ids=lambda one: f"{one.kind}-{one.detail}",
)
def test_whatever_moves_shares_or_their_cost_is_looked_at(with_effect: AccountEntry):
    """Kinds that are not known too, where they move shares."""
    assert concerns_shares(with_effect)


def test_entries_of_a_group_are_one_booking():
    """However they are listed."""
    first, other, second = (
        entry("SPLIT", "20", group_id="g1"),
        entry("SPLIT", "-7", group_id="g2", symbol="TLT"),
        entry("SPLIT", "-10", group_id="g1"),
    )

    assert (Booking((first, second)), Booking((other,))) == gather([first, other, second])


def test_two_splits_of_one_day_are_two_bookings():
    """Their groups tell them apart, not symbol and day."""
    rows = [entry("SPLIT", size, group_id=group) for size, group in (("-1", "g1"), ("2", "g1"), ("-2", "g2"))]

    assert (Booking(tuple(rows[:2])), Booking((rows[2],))) == gather(rows)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (OUT, CAME),
        (entry("NC", "-10"), entry("NC", "10", symbol="SPDR")),
        (entry("MA", "-10", description=MERGER), entry("MA", "0", "90", description=MERGER)),
    ],
)
def test_without_a_group_one_story_of_one_day_is_one_booking(one: AccountEntry, other: AccountEntry):
    """A split of a symbol, a change of name of so many shares, a merger in so many words."""
    assert (Booking((one, other)),) == gather([one, other])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (entry("NC", "-10"), entry("NC", "-5", symbol="TLT")),
        (entry("MA", "-10", description=MERGER), entry("MA", "-5", symbol="TLT", description="Cash Merger")),
    ],
)
def test_two_stories_of_a_kind_are_two_bookings(one: AccountEntry, other: AccountEntry):
    """Two companies change their names on one day, or two are bought."""
    assert (Booking((one,)), Booking((other,))) == gather([one, other])


def test_a_stock_dividend_comes_in_parts_where_a_group_says_so():
    """Without a group its entry is whole by itself, as Alpaca books it."""
    out, came = (entry("DIV", size, detail="SDIV", group_id="g1") for size in ("-20", "21"))
    alone = [replace(part, group_id=None) for part in (out, came)]

    assert (Booking((out, came)),) == gather([out, came])
    assert tuple(Booking((part,)) for part in alone) == gather(alone)


@pytest.mark.parametrize(
    "other",
    [
        entry("SPLIT", "20", symbol="TLT"),
        entry("SPLIT", "20", day=TODAY + timedelta(days=1)),
        entry("NC", "20"),
    ],
)
def test_other_stories_are_other_bookings(other: AccountEntry):
    """Another symbol, another day, another kind."""
    assert (Booking((OUT,)), Booking((other,))) == gather([OUT, other])


@pytest.mark.parametrize("fields", [{"kind": "ACATS"}, {"kind": "JNLS"}, {"kind": "CIL"}, {"kind": "DIV"}])
def test_what_comes_in_no_parts_stands_alone(fields: dict[str, Any]):
    """Ten symbols that were transferred together are ten bookings."""
    one, other = (entry(**fields, quantity=size, group_id="g1") for size in ("1", "2"))

    assert (Booking((one,)), Booking((other,))) == gather([one, other])


def test_a_booking_knows_its_sides():
    """Shares out, shares in and cash; it goes by the shares that leave."""
    cash, came, out = entry("MA", "0", "90.50"), entry("MA", "5", symbol="TLT"), entry("MA", "-10")
    booking = Booking((cash, came, out))

    assert ((out,), (came,), D("90.50"), out) == (
        booking.leaving,
        booking.coming,
        booking.cash,
        booking.first,
    )
    assert cash == Booking((cash,)).first
