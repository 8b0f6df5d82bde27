"""A broker in memory: exact, deterministic, and as unreliable as a test wants it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from trimtab.adapters.memory.account import MemoryAccount
from trimtab.adapters.memory.hours import calendar_clock, quoted_at, steady_clock
from trimtab.domain.activity import Activity, is_since
from trimtab.domain.errors import RefusedError, UnavailableError
from trimtab.domain.holdings import Account, DailyBar, Holding, PriceAdjustment, Quote
from trimtab.domain.instruments import Instrument
from trimtab.domain.intent import OrderChange, OrderIntent
from trimtab.domain.order import (
    MarketClock,
    NotSent,
    Order,
    Refusal,
    Session,
    SubmitOutcome,
    Throttled,
    Unknown,
)
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.run import require_account


@dataclass(slots=True, kw_only=True)
class MemoryBroker(MemoryAccount):
    """One paper account; every look at account, positions, orders or activities takes open orders a step on.

    `sent` holds every intent that was submitted, taken or not. Without a calendar the session changes
    `session_left` from now.
    """

    account_id: str = "memory-account"
    is_down: bool = False
    are_keys_refused: bool = False
    throttled_until: datetime | None = None
    session_left: timedelta = timedelta(hours=4)
    sent: list[OrderIntent] = field(default_factory=list)
    _next_refusal: Refusal | None = None
    _next_loss: bool | None = None

    def lose_next_submit(self, *, after_taking: bool) -> None:
        """Let the next submit or replacement get no answer, with the order taken or not."""
        self._next_loss = after_taking

    def refuse_next(self, text: str) -> None:
        """Let the next submit be refused with this text."""
        self._next_refusal = Refusal(text)

    def account(self) -> Account:
        """Read cash and whether the account may trade."""
        self._step("the account")
        return Account(
            account_id=self.account_id, cash=self.cash, equity=self.equity, is_blocked=self.is_blocked
        )

    def holdings(self) -> tuple[Holding, ...]:
        """Read every position, in symbol order."""
        self._step("the positions")
        return tuple(self.holding(symbol) for symbol in sorted(self.shares))

    def instruments(self, symbols: tuple[str, ...]) -> Mapping[str, Instrument]:
        """Look instruments up."""
        self._require_up("instruments")
        found = ((symbol, self.instrument(symbol)) for symbol in symbols)
        return {symbol: instrument for symbol, instrument in found if instrument}

    def quotes(self, symbols: tuple[str, ...]) -> Mapping[str, Quote]:
        """Read current prices."""
        self._require_up("prices")
        at = quoted_at(self.calendar, self.now())
        known = (symbol for symbol in symbols if symbol in self.prices)
        return {symbol: self.tape.quote(symbol, self.prices[symbol], at) for symbol in known}

    def daily_bars(
        self,
        symbols: tuple[str, ...],
        first: date,
        last: date,
        adjustment: PriceAdjustment = PriceAdjustment.SPLIT,
    ) -> Mapping[str, tuple[DailyBar, ...]]:
        """Read the days on the tape."""
        self._require_up("daily bars")
        found = {symbol: self.tape.bars_of(symbol, first, last, adjustment) for symbol in symbols}
        return {symbol: bars for symbol, bars in found.items() if bars}

    def market_clock(self) -> MarketClock:
        """Read the session; without a calendar it changes `session_left` from now, however often asked."""
        self._require_up("the market clock")
        if self.calendar:
            return calendar_clock(self.calendar, self.now())
        return steady_clock(self.now(), self.session_left, is_open=self.is_open)

    def sessions(self, first: date, last: date) -> tuple[Session, ...]:
        """List the calendar's days."""
        self._require_up("the calendar")
        return tuple(session for session in self.calendar if first <= session.day <= last)

    def open_orders(self) -> tuple[Order, ...]:
        """List the orders that may still fill."""
        self._step("the open orders")
        return tuple(slip.order for slip in self.box.open())

    def orders_since(self, after: datetime) -> tuple[Order, ...]:
        """List the orders submitted after an instant, oldest first."""
        self._step("the orders")
        orders = (slip.order for slip in self.box.slips)
        return tuple(order for order in orders if order.submitted_at and order.submitted_at > after)

    def activities(self, since: date | None = None) -> tuple[Activity, ...]:
        """List what happened on that day and later, oldest first."""
        self._step("the activities")
        return tuple(activity for activity in self.happened if since is None or is_since(activity, since))

    def submit(self, intent: OrderIntent, not_after: datetime | None = None) -> SubmitOutcome:
        """Take an order, refuse it, or leave the caller in doubt; once its time is over none leaves."""
        if not_after is not None and self.now() > not_after:
            return NotSent(f"the order was to leave by {not_after.isoformat()}")
        self.sent.append(intent)
        return self._answer(lambda: self._receive(intent))

    def replace(self, order_id: str, change: OrderChange) -> SubmitOutcome:
        """Put a changed order in the place of a working one."""
        return self._answer(lambda: self.exchange(order_id, change))

    def find(self, client_order_id: str) -> Order | None:
        """Look an order up by our id."""
        self._step(f"order {client_order_id}")
        slip = self.box.named(client_order_id)
        return slip.order if slip else None

    def cancel(self, order_id: str) -> None:
        """Cancel what is left of an order; one that has ended or is not there is no error."""
        self._require_up(f"the cancellation of order {order_id}")
        self.withdraw(order_id)

    def _answer(self, act: Callable[[], SubmitOutcome]) -> SubmitOutcome:
        is_lost, self._next_loss = self._next_loss, None
        if self.are_keys_refused:
            return Refusal("unauthorized.", None, ReasonCode.BROKER_CREDENTIALS_REFUSED)
        if self._is_throttled:
            return Throttled("rate limit exceeded", self.throttled_until)
        if self.is_down or is_lost is False:
            return Unknown("no answer")
        outcome = act()
        return Unknown("no answer") if is_lost else outcome

    def _receive(self, intent: OrderIntent) -> SubmitOutcome:
        refusal, self._next_refusal = self._next_refusal, None
        return refusal or self.take(intent)

    @property
    def _is_throttled(self) -> bool:
        return self.throttled_until is not None and self.now() < self.throttled_until

    def _require_up(self, what: str) -> None:
        text = f"The broker gave no usable answer for {what}"
        if self.are_keys_refused:
            text = f"{text}: it refuses the keys. Link the account again."
            raise UnavailableError(ReasonCode.BROKER_CREDENTIALS_REFUSED, text)
        if self._is_throttled:
            text = f"{text}: too many requests. Try again later."
            raise UnavailableError(ReasonCode.BROKER_UNAVAILABLE, text, retry_at=self.throttled_until)
        if self.is_down:
            text = f"{text}: it is down. Try again in a minute."
            raise UnavailableError(ReasonCode.BROKER_UNAVAILABLE, text)

    def _step(self, what: str) -> None:
        self._require_up(what)
        self.step()


@dataclass(frozen=True, slots=True)
class MemoryBrokers:
    """Brokers by the uid of the person they are linked to."""

    linked: Mapping[str, MemoryBroker]

    def of(self, uid: str, account_key: str | None = None) -> MemoryBroker:
        """Open the account linked to a person; with an account's key that one only.

        Raises RefusedError when none is linked, or another one.
        """
        if uid not in self.linked:
            text = "No brokerage account is linked to you; link one first."
            raise RefusedError(ReasonCode.NO_BROKER_LINKED, text)
        broker = self.linked[uid]
        if account_key is not None:
            require_account(account_key, broker.environment, broker.account_id)
        return broker
