"""Positions as the answers show them: lots at today's price, against cost and against the last close."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from paperbroker.basics.money import ONE
from paperbroker.basics.refusals import RefusedError, not_found
from paperbroker.basics.sessions import NEW_YORK, Session, sessions_back
from paperbroker.book.ledger import Lots, count_shares, total_cost
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.history import names_now
from paperbroker.desk.standing import Standing
from paperbroker.market.actions import Action, Split
from paperbroker.market.assets import Asset
from paperbroker.market.market import Market
from paperbroker.market.quotes import SUB_PENNY

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One holding; `held_qty` is what open sales hold back, prices are USD per share of today.

    Shares bought here after `day_began` count from their cost today, all others from the last close.
    """

    asset: Asset
    lots: Lots
    held_qty: Decimal
    price: Decimal
    last_close: Decimal
    day_began: datetime

    @property
    def qty(self) -> Decimal:
        """Count the shares."""
        return count_shares(self.lots)

    @property
    def cost(self) -> Decimal:
        """What they cost, in USD."""
        return total_cost(self.lots)

    @property
    def value(self) -> Decimal:
        """What they are worth, in USD."""
        return self.qty * self.price

    @property
    def cost_today(self) -> Decimal:
        """What they were worth at the last close, or cost since then, in USD."""
        bought = [lot for lot in self.lots if lot.acquired_at > self.day_began]
        return total_cost(bought) + (self.qty - count_shares(bought)) * self.last_close

    @property
    def change_today(self) -> Decimal:
        """How the price moved since the last close, as a fraction."""
        return self.price / self.last_close - ONE


def positions_of(exchange: Exchange, standing: Standing) -> tuple[Position, ...]:
    """List an account's positions in symbol order."""
    market, actions = exchange.market, exchange.book.actions.all()
    session = next(sessions_back(exchange.clock.now().astimezone(NEW_YORK).date() - _DAY))
    ratios = _split_ratios(actions, session)
    return tuple(
        _position(standing, market, symbol, session, ratios) for symbol in sorted(standing.ledger.lots)
    )


def find_position(exchange: Exchange, standing: Standing, name: str) -> Position:
    """Find a position by symbol or asset id; raises `RefusedError`."""
    positions = positions_of(exchange, standing)
    found = (one for one in positions if name in {one.asset.symbol, str(one.asset.id)})
    position = next(found, None)
    if position is None:
        raise RefusedError(not_found("position does not exist"))
    return position


def _position(
    standing: Standing, market: Market, symbol: str, session: Session, ratios: Mapping[str, Decimal]
) -> Position:
    close = market.previous_close(symbol)
    return Position(
        asset=market.assets[symbol],
        lots=standing.ledger.of(symbol),
        held_qty=standing.held_shares(symbol),
        price=market.price(symbol),
        last_close=(close * ratios[symbol]).quantize(SUB_PENNY) if symbol in ratios else close,
        day_began=max(session.closes_at, standing.account.opened_at),
    )


def _split_ratios(actions: Iterable[Action], session: Session) -> dict[str, Decimal]:
    """Tell what closes of a session are multiplied by to be in shares of today, by today's names."""
    names = names_now(actions)
    ratios: dict[str, Decimal] = {}
    for split in (action for action in actions if isinstance(action, Split)):
        if split.ex_date > session.day:
            symbol = names.get(split.symbol, split.symbol)
            ratios[symbol] = ratios.get(symbol, ONE) * split.price_ratio
    return ratios
