"""Lots and open losses while events are applied: the only values here that change in place.

Both are taken apart by symbol, so that an event touches nothing but what it is about.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain
from operator import attrgetter
from typing import Final

from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.tax_config import AccountKind, TaxAccount, identical_symbols
from trimtab.domain.tax_event import Merger, Sale, TaxEvent, TransferOut
from trimtab.domain.tax_ledger import LedgerFinding, LedgerRules, LedgerState
from trimtab.domain.tax_lot import WASH_SALE_WINDOW, Disposal, OpenLoss, TaxLot, WashSale

_ACQUIRED: Final = attrgetter("acquired")


class HeldLots:
    """All lots of a household; those of an account and symbol stand in order of purchase."""

    __slots__ = ("_by_symbol", "_ranks")

    def __init__(self, lots: Iterable[TaxLot]) -> None:
        self._by_symbol: dict[str, dict[str, list[TaxLot]]] = {}
        self._ranks: dict[str, int] = {}
        for lot in lots:
            self.put(lot)

    def of(self, account: str, symbol: str) -> list[TaxLot]:
        """List the lots of an account and symbol."""
        return self._by_symbol.get(symbol, {}).get(account, [])

    def put(self, lot: TaxLot) -> None:
        """Add a lot behind all that were bought before it or on the same day."""
        self._ranks.setdefault(lot.lot_id, len(self._ranks))
        lots = self._by_symbol.setdefault(lot.symbol, {}).setdefault(lot.account, [])
        if lots and self._purchase(lot) < self._purchase(lots[-1]):
            insort(lots, lot, key=self._purchase)
        else:
            lots.append(lot)

    def keep(self, account: str, symbol: str, lots: list[TaxLot]) -> None:
        """Replace the lots of an account and symbol by what is left of them."""
        if lots:
            self._by_symbol.setdefault(symbol, {})[account] = lots
        else:
            self._by_symbol.get(symbol, {}).pop(account, None)

    def part(self, lot: TaxLot, parts: Sequence[TaxLot]) -> None:
        """Replace a lot by its parts, in its place."""
        lots = self._by_symbol[lot.symbol][lot.account]
        at = next(at for at, held in enumerate(lots) if held is lot)
        lots[at : at + 1] = parts

    def bought_since(self, symbols: Iterable[str], day: date) -> list[TaxLot]:
        """List the lots of some symbols that were bought on or after a day, in order of purchase."""
        held = (lots for symbol in symbols for lots in self._by_symbol.get(symbol, {}).values())
        recent = [lots[bisect_left(lots, day, key=_ACQUIRED) :] for lots in held]
        if len(recent) == 1:
            return recent[0]
        # Where parts of one purchase lie in several accounts, the account decides and not what came before.
        return sorted(chain.from_iterable(recent), key=lambda lot: (lot.acquired, *self._entry(lot)))

    def freeze(self) -> tuple[TaxLot, ...]:
        """List all lots in the order in which they came in."""
        accounts = (lots for by_account in self._by_symbol.values() for lots in by_account.values())
        return tuple(sorted(chain.from_iterable(accounts), key=self._entry))

    def _purchase(self, lot: TaxLot) -> tuple[date, int]:
        return lot.acquired, self._ranks[lot.lot_id]

    def _entry(self, lot: TaxLot) -> tuple[int, str, str]:
        return self._ranks[lot.lot_id], lot.account, lot.symbol


class OpenLosses:
    """Losses that a purchase may still take away."""

    __slots__ = ("_by_symbol", "_ranks")

    def __init__(self, losses: Iterable[OpenLoss]) -> None:
        self._by_symbol: dict[str, list[OpenLoss]] = {}
        self._ranks: dict[str, int] = {}
        for loss in losses:
            self.put(loss)

    def put(self, loss: OpenLoss) -> None:
        """Add a loss; a part of one that was there before stands where that stood in order of sale."""
        self._ranks.setdefault(loss.disposal_id, len(self._ranks))
        self._by_symbol.setdefault(loss.symbol, []).append(loss)

    def take(self, symbols: Iterable[str], day: date) -> list[OpenLoss]:
        """Take out the losses in some symbols that are still open on a day, in order of sale."""
        return self._open_ones((self._by_symbol.pop(symbol, []) for symbol in symbols), day)

    def freeze(self, day: date) -> tuple[OpenLoss, ...]:
        """List the losses still open on a day, in order of sale."""
        return tuple(self._open_ones(self._by_symbol.values(), day))

    def _open_ones(self, groups: Iterable[list[OpenLoss]], day: date) -> list[OpenLoss]:
        first = day - WASH_SALE_WINDOW
        still_open = (loss for losses in groups for loss in losses if loss.sold >= first)
        return sorted(still_open, key=lambda loss: self._ranks[loss.disposal_id])


class Book:
    """The state of a ledger between two events, and the rules that the next one is booked by."""

    __slots__ = (
        "_accounts",
        "_identical",
        "_state",
        "disposals",
        "findings",
        "losses",
        "lots",
        "rules",
        "wash_sales",
    )

    def __init__(self, state: LedgerState, rules: LedgerRules) -> None:
        self.rules = rules
        self.lots = HeldLots(state.lots)
        self.losses = OpenLosses(state.open_losses)
        self.disposals: list[Disposal] = []
        self.wash_sales: list[WashSale] = []
        self.findings: list[LedgerFinding] = []
        self._state = state
        self._accounts: dict[str, TaxAccount] = {}
        self._identical: dict[str, frozenset[str]] = {}

    def account(self, account: str) -> TaxAccount:
        """Find an account, declared or not."""
        if account not in self._accounts:
            self._accounts[account] = self.rules.account(account)
        return self._accounts[account]

    def is_taxable(self, account: str) -> bool:
        """Tell whether gains and losses of an account count."""
        return self.account(account).kind is AccountKind.TAXABLE

    def identical_to(self, symbol: str) -> frozenset[str]:
        """Return a symbol together with all that is substantially identical to it."""
        if symbol not in self._identical:
            self._identical[symbol] = identical_symbols(self.rules.identical, symbol)
        return self._identical[symbol]

    def report(self, event: TaxEvent, code: ReasonCode, text: str) -> None:
        """Note what could not be booked as it was reported."""
        finding = LedgerFinding(
            event_id=event.event_id,
            account=event.account,
            symbol=event.symbol,
            day=event.day,
            reason=Reason(code, text),
        )
        self.findings.append(finding)

    def report_missing(self, event: Sale | Merger | TransferOut, missing: Decimal) -> None:
        """Note that more shares were given up than there are in lots; say nothing where none is missing."""
        if missing:
            text = f"{missing} of {event.quantity} {event.symbol} are in no lot; enter their purchase."
            self.report(event, ReasonCode.MORE_THAN_HELD, text)

    def freeze(self, day: date) -> LedgerState:
        """Return what the events up to a day have led to."""
        return replace(
            self._state,
            lots=self.lots.freeze(),
            open_losses=self.losses.freeze(day),
            disposals=(*self._state.disposals, *self.disposals),
            wash_sales=(*self._state.wash_sales, *self.wash_sales),
            findings=(*self._state.findings, *self.findings),
        )
