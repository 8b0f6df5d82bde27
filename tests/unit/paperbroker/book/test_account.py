from __future__ import annotations

from decimal import Decimal as D
from uuid import UUID

from paperbroker.basics.side import Side
from paperbroker.book.account import Account
from paperbroker.book.ledger import Ledger, Lot
from paperbroker.orders.order import Status
from unit.paperbroker.builders import NOON, fill, order, ticket


def account() -> Account:
    ledger = Ledger(D(5000), {"SPY": (Lot(D(10), D(90)),)})
    return Account(key="k", secret="s", ledger=ledger, opened_at=NOON, opening_equity=D(5900))


def test_open_purchases_reduce_buying_power() -> None:
    """A purchase worth 1,000 leaves 4,000 until it ends."""
    buyer = account()
    buyer.record(order())

    assert D(4000) == buyer.buying_power


def test_open_sales_hold_shares_of_their_symbol_only() -> None:
    """Selling SPY holds nothing of QQQ."""
    seller = account()
    seller.record(order(ticket(side=Side.SELL, qty=D(4))))

    assert (D(4), D(0)) == (seller.held_shares("SPY"), seller.held_shares("QQQ"))


def test_a_fill_moves_cash_and_is_remembered() -> None:
    """Recording books the ledger and the activity together."""
    buyer = account()
    buyer.record(order(status=Status.FILLED), fill(Side.BUY, "10", "100"))

    assert (D(4000), 1) == (buyer.ledger.cash, len(buyer.fills))


def test_orders_are_found_by_client_id_and_stay_in_place() -> None:
    """A new state replaces the old one without changing the order of submission."""
    buyer = account()
    buyer.record(order())
    buyer.record(order(ticket(client_order_id="c-2"), id=UUID(int=9)))
    buyer.record(order(status=Status.CANCELED))

    assert [UUID(int=1), UUID(int=9)] == list(buyer.orders)
    assert buyer.find("c-1") == order(status=Status.CANCELED)
