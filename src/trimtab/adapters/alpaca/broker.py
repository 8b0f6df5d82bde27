"""The `Broker` and `MarketData` ports spoken to Alpaca."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from urllib.parse import quote

from trimtab.adapters.alpaca import account_mapping, order_mapping, price_mapping
from trimtab.adapters.alpaca.catalogue import Catalogue
from trimtab.adapters.alpaca.credentials import AlpacaCredentials
from trimtab.adapters.alpaca.failures import CallFailedError, NotThereError
from trimtab.adapters.alpaca.fields import MalformedError
from trimtab.adapters.alpaca.listing import ORDERS_PER_PAGE, list_activities, list_daily_bars, list_orders
from trimtab.adapters.alpaca.patience import Monotonic, Patience, Stopwatch
from trimtab.adapters.alpaca.rate import Allowances, Now, RateBudget, utc_now
from trimtab.adapters.alpaca.refusals import are_credentials_refused
from trimtab.adapters.alpaca.submit import find_order, replace_order, submit_order
from trimtab.adapters.alpaca.wire import Pace, Wire
from trimtab.domain.activity import Activity
from trimtab.domain.errors import UnavailableError
from trimtab.domain.holdings import Account, DailyBar, Holding, PriceAdjustment, Quote
from trimtab.domain.instruments import Instrument, is_symbol
from trimtab.domain.intent import OrderChange, OrderIntent
from trimtab.domain.order import MarketClock, Order, Session, SubmitOutcome
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.snapshot import BrokerMode
from trimtab.ports import Ahead, in_turn

DEFAULT_PATIENCE: Final = Patience()

_SYMBOLS_PER_CALL: Final = 200
_FEW_SYMBOLS: Final = 10
_ALREADY_ENDED: Final = 422

QuoteReader = Callable[[object, tuple[str, ...]], dict[str, Quote]]


@dataclass(frozen=True, slots=True)
class AccountMemory:
    """What all broker objects of one account share: its request allowances and what its instruments are."""

    allowances: Allowances
    catalogue: Catalogue

    @classmethod
    def fresh(cls, monotonic: Monotonic = time.monotonic_ns, now: Now = utc_now) -> AccountMemory:
        """Start knowing nothing."""
        return cls(Allowances.fresh(now), Catalogue(monotonic))


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
        memory: AccountMemory | None = None,
        monotonic: Monotonic = time.monotonic_ns,
        now: Now = utc_now,
        ahead: Ahead = in_turn,
    ) -> None:
        known = memory or AccountMemory.fresh(monotonic, now)
        planning = Stopwatch(patience.budget_seconds, monotonic)

        def open_wire(url: str, budget: RateBudget, planning: Stopwatch | None) -> Wire:
            pace = Pace(patience=patience, monotonic=monotonic, now=now, budget=budget, planning=planning)
            return Wire(url, credentials, pace)

        self._environment = credentials.environment
        self._catalogue = known.catalogue
        self._ahead = ahead
        self._trading = open_wire(credentials.base_url, known.allowances.trading, planning)
        self._prices = open_wire(credentials.data_url, known.allowances.prices, planning)
        self._orders = open_wire(credentials.base_url, known.allowances.trading, None)

    @property
    def environment(self) -> BrokerMode:
        """Tell whether orders move real money, by the host they go to."""
        return self._environment

    def account(self) -> Account:
        """Read cash and whether the account may trade."""
        with self._reading("the account"):
            return account_mapping.read_account(self._trading.get("/account"))

    def holdings(self) -> tuple[Holding, ...]:
        """Read every position, in symbol order."""
        with self._reading("the positions"):
            return account_mapping.read_holdings(self._trading.get("/positions"))

    def instruments(self, symbols: tuple[str, ...]) -> Mapping[str, Instrument]:
        """Look instruments up, many through the list of active ones; recent ones are remembered."""
        wanted = _stock_symbols(symbols)
        known = self._catalogue.recall(wanted)
        unknown = tuple(symbol for symbol in wanted if symbol not in known)
        listed = self._listed(frozenset(unknown)) if len(unknown) > _FEW_SYMBOLS else {}
        unlisted = [symbol for symbol in unknown if symbol not in listed]
        waits = [self._ahead(functools.partial(self._instrument, symbol)) for symbol in unlisted]
        asked = (*listed.values(), *(wait() for wait in waits))
        found = tuple(instrument for instrument in asked if instrument)
        self._catalogue.remember(found)
        return known | {instrument.symbol: instrument for instrument in found}

    def quotes(self, symbols: tuple[str, ...]) -> Mapping[str, Quote]:
        """Read midpoints of latest quotes, and last prices where a quote has no midpoint."""
        wanted = _stock_symbols(symbols)
        quoted = self._latest("quotes", wanted, price_mapping.read_midpoints)
        unquoted = tuple(symbol for symbol in wanted if symbol not in quoted)
        return quoted | self._latest("trades", unquoted, price_mapping.read_last_prices)

    def market_clock(self) -> MarketClock:
        """Read the broker's clock and session."""
        with self._reading("the market clock"):
            return account_mapping.read_clock(self._trading.get("/clock"))

    def sessions(self, first: date, last: date) -> tuple[Session, ...]:
        """List the trading days from first to last, both included, in order."""
        query = {"start": first.isoformat(), "end": last.isoformat()}
        with self._reading("the calendar"):
            return account_mapping.read_sessions(self._trading.get("/calendar", query))

    def open_orders(self) -> tuple[Order, ...]:
        """List open orders of every class. Raises UnavailableError for more than one can be sure of."""
        query = {"status": "open", "limit": str(ORDERS_PER_PAGE)}
        with self._reading("the open orders"):
            return order_mapping.read_open_orders(
                self._trading.get("/orders", query), fewer_than=ORDERS_PER_PAGE
            )

    def orders_since(self, after: datetime) -> tuple[Order, ...]:
        """List every stock order submitted after an instant, oldest first."""
        with self._reading("the orders"):
            return list_orders(self._trading, after)

    def activities(self, since: date | None = None) -> tuple[Activity, ...]:
        """List fills and the broker's own entries of that day and later, oldest first."""
        with self._reading("the activities"):
            return list_activities(self._trading, since)

    def daily_bars(
        self,
        symbols: tuple[str, ...],
        first: date,
        last: date,
        adjustment: PriceAdjustment = PriceAdjustment.SPLIT,
    ) -> Mapping[str, tuple[DailyBar, ...]]:
        """Read the days from first to last, both included, in order."""
        span = {"start": first.isoformat(), "end": last.isoformat(), "adjustment": adjustment.value}
        found: dict[str, tuple[DailyBar, ...]] = {}
        for some in _portions(_stock_symbols(symbols)):
            with self._reading("daily bars"):
                found |= list_daily_bars(self._prices, {**span, "symbols": ",".join(some)})
        return found

    def submit(self, intent: OrderIntent, not_after: datetime | None = None) -> SubmitOutcome:
        """Send one order with one POST, or none once its time is over; a name that is taken is looked up."""
        return submit_order(self._orders, intent, not_after)

    def replace(self, order_id: str, change: OrderChange) -> SubmitOutcome:
        """Ask for a replacement with exactly one PATCH; a name that is taken is looked up."""
        return replace_order(self._orders, order_id, change)

    def find(self, client_order_id: str) -> Order | None:
        """Look an order up by our id; None only when the broker itself says that it knows none."""
        with self._reading(f"order {client_order_id}"), suppress(NotThereError):
            return find_order(self._orders, client_order_id)
        return None

    def cancel(self, order_id: str) -> None:
        """Ask for the cancellation of an order; one that has ended or is not there is no error."""
        with self._reading(f"the cancellation of order {order_id}"), suppress(NotThereError):
            try:
                self._orders.delete(f"/orders/{quote(order_id, safe='')}")
            except CallFailedError as failure:
                if failure.status != _ALREADY_ENDED or failure.complaint is None:
                    raise

    def _listed(self, symbols: frozenset[str]) -> dict[str, Instrument]:
        query = {"status": "active", "asset_class": "us_equity"}
        with self._reading("the list of instruments"):
            return account_mapping.read_instruments(self._trading.get("/assets", query), symbols)

    def _instrument(self, symbol: str) -> Instrument | None:
        with self._reading(f"instrument {symbol}"), suppress(NotThereError):
            found = account_mapping.read_instrument(self._trading.get(f"/assets/{symbol}"))
            return found if found.symbol == symbol else None
        return None

    @contextmanager
    def _reading(self, what: str) -> Iterator[None]:
        """Say what was being read when a call brings nothing usable, and no secret that was sent back."""
        try:
            yield
        except (CallFailedError, MalformedError) as failure:
            text = self._trading.conceal(f"The broker gave no usable answer for {what}: {failure}.")
            raise _unavailable(text, failure) from None

    def _latest(self, kind: str, symbols: tuple[str, ...], read: QuoteReader) -> dict[str, Quote]:
        found: dict[str, Quote] = {}
        for some in _portions(symbols):
            with self._reading(f"latest {kind}"):
                answer = self._prices.get(f"/stocks/{kind}/latest", {"symbols": ",".join(some)})
                found |= read(answer, some)
        return found


def _unavailable(text: str, failure: CallFailedError | MalformedError) -> UnavailableError:
    if isinstance(failure, MalformedError):
        return UnavailableError(ReasonCode.BROKER_UNAVAILABLE, f"{text} Try again in a minute.")
    if are_credentials_refused(failure.status, failure.complaint):
        advice = "It no longer accepts this account's keys; link the account again."
        return UnavailableError(ReasonCode.BROKER_CREDENTIALS_REFUSED, f"{text} {advice}")
    advice = "Try again in a minute."
    return UnavailableError(ReasonCode.BROKER_UNAVAILABLE, f"{text} {advice}", retry_at=failure.retry_at)


def _stock_symbols(symbols: tuple[str, ...]) -> tuple[str, ...]:
    """Keep what can be a stock, for one odd symbol makes the broker refuse the whole call."""
    return tuple(sorted({symbol for symbol in symbols if is_symbol(symbol)}))


def _portions(symbols: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(symbols), _SYMBOLS_PER_CALL):
        yield symbols[start : start + _SYMBOLS_PER_CALL]
