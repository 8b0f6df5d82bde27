"""Suppose other prices or other cash on a snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from trimtab.domain.holdings import Quote
from trimtab.domain.snapshot import Snapshot


def suppose(snapshot: Snapshot, prices: Mapping[str, Decimal], cash_flow: Decimal) -> Snapshot:
    """Return the snapshot with supposed prices in place of real ones, and cash changed by the flow.

    `cash_flow` is in US dollars, positive for a deposit.
    """
    real = {quote.symbol: quote for quote in snapshot.quotes}
    supposed = {
        symbol: Quote(symbol=symbol, price=price, as_of=snapshot.as_of) for symbol, price in prices.items()
    }
    quotes = {**real, **supposed}
    return replace(
        snapshot,
        cash=snapshot.cash + cash_flow,
        quotes=tuple(quotes[symbol] for symbol in sorted(quotes)),
    )
