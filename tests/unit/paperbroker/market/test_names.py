from __future__ import annotations

from datetime import date

import pytest

from paperbroker.market.actions import NameChange
from paperbroker.market.names import Bearer, bearer, unmapped

BEFORE, CHANGED, AFTER = date(2022, 6, 8), date(2022, 6, 9), date(2022, 6, 10)
META = (NameChange("FB", "META", CHANGED),)
TWICE = (NameChange("META", "MZ", AFTER), *META)


@pytest.mark.parametrize(
    ("symbol", "asof", "expected"),
    [
        ("META", AFTER, Bearer("META")),
        ("META", CHANGED, Bearer("META")),
        ("META", BEFORE, None),
        ("FB", BEFORE, Bearer("META")),
        ("FB", AFTER, Bearer("FB")),
        ("SPY", BEFORE, Bearer("SPY")),
    ],
)
def test_a_symbol_is_meant_as_of_a_day(symbol: str, asof: date, expected: Bearer | None) -> None:
    """Before the change FB was the asset now called META; a name it gave up means nobody today."""
    assert expected == bearer(symbol, asof, META)


def test_a_name_is_followed_through_every_change() -> None:
    """In the order of their days, however they are listed."""
    assert Bearer("MZ") == bearer("FB", BEFORE, TWICE)


def test_by_its_letters_a_symbol_covers_the_days_it_was_borne() -> None:
    """META from the change to the next, FB before it."""
    assert Bearer("MZ", CHANGED, AFTER) == unmapped("META", TWICE)
    assert Bearer("MZ", None, CHANGED) == unmapped("FB", TWICE)


def test_the_day_of_a_change_belongs_to_the_new_name() -> None:
    """The first day is in, the last is not."""
    borne = unmapped("META", TWICE)

    assert [False, True, False] == [day in borne for day in (BEFORE, CHANGED, AFTER)]
