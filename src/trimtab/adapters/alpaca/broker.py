"""The `Broker` port spoken to Alpaca."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from decimal import Decimal
from typing import Final
from urllib.parse import quote

from trimtab.adapters.alpaca import mapping
from trimtab.adapters.alpaca.credentials import AlpacaCredentials
from trimtab.adapters.alpaca.fields import MalformedError
from trimtab.adapters.alpaca.patience import Monotonic, Patience, Stopwatch
from trimtab.adapters.alpaca.submit import submit_order
from trimtab.adapters.alpaca.wire import CallFailedError, NotThereError, Wire
from trimtab.domain.errors import UnavailableError
from trimtab.domain.holdings import Account, Holding, Quote
from trimtab.domain.instruments import Instrument, is_symbol
from trimtab.domain.intent import OrderIntent
from trimtab.domain.order import MarketClock, Order, SubmitOutcome
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.snapshot import BrokerMode

DEFAULT_PATIENCE: Final = Patience()

_SYMBOLS_PER_CALL: Final = 200
_FEW_SYMBOLS: Final = 10
_MOST_ORDERS: Final = 500
_ALREADY_ENDED: Final = 422

QuoteReader = Callable[[object, tuple[str, ...]], dict[str, Quote]]


class AlpacaBroker:
    """One Alpaca account.

    All reads for planning share one budget of time that starts when the object is made; every call about a
    single order has its own time, so that a slow snapshot never starves an order of its look-up.
    """

    def __init__(
        self,
        credentials: AlpacaCredentials,
        *,
        patience: Patience = DEFAULT_PATIENCE,
        monotonic: Monotonic = time.monotonic_ns,
    ) -> None:
        self._environment = credentials.environment
        budget = Stopwatch(patience.budget_seconds, monotonic)

        def open_wire(url: str, allowance: Callable[[], Decimal]) -> Wire:
            return Wire(url, credentials, patience=patience, monotonic=monotonic, allowance=allowance)

        def shared() -> Decimal:
            return min(patience.answer_seconds, budget.left())

        self._trading = open_wire(credentials.base_url, shared)
        self._prices = open_wire(credentials.data_url, shared)
        self._orders = open_wire(credentials.base_url, lambda: patience.answer_seconds)

    @property
    def environment(self) -> BrokerMode:
        """Tell whether orders move real money, by the host they go to."""
        return self._environment

    def account(self) -> Account:
        """Read cash and whether the account may trade."""
        with _reading("the account"):
            return mapping.read_account(self._trading.get("/account"))

    def holdings(self) -> tuple[Holding, ...]:
        """Read every position, in symbol order."""
        with _reading("the positions"):
            return mapping.read_holdings(self._trading.get("/positions"))

    def instruments(self, symbols: tuple[str, ...]) -> Mapping[str, Instrument]:
        """Look instruments up, many at once through the list of active ones."""
        wanted = _stock_symbols(symbols)
        listed = self._listed(frozenset(wanted)) if len(wanted) > _FEW_SYMBOLS else {}
        found = (listed.get(symbol) or self._instrument(symbol) for symbol in wanted)
        return {instrument.symbol: instrument for instrument in found if instrument}

    def quotes(self, symbols: tuple[str, ...]) -> Mapping[str, Quote]:
        """Read midpoints of latest quotes, and last prices where a quote has no midpoint."""
        wanted = _stock_symbols(symbols)
        quoted = self._latest("quotes", wanted, mapping.read_midpoints)
        unquoted = tuple(symbol for symbol in wanted if symbol not in quoted)
        return quoted | self._latest("trades", unquoted, mapping.read_last_prices)

    def market_clock(self) -> MarketClock:
        """Read the broker's clock and session."""
        with _reading("the market clock"):
            return mapping.read_clock(self._trading.get("/clock"))

    def open_orders(self) -> tuple[Order, ...]:
        """List open stock orders. Raises UnavailableError when there are too many to be sure of all."""
        query = {"status": "open", "limit": str(_MOST_ORDERS)}
        with _reading("the open orders"):
            return mapping.read_equity_orders(self._trading.get("/orders", query), fewer_than=_MOST_ORDERS)

    def submit(self, intent: OrderIntent) -> SubmitOutcome:
        """Send one order with exactly one request."""
        return submit_order(self._orders, intent)

    def find(self, client_order_id: str) -> Order | None:
        """Look an order up by our id; None only when the broker itself says that it knows none."""
        query = {"client_order_id": client_order_id}
        with _reading(f"order {client_order_id}"), suppress(NotThereError):
            order = mapping.read_order(self._orders.get("/orders:by_client_order_id", query))
            if order.client_order_id != client_order_id:
                raise MalformedError(f"order {order.client_order_id} came instead")
            return order
        return None

    def cancel(self, order_id: str) -> None:
        """Ask for the cancellation of an order; one that has ended or is not there is no error."""
        with _reading(f"the cancellation of order {order_id}"), suppress(NotThereError):
            try:
                self._orders.delete(f"/orders/{quote(order_id, safe='')}")
            except CallFailedError as failure:
                if failure.status != _ALREADY_ENDED or failure.message is None:
                    raise

    def _listed(self, symbols: frozenset[str]) -> dict[str, Instrument]:
        query = {"status": "active", "asset_class": "us_equity"}
        with _reading("the list of instruments"):
            return mapping.read_instruments(self._trading.get("/assets", query), symbols)

    def _instrument(self, symbol: str) -> Instrument | None:
        with _reading(f"instrument {symbol}"), suppress(NotThereError):
            found = mapping.read_instrument(self._trading.get(f"/assets/{symbol}"))
            return found if found.symbol == symbol else None
        return None

    def _latest(self, kind: str, symbols: tuple[str, ...], read: QuoteReader) -> dict[str, Quote]:
        found: dict[str, Quote] = {}
        for some in _portions(symbols):
            with _reading(f"latest {kind}"):
                answer = self._prices.get(f"/stocks/{kind}/latest", {"symbols": ",".join(some)})
                found |= read(answer, some)
        return found


@contextmanager
def _reading(what: str) -> Iterator[None]:
    """Say what was being read when a call brings nothing usable."""
    try:
        yield
    except (CallFailedError, MalformedError) as failure:
        text = f"The broker gave no usable answer for {what}: {failure}. Try again in a minute."
        raise UnavailableError(ReasonCode.BROKER_UNAVAILABLE, text) from failure


def _stock_symbols(symbols: tuple[str, ...]) -> tuple[str, ...]:
    """Keep what can be a stock, for one odd symbol makes the broker refuse the whole call."""
    return tuple(sorted({symbol for symbol in symbols if is_symbol(symbol)}))


def _portions(symbols: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(symbols), _SYMBOLS_PER_CALL):
        yield symbols[start : start + _SYMBOLS_PER_CALL]
