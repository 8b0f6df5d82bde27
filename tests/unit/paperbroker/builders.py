"""Small pieces of a broker with everything but the point of a test filled in."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal as D
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from paperbroker.basics.clock import MarketClock
from paperbroker.basics.refusals import Refusal, RefusedError
from paperbroker.basics.side import Side
from paperbroker.book.account import Account
from paperbroker.book.book import Book
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.settings import read_reset
from paperbroker.desk.steps import advance_orders
from paperbroker.desk.trading import find_order, submit
from paperbroker.market.assets import Asset
from paperbroker.market.quotes import Quote
from paperbroker.orders.activity import Fill
from paperbroker.orders.admission import Admission, Permissions
from paperbroker.orders.behaviour import Behaviours
from paperbroker.orders.life import Tick
from paperbroker.orders.order import Order, OrderType, Status, Ticket
from paperbroker.orders.portions import FillMode

SEED = UUID(int=7)
NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
CLOSE = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
PRICES = Path(__file__).parents[3] / "examples" / "prices"
BUY = {"symbol": "SPY", "side": "buy", "type": "market", "time_in_force": "day"}
SELL = {**BUY, "side": "sell"}


def noon() -> datetime:
    return NOON


def clock(*, is_open: bool | None = None, now: datetime = NOON) -> MarketClock:
    return MarketClock(noon, now, is_open)


def exchange(behaviours: Behaviours | None = None, **settings: Any) -> Exchange:
    made = Exchange(Book(None, SEED), wall=noon, prices_folder=PRICES, behaviours=behaviours)
    made.reset(read_reset(settings))
    return made


def demo(made: Exchange) -> Account:
    return made.authenticate("demo", "demo-secret")


def with_shares(qty: str, symbol: str = "SPY", cash: str = "1000") -> dict[str, Any]:
    position = {symbol: {"qty": qty, "avg_entry_price": "400"}}
    return {"accounts": [{"key": "demo", "secret": "demo-secret", "cash": cash, "positions": position}]}


def refusal_of(made: Exchange, body: object) -> Refusal:
    """Submit an order that must be refused."""
    try:
        submit(made, demo(made), body)
    except RefusedError as error:
        return error.refusal
    raise AssertionError(f"the order was taken: {body}")


def steps(made: Exchange, order: Order, count: int) -> list[str]:
    """Advance the account and note the order's status after each step."""
    seen = []
    for _ in range(count):
        advance_orders(made, demo(made))
        seen.append(str(find_order(made, demo(made), str(order.id)).status))
    return seen


def status_of(made: Exchange, order: Order) -> str:
    """Tell an order's status without a look that moves it."""
    return str(find_order(made, demo(made), str(order.id)).status)


def ticket(**fields: Any) -> Ticket:
    sized = {} if "notional" in fields else {"qty": D(10)}
    plain = {"symbol": "SPY", "side": Side.BUY, "type": OrderType.MARKET, "time_in_force": "day"}
    return Ticket(**{"client_order_id": "c-1", **plain, **sized, **fields})


def order(placed: Ticket | None = None, **fields: Any) -> Order:
    taken = {"created_at": NOON, "updated_at": NOON, "expires_at": CLOSE, "nanosecond": 7}
    known = {"id": UUID(int=1), "asset_id": UUID(int=3), "ticket": placed or ticket(), "status": Status.NEW}
    taken["reference_price"] = D(100)
    return Order(**{**taken, **known, **fields})


def fill(side: Side, qty: str, price: str, symbol: str = "SPY") -> Fill:
    return Fill(
        id=UUID(int=2),
        order_id=UUID(int=1),
        symbol=symbol,
        side=side,
        qty=D(qty),
        price=D(price),
        cum_qty=D(qty),
        leaves_qty=D(0),
        order_status=Status.FILLED,
        at=NOON,
    )


def tick(**fields: Any) -> Tick:
    numbers = count(1)
    usual = {"clock": clock(), "quote": Quote(D(99), D(101)), "last": D(100), "fills": FillMode.FULL}
    usual["share_step"] = D("1E-9")
    return Tick(**{**usual, "next_fill_id": lambda: UUID(int=next(numbers)), **fields})


def admission(placed: Ticket, **fields: Any) -> Admission:
    usual = {"position_qty": D(0), "held_qty": D(0), "buying_power": D(10_000), "open_orders": ()}
    usual["permissions"] = Permissions()
    spy = {"asset": Asset(symbol="SPY", name="SPY"), "reference_price": D(100), "is_market_open": True}
    return Admission(**{"ticket": placed, **usual, **spy, **fields})
