"""How much the paper broker holds: mixed traffic of 50 accounts, and a submit among a million orders.

Run `python -m bench.paperbroker` with `tests` and `src` on the path, or `scripts/bench paperbroker`.
"""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import Request, urlopen

from bench.figures import Figures
from bench.traffic import Ask, drive

ACCOUNTS = 50
PER_SECOND = 300
SECONDS = 20
MANY = 1_000_000
SUBMITS = 300
SYMBOLS = ("SPY", "TLT", "GLD", "VTI", "BND", "MSFT", "AAPL", "JPM")


def main() -> None:
    """Measure and print; the figures decide nothing."""
    with TemporaryDirectory() as folder:
        print(f"paper broker, {PER_SECOND} requests a second over mixed routes, {ACCOUNTS} accounts:")
        with broker(Path(folder) / "mixed.sqlite") as port:
            tally = asyncio.run(drive(port, list(mixed(PER_SECOND * SECONDS)), PER_SECOND))
        print(f"  all        {Figures.of(tally.times)}   answers {dict(tally.statuses)}")
        few, many = submits_among(Path(folder) / "many.sqlite")
        print("a submit in one account:")
        print(f"  new book   {few}\n  {MANY:,} orders {many}\n  ratio of medians {many.p50 / few.p50:.2f}")


@contextmanager
def broker(state: Path) -> Iterator[int]:
    """Run a broker on a file, its accounts opened when the file is new."""
    is_new = not state.exists()
    with Popen(
        [sys.executable, "-m", "paperbroker", "--state", str(state)], stdout=PIPE, text=True
    ) as process:
        assert process.stdout is not None
        port = int(json.loads(process.stdout.readline())["url"].rpartition(":")[2])
        if is_new:
            post(port, "/_control/reset", {"accounts": list(accounts()), "rate_limit": 10_000_000})
        try:
            yield port
        finally:
            process.terminate()


def accounts() -> Iterator[dict[str, Any]]:
    """Accounts with cash and a few positions."""
    positions = {symbol: {"qty": "100", "avg_entry_price": "50"} for symbol in SYMBOLS[:4]}
    for number in range(ACCOUNTS):
        yield {"key": f"k{number}", "secret": "secret", "cash": "1000000", "positions": positions}


def mixed(count: int) -> Iterator[Ask]:
    """Traffic as a rebalancing client makes it: mostly reads, one request in six an order."""
    dice = random.Random(7)  # noqa: S311 - the same traffic every time
    for number in range(count):
        key, symbol = f"k{number % ACCOUNTS}", dice.choice(SYMBOLS)
        yield dice.choice(
            (
                Ask(key, "GET", "/v2/account"),
                Ask(key, "GET", "/v2/positions"),
                Ask(key, "GET", "/v2/clock"),
                Ask(key, "GET", "/v2/orders?status=all&limit=50"),
                Ask(key, "GET", f"/v2/stocks/quotes/latest?symbols={','.join(SYMBOLS)}"),
                Ask(key, "POST", "/v2/orders", order(symbol, f"n{number}")),
            )
        )


def order(symbol: str, name: str) -> dict[str, str]:
    """A small market order."""
    terms = {"side": "buy", "type": "market", "time_in_force": "day", "notional": "10"}
    return {"symbol": symbol, "client_order_id": name, **terms}


def submits_among(state: Path) -> tuple[Figures, Figures]:
    """Time submits in a new book, and again once the same account has a million orders behind it."""
    with broker(state) as port:
        few = Figures.of(list(submit_times(port, "a")))
    multiply_orders(state)
    with broker(state) as port:
        return few, Figures.of(list(submit_times(port, "b")))


def submit_times(port: int, prefix: str) -> Iterator[float]:
    """Submit one order after another, each filled by looks at the account in between."""
    for number in range(SUBMITS):
        began = time.perf_counter()
        post(port, "/v2/orders", order("SPY", f"{prefix}{number}"))
        yield (time.perf_counter() - began) * 1000
        for _ in range(2):
            read(port, "/v2/account")


def multiply_orders(state: Path) -> None:
    """Copy the ended orders of the account under new names until there are a million."""
    with sqlite3.connect(state) as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(orders)")]
        values = {"seq": "NULL", "id": "hex(randomblob(16))", "client_order_id": "hex(randomblob(16))"}
        columns = ", ".join(f'"{name}"' for name in names)
        chosen = ", ".join(values.get(name, f'"{name}"') for name in names)
        copied = f"INSERT INTO orders ({columns}) SELECT {chosen} FROM orders WHERE is_open = 0 LIMIT ?"  # noqa: S608 - our own names
        while (missing := MANY - connection.execute("SELECT COUNT(*) FROM orders").fetchone()[0]) > 0:
            connection.execute(copied, (missing,))


def post(port: int, path: str, body: object) -> None:
    """Send JSON as the first account."""
    headers = {"APCA-API-KEY-ID": "k0", "APCA-API-SECRET-KEY": "secret", "Content-Type": "application/json"}
    request = Request(f"http://127.0.0.1:{port}{path}", json.dumps(body).encode(), headers)
    with urlopen(request, timeout=30) as answer:  # noqa: S310 - loopback
        answer.read()


def read(port: int, path: str) -> None:
    """Read as the first account."""
    headers = {"APCA-API-KEY-ID": "k0", "APCA-API-SECRET-KEY": "secret"}
    with urlopen(Request(f"http://127.0.0.1:{port}{path}", headers=headers), timeout=30) as answer:
        answer.read()


if __name__ == "__main__":
    main()
