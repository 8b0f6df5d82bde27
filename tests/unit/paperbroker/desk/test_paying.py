from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from paperbroker.book.activities import ActivityQuery
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.paying import Payout, pay_dividend
from paperbroker.market.actions import CashDividend
from paperbroker.orders.activity import Entry
from unit.paperbroker.builders import NOON, demo, exchange, with_shares


def reinvested(broker: Exchange, rate: str, symbol: str = "SPY") -> list[Entry]:
    """Pay a dividend that is reinvested, and list its rows in the order they were booked."""
    pay_dividend(broker, Payout(CashDividend(symbol, NOON.date(), D(rate)), is_reinvested=True))
    query = ActivityQuery(types=frozenset(["DIV"]), is_ascending=True)
    return [row for row in broker.book.activities.select("demo", query) if isinstance(row, Entry)]


def test_a_reinvestment_is_shares_in_and_cash_out() -> None:
    """Ten shares are paid 41.03, which buys a tenth of a share at 410.25, cut to nine decimals."""
    paid, bought = reinvested(exchange(now=NOON.isoformat(), **with_shares("10")), "4.1027")

    assert ("CDIV", D("41.03"), D(0)) == (paid.activity_sub_type, paid.cash_change, paid.share_change)
    assert ("DRIP", D("-41.03"), D("0.100012187"), D("410.25")) == (
        bought.activity_sub_type,
        bought.cash_change,
        bought.share_change,
        bought.per_share_amount,
    )


def test_a_reinvestment_is_a_lot_of_its_own() -> None:
    """Bought now for what was paid, to the last digit; cash ends where it was."""
    broker = exchange(now=NOON.isoformat(), **with_shares("10"))
    reinvested(broker, "4.1027")
    _, lot = broker.book.lots.of("demo", "SPY")

    assert (D("0.100012187"), D("41.03"), NOON) == (lot.qty, lot.cost, lot.acquired_at)
    assert D(1000) == demo(broker).cash


@pytest.mark.parametrize(("rate", "qty", "cash"), [("0.99", "10", "1009.90"), ("2.5", "12", "1005.00")])
def test_whole_shares_are_bought_whole(rate: str, qty: str, cash: str) -> None:
    """What does not buy a whole share at 10 stays in cash."""
    listed: dict[str, Any] = {
        "assets": [{"symbol": "WHOLE", "fractionable": False}],
        "prices": {"WHOLE": "10"},
    }
    broker = exchange(now=NOON.isoformat(), **with_shares("10", "WHOLE"), **listed)
    reinvested(broker, rate, "WHOLE")

    assert (D(qty), D(cash)) == (broker.book.ledger("demo").quantity("WHOLE"), demo(broker).cash)
