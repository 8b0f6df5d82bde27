"""Random households: lots and open losses around the ends of windows and terms, in three accounts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from hypothesis import strategies as st

from builders import ACCOUNT
from property.dice import Dice, rolls
from tax_builders import IRA, SPOUSE, TODAY, household, lot, open_loss, position
from trimtab.domain.money import SHARE_DUST
from trimtab.domain.tax_config import IdenticalGroup, LotMethod
from trimtab.domain.tax_ledger import ExpectedPurchase, LedgerRules, PurchaseKind, TaxPosition, YearToDate
from trimtab.domain.tax_lot import OpenLoss, TaxLot, Term

SYMBOLS: Final = ("SPY", "VOO", "TLT", "AGG")
SOLD_AT_A_LOSS: Final = ("SPY", "VOO", "TLT")
"""AGG is what TLT is swapped for, so it can always be bought."""

AGES: Final = (400, 0, 1, 10, 29, 30, 31, 32, 60, 200, 364, 365, 366, 367, 3_000)
"""Days since a purchase, around the ends of windows and of terms."""


def positions(*, is_plain: bool = False) -> st.SearchStrategy[TaxPosition]:
    """Any household of a taxable account; a plain one sells by FIFO and no wash sale has marked its lots."""
    return rolls(lambda dice: position_of(dice, is_plain=is_plain), size=320)


def position_of(dice: Dice, *, is_plain: bool) -> TaxPosition:
    """Draw up to nine lots, up to three open losses and up to two expected purchases."""
    lots = [_lot(dice, number) for number in range(dice.below(10))]
    return position(
        lots if is_plain else [_marked(dice, held) for held in lots],
        [_open_loss(dice, symbol) for symbol in SOLD_AT_A_LOSS if dice.once_in(4)],
        rules=_rules(dice, LotMethod.FIFO if is_plain else dice.pick(tuple(LotMethod))),
        expected=tuple(_expected(dice)),
        year=year_of(dice),
    )


def quantity_of(dice: Dice) -> Decimal:
    """Draw some shares: whole ones, or nine places of one."""
    return Decimal(dice.below(50) + 1) if dice.once_in(2) else dice.amount(50, 9) + SHARE_DUST


def year_of(dice: Dice) -> YearToDate:
    """Draw what a year has realised so far, and what was carried into it."""
    short_term, long_term = (dice.amount(9_000, 2) * dice.pick((0, 1, -1)) for _ in range(2))
    carried = [dice.amount(9_000, 2) * dice.pick((0, 1)) for _ in range(2)]
    return YearToDate(
        year=TODAY.year,
        short_term=short_term,
        long_term=long_term,
        carried_short=carried[0],
        carried_long=carried[1],
    )


def _rules(dice: Dice, method: LotMethod) -> LedgerRules:
    groups = (IdenticalGroup(("SPY", "VOO")),) if dice.once_in(2) else ()
    return household(method, identical=groups, match_earlier_purchases=not dice.once_in(3))


def _lot(dice: Dice, number: int) -> TaxLot:
    """Draw a lot, most of them of the owner's account and few of them of one symbol alone."""
    return replace(
        lot(f"lot-{number}", bought=_ago(dice.pick(AGES)).isoformat()),
        symbol=dice.pick(SYMBOLS),
        account=dice.pick((ACCOUNT, ACCOUNT, ACCOUNT, SPOUSE, IRA)),
        quantity=quantity_of(dice),
        unit_cost=Decimal(dice.pick((100, 7, 33, 61, 59, 150))) + dice.amount(1, dice.pick((0, 2, 9))),
    )


def _marked(dice: Dice, held: TaxLot) -> TaxLot:
    """Mark a lot as a wash sale marks what replaces, or leave it."""
    if dice.once_in(4):
        moved, days = dice.amount(500, 12), timedelta(days=dice.below(400))
        return replace(
            held, wash_addition=moved, held_from=held.acquired - days, is_replacement=True, rest=SHARE_DUST
        )
    return held


def _open_loss(dice: Dice, symbol: str) -> OpenLoss:
    """Draw a loss of the last weeks; the lot it is of may still be held in part."""
    loss = open_loss(
        day=_ago(dice.pick((10, 0, 1, 29, 30, 31))).isoformat(), symbol=symbol, disposal_id=f"sold-{symbol}"
    )
    return replace(
        loss,
        quantity=quantity_of(dice),
        loss=dice.amount(500, 2) + Decimal(1),
        term=dice.pick(tuple(Term)),
        lot_id=dice.pick(("lot-gone", "lot-0", "lot-1")),
    )


def _expected(dice: Dice) -> Iterator[ExpectedPurchase]:
    for symbol in SOLD_AT_A_LOSS[1:]:
        if dice.once_in(6):
            first = TODAY + timedelta(days=dice.pick((0, 5, 29, 30, 31, 60)))
            last = first + timedelta(days=dice.pick((0, 3, 40)))
            yield ExpectedPurchase(symbol=symbol, kind=dice.pick(tuple(PurchaseKind)), first=first, last=last)


def _ago(days: int) -> date:
    return TODAY - timedelta(days=days)
