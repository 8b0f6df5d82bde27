"""Shares bought together, what became of them, and the losses that a purchase takes away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Context, Decimal
from enum import StrEnum
from functools import reduce
from typing import Final

from trimtab.domain.money import ZERO

EXACT: Final = Context(prec=80)
"""Wide enough that no product or sum of shares, prices and costs is ever rounded."""

WASH_SALE_WINDOW: Final = timedelta(days=30)
"""How near to a sale at a loss a purchase takes the loss, before and after it, both ends included (§4.1)."""


def exact_sum(amounts: Iterable[Decimal]) -> Decimal:
    """Add amounts up without ever rounding."""
    return reduce(EXACT.add, amounts, ZERO)


class LotSource(StrEnum):
    """How shares came into an account."""

    PURCHASE = "PURCHASE"
    REINVESTMENT = "REINVESTMENT"
    TRANSFER = "TRANSFER"
    IMPORT = "IMPORT"
    MERGER = "MERGER"


class Term(StrEnum):
    """How long shares were held: up to one year, or more (domain §4.2)."""

    SHORT = "SHORT"
    LONG = "LONG"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxLot:
    """Shares of one symbol in one account, bought together, as far as they are still held; US dollars.

    Their cost is `quantity * unit_cost + rest`: a split leaves a rest where the new cost per share does not
    end within nine decimals, and it goes with the last share. `wash_addition` are losses that a wash sale has
    moved into the basis; `held_from` is when the holding period began, before `acquired` where one was tacked
    on (IRC 1223(3)). Parts of one purchase share its `lot_id`; what replaced shares sold at a loss is a part
    of its own.
    """

    lot_id: str
    account: str
    symbol: str
    quantity: Decimal
    unit_cost: Decimal
    acquired: date
    held_from: date
    rest: Decimal = ZERO
    wash_addition: Decimal = ZERO
    is_replacement: bool = False
    source: LotSource = LotSource.PURCHASE

    @property
    def cost(self) -> Decimal:
        """What the shares cost, as the broker counts: without losses of wash sales."""
        return EXACT.fma(self.quantity, self.unit_cost, self.rest)

    @property
    def basis(self) -> Decimal:
        """What counts against the proceeds of a sale: the cost and the losses moved into it."""
        return EXACT.add(self.cost, self.wash_addition)

    def without(self, part: TaxLot) -> TaxLot:
        """Return what is left when a part of these shares is taken away."""
        return replace(
            self,
            quantity=self.quantity - part.quantity,
            rest=EXACT.subtract(self.rest, part.rest),
            wash_addition=EXACT.subtract(self.wash_addition, part.wash_addition),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposal:
    """A part of one lot that was sold: one line of a Form 8949, before wash sales; amounts in US dollars.

    `wash_addition` is the part of the basis that came from an earlier wash sale. What an IRA sells is not
    taxed.
    """

    disposal_id: str
    account: str
    symbol: str
    lot_id: str
    quantity: Decimal
    proceeds: Decimal
    cost: Decimal
    acquired: date
    held_from: date
    sold: date
    term: Term
    wash_addition: Decimal = ZERO
    is_taxable: bool = True

    @property
    def broker_gain(self) -> Decimal:
        """Gain as the broker books it: proceeds less cost; negative is a loss."""
        return EXACT.subtract(self.proceeds, self.cost)

    @property
    def gain(self) -> Decimal:
        """Gain against the whole basis, before a wash sale takes any loss away; negative is a loss."""
        return EXACT.subtract(self.broker_gain, self.wash_addition)


@dataclass(frozen=True, slots=True, kw_only=True)
class WashSale:
    """A loss that does not count now, for the same was bought within 30 days (IRC 1091).

    `disallowed` is positive. It moves into the basis of the replacement, unless `is_lost` (bought in an IRA).
    """

    disposal_id: str
    symbol: str
    replacement_lot_id: str
    replacement_account: str
    replacement_symbol: str
    quantity: Decimal
    disallowed: Decimal
    term: Term
    sold: date
    bought: date
    is_lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLoss:
    """Shares sold at a loss that a purchase up to 30 days after `sold` would still take the loss from.

    `loss` is positive and belongs to all of `quantity`; `held_days` is the holding period that a replacement
    takes over. `scaled_on` is the day of the last split that `quantity` was counted anew for.
    """

    disposal_id: str
    account: str
    symbol: str
    lot_id: str
    quantity: Decimal
    loss: Decimal
    term: Term
    sold: date
    acquired: date
    held_days: int
    scaled_on: date | None = None
