"""What may happen to the accounts of a household, played by the paper broker's own engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from paperbroker.basics.instants import nanoseconds
from paperbroker.basics.money import CENT, ONE, SHARE_STEP, ZERO, cut
from paperbroker.book.account import Account
from paperbroker.book.activities import ActivityQuery
from paperbroker.book.ledger import count_shares, shares_for
from paperbroker.desk.actions import apply_action, read_action
from paperbroker.desk.cash import move_cash, read_cash
from paperbroker.desk.entries import to_cents
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.positions import positions_of
from paperbroker.desk.steps import advance_orders
from paperbroker.desk.trading import submit
from paperbroker.desk.transferring import read_transfer, transfer
from paperbroker.orders.portions import FillMode
from paperbroker.web.render_account import render_position
from paperbroker.web.render_activity import render_activity
from trimtab.adapters.alpaca.account_mapping import read_holdings
from trimtab.adapters.alpaca.fields import Row
from trimtab.adapters.alpaca.order_mapping import read_activity
from trimtab.domain.activity import Activity
from trimtab.domain.holdings import Holding
from trimtab.domain.tax_config import AccountKind, IdenticalGroup, TaxAccount
from trimtab.domain.tax_ledger import LedgerRules
from unit.paperbroker.builders import clock, exchange

OWNER, SPOUSE, IRA = ACCOUNTS = ("owner", "spouse", "ira")
HOUSEHOLD: Final = LedgerRules(
    accounts=(
        TaxAccount(account=OWNER),
        TaxAccount(account=SPOUSE),
        TaxAccount(account=IRA, kind=AccountKind.IRA),
    ),
    identical=(IdenticalGroup(("SPY", "TLT")),),
)
ASSETS: Final = ("SPY", "TLT", "WHOLE")
"""WHOLE trades in whole shares only."""

POSITIONS: Final[dict[str, dict[str, Any]]] = {
    OWNER: {
        "SPY": {
            "lots": [
                {"qty": "7.5", "price": "390.123456789", "acquired_at": "2022-03-01"},
                {"qty": "0.000000001", "price": "95", "acquired_at": "2023-11-15"},
                {"qty": "3", "price": "420"},
            ]
        },
        "WHOLE": {"lots": [{"qty": "11", "price": "30.01", "acquired_at": "2023-06-01"}]},
    },
    SPOUSE: {"SPY": {"lots": [{"qty": "4.25", "price": "431.07", "acquired_at": "2023-12-15"}]}},
    IRA: {"TLT": {"lots": [{"qty": "9", "price": "101.5", "acquired_at": "2021-02-28"}]}},
}

_OPENING: Final = datetime(2024, 1, 2, 15, tzinfo=UTC)
_FIRST_PURCHASE: Final = date(2023, 12, 1)
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happens: to whose shares of what, how large, and how many days after the last one.

    `size` is out of a million and means what its kind makes of it. Who has nothing to sell, and what nobody
    holds, makes way for what is held.
    """

    kind: str
    account: str
    asset: str
    size: int
    price: Decimal
    days: int


@dataclass(frozen=True, slots=True)
class Realised:
    """What an act has realised in an account as the broker counts, in US dollars, and what it booked."""

    account: str
    gain: Decimal
    activity_ids: frozenset[str]


def acts(kinds: Mapping[str, int], most_days: int) -> st.SearchStrategy[list[Act]]:
    """Draw up to sixteen acts; kinds have weights."""
    weighted = [kind for kind, weight in kinds.items() for _ in range(weight)]
    act = st.builds(
        Act,
        st.sampled_from(weighted),
        st.sampled_from(ACCOUNTS),
        st.sampled_from(ASSETS),
        st.integers(1, 10**6),
        st.decimals(2, 900, places=2),
        st.integers(0, most_days),
    )
    return st.lists(act, min_size=2, max_size=16)


