"""The Alpaca adapter under the suite: over HTTP, against the paper broker."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import requests

from contract.broker.harness import MORNING, NAMES, OPENING, PRICES, Opening, instant
from trimtab.adapters.alpaca import AlpacaBroker, AlpacaCredentials
from trimtab.adapters.alpaca.patience import Patience

_SECRET: Final = "secret"
_PATIENCE: Final = Patience(pause_seconds=Decimal("0.001"), budget_seconds=Decimal(60))
_DEAD_LINE: Final = "http://127.0.0.1:1"
_ASSETS: Final = [
    {"symbol": "BRK.B", "name": NAMES["BRK.B"], "fractionable": False},
    {"symbol": "HALT", "name": "HALT", "tradable": False},
    {"symbol": "GONE", "name": "GONE", "status": "inactive"},
    {"symbol": "PNNY", "name": "PNNY"},
    {"symbol": "HALF", "name": "HALF"},
]


class AlpacaHarness:
    """An account of the paper broker at `url`."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.broker = AlpacaBroker(self._credentials(), patience=_PATIENCE)
        self.unreachable = AlpacaBroker(self._credentials(url=_DEAD_LINE), patience=_PATIENCE)
        self.locked_out = AlpacaBroker(self._credentials(secret="wrong"), patience=_PATIENCE)
        self.reset(OPENING)

    def reset(self, opening: Opening) -> None:
        """Start again."""
        self._open(opening, {})

    def _open(self, opening: Opening, restrictions: Mapping[str, bool]) -> None:
        positions = {
            symbol: {"qty": str(quantity), "avg_entry_price": "100"}
            for symbol, quantity in opening.shares.items()
        }
        account = {
            "key": "key",
            "secret": _SECRET,
            "cash": str(opening.cash),
            "positions": positions,
            "restrictions": restrictions,
        }
        self._control(
            "reset",
            {
                "accounts": [account],
                "prices": {symbol: str(price) for symbol, price in PRICES.items()},
                "assets": _ASSETS,
                "rate_limit": 10_000,
                "spread_bps": str(opening.spread_bps),
                "now": MORNING,
            },
        )

    def at(self, now: str) -> None:
        """Set the time."""
        self._control("clock", {"now": instant(now).isoformat()})

    def fill(self, mode: str) -> None:
        """Choose how much a step fills."""
        self._control("fills", {"mode": mode})

    def move_price(self, symbol: str, price: str) -> None:
        """Set a price."""
        self._control("prices", {symbol: price})

    def close_day(self, day: str, symbol: str, price: str) -> None:
        """Set a price shortly before the bell."""
        self.at(f"{day}T15:00:00")
        self.move_price(symbol, price)
        self.at(f"{day}T20:00:00")

    def split(self, symbol: str, old_rate: str, new_rate: str) -> None:
        """Split shares."""
        kind = "forward_split" if Decimal(new_rate) > Decimal(old_rate) else "reverse_split"
        self._control("actions", {"kind": kind, "symbol": symbol, "old_rate": old_rate, "new_rate": new_rate})

    def pay_dividend(self, symbol: str, rate: str) -> None:
        """Pay a dividend."""
        self._control("actions", {"kind": "cash_dividend", "symbol": symbol, "rate": rate})

    def rename(self, old: str, new: str) -> None:
        """Change a name."""
        self._control("actions", {"kind": "name_change", "old_symbol": old, "new_symbol": new})

    def halt(self, *symbols: str) -> None:
        """Stop trading."""
        self._control("market", {"halted": list(symbols)})

    def let_fills_win(self) -> None:
        """Trade before a cancellation."""
        self._control("cancels", {"fill_wins": True})

    def misbehave(self, course: str) -> None:
        """Set the next order's course."""
        self._control("faults", {"fault": course})

    def restrict(self, restriction: str) -> None:
        """Open the account with a restriction."""
        self._open(OPENING, {restriction: True})

    def drop_a_side(self, symbol: str) -> None:
        """Take one side away."""
        self._control("market", {"one_sided": [symbol]})

    def stop_quoting(self, symbol: str) -> None:
        """Stop the quote's time."""
        self._control("market", {"stale": [symbol]})

    def suspend(self) -> None:
        """Suspend trading, as the user would."""
        headers = {"APCA-API-KEY-ID": "key", "APCA-API-SECRET-KEY": _SECRET}
        url = f"{self._url}/v2/account/configurations"
        requests.patch(url, json={"suspend_trade": True}, headers=headers, timeout=5).raise_for_status()

    def lose_next_answer(self) -> None:
        """Drop the connection after the order was taken."""
        self._control("faults", {"fault": "lose_next"})

    def lose_next_order(self) -> None:
        """Answer a failure before the order was taken."""
        self._control(
            "faults", {"fault": "status", "status": 503, "match": "POST /v2/orders", "before": True}
        )

    def throttle(self) -> None:
        """Allow no more requests."""
        self._control("faults", {"fault": "throttle", "count": 1000})

    def relent(self) -> None:
        """Forget the faults, and the allowance that was learnt from them."""
        requests.delete(f"{self._url}/_control/faults", timeout=5).raise_for_status()
        self.broker = AlpacaBroker(self._credentials(), patience=_PATIENCE)

    def _credentials(self, *, secret: str = _SECRET, url: str = "") -> AlpacaCredentials:
        host = url or self._url
        return AlpacaCredentials(key_id="key", secret_key=secret, base_url=host, data_url=host)

    def _control(self, route: str, body: object) -> None:
        requests.post(f"{self._url}/_control/{route}", json=body, timeout=5).raise_for_status()
