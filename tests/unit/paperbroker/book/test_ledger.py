from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbroker.basics.money import ZERO
from paperbroker.basics.side import Side
from paperbroker.book.ledger import Ledger, Lot
from unit.paperbroker.builders import fill

TWO_LOTS = Ledger(D(0), {"SPY": (Lot(D(10), D(100)), Lot(D(10), D(130)))})

quantities = st.decimals(min_value=D("1E-9"), max_value=D(1000), places=9)
prices = st.decimals(min_value=D("0.01"), max_value=D(1000), places=4)
trades = st.lists(st.tuples(st.booleans(), quantities, prices), max_size=20)


def test_sales_consume_the_oldest_lot_first() -> None:
    """Fifteen of two tens leave five of the newer lot and its cost."""
    after = TWO_LOTS.post(fill(Side.SELL, "15", "150"))

    assert (D(2250), (Lot(D(5), D(130)),)) == (after.cash, after.lots["SPY"])


def test_a_complete_exit_leaves_no_trace() -> None:
    """A symbol without shares is absent."""
    assert {} == TWO_LOTS.post(fill(Side.SELL, "20", "150")).lots


def test_more_than_held_cannot_be_sold() -> None:
    """The ledger itself refuses a short position."""
    with pytest.raises(ValueError, match="sell at most the position"):
        TWO_LOTS.post(fill(Side.SELL, "20.000000001", "150"))


def test_equity_is_cash_and_shares_at_market() -> None:
    """Twenty shares at 110 and no cash are 2,200."""
    assert D(2200) == TWO_LOTS.equity({"SPY": D(110)})


@given(trades)
def test_cash_and_cost_conserve(history: list[tuple[bool, D, D]]) -> None:
    """Cash plus remaining cost plus realised gain is what it was, exactly, and shares never go negative."""
    start = ledger = Ledger(D(1_000_000), {})
    realised = ZERO
    for is_buy, wanted, price in history:
        qty = wanted if is_buy else min(wanted, ledger.quantity("SPY"))
        if qty:
            before = ledger
            ledger = ledger.post(fill(Side.BUY if is_buy else Side.SELL, str(qty), str(price)))
            released = before.cost_basis("SPY") - ledger.cost_basis("SPY")
            realised += ZERO if is_buy else qty * price - released

    assert start.cash + realised == ledger.cash + ledger.cost_basis("SPY")
    assert all(lot.qty > 0 for lot in ledger.lots.get("SPY", ()))
