"""Whatever happens to an account, cash, cost and shares conserve, and its activities tell the whole story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from paperbroker.basics.money import ONE, SHARE_STEP, cut
from paperbroker.basics.side import Side
from paperbroker.book.activities import ActivityQuery
from paperbroker.book.ledger import Ledger
from paperbroker.desk.actions import apply_action, read_action
from paperbroker.desk.cash import move_cash, read_cash
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.steps import post
from paperbroker.desk.transferring import read_transfer, transfer
from paperbroker.web.render_activity import render_activity
from unit.paperbroker.builders import NOON, exchange, fill
from unit.paperbroker.desk.rebuilt import NEW_YORK, Holding, Statement

OPENING: dict[str, Any] = {
    "now": NOON.isoformat(),
    "assets": [{"symbol": "WHOLE", "fractionable": False}],
    "prices": {"SPY": "100", "WHOLE": "33.33"},
    "accounts": [
        {
            "key": "demo",
            "secret": "demo-secret",
            "cash": "1000000",
            "positions": {
                "SPY": {
                    "lots": [
                        {"qty": "7.5", "price": "90.123456789", "acquired_at": "2024-03-01"},
                        {"qty": "0.000000001", "price": "95", "acquired_at": "2025-03-01"},
                    ]
                },
                "WHOLE": {"qty": "11", "avg_entry_price": "30.01"},
            },
        }
    ],
}

rates = st.integers(min_value=1, max_value=12).map(str)
acts = st.lists(
    st.one_of(
        st.tuples(st.just("buy"), st.integers(1, 10**12)),
        st.tuples(st.just("sell"), st.integers(1, 10**9)),
        st.tuples(st.just("split"), st.tuples(rates, rates)),
        st.tuples(st.just("stock dividend"), st.decimals("0.01", "2", places=3)),
        st.tuples(st.just("dividend"), st.decimals("0.0001", "9", places=4)),
        st.tuples(st.just("reinvested dividend"), st.decimals("0.0001", "9", places=4)),
        st.tuples(st.just("arrival"), st.integers(1, 999)),
        st.tuples(st.just("departure"), st.integers(1, 10**9)),
        st.tuples(st.just("merger"), st.tuples(rates, rates)),
        st.tuples(st.just("rename"), st.none()),
        st.tuples(st.just("cash"), st.integers(-(10**5), 10**5).filter(bool)),
    ).flatmap(lambda act: st.tuples(st.just(act), st.booleans())),
    max_size=14,
)


class World:
    """One account and what its two assets are called by now."""

    def __init__(self) -> None:
        self.exchange: Exchange = exchange(**OPENING)
        self.names = {"SPY": "SPY", "WHOLE": "WHOLE"}
        self.realised = self.received = D(0)
        self.arrivals = 0

    @property
    def ledger(self) -> Ledger:
        """Cash and lots as they stand."""
        return self.exchange.book.ledger("demo")

    @property
    def cost(self) -> D:
        """What everything held has cost."""
        return sum((self.ledger.cost_basis(symbol) for symbol in self.ledger.lots), D(0))

    def act(self, kind: str, size: Any, asset: str) -> None:
        """Do one thing and count what it realised."""
        before, cost = self.ledger.cash, self.cost
        symbol = self.names[asset]
        _ACTS[kind](self, symbol, size, asset)
        moved = self.ledger.cash - before + self.cost - cost
        if kind in {"dividend", "reinvested dividend", "cash", "arrival", "departure"}:
            self.received += moved
        else:
            self.realised += moved

    def trade(self, side: Side, symbol: str, qty: D) -> None:
        """Fill an order at the last price."""
        price = str(self.exchange.market.price(symbol))
        traded = fill(side, str(qty), price, symbol)
        post(self.exchange, "demo", replace(traded, id=self.exchange.book.ids.next("fill")))

    def announce(self, **body: object) -> None:
        """Apply a corporate action."""
        apply_action(self.exchange, read_action(body, NOON.date()))

    def rows(self) -> list[dict[str, Any]]:
        """List the activities as a client sees them, oldest first."""
        found = self.exchange.book.activities.select("demo", ActivityQuery(is_ascending=True))
        return [dict(render_activity(activity)) for activity in found]


def buy(world: World, symbol: str, size: int, asset: str) -> None:
    qty = size * SHARE_STEP if asset == "SPY" else D(size % 100 + 1)
    world.trade(Side.BUY, symbol, qty)


def sell(world: World, symbol: str, size: int, asset: str) -> None:
    held = world.ledger.quantity(symbol)
    qty = cut(held * size * SHARE_STEP, SHARE_STEP if asset == "SPY" else ONE)
    if qty:
        world.trade(Side.SELL, symbol, qty)


def split(world: World, symbol: str, size: tuple[str, str], _: str) -> None:
    old, new = size
    if old != new:
        kind = "forward_split" if int(new) > int(old) else "reverse_split"
        world.announce(kind=kind, symbol=symbol, old_rate=old, new_rate=new)


def stock_dividend(world: World, symbol: str, size: D, _: str) -> None:
    world.announce(kind="stock_dividend", symbol=symbol, rate=str(size))


def dividend(world: World, symbol: str, size: D, _: str) -> None:
    world.announce(kind="cash_dividend", symbol=symbol, rate=str(size))


def reinvested_dividend(world: World, symbol: str, size: D, _: str) -> None:
    world.announce(kind="cash_dividend", symbol=symbol, rate=str(size), reinvest=True)


def arrival(world: World, symbol: str, size: int, _: str) -> None:
    world.arrivals += 1
    day = NOON.date() - timedelta(days=400 + world.arrivals)
    price, acquired = f"{size}.123456789", day.isoformat()
    body = {"key": "demo", "symbol": symbol, "qty": str(size), "price": price, "acquired_at": acquired}
    transfer(world.exchange, read_transfer(body))


def departure(world: World, symbol: str, size: int, asset: str) -> None:
    held = world.ledger.quantity(symbol)
    qty = cut(held * size * SHARE_STEP, SHARE_STEP if asset == "SPY" else ONE)
    if qty:
        transfer(world.exchange, read_transfer({"key": "demo", "symbol": symbol, "qty": str(-qty)}))


def merger(world: World, symbol: str, size: tuple[str, str], _: str) -> None:
    """Let SPY take WHOLE over, whoever was meant."""
    symbol, acquirer = world.names["WHOLE"], world.names["SPY"]
    rates = {"acquiree_rate": size[0], "acquirer_rate": size[1]}
    if symbol != acquirer:
        world.announce(kind="stock_merger", acquiree_symbol=symbol, acquirer_symbol=acquirer, **rates)
        world.names["WHOLE"] = acquirer


def rename(world: World, symbol: str, _: None, asset: str) -> None:
    new = f"{asset}.{chr(ord('A') + len(world.exchange.book.actions.all()))}"
    world.announce(kind="name_change", old_symbol=symbol, new_symbol=new)
    world.names = {one: new if name == symbol else name for one, name in world.names.items()}


def cash(world: World, _: str, size: int, __: str) -> None:
    amount = max(D(size) / 100, -cut(max(world.ledger.cash, D(0)), D("0.01")))
    if amount:
        move_cash(world.exchange, read_cash({"key": "demo", "amount": str(amount)}))


_ACTS: dict[str, Callable[[World, str, Any, str], None]] = {
    "buy": buy,
    "sell": sell,
    "split": split,
    "stock dividend": stock_dividend,
    "dividend": dividend,
    "reinvested dividend": reinvested_dividend,
    "arrival": arrival,
    "departure": departure,
    "merger": merger,
    "rename": rename,
    "cash": cash,
}


def holdings(ledger: Ledger) -> dict[str, list[Holding]]:
    return {
        symbol: [(Fraction(x.qty), Fraction(x.cost), x.acquired_at.astimezone(NEW_YORK).date()) for x in lots]
        for symbol, lots in ledger.lots.items()
    }


@settings(max_examples=150, deadline=None)
@given(acts)
def test_cash_cost_and_shares_conserve(history: list[tuple[tuple[str, Any], bool]]) -> None:
    """Cash plus cost is what was put in plus what was realised, and activities alone rebuild every lot."""
    world = World()
    start = world.ledger.cash + world.cost
    for (kind, size), is_spy in history:
        world.act(kind, size, "SPY" if is_spy else "WHOLE")
    statement = Statement(world.rows())

    assert start + world.received + world.realised == world.ledger.cash + world.cost
    assert Fraction(world.ledger.cash) == statement.cash
    assert holdings(world.ledger) == statement.holdings()


@given(st.tuples(rates, rates))
def test_a_split_moves_no_cost(size: tuple[str, str]) -> None:
    """Without a fraction to pay out, cost and cash before and after are equal to the last digit."""
    world = World()
    before = world.ledger
    split(world, "SPY", size, "SPY")

    assert (before.cash, before.cost_basis("SPY")) == (world.ledger.cash, world.ledger.cost_basis("SPY"))
