"""Close positions: sales at the market, under the rules every order is under."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from paperbroker.basics.money import ONE, SHARE_STEP, ZERO, cut, plain
from paperbroker.basics.refusals import Refusal, RefusedError, bad_parameter, not_found
from paperbroker.basics.side import Side
from paperbroker.book.account import Account
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.steps import advance_orders
from paperbroker.desk.trading import cancel_all, submit
from paperbroker.market.assets import Asset
from paperbroker.orders.order import Order, OrderType
from paperbroker.orders.submission import DAY

_WHOLE: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Portion:
    """How much of a position to close: shares, or percent of what is held; neither means all of it."""

    qty: Decimal | None = None
    percentage: Decimal | None = None

    def shares(self, held: Decimal, step: Decimal) -> Decimal:
        """Count the shares to sell, of a percentage cut to the least quantity of the asset."""
        if self.qty is not None:
            return cut(self.qty, SHARE_STEP)
        if self.percentage in {None, _WHOLE}:
            return held
        return cut(held * (self.percentage or ZERO) / _WHOLE, step)


EVERYTHING: Final = Portion()


@dataclass(frozen=True, slots=True)
class Closing:
    """What became of closing one position of several."""

    asset: Asset
    outcome: Order | Refusal


def close_position(exchange: Exchange, account: Account, asset: Asset, portion: Portion) -> Order:
    """Sell a position, or part of it; raises `RefusedError`, also where open orders hold the shares."""
    held = exchange.book.ledger(account.key).quantity(asset.symbol)
    if not held:
        raise RefusedError(not_found(f"position not found: {asset.symbol}"))
    shares = portion.shares(held, SHARE_STEP if asset.is_fractionable else ONE)
    if not shares:
        raise RefusedError(bad_parameter("qty must be > 0"))
    sale = {"symbol": asset.symbol, "qty": plain(shares), "side": Side.SELL.value}
    return submit(exchange, account, {**sale, "type": OrderType.MARKET.value, "time_in_force": DAY})


def close_all(exchange: Exchange, account: Account, *, cancel_orders: bool) -> tuple[Closing, ...]:
    """Sell every position in symbol order, on request after cancelling every open order.

    Shares of a cancellation that is not confirmed at once are still held, and that position is refused.
    """
    if cancel_orders:
        tuple(cancel_all(exchange, account))
        advance_orders(exchange, account)
    symbols = sorted(exchange.book.ledger(account.key).lots)
    return tuple(_close(exchange, account, exchange.assets[symbol]) for symbol in symbols)


def _close(exchange: Exchange, account: Account, asset: Asset) -> Closing:
    try:
        return Closing(asset, close_position(exchange, account, asset, EVERYTHING))
    except RefusedError as error:
        return Closing(asset, error.refusal)
