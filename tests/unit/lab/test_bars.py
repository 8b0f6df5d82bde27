"""A broker's closes become a table without gaps, or a refusal that says whose closes are missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest

from study_builders import SUNDAY, bars, days, two_bars
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.study import LEAST_OBSERVATIONS
from trimtab.lab.bars import align, basis_of
from trimtab.lab.errors import BadPriceError, TooFewObservationsError, UnknownSymbolError

BOTH = ("SPY", "TLT")


def test_days_that_all_symbols_have_are_kept_in_order():
    """TLT lacks a day in the middle, and so does the table."""
    known = two_bars(300)
    gap = known["TLT"].pop(150).day
    table = align(known, BOTH)

    assert [day for day in days(300) if day != gap] == list(table.dates)
    assert (299, 2) == table.closes.shape


def test_columns_are_in_the_order_asked_for():
    """Whatever the broker's order is."""
    known = two_bars()

    assert float(known["TLT"][0].close) == align(known, ("TLT", "SPY")).closes[0, 0]


def test_as_many_returns_as_are_needed_do():
    """One close more than returns."""
    assert LEAST_OBSERVATIONS == len(align(two_bars(LEAST_OBSERVATIONS + 1), BOTH).growth())


def test_one_return_too_few_is_refused_by_symbol_count_and_need():
    """The symbol is the one with the fewest closes (issue 9)."""
    known = {"SPY": bars(300), "TLT": bars(LEAST_OBSERVATIONS)}
    with pytest.raises(TooFewObservationsError, match=r"history\.TLT: 251 .* 252 are needed") as refused:
        align(known, BOTH)

    assert ReasonCode.HISTORY_TOO_SHORT == refused.value.code


def test_closes_on_different_days_are_no_observations():
    """Both have a year, of which no day is common; none is not minus one."""
    known = {"SPY": bars(300), "TLT": bars(300, last=SUNDAY - timedelta(days=900))}
    with pytest.raises(TooFewObservationsError, match=r": 0 daily returns"):
        align(known, BOTH)


def test_a_symbol_without_closes_is_named():
    """The broker leaves it out."""
    with pytest.raises(UnknownSymbolError, match="'GLD' has no daily closes") as refused:
        align(two_bars(), ("GLD", "SPY"))

    assert ReasonCode.PRICE_MISSING == refused.value.code


def test_a_close_of_nothing_is_named_by_its_day():
    """No return can be taken from it."""
    known = two_bars()
    known["SPY"][7] = replace(known["SPY"][7], close=D(0))
    with pytest.raises(BadPriceError, match=rf"history\.SPY\.{known['SPY'][7].day}"):
        align(known, BOTH)


def test_it_is_told_what_a_table_rests_on():
    """TLT is younger and has a gap; days before it was there are no gaps."""
    known = {"SPY": bars(400), "TLT": bars(300)}
    known["TLT"].pop(150)
    found = basis_of(known, align(known, BOTH), SUNDAY)

    assert (298, days(300)[0], days(300)[-1]) == (found.observations, found.first_day, found.last_day)
    assert [("SPY", 400, 0), ("TLT", 299, 1)] == [
        (each.symbol, each.closes, each.missing) for each in found.symbols
    ]


@pytest.mark.parametrize(("late", "is_stale"), [(7, False), (11, True)])
def test_closes_that_have_ended_are_stale(late: int, is_stale: bool):  # noqa: FBT001 - a row of the table
    """A week may pass over holidays; the last close is of a Friday, two days before."""
    known = two_bars()
    found = basis_of(known, align(known, BOTH), SUNDAY - timedelta(days=2) + timedelta(days=late))

    assert [is_stale, is_stale] == [each.is_stale for each in found.symbols]
