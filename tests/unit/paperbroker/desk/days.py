"""An account that lives through several days: opened on a Wednesday, moved on from act to act."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal as D
from typing import Any
from zoneinfo import ZoneInfo

from paperbroker.basics.clock import MarketClock
from paperbroker.basics.side import Side
from paperbroker.desk.actions import apply_action, read_action, today_of
from paperbroker.desk.cash import move_cash, read_cash
from paperbroker.desk.exchange import Exchange
from paperbroker.desk.steps import post
from unit.paperbroker.builders import exchange, fill, noon, with_shares

NEW_YORK = ZoneInfo("America/New_York")


def at(text: str) -> datetime:
    """Read a time of November 2026 in New York, such as "18 09:30"."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=NEW_YORK)


class Days:
    """Opened on Wednesday 18 November 2026 at 10:00 with 1,000 USD and ten SPY at 100, bought for 400."""

    def __init__(self, opened: str = "18 10:00") -> None:
        settings: dict[str, Any] = {**with_shares("10"), "prices": {"SPY": "100", "QQQ": "50"}}
        self.exchange: Exchange = exchange(now=at(opened).isoformat(), **settings)

    def when(self, text: str) -> Days:
        """Move the clock on."""
        self.exchange.set_clock(MarketClock(noon, at(text)))
        return self

    def price(self, price: str, symbol: str = "SPY") -> Days:
        """Set a price."""
        self.exchange.move_prices({symbol: D(price)})
        return self

    def buy(self, qty: str, price: str, symbol: str = "SPY") -> Days:
        """Fill a purchase."""
        traded = fill(Side.BUY, qty, price, symbol)
        now, fill_id = self.exchange.clock.now(), self.exchange.book.ids.next("fill")
        post(self.exchange, "demo", replace(traded, id=fill_id, at=now))
        return self

    def pay(self, amount: str) -> Days:
        """Deposit or withdraw."""
        move_cash(self.exchange, read_cash({"key": "demo", "amount": amount}))
        return self

    def announce(self, **body: str) -> Days:
        """Apply a corporate action."""
        apply_action(self.exchange, read_action(body, today_of(self.exchange)))
        return self
