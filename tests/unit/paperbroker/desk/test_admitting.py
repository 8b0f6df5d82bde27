from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from typing import Any

import pytest

from paperbroker.book.account import Account, Configurations, Restrictions
from paperbroker.desk.admitting import permissions_of
from paperbroker.desk.trading import submit
from unit.paperbroker.builders import BUY, NOON, SELL, clock, demo, exchange, refusal_of, with_shares

ACCOUNT = Account(key="k", secret="s", cash=D(0), opened_at=NOON, opening_equity=D(0))


@pytest.mark.parametrize(
    ("fields", "because"),
    [
        ({"status": "SUBMITTED"}, "account is not active, its status is SUBMITTED"),
        ({"restrictions": Restrictions(account_blocked=True)}, "account is blocked"),
        ({"restrictions": Restrictions(trading_blocked=True)}, "trading is blocked for this account"),
        ({"restrictions": Restrictions(transfers_blocked=True)}, None),
        ({"configurations": Configurations(suspend_trade=True)}, "new orders are rejected by user request"),
        ({}, None),
    ],
)
def test_accounts_are_barred_for_a_reason(fields: dict[str, Any], because: str | None) -> None:
    """Blocked transfers do not stop trading (alpaca §6)."""
    assert because == permissions_of(replace(ACCOUNT, **fields)).barred_because


def test_an_account_about_to_close_only_closes() -> None:
    """It may sell what it holds."""
    permissions = permissions_of(replace(ACCOUNT, status="ACCOUNT_CLOSED_PENDING"))

    assert (None, True) == (permissions.barred_because, permissions.closes_only)


def test_a_purchase_counts_at_the_far_side_while_open() -> None:
    """With 20 basis points between, 410.25 is asked at 410.67 (alpaca §6)."""
    market = exchange(spread_bps="20", **with_shares("1", cash="410.66"))

    assert "410.67" == refusal_of(market, {**BUY, "qty": "1"}).extras["cost_basis"]


def test_a_limit_counts_at_its_price() -> None:
    """Whatever the market says."""
    market = exchange(**with_shares("1", cash="1000"))
    dear = {**BUY, "qty": "1", "type": "limit", "limit_price": "1000.01"}

    assert "1000.01" == refusal_of(market, dear).extras["cost_basis"]


def test_open_orders_of_one_microsecond_have_times_of_their_own() -> None:
    """On a stopped clock each is a nanosecond later than the one before."""
    market = exchange()
    market.set_clock(clock(is_open=True))
    first, second = (submit(market, demo(market), {**BUY, "qty": "1"}) for _ in range(2))

    assert (1, 2) == (first.nanosecond, second.nanosecond)


def test_a_sale_is_judged_by_what_other_sales_leave() -> None:
    """Four of ten are promised; seven are too many, and the refusal counts them."""
    market = exchange(**with_shares("10"))
    submit(market, demo(market), {**SELL, "qty": "4"})

    assert {"available": "6", "existing_qty": "10", "held_for_orders": "4", "symbol": "SPY"} == refusal_of(
        market, {**SELL, "qty": "7"}
    ).extras


def test_while_closed_a_second_sale_in_dollars_is_refused() -> None:
    """Its size is not known before the open (alpaca §6)."""
    market = exchange(**with_shares("10"))
    market.set_clock(clock(is_open=False))
    submit(market, demo(market), {**SELL, "qty": "1"})
    message = "unable to open new notional orders while having open closing position orders"

    assert message == refusal_of(market, {**SELL, "notional": "10"}).message


def test_an_open_order_of_the_other_side_is_named() -> None:
    """A purchase at any price could meet the open sale (alpaca §6)."""
    market = exchange(**with_shares("10", cash="5000"))
    sale = submit(market, demo(market), {**SELL, "qty": "1", "type": "limit", "limit_price": "900"})
    refusal = refusal_of(market, {**BUY, "qty": "1"})

    assert (403, str(sale.id)) == (refusal.status, refusal.extras["existing_order_id"])
