"""What befalls the market on request: halts, jumps, an early close."""

from __future__ import annotations

from dataclasses import replace

from paperbroker.desk.exchange import Exchange
from paperbroker.market.quotes import tick
from paperbroker.orders.behaviour import CloseMarket, Halt, MarketAction, PriceJump


def let_happen(exchange: Exchange) -> None:
    """Let everything that has become due happen; an unknown symbol moves nothing."""
    for action in exchange.behaviours.take_actions():
        _happen(exchange, action)


def _happen(exchange: Exchange, action: MarketAction) -> None:
    match action:
        case CloseMarket():
            now = exchange.clock.now()
            exchange.set_clock(replace(exchange.clock, forced_open=False, held_since=now))
        case Halt(symbol) if symbol in exchange.assets:
            exchange.halt(symbol)
        case PriceJump(symbol, factor) if symbol in exchange.assets:
            moved = exchange.market.price(symbol) * factor
            exchange.move_prices({symbol: max(moved.quantize(tick(moved)), tick(moved))})
        case _:
            pass
