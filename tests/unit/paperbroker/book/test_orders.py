from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from sqlite3 import IntegrityError, connect
from typing import Any
from uuid import UUID

import pytest

from paperbroker.basics.side import Side
from paperbroker.book import orders
from paperbroker.book.orders import Holds, OrderQuery, OrderStore
from paperbroker.orders.order import Order, Status
from unit.paperbroker.builders import NOON, order, ticket

ALL = OrderQuery()


def store() -> OrderStore:
    connection = connect(":memory:", isolation_level=None)
    connection.executescript(orders.SCHEMA)
    return OrderStore(connection)


def numbered(n: int, **fields: Any) -> Order:
    return order(ticket(client_order_id=f"c-{n}", **fields), id=UUID(int=n), nanosecond=n)


@pytest.fixture
def three() -> OrderStore:
    """Three orders of one account taken within a microsecond, in the order one, two, three."""
    kept = store()
    for n in (1, 2, 3):
        kept.add("demo", numbered(n))
    return kept


def ids(found: tuple[Order, ...]) -> list[int]:
    return [one.id.int for one in found]


def test_orders_are_found_by_either_id(three: OrderStore) -> None:
    """The broker's or the client's; a stranger's is not found."""
    assert numbered(2) == three.by_id("demo", str(UUID(int=2))) == three.by_client_id("demo", "c-2")
    assert three.by_id("other", str(UUID(int=2))) is None


def test_a_client_id_is_kept_from_a_second_order(three: OrderStore) -> None:
    """The table itself refuses it; another account may use it."""
    with pytest.raises(IntegrityError):
        three.add("demo", replace(numbered(4), ticket=ticket(client_order_id="c-1")))
    three.add("other", numbered(1))

    assert three.by_client_id("other", "c-1") is not None


def test_a_new_state_replaces_the_old_one_in_place(three: OrderStore) -> None:
    """The order of submission stays, and what has ended is open no more."""
    three.put("demo", replace(numbered(2), status=Status.CANCELED))

    assert ([3, 2, 1], [1, 3]) == (ids(three.select("demo", ALL)), ids(three.open_of("demo")))


def test_open_orders_are_told_by_symbol() -> None:
    """Oldest first."""
    kept = store()
    for n, symbol in enumerate(("SPY", "QQQ", "SPY"), 1):
        kept.add("demo", numbered(n, symbol=symbol))

    assert ([1, 3], []) == (ids(kept.open_of("demo", "SPY")), ids(kept.open_of("other", "SPY")))


def test_holds_are_summed_over_open_orders() -> None:
    """Cash in all, shares by symbol; what has ended holds nothing."""
    kept = store()
    kept.add("demo", numbered(1))
    kept.add("demo", numbered(2, side=Side.SELL, qty=D(4)))
    kept.add("demo", numbered(3, side=Side.SELL, qty=D("0.5")))
    kept.add("demo", replace(numbered(4), status=Status.FILLED))

    assert Holds(D(1000), {"SPY": D("4.5")}) == kept.holds("demo")


def test_an_ended_order_gives_back_what_it_held(three: OrderStore) -> None:
    """The sums follow every new state."""
    three.put("demo", replace(numbered(2), status=Status.CANCELED))
    three.put("demo", replace(numbered(3), filled_qty=D(9)))

    assert D(1100) == three.holds("demo").cash


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ALL, [3, 2, 1]),
        (OrderQuery(is_ascending=True), [1, 2, 3]),
        (OrderQuery(limit=1), [3]),
        (OrderQuery(limit=0), []),
        (OrderQuery(is_open=False), []),
        (OrderQuery(after_ns=numbered(2).submitted_ns), [3]),
        (OrderQuery(until_ns=numbered(2).submitted_ns), [1]),
        (OrderQuery(after_ns=numbered(2).submitted_ns - 1), [3, 2]),
        (OrderQuery(after_id=str(UUID(int=2))), [3]),
        (OrderQuery(before_id=str(UUID(int=2))), [1]),
        (OrderQuery(symbols=frozenset(["QQQ"])), []),
        (OrderQuery(symbols=frozenset(["QQQ", "SPY"])), [3, 2, 1]),
        (OrderQuery(side="sell"), []),
    ],
)
def test_lists_are_bounded_to_the_nanosecond(three: OrderStore, wanted: OrderQuery, found: list[int]) -> None:
    """All bounds are exclusive."""
    assert found == ids(three.select("demo", wanted))


def test_lists_follow_the_time_of_submission() -> None:
    """Not the order in which they were stored."""
    kept = store()
    kept.add("demo", numbered(1))
    kept.add("demo", replace(numbered(2), created_at=NOON - timedelta(hours=1)))

    assert [1, 2] == ids(kept.select("demo", ALL))
