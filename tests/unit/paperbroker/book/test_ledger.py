from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbroker.basics.money import ZERO
from paperbroker.basics.side import Side
from paperbroker.book.ledger import (
    Ledger,
    Lot,
    count_shares,
    in_order,
    less_cash,
    scale,
    shares_for,
    take,
    total_cost,
)
from unit.paperbroker.builders import NOON, fill


def lot(qty: str, price: str) -> Lot:
    return Lot(D(qty), D(price), NOON)


TWO_LOTS = Ledger(D(0), {"SPY": (lot("10", "100"), lot("10", "130"))})

quantities = st.decimals(min_value=D("1E-9"), max_value=D(1000), places=9)
prices = st.decimals(min_value=D("0.01"), max_value=D(1000), places=4)
trades = st.lists(st.tuples(st.booleans(), quantities, prices), max_size=20)
lots = st.lists(st.builds(Lot, quantities, prices, st.just(NOON)), min_size=1, max_size=6).map(tuple)


def test_sales_consume_the_oldest_lot_first() -> None:
    """Fifteen of two tens leave five of the newer lot and its cost."""
    after = TWO_LOTS.post(fill(Side.SELL, "15", "150"))

    assert (D(2250), (lot("5", "130"),)) == (after.cash, after.lots["SPY"])


def test_a_purchase_is_the_newest_lot() -> None:
    """It stands last, at its price and time, and is paid in full."""
    after = TWO_LOTS.post(fill(Side.BUY, "2", "150"))

    assert (D(-300), lot("2", "150")) == (after.cash, after.of("SPY")[-1])


def test_lots_stand_by_the_time_of_their_purchase() -> None:
    """What came in later but was bought earlier comes first; what is equal stays as it was."""
    early = replace(lot("1", "90"), acquired_at=NOON - timedelta(days=1))
    one, other = TWO_LOTS.of("SPY")

    assert (early, one, other) == in_order((one, early, other))


def test_cash_comes_off_what_shares_have_cost() -> None:
    """Forty a share off lots at 100 and 30: never below nothing."""
    assert [D(600), D(0)] == [left.cost for left in less_cash((lot("10", "100"), lot("10", "30")), D(40))]


def test_shares_at_a_rate_are_cut_to_nine_decimals() -> None:
    """Two for every three of ten."""
    assert D("6.666666666") == shares_for(D(10), D(2), D(3))


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


def test_a_cost_that_does_not_divide_is_kept_whole() -> None:
    """A hundred dollars over three shares leave a billionth of a dollar beside 33.333333333 each."""
    third = Lot.costing(D(3), D(100), NOON)

    assert (D("33.333333333"), D("1E-9"), D(100)) == (third.price, third.rest, third.cost)


def test_the_rest_of_a_cost_leaves_with_the_last_share() -> None:
    """Two of three shares sold take their price, what remains costs what is left of a hundred."""
    (kept,) = take((Lot.costing(D(3), D(100), NOON),), D(2))

    assert D("33.333333334") == kept.cost


def test_shares_are_scaled_in_proportion() -> None:
    """One for three of three single shares: the parts are cut at nine decimals and end at exactly one."""
    single = (lot("1", "10"), lot("1", "20"), lot("1", "30"))

    assert [D("0.333333333"), D("0.333333333"), D("0.333333334")] == [x.qty for x in scale(single, D(1))]


def test_a_lot_too_small_for_a_share_passes_its_cost_on() -> None:
    """A billionth of a share halves to nothing; the next lot carries its cost."""
    (left,) = scale((lot("0.000000001", "50"), lot("2", "10")), D(1))

    assert (D(1), D("20.00000005")) == (left.qty, left.cost)


@given(lots, quantities)
def test_scaling_conserves_cost_and_gives_the_total(held: tuple[Lot, ...], total: D) -> None:
    """Whatever the ratio, the shares are exactly the total and cost exactly what they did."""
    scaled = scale(held, total)

    assert (total, total_cost(held)) == (count_shares(scaled), total_cost(scaled))
    assert all(x.qty > ZERO for x in scaled)


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
    assert all(x.qty > 0 for x in ledger.lots.get("SPY", ()))
