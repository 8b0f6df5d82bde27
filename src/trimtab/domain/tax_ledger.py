"""The lot ledger of a household: its rules, what it holds, what it has realised, and the events behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from trimtab.domain.money import ZERO
from trimtab.domain.reasons import Reason
from trimtab.domain.tax_config import IdenticalGroup, TaxAccount, TaxRates
from trimtab.domain.tax_event import TaxEvent
from trimtab.domain.tax_lot import Disposal, OpenLoss, TaxLot, WashSale


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRules:
    """By what rules events become lots; an account that is not declared is taxable and FIFO.

    `rates` decide the order of MIN_TAX only.
    """

    accounts: tuple[TaxAccount, ...] = ()
    identical: tuple[IdenticalGroup, ...] = ()
    match_earlier_purchases: bool = True
    rates: TaxRates = field(default_factory=TaxRates)

    def account(self, account: str) -> TaxAccount:
        """Find an account, declared or not."""
        found = (known for known in self.accounts if known.account == account)
        return next(found, TaxAccount(account=account))


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFinding:
    """Something about an event that could not be booked as it was reported."""

    event_id: str
    account: str
    symbol: str
    day: date
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerState:
    """What some events lead to: lots in the order they came in, disposals and wash sales as they happened."""

    lots: tuple[TaxLot, ...] = ()
    open_losses: tuple[OpenLoss, ...] = ()
    disposals: tuple[Disposal, ...] = ()
    wash_sales: tuple[WashSale, ...] = ()
    findings: tuple[LedgerFinding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The state after the first `event_count` events."""

    event_count: int
    state: LedgerState


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxLedger:
    """Events in order, what they lead to, and states on the way from which a correction is replayed."""

    rules: LedgerRules
    events: tuple[TaxEvent, ...] = ()
    state: LedgerState = field(default_factory=LedgerState)
    checkpoints: tuple[Checkpoint, ...] = ()


class PurchaseKind(StrEnum):
    """Why shares are expected to be bought without the plan."""

    PENDING_ORDER = "PENDING_ORDER"
    REINVESTMENT = "REINVESTMENT"
    SCHEDULED_DEPOSIT = "SCHEDULED_DEPOSIT"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedPurchase:
    """A purchase of a symbol that will be made by itself, from `first` to `last`, both included."""

    symbol: str
    kind: PurchaseKind
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class YearToDate:
    """Net gains realised in a calendar year that count, by term, and losses carried into it; US dollars.

    Gains are signed; carried losses are positive.
    """

    year: int
    short_term: Decimal = ZERO
    long_term: Decimal = ZERO
    carried_short: Decimal = ZERO
    carried_long: Decimal = ZERO


class _Indexed:
    """A place for a lookup that is built once; no field, so equality, hash and text know nothing of it."""

    __slots__ = ("_lots_by_symbol",)
    _lots_by_symbol: Mapping[str, tuple[TaxLot, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxPosition(_Indexed):
    """What planning needs to know of taxes: the household's lots and open losses, and the year so far.

    `account` is the one the plan trades in; `state` holds no disposals of the past.
    """

    account: str
    rules: LedgerRules
    state: LedgerState
    year: YearToDate
    expected: tuple[ExpectedPurchase, ...] = ()
    findings: tuple[Reason, ...] = ()
    """Where the ledger and the broker do not agree; what they say of the symbol is not relied upon."""
    disputed: tuple[str, ...] = ()
    """The symbols that the findings are about; their lots count as unknown."""

    def lots(self, symbol: str) -> tuple[TaxLot, ...]:
        """List the lots of a symbol in the account the plan trades in; none of one in dispute."""
        if symbol in self.disputed:
            return ()
        return tuple(lot for lot in self._index().get(symbol, ()) if lot.account == self.account)

    def household_lots(self, symbols: Iterable[str]) -> tuple[TaxLot, ...]:
        """List the lots of some symbols in every account, in symbol order."""
        return tuple(lot for symbol in sorted(symbols) for lot in self._index().get(symbol, ()))

    def _index(self) -> Mapping[str, tuple[TaxLot, ...]]:
        try:
            return self._lots_by_symbol
        except AttributeError:
            object.__setattr__(self, "_lots_by_symbol", _by_symbol(self.state.lots))
            return self._lots_by_symbol


def _by_symbol(lots: tuple[TaxLot, ...]) -> dict[str, tuple[TaxLot, ...]]:
    found: defaultdict[str, list[TaxLot]] = defaultdict(list)
    for lot in lots:
        found[lot.symbol].append(lot)
    return {symbol: tuple(held) for symbol, held in found.items()}
