"""What changes the tax lots of an account, whoever reports it: broker, file or person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from trimtab.domain.money import ZERO
from trimtab.domain.tax_lot import LotSource


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """What all events share; `day` is the trade date in New York, `at` the instant that orders events."""

    event_id: str
    account: str
    at: datetime
    day: date
    symbol: str

    @property
    def order(self) -> tuple[date, datetime, str]:
        """Sort key: by trade date, then instant, then id."""
        return self.day, self.at, self.event_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquisition(_Event):
    """Shares came in: `cost` in US dollars is for all of them, `acquired` is when they were bought.

    `acquired` differs from `day` for shares that were transferred or entered by hand. Shares that come with a
    loss of an earlier wash sale bring it as `wash_addition`; `held_from` is then when their holding began.
    """

    quantity: Decimal
    cost: Decimal
    acquired: date
    source: LotSource = LotSource.PURCHASE
    held_from: date | None = None
    wash_addition: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class LotPick:
    """Shares to take from one lot, for accounts whose custodian lets one choose."""

    lot_id: str
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale(_Event):
    """Shares were sold for `proceeds` in US dollars, cash in lieu of a fraction among them."""

    quantity: Decimal
    proceeds: Decimal
    picks: tuple[LotPick, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareSplit(_Event):
    """All shares held became others in number, as in a split, a reverse split or a stock dividend."""

    old_quantity: Decimal
    new_quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename(_Event):
    """The symbol changed; shares, cost and dates stay."""

    new_symbol: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger(_Event):
    """All `quantity` shares were given up for `cash` in US dollars, for other shares, or for both.

    `new_price` is what one new share was worth; beside cash it is needed to know the gain.
    """

    quantity: Decimal
    cash: Decimal = ZERO
    new_symbol: str | None = None
    new_quantity: Decimal = ZERO
    new_price: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferOut(_Event):
    """Shares left the account unsold; with `to_account` they went, with cost and dates, to a declared one."""

    quantity: Decimal
    to_account: str | None = None


TaxEvent = Acquisition | Sale | ShareSplit | Rename | Merger | TransferOut
