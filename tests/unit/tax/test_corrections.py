"""Corrections and cancellations take effect on what they are about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from builders import NOON
from tax_builders import TODAY, entry
from trimtab.domain.activity import AccountEntry
from trimtab.tax.corrections import Settled, settle_corrections

CAME = entry("ACATS", "10", activity_id="a1", per_share_amount=D(100))
LATER = NOON + timedelta(days=1)


def canceled(of: AccountEntry, activity_id: str = "c1") -> AccountEntry:
    return replace(of, activity_id=activity_id, status="canceled", at=LATER)


def corrected(of: AccountEntry, quantity: str, activity_id: str = "c1") -> AccountEntry:
    return replace(of, activity_id=activity_id, status="correct", quantity=D(quantity), at=LATER)


@pytest.mark.parametrize("activity_id", ["a1", "c1"])
def test_a_cancellation_takes_back_what_it_repeats(activity_id: str):
    """Whether it is the entry itself that is listed as canceled, or another that says the same."""
    assert Settled(()) == settle_corrections([CAME, canceled(CAME, activity_id)])


def test_a_cancellation_takes_back_one_of_two_that_say_the_same():
    """The one that was listed last."""
    again = replace(CAME, activity_id="a2")

    assert Settled((CAME,)) == settle_corrections([CAME, again, canceled(CAME)])


@pytest.mark.parametrize(
    "change", [{"quantity": D(11)}, {"symbol": "TLT"}, {"day": TODAY - timedelta(days=1)}]
)
def test_a_cancellation_of_something_else_takes_back_nothing(change: dict[str, Any]):
    """Other shares, another symbol, another day; a canceled entry by itself has never happened."""
    assert Settled((CAME,)) == settle_corrections([CAME, replace(canceled(CAME), **change)])


def test_a_correction_takes_place_id_group_and_time():
    """It is booked as if it had been so from the beginning."""
    first = replace(CAME, group_id="g1")
    settled = settle_corrections([first, corrected(CAME, "12")])

    assert Settled((replace(first, status="correct", quantity=D(12)),)) == settled


def test_a_correction_is_corrected_again():
    """The last one counts, under the id of the first."""
    settled = settle_corrections([CAME, corrected(CAME, "12"), corrected(CAME, "13", "c2")])

    assert [("a1", D(13))] == [(one.activity_id, one.quantity) for one in settled.entries]


def test_a_correction_without_an_entry_stands_by_itself():
    """The broker's own example of a merger has no other entries than corrections."""
    lone = corrected(CAME, "12")

    assert Settled((lone,)) == settle_corrections([lone])


def test_a_correction_of_the_other_side_is_none():
    """Shares that come correct no shares that leave, as in the two entries of a split."""
    out, came = entry("SPLIT", "-10"), corrected(entry("SPLIT", "20"), "21")

    assert Settled((out, came)) == settle_corrections([out, came])


@pytest.mark.parametrize("size", ["-10", "10"])
def test_a_correction_of_cash_is_none_of_shares(size: str):
    """The cash of a merger has an entry of its own."""
    shares, cash = entry("MA", size, activity_id="a1"), entry("MA", None, "90", activity_id="a2")
    more = replace(cash, activity_id="c1", status="correct", net_amount=D(95))

    settled = settle_corrections([shares, cash, more])
    assert Settled((shares, replace(more, activity_id="a2"))) == settled


def test_a_correction_that_could_be_of_two_entries_is_doubtful():
    """Neither is changed; by its id alone it would be clear."""
    again, correction = replace(CAME, activity_id="a2", quantity=D(5)), corrected(CAME, "12")

    assert Settled((CAME, again), (correction,)) == settle_corrections([CAME, again, correction])
    assert [D(10), D(12)] == [
        one.quantity for one in settle_corrections([CAME, again, corrected(CAME, "12", "a2")]).entries
    ]


def test_an_entry_that_is_listed_again_counts_as_it_was_listed_last():
    """Pages overlap, and figures may have changed between them."""
    assert Settled((replace(CAME, quantity=D(11)),)) == settle_corrections(
        [CAME, replace(CAME, quantity=D(11))]
    )
