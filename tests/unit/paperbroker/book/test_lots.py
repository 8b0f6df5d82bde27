from __future__ import annotations

import sqlite3
from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from paperbroker.book import lots
from paperbroker.book.ledger import Lot
from paperbroker.book.lots import LotStore
from unit.paperbroker.builders import NOON


def store() -> LotStore:
    connection = sqlite3.connect(":memory:")
    connection.executescript(lots.SCHEMA)
    return LotStore(connection)


def some(*quantities: int) -> tuple[Lot, ...]:
    return tuple(Lot(D(qty), D(100), NOON) for qty in quantities)


rows = st.lists(st.integers(1, 4), max_size=6).map(lambda quantities: some(*quantities))


@given(st.lists(rows, max_size=5))
def test_what_was_put_last_is_held(states: list[tuple[Lot, ...]]) -> None:
    """Whatever stood before, the lots come back as they were put, in their order."""
    kept = store()
    for state in ((), *states):
        kept.put("demo", "SPY", state)

    assert (states[-1] if states else ()) == kept.of("demo", "SPY")


def test_a_sale_keeps_its_place_before_the_lots_that_stay() -> None:
    """The rest of the oldest lot stays the oldest."""
    kept = store()
    kept.put("demo", "SPY", some(5, 6, 7))
    kept.put("demo", "SPY", some(2, 7))

    assert some(2, 7) == kept.of("demo", "SPY")


def test_accounts_and_symbols_stay_apart() -> None:
    """Replacing one account's lots of one symbol leaves all others alone."""
    kept = store()
    kept.put("demo", "SPY", some(1))
    kept.put("demo", "QQQ", some(2))
    kept.put("other", "SPY", some(3))
    kept.put("demo", "SPY", ())

    assert ({"QQQ": some(2)}, {"SPY": some(3)}) == (kept.all_of("demo"), kept.all_of("other"))


def test_holders_are_those_with_shares() -> None:
    """In the order of their keys; who sold everything is none."""
    kept = store()
    for key, held in (("b", some(1)), ("a", some(2)), ("c", some(3))):
        kept.put(key, "SPY", held)
    kept.put("c", "SPY", ())

    assert ("a", "b") == kept.holders("SPY")
