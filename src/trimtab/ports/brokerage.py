"""One brokerage account, its market data, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from trimtab.domain.activity import Activity
from trimtab.domain.broker_keys import BrokerKeys
from trimtab.domain.holdings import Account, DailyBar, Holding, PriceAdjustment, Quote
from trimtab.domain.instruments import Instrument
from trimtab.domain.intent import OrderChange, OrderIntent
from trimtab.domain.order import MarketClock, Order, Session, SubmitOutcome
from trimtab.domain.snapshot import BrokerMode


class Broker(Protocol):
    """One brokerage account; every read raises UnavailableError when no usable answer comes in time.

    Its reason is BROKER_CREDENTIALS_REFUSED where only a new link to the account can help.
    """

    @property
    def environment(self) -> BrokerMode:
        """Tell whether orders move real money."""
        ...

    def account(self) -> Account:
        """Read cash and whether the account may trade."""
        ...

    def holdings(self) -> tuple[Holding, ...]:
        """Read every position, in symbol order."""
        ...

    def instruments(self, symbols: tuple[str, ...]) -> Mapping[str, Instrument]:
        """Look instruments up; a symbol the broker does not know is left out."""
        ...

    def market_clock(self) -> MarketClock:
        """Read the broker's clock and session."""
        ...

    def sessions(self, first: date, last: date) -> tuple[Session, ...]:
        """List the trading days from first to last, both included, in order."""
        ...

    def open_orders(self) -> tuple[Order, ...]:
        """List the orders that may still fill, ours and others'."""
        ...

    def orders_since(self, after: datetime) -> tuple[Order, ...]:
        """List every order submitted after an instant, open or ended, oldest first."""
        ...

    def submit(self, intent: OrderIntent, not_after: datetime | None = None) -> SubmitOutcome:
        """Send one order once. Never raises for what the network does: an unclear answer is `Unknown`.

        A repeat under the id of an order that is equal to this one is `Accepted` with that order. Once
        `not_after` is over nothing leaves, and the answer is `NotSent`.
        """
        ...

    def replace(self, order_id: str, change: OrderChange) -> SubmitOutcome:
        """Ask once for a working order to be replaced; `Accepted` shows the order that takes its place.

        The old order may still fill first: only look-ups of both ids tell.
        """
        ...

    def find(self, client_order_id: str) -> Order | None:
        """Look an order up by our id; None means "not known yet", not "never sent"."""
        ...

    def cancel(self, order_id: str) -> None:
        """Ask for the cancellation of an order; what became of it only a look-up tells."""

    def activities(self, since: date | None = None) -> tuple[Activity, ...]:
        """List fills and the broker's own entries of that day (UTC) and later, oldest first; all by default.

        Raises UnavailableError also when there are too many to be read at once.
        """
        ...


class MarketData(Protocol):
    """Prices of US stocks; raises UnavailableError when no usable answer comes in time."""

    def quotes(self, symbols: tuple[str, ...]) -> Mapping[str, Quote]:
        """Read current prices; a symbol without a usable price is left out."""
        ...

    def daily_bars(
        self,
        symbols: tuple[str, ...],
        first: date,
        last: date,
        adjustment: PriceAdjustment = PriceAdjustment.SPLIT,
    ) -> Mapping[str, tuple[DailyBar, ...]]:
        """Read the days from first to last, both included, in order; a symbol without any is left out.

        One request reads the days of many symbols.
        """
        ...


class Brokerage(Broker, MarketData, Protocol):
    """A brokerage account together with the prices its owner may see."""


class Secrets(Protocol):
    """What opens people's brokerage accounts."""

    def of(self, uid: str) -> BrokerKeys | None:
        """Read the keys of the account linked to a person, or None when none is linked."""
        ...


class Brokers(Protocol):
    """Finds the brokerage account of a person."""

    def of(self, uid: str, account_key: str | None = None) -> Brokerage:
        """Open the account linked to a person; with an account's key that one only.

        Raises RefusedError when none is linked, or another one (ACCOUNT_CHANGED), and UnavailableError when
        the broker does not tell which.
        """
        ...