class World:
    """Three accounts at one broker, and what their assets are called by now."""

    def __init__(self) -> None:
        accounts = [
            {"key": key, "secret": "secret", "cash": "99999999", "positions": POSITIONS[key]}
            for key in ACCOUNTS
        ]
        self.exchange: Exchange = exchange(
            now=_OPENING.isoformat(),
            assets=[{"symbol": "WHOLE", "fractionable": False}],
            prices={"WHOLE": "33.33"},
            accounts=accounts,
        )
        self.names = {asset: asset for asset in ASSETS}
        self.realised: list[Realised] = []
        self._now = _OPENING
        self._transfers = 0

    def play(self, history: list[Act]) -> None:
        """Let everything happen, and count what each act has realised where."""
        for act in history:
            self._happen(self._aimed(act))

    def account(self, key: str) -> Account:
        """Find an account."""
        return self.exchange.authenticate(key, "secret")

    def held(self, key: str, symbol: str) -> Decimal:
        """Count shares."""
        return count_shares(self.exchange.book.lots.of(key, symbol))

    def cost(self, key: str) -> Decimal:
        """What all that is held has cost."""
        ledger = self.exchange.book.ledger(key)
        return sum((ledger.cost_basis(symbol) for symbol in ledger.lots), ZERO)

    def activities(self, key: str) -> tuple[Activity, ...]:
        """What Trimtab is told of an account, the oldest first."""
        found = self.exchange.book.activities.select(key, ActivityQuery(is_ascending=True))
        return tuple(read_activity(Row.of(render_activity(activity))) for activity in found)

    def holdings(self, key: str) -> tuple[Holding, ...]:
        """What Trimtab is told of an account's positions."""
        standing = self.exchange.standing(self.account(key))
        return read_holdings([render_position(one) for one in positions_of(self.exchange, standing)])

    def announce(self, **body: object) -> None:
        """Apply a corporate action."""
        apply_action(self.exchange, read_action(body, self._now.date()))

    def trade(self, act: Act, side: str, quantity: Decimal) -> None:
        """Let an order fill, a part of it first."""
        ticket = {"symbol": self.names[act.asset], "side": side, "type": "market", "time_in_force": "day"}
        submit(self.exchange, self.account(act.account), {**ticket, "qty": str(quantity)})
        for mode in (FillMode.PARTIAL, FillMode.PARTIAL, FillMode.FULL):
            self.exchange.set_fills(mode)
            advance_orders(self.exchange, self.account(act.account))

    def next_purchase_day(self) -> date:
        """Give every transfer a day of purchase of its own, the later ones the earlier days."""
        self._transfers += 1
        return _FIRST_PURCHASE - timedelta(days=37 * self._transfers)

    def share_step(self, asset: str) -> Decimal:
        """The smallest part of a share that trades."""
        return SHARE_STEP if self.exchange.assets[self.names[asset]].is_fractionable else ONE

    def _aimed(self, act: Act) -> Act:
        """Let an act meet shares that are held, where it is about such."""
        held = [(key, asset) for key in ACCOUNTS for asset in self.names if self.held(key, self.names[asset])]
        own = [(key, asset) for key, asset in held if key == act.account]
        wanted = (act.account, act.asset)
        if wanted in held or not held or (act.kind in _BRINGING and act.asset in self.names):
            return act
        account, asset = (own or held)[act.size % len(own or held)]
        return replace(act, account=account, asset=asset)

    def _happen(self, act: Act) -> None:
        if act.asset not in self.names:
            return
        self._now += timedelta(days=act.days) + _MINUTE
        self.exchange.set_clock(clock(is_open=True, now=self._now))
        self.exchange.move_prices({self.names[act.asset]: act.price})
        before = {key: self._worth(key) for key in ACCOUNTS}
        _ACTS[act.kind](self, act)
        for key, worth in before.items():
            gain = self._worth(key) - worth if act.kind in _REALISING else ZERO
            self.realised.append(Realised(key, gain, self._booked_now(key)))

    def _worth(self, key: str) -> Decimal:
        """Cash and what shares have cost: only what is realised changes the sum."""
        return self.exchange.book.ledger(key).cash + self.cost(key)

    def _booked_now(self, key: str) -> frozenset[str]:
        since = ActivityQuery(after_ns=nanoseconds(self._now) - 1)
        booked = self.exchange.book.activities.select(key, since)
        return frozenset(one.key for one in booked)


def _buy(world: World, act: Act) -> None:
    step = world.share_step(act.asset)
    # At least a dollar's worth, as the broker wants.
    world.trade(act, "buy", cut(Decimal(act.size) / 2345, step) + ONE)


