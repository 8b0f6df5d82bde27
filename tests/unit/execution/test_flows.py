"""Which activities are money from outside, and how much."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal as D
from typing import Any

import pytest

from builders import NOON
from taxed_worlds import fill
from trimtab.domain.activity import AccountEntry
from trimtab.execution.flows import money_flows, transferred_symbols


def entry(kind: str, amount: str = "0", **fields: Any) -> AccountEntry:
    """An entry of the account, booked at noon."""
    usual: dict[str, Any] = {
        "activity_id": f"{kind}-1",
        "day": NOON.date(),
        "detail": "",
        "status": "executed",
        "at": NOON,
    }
    return AccountEntry(kind=kind, net_amount=D(amount), **(usual | fields))


def amounts(*entries: AccountEntry) -> list[D]:
    """Read entries where SPY costs 400."""
    return [flow.amount for flow in money_flows(entries, {"SPY": D(400)})]


@pytest.mark.parametrize(("kind", "amount"), [("CSD", "500"), ("CSW", "-500"), ("JNLC", "9"), ("ACATC", "1")])
def test_cash_from_outside_is_a_flow(kind: str, amount: str):
    """Deposits, withdrawals and journals count with their amount."""
    assert [D(amount)] == amounts(entry(kind, amount))


@pytest.mark.parametrize("kind", ["DIV", "INT", "FEE", "SPLIT", "DRIP"])
def test_what_the_account_earns_is_none(kind: str):
    """A dividend or a fee is a gain or a loss."""
    assert [] == amounts(entry(kind, "5"))


def test_a_trade_is_none():
    """Shares for money leave the value as it is."""
    assert () == money_flows((fill("2026-01-05", "BUY", "SPY", "1", "400"),), {})


@pytest.mark.parametrize("kind", ["ACATS", "JNLS"])
def test_shares_from_outside_count_with_their_price(kind: str):
    """Two shares leave: 800 dollars, whatever the entry says of money."""
    moved = entry(kind, "7", symbol="SPY", quantity=D(-2))

    assert ([D(-800)], ("SPY",)) == (amounts(moved), transferred_symbols([moved]))


@pytest.mark.parametrize(("told", "amount"), [("90", "180"), (None, "0")])
def test_shares_without_a_price_count_as_the_broker_says(told: str | None, amount: str):
    """Its own price, or nothing."""
    price = D(told) if told else None

    assert [D(amount)] == amounts(entry("ACATS", symbol="GLD", quantity=D(2), per_share_amount=price))


def test_a_flow_that_was_cancelled_amounts_to_nothing():
    """The deposit is still listed, and takes its money back."""
    deposit = entry("CSD", "500")
    bounced = entry("CSD", "500", activity_id="CSD-2", status="canceled")

    assert [D(0), D(0)] == amounts(deposit, bounced)


def test_a_day_without_a_time_counts_from_its_end():
    """So that no peak of that day is taken to have the money in it."""
    (flow,) = money_flows([entry("CSD", "500", at=None)], {})

    assert datetime(2026, 11, 21, tzinfo=UTC) == flow.booked_at


def test_cash_names_no_symbol():
    """Only shares need a price."""
    assert () == transferred_symbols([entry("CSD", "500", symbol="SPY")])
