from __future__ import annotations

from decimal import Decimal as D
from uuid import UUID

from paperbroker.orders.portions import FillMode, portion
from unit.paperbroker.builders import order

STEP = D("1E-9")


def test_by_chance_one_order_in_ten_trades_a_part() -> None:
    """The rest trade whole, as on Alpaca's paper accounts (alpaca §13)."""
    traded = [portion(FillMode.RANDOM, order(id=UUID(int=n)), D(10), STEP) for n in range(1000)]
    parts = [qty for qty in traded if qty != D(10)]

    assert 70 < len(parts) < 130
    assert all(0 < qty < 10 for qty in parts)


def test_chance_is_the_orders_own() -> None:
    """Equal orders at equal progress trade equal parts."""
    first, second = (portion(FillMode.RANDOM, order(), D(10), STEP) for _ in range(2))

    assert first == second


def test_chance_never_leaves_a_share_behind() -> None:
    """A part of a single whole share is all of it."""
    assert {D(1)} == {portion(FillMode.RANDOM, order(id=UUID(int=n)), D(1), D(1)) for n in range(100)}