def _sell(world: World, act: Act) -> None:
    held = world.held(act.account, world.names[act.asset])
    quantity = cut(held * act.size / 10**6, world.share_step(act.asset))
    if quantity:
        world.trade(act, "sell", quantity)


def _split(world: World, act: Act) -> None:
    old, new = act.size % 9 + 1, act.size // 9 % 9 + 1
    symbol = world.names[act.asset]
    if old != new and _all_keep_some(world, symbol, Decimal(new), Decimal(old)):
        kind = "forward_split" if new > old else "reverse_split"
        world.announce(kind=kind, symbol=symbol, old_rate=str(old), new_rate=str(new))


def _stock_dividend(world: World, act: Act) -> None:
    rate = Decimal(act.size % 900 + 1) / 1000
    world.announce(kind="stock_dividend", symbol=world.names[act.asset], rate=str(rate))


def _dividend(world: World, act: Act) -> None:
    rate, reinvest = Decimal(act.size % 50_000 + 1) / 10_000, act.size % 2 == 0
    world.announce(kind="cash_dividend", symbol=world.names[act.asset], rate=str(rate), reinvest=reinvest)


def _rename(world: World, act: Act) -> None:
    number = len(world.exchange.book.actions.all())
    new = f"{act.asset[:3]}.{chr(ord('A') + number)}"
    world.announce(kind="name_change", old_symbol=world.names[act.asset], new_symbol=new)
    world.names[act.asset] = new


def _arrive(world: World, act: Act) -> None:
    body = {
        "key": act.account,
        "symbol": world.names[act.asset],
        "qty": str(cut(Decimal(act.size) / 4321, world.share_step(act.asset)) + ONE),
        "price": str(act.price + Decimal(act.size) * SHARE_STEP),
        "acquired_at": world.next_purchase_day().isoformat(),
    }
    transfer(world.exchange, read_transfer(body))


def _leave(world: World, act: Act) -> None:
    symbol = world.names[act.asset]
    quantity = cut(world.held(act.account, symbol) * act.size / 10**6, world.share_step(act.asset))
    if quantity:
        transfer(world.exchange, read_transfer({"key": act.account, "symbol": symbol, "qty": str(-quantity)}))


def _merge(world: World, act: Act) -> None:
    symbol = world.names[act.asset]
    others = sorted(asset for asset in world.names if asset != act.asset)
    holders = world.exchange.book.lots.holders(symbol)
    if act.size % 2 and all(to_cents(world.held(key, symbol) * act.price) for key in holders):
        world.announce(kind="cash_merger", acquiree_symbol=symbol, rate=str(act.price))
    elif others and _all_keep_some(world, symbol, act.price, Decimal(100)):
        acquirer = world.names[others[act.size % len(others)]]
        rates = {"acquirer_rate": str(act.price), "acquiree_rate": "100"}
        world.announce(kind="stock_merger", acquiree_symbol=symbol, acquirer_symbol=acquirer, **rates)
    else:
        return
    del world.names[act.asset]


def _cash(world: World, act: Act) -> None:
    amount = Decimal(act.size) * CENT
    kind = ("CSD", "INT")[act.size % 2]
    move_cash(world.exchange, read_cash({"key": act.account, "amount": str(amount), "activity_type": kind}))


def _all_keep_some(world: World, symbol: str, new: Decimal, old: Decimal) -> bool:
    """Tell whether everybody keeps enough to be counted; what the broker books else tells too little."""
    holders = world.exchange.book.lots.holders(symbol)
    return all(shares_for(world.held(key, symbol), new, old) for key in holders)


_ACTS: Final[dict[str, Callable[[World, Act], None]]] = {
    "buy": _buy,
    "sell": _sell,
    "split": _split,
    "stock dividend": _stock_dividend,
    "dividend": _dividend,
    "rename": _rename,
    "arrive": _arrive,
    "leave": _leave,
    "merge": _merge,
    "cash": _cash,
}
_BRINGING: Final = frozenset({"buy", "arrive", "cash"})
_REALISING: Final = frozenset({"buy", "sell", "split", "stock dividend", "merge"})
