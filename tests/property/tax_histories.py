"""Random histories of a household: trades, splits, mergers, new names and transfers, days or weeks apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from builders import ACCOUNT
from property.dice import Dice, rolls
from tax_builders import IRA, SPOUSE, event_fields, household
from trimtab.domain.tax_config import IdenticalGroup, LotMethod
from trimtab.domain.tax_event import (
    Acquisition,
    LotPick,
    Merger,
    Rename,
    Sale,
    ShareSplit,
    TaxEvent,
    TransferOut,
)
from trimtab.domain.tax_ledger import LedgerRules
from trimtab.domain.tax_lot import LotSource

FIRST_DAY: Final = date(2025, 1, 6)
STEPS: Final = (0, 0, 1, 1, 2, 3, 5, 8, 14, 29, 30, 31, 200)
ACCOUNTS: Final = (ACCOUNT, ACCOUNT, ACCOUNT, SPOUSE, IRA)
SYMBOLS: Final = ("SPY", "SPY", "SPY", "VOO", "TLT")
GROUPS: Final = (IdenticalGroup(("SPY", "VOO", "NEW")),)
RATIOS: Final = (("1", "2"), ("1", "4"), ("10", "1"), ("20", "21"), ("3", "2"), ("7", "3"))
PRICES: Final = ("100", "90", "95", "80", "110", "120.01")
FALLEN: Final = ("80", "70", "75", "60.02", "100", "130")
"""Prices of sales, most of them at a loss."""
METHODS: Final = (LotMethod.FIFO, LotMethod.FIFO, *LotMethod)


@dataclass(frozen=True, slots=True)
class History:
    """Events in order, and the rules they are booked by."""

    rules: LedgerRules
    events: tuple[TaxEvent, ...]


def histories() -> st.SearchStrategy[History]:
    """Everything that can happen to shares, with fractions and prices of nine places."""
    return rolls(lambda dice: _history(dice, (*PLAIN, *PLAIN, _split, _merger, _rename, _away), METHODS), 400)


def plain_histories() -> st.SearchStrategy[History]:
    """Whole shares at prices in cents, sold by FIFO; none is ever split, renamed, merged or sent away."""
    return rolls(lambda dice: _history(dice, PLAIN, (LotMethod.FIFO,), is_whole=True), 300)


def _history(
    dice: Dice, kinds: tuple[Kind, ...], methods: tuple[LotMethod, ...], *, is_whole: bool = False
) -> History:
    events: list[TaxEvent] = []
    day, places = FIRST_DAY, [(ACCOUNT, "NEW")]
    for number in range(dice.below(18) + 2):
        day += timedelta(days=dice.pick(STEPS))
        kind = dice.pick(kinds) if events else _purchase
        made = kind(_Draw(dice, number, day, places, is_whole=is_whole))
        events.append(made)
        places += [(made.account, made.symbol)] * isinstance(made, Acquisition)
    rules = household(
        dice.pick(methods),
        identical=GROUPS if dice.once_in(2) else (),
        match_earlier_purchases=not dice.once_in(4),
    )
    return History(rules, tuple(events))


@dataclass(frozen=True, slots=True)
class _Draw:
    """One event to be drawn: its number, its day, and in which account what was bought before it."""

    dice: Dice
    number: int
    day: date
    places: list[tuple[str, str]]
    is_whole: bool

    def fields(self, *, is_purchase: bool = False) -> dict[str, Any]:
        """What every event has; the hour keeps events of a day in order, and few are of what is not held."""
        account, symbol = self.dice.pick(self.places)
        if is_purchase or self.dice.once_in(16):
            account, symbol = self.dice.pick(ACCOUNTS), self.dice.pick(SYMBOLS)
        fields = {"event_id": f"event-{self.number:02}", "account": account, "symbol": symbol}
        return event_fields("", self.day.isoformat(), hour=self.number, **fields)

    def quantity(self, most: int = 6) -> Decimal:
        """Draw a number of shares, above zero."""
        if self.is_whole or self.dice.once_in(2):
            return Decimal(self.dice.below(most) + 1)
        return self.dice.amount(most, 9) + Decimal("1E-9")

    def amount(self, quantity: Decimal, prices: tuple[str, ...] = PRICES) -> Decimal:
        """Draw what so many shares cost: at a price in dollars or cents, or any amount."""
        if self.is_whole or self.dice.once_in(2):
            return quantity * Decimal(self.dice.pick(prices))
        return self.dice.amount(1_000, 4)


Kind = Callable[[_Draw], TaxEvent]


def _purchase(draw: _Draw) -> TaxEvent:
    quantity = draw.quantity(16)
    return Acquisition(
        quantity=quantity, cost=draw.amount(quantity), acquired=draw.day, **draw.fields(is_purchase=True)
    )


def _import(draw: _Draw) -> TaxEvent:
    quantity, days = draw.quantity(), draw.dice.pick((0, 1, 29, 30, 31, 400))
    return Acquisition(
        quantity=quantity,
        cost=draw.amount(quantity),
        acquired=draw.day - timedelta(days=days),
        source=draw.dice.pick((LotSource.TRANSFER, LotSource.IMPORT, LotSource.REINVESTMENT)),
        **draw.fields(is_purchase=True),
    )


def _sale(draw: _Draw) -> TaxEvent:
    quantity = draw.quantity()
    picked = (LotPick(f"event-{draw.dice.below(20):02}", draw.quantity()) for _ in range(draw.dice.below(3)))
    return Sale(
        quantity=quantity, proceeds=draw.amount(quantity, FALLEN), picks=tuple(picked), **draw.fields()
    )


def _own_transfer(draw: _Draw) -> TaxEvent:
    return TransferOut(
        quantity=draw.quantity(), to_account=draw.dice.pick((SPOUSE, *ACCOUNTS)), **draw.fields()
    )


def _away(draw: _Draw) -> TaxEvent:
    return TransferOut(quantity=draw.quantity(), **draw.fields())


def _split(draw: _Draw) -> TaxEvent:
    old, new = draw.dice.pick(RATIOS)
    return ShareSplit(old_quantity=Decimal(old), new_quantity=Decimal(new), **draw.fields())


def _rename(draw: _Draw) -> TaxEvent:
    return Rename(new_symbol="NEW", **draw.fields())


def _merger(draw: _Draw) -> TaxEvent:
    quantity, kind = draw.quantity(), draw.dice.below(3)
    return Merger(
        quantity=quantity,
        cash=draw.amount(quantity) if kind != 1 else Decimal(0),
        new_symbol="NEW" if kind else None,
        new_quantity=draw.quantity() if kind else Decimal(0),
        new_price=None if draw.dice.once_in(4) else Decimal(draw.dice.pick(PRICES)),
        **draw.fields(),
    )


PLAIN: Final[tuple[Kind, ...]] = (
    _purchase,
    _purchase,
    _sale,
    _sale,
    _purchase,
    _sale,
    _import,
    _own_transfer,
)
