"""What an account was worth: worked out from its activities and the prices of the time, never sampled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from paperbroker.basics.instants import nanoseconds
from paperbroker.basics.money import ZERO
from paperbroker.basics.sessions import NEW_YORK, sessions_back
from paperbroker.book.account import Account
from paperbroker.book.activities import Change
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.standing import Standing
from paperbroker.market.actions import Action, NameChange
from paperbroker.market.market import Market
from paperbroker.market.marks import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """Equity now and at the last close, in USD; `last_day` that of the close or of a later opening."""

    equity: Decimal
    last_equity: Decimal
    last_day: date


@dataclass(frozen=True, slots=True)
class Holdings:
    """Cash in USD and shares by the symbols of the time, at one instant."""

    at: datetime
    cash: Decimal
    shares: Mapping[str, Decimal]


def close_before(at: datetime) -> datetime:
    """Find when the last session ended up to an instant."""
    past = (session.closes_at for session in sessions_back(at.astimezone(NEW_YORK).date()))
    return next(close for close in past if close <= at)


def worth_of(exchange: Exchange, standing: Standing) -> Worth:
    """Value an account now and at the last close; one opened since then as it was opened."""
    account, market = standing.account, exchange.market
    close = close_before(exchange.clock.now())
    prices = {symbol: market.price(symbol) for symbol in standing.ledger.lots}
    return Worth(
        equity=standing.ledger.equity(prices),
        last_equity=equity_at(exchange, account, [close])[0],
        last_day=max(close, account.opened_at).astimezone(NEW_YORK).date(),
    )


def equity_at(exchange: Exchange, account: Account, instants: Sequence[datetime]) -> tuple[Decimal, ...]:
    """Value an account at rising instants; before its opening it is worth what it was opened with."""
    known = [at for at in instants if at >= account.opened_at]
    early = (account.opening_equity,) * (len(instants) - len(known))
    if not known:
        return early
    prices = _Tape(exchange.market, names_now(exchange.book.actions.all()), known[0], known[-1])
    return (*early, *(_value(held, prices) for held in holdings_at(exchange, account, known)))


def holdings_at(exchange: Exchange, account: Account, instants: Sequence[datetime]) -> tuple[Holdings, ...]:
    """List what was held at rising instants, by taking back what has happened since."""
    if not instants:
        return ()
    changes = exchange.book.activities.changes(account.key, nanoseconds(instants[0]))
    return tuple(_forward(_rewound(exchange, account, instants[0], changes), instants, changes))


def names_now(actions: Iterable[Action]) -> dict[str, str]:
    """Tell today's names by former ones."""
    names: dict[str, str] = {}
    for action in actions:
        if isinstance(action, NameChange):
            names = {
                old: action.new_symbol if new == action.old_symbol else new for old, new in names.items()
            }
            names[action.old_symbol] = action.new_symbol
    return names


def _rewound(exchange: Exchange, account: Account, at: datetime, changes: Iterable[Change]) -> Holdings:
    ledger = exchange.book.ledger(account.key)
    shares = defaultdict(Decimal, {symbol: ledger.quantity(symbol) for symbol in ledger.lots})
    cash = ledger.cash
    for change in changes:
        cash -= change.cash
        if change.symbol is not None:
            shares[change.symbol] -= change.shares
    return Holdings(at, cash, shares)


def _forward(start: Holdings, instants: Iterable[datetime], changes: Iterable[Change]) -> Iterator[Holdings]:
    coming = iter(changes)
    change = next(coming, None)
    cash, shares = start.cash, dict(start.shares)
    for at in instants:
        while change and change.at_ns <= nanoseconds(at):
            cash += change.cash
            if change.symbol is not None:
                shares[change.symbol] = shares.get(change.symbol, ZERO) + change.shares
            change = next(coming, None)
        yield Holdings(at, cash, {symbol: qty for symbol, qty in shares.items() if qty})


class _Tape:
    """Prices between two instants, found by the symbols of any time."""

    def __init__(self, market: Market, names: Mapping[str, str], first: datetime, last: datetime) -> None:
        self._market = market
        self._names = names
        self._span = (first, last)
        self._paths: dict[str, Path] = {}

    def price(self, symbol: str, at: datetime) -> Decimal:
        """Tell a price; raises `KeyError` for a symbol that never had one."""
        if symbol not in self._paths:
            path = self._market.path(self._names.get(symbol, symbol), *self._span)
            if path is None:
                raise KeyError(symbol)
            self._paths[symbol] = path
        return self._paths[symbol].mark(at).price


def _value(held: Holdings, tape: _Tape) -> Decimal:
    worth = (qty * tape.price(symbol, held.at) for symbol, qty in held.shares.items())
    return held.cash + sum(worth, ZERO)
