"""Prices from files, good and bad."""

from __future__ import annotations

from datetime import date

import pytest

from lab_builders import PRICES, real_prices
from trimtab.lab import errors
from trimtab.lab.prices import read_prices

GOOD = "date,SPY,TLT\n2026-01-02,100,50\n2026-01-05,110,49.5\n"


def test_closes_are_read_with_days_and_symbols():
    """A row a day, a column a symbol."""
    prices = read_prices(GOOD)

    assert (("SPY", "TLT"), date(2026, 1, 5)) == (prices.symbols, prices.dates[1])
    assert [[100, 50], [110, 49.5]] == prices.closes.tolist()


def test_growth_is_a_close_over_the_one_before():
    """One day less than there are closes."""
    assert [[1.1, 0.99]] == read_prices(GOOD).growth(least=1).round(12).tolist()


@pytest.mark.parametrize(("name", "days", "symbols"), [("sp500", 2_012, 20), ("factors", 2_264, 5)])
def test_real_prices_are_read_whole(name: str, days: int, symbols: int):
    """As many days and symbols as the README beside the files says."""
    prices = real_prices(name)

    assert (days, symbols) == prices.closes.shape
    assert f"({days:,})" in (PRICES / "README.md").read_text()


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ("", errors.EmptyHistoryError, "hold no day"),
        ("date,SPY\n", errors.EmptyHistoryError, "hold no day"),
        ("date\n2026-01-02\n", errors.EmptyHistoryError, "hold no day"),
        ("date,SPY\n2026-01-02,NaN\n", errors.UnreadablePriceError, "prices.2026-01-02.SPY: 'NaN'"),
        ("date,SPY\n2026-01-02,inf\n", errors.UnreadablePriceError, "is not finite"),
        ("date,SPY\n2026-01-02,\n", errors.UnreadablePriceError, "is no number"),
        ("date,SPY\n2026-01-02,1,2\n", errors.UnreadablePriceError, "closes, must be 1"),
        ("date,SPY\n2026-01-02,0\n", errors.BadPriceError, "must be above 0"),
        ("date,SPY\n2026-01-02,-5\n", errors.BadPriceError, "must be above 0"),
        ("date,SPY\n02.01.2026,5\n", errors.DisorderError, "is no date"),
        ("date,SPY\n2026-01-02,5\n2026-01-02,5\n", errors.DisorderError, "must come after 2026-01-02"),
        ("date,SPY,SPY\n2026-01-02,5,5\n", errors.BadInputError, "name a symbol twice"),
    ],
)
def test_bad_prices_are_refused_by_name(text: str, expected: type[Exception], words: str):
    """Row and column stand in the text."""
    with pytest.raises(expected, match=words):
        read_prices(text)


def test_an_unknown_symbol_is_refused():
    """And those that are known are told."""
    with pytest.raises(errors.UnknownSymbolError, match="'GLD' has no prices; there are SPY, TLT"):
        read_prices(GOOD).choose(["SPY", "GLD"])


def test_symbols_are_chosen_in_the_order_given():
    """Columns follow the targets."""
    assert [50, 49.5] == read_prices(GOOD).choose(["TLT", "SPY"]).closes[:, 0].tolist()


def test_too_short_a_history_is_refused():
    """Sixty returns are needed unless fewer are asked for."""
    with pytest.raises(errors.TooFewObservationsError, match="give 60 or more"):
        read_prices(GOOD).growth()
