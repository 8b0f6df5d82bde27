"""Apply trades to a snapshot: the portfolio as it would stand, at the same prices and before costs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from trimtab.domain.holdings import Holding
from trimtab.domain.money import ZERO
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side, Trade


def apply_trades(snapshot: Snapshot, trades: tuple[Trade, ...]) -> Snapshot:
    """Return the after-state: shares and cash moved by the trades, nothing created and nothing lost."""
    quantities = {held.symbol: held.quantity for held in snapshot.holdings}
    for trade in trades:
        quantities[trade.symbol] = quantities.get(trade.symbol, ZERO) + _signed(trade)
    holdings = tuple(
        _holding(symbol, quantities[symbol]) for symbol in sorted(quantities) if quantities[symbol]
    )
    cash = snapshot.cash + sum((trade.cash_effect for trade in trades), ZERO)
    return replace(snapshot, holdings=holdings, cash=cash)


def _signed(trade: Trade) -> Decimal:
    return trade.quantity if trade.side is Side.BUY else -trade.quantity


def _holding(symbol: str, quantity: Decimal) -> Holding:
    return Holding(symbol=symbol, quantity=quantity, available_quantity=quantity)
