from __future__ import annotations

from sqlite3 import Connection, connect
from uuid import UUID

from paperbroker.book import counters
from paperbroker.book.counters import CounterStore


def opened() -> Connection:
    connection = connect(":memory:", isolation_level=None)
    connection.executescript(counters.SCHEMA)
    return connection


def test_equal_seeds_give_equal_ids() -> None:
    """Two books of one seed agree, one of another does not."""
    first, second, other = (CounterStore(opened(), UUID(int=seed)).next("order") for seed in (7, 7, 8))

    assert (True, False) == (first == second, first == other)


def test_kinds_are_counted_apart() -> None:
    """Orders and fills both begin with one."""
    store = CounterStore(opened(), UUID(int=7))
    numbers = [store.numbered(kind)[0] for kind in ("order", "order", "fill")]

    assert [1, 2, 1] == numbers


def test_counting_goes_on_with_the_book() -> None:
    """A second store on the same connection never repeats an id."""
    connection = opened()
    first = CounterStore(connection, UUID(int=7)).next("order")

    assert first != CounterStore(connection, UUID(int=7)).next("order")
