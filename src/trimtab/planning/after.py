"""Apply trades to a snapshot: the portfolio as it would stand, at the same prices and after costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from trimtab.domain.currency import CashBalance, FxTrade
from trimtab.domain.holdings import Holding
from trimtab.domain.money import ZERO
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side, Trade
from trimtab.planning.fx import add_trades, cash_balances


def apply_trades(
    snapshot: Snapshot, trades: tuple[Trade, ...], fx_trades: tuple[FxTrade, ...] = ()
) -> Snapshot:
    """Return the after-state: shares and cash of each currency moved exactly, costs paid in base currency.

    Nothing else is created or lost. A foreign balance of zero is dropped.
    """
    base = snapshot.base_currency
    balances = add_trades(cash_balances(snapshot), trades, base)
    for fx in fx_trades:
        sign = 1 if fx.side is Side.BUY else -1
        balances[fx.currency] = balances.get(fx.currency, ZERO) + sign * fx.amount
        balances[base] -= sign * fx.base_amount
    return replace(
        snapshot,
        holdings=_holdings(snapshot, trades),
        cash=balances.pop(base),
        foreign_cash=_foreign_cash(balances),
    )


def _holdings(snapshot: Snapshot, trades: tuple[Trade, ...]) -> tuple[Holding, ...]:
    changes: dict[str, Decimal] = {}
    for trade in trades:
        signed = trade.quantity if trade.side is Side.BUY else -trade.quantity
        changes[trade.symbol] = changes.get(trade.symbol, ZERO) + signed
    symbols = {held.symbol for held in snapshot.holdings} | changes.keys()
    moved = (_moved(snapshot.holding(symbol), changes.get(symbol, ZERO)) for symbol in sorted(symbols))
    return tuple(held for held in moved if held.quantity)


def _moved(held: Holding, change: Decimal) -> Holding:
    """Move a holding; shares promised to open orders stay so, and what is left costs another average."""
    return replace(
        held,
        quantity=held.quantity + change,
        available_quantity=held.available_quantity + change,
        average_cost=None if change else held.average_cost,
    )


def _foreign_cash(balances: Mapping[str, Decimal]) -> tuple[CashBalance, ...]:
    return tuple(
        CashBalance(currency=currency, amount=balances[currency])
        for currency in sorted(balances)
        if balances[currency]
    )
