"""Proving a run's end."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from builders import NOON, leg
from trimtab.domain.activity import AccountEntry, Activity, Fill
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.opening import Opening, Position
from trimtab.domain.trade import Side
from trimtab.execution.settle import READING_TIME, Closing, find_residual

OPENING = Opening(
    at=NOON,
    cash=D(1_000),
    positions=(Position(symbol="SPY", quantity=D(20)), Position(symbol="TLT", quantity=D(0))),
)
LATER = NOON + timedelta(minutes=1)


def filled(number: int, side: Side, symbol: str, quantity: str, **fields: Any) -> Leg:
    return leg(
        number,
        side,
        quantity,
        symbol=symbol,
        state=LegState.FILLED,
        attempts=1,
        broker_order_id=f"o{number}",
        filled_quantity=D(quantity),
        filled_average_price=D(100),
        **fields,
    )


def fill(order_id: str, side: Side, symbol: str, quantity: str, **fields: Any) -> Fill:
    usual: dict[str, Any] = {"at": LATER, "price": D(100), "is_last": True}
    return Fill(
        activity_id=f"a-{order_id}-{quantity}",
        symbol=symbol,
        side=side,
        quantity=D(quantity),
        order_id=order_id,
        **(usual | fields),
    )


def entry(kind: str, amount: str, **fields: Any) -> AccountEntry:
    usual: dict[str, Any] = {"day": NOON.date(), "detail": "", "status": "executed", "at": LATER}
    return AccountEntry(activity_id=f"e-{kind}", kind=kind, net_amount=D(amount), **(usual | fields))


LEGS = (filled(1, Side.SELL, "SPY", "5"), filled(2, Side.BUY, "TLT", "4"))
OURS = (fill("o1", Side.SELL, "SPY", "5"), fill("o2", Side.BUY, "TLT", "4"))
SHARES = {"SPY": D(15), "TLT": D(4)}


def residual(
    *others: Activity, cash: str = "1100", ours: tuple[Activity, ...] = OURS, **shares: str
) -> str | None:
    quantities = SHARES | {symbol: D(quantity) for symbol, quantity in shares.items()}
    closing = Closing(cash=D(cash), quantities=quantities, activities=(*ours, *others))
    found = find_residual(LEGS, OPENING, closing)
    return found.text if found else None


def test_an_account_that_changed_by_its_run_alone_is_explained():
    """500 came in for SPY and 400 went out for TLT; five shares went and four came."""
    assert residual() is None


@pytest.mark.parametrize(("cash", "explained"), [("1100.02", True), ("1099.98", True), ("1100.03", False)])
def test_cash_agrees_to_a_cent_for_each_fill(cash: str, *, explained: bool):
    """The broker rounds each of the two fills; a third cent is nobody's."""
    assert explained is (residual(cash=cash) is None)


@pytest.mark.parametrize(
    ("spy", "explained"), [("15.000000001", True), ("15.000000002", False), ("14", False)]
)
def test_shares_agree_to_a_billionth(spy: str, *, explained: bool):
    """A share more or less is somebody's, and nobody has said so."""
    assert explained is (residual(SPY=spy) is None)


def test_what_others_did_is_listed():
    """A dividend, a fee, and two shares bought by hand: none of it is ours, all of it is known."""
    others = (
        entry("DIV", "12.50", symbol="SPY"),
        entry("FEE", "-0.03"),
        fill("by-hand", Side.BUY, "SPY", "2"),
    )

    assert residual(*others, cash="912.47", SPY="17") is None


def test_what_happened_before_does_not_count_again():
    """It is in the opening already."""
    before = fill("by-hand", Side.BUY, "SPY", "2", at=NOON - READING_TIME)

    assert residual(before) is None


@pytest.mark.parametrize(("cash", "spy"), [("1100", "15"), ("900", "17"), ("1100", "17"), ("900", "15")])
def test_what_happened_while_the_account_was_read_may_be_in_it_or_not(cash: str, spy: str):
    """Shares were read before and cash after, or the other way round, or both."""
    meanwhile = fill("by-hand", Side.BUY, "SPY", "2", at=NOON)

    assert residual(meanwhile, cash=cash, SPY=spy) is None


def test_an_entry_that_has_only_a_day_may_be_in_it_or_not():
    """A dividend of today was paid before or after the opening; half of it was not paid."""
    paid = entry("DIV", "12.50", symbol="SPY", at=None)

    assert [True, True, False] == [
        residual(paid, cash=cash) is None for cash in ("1100", "1112.50", "1106.25")
    ]


def test_a_fill_of_ours_that_is_not_listed_is_named():
    """The account's own list lacks the sell."""
    text = residual(ours=OURS[1:])

    assert text is not None
    assert "The ledger has 5 SPY filled, the account 0." in text


def test_a_leg_without_an_order_has_nothing_to_find():
    """It was never sent."""
    unsent = leg(3, Side.BUY, symbol="GLD", state=LegState.NEVER_SENT)
    closing = Closing(cash=D(1_100), quantities=SHARES, activities=OURS)

    assert None is find_residual((*LEGS, unsent), OPENING, closing)


def test_our_own_fills_are_never_in_doubt():
    """However soon after the opening they came: without them the account is not explained."""
    quick = tuple(
        fill(f"o{number}", side, symbol, quantity, at=NOON)
        for number, side, symbol, quantity in ((1, Side.SELL, "SPY", "5"), (2, Side.BUY, "TLT", "4"))
    )

    assert residual(ours=quick) is None
    assert residual(ours=quick, cash="1000") is not None
