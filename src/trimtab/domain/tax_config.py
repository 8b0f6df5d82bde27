"""What taxes may change about a plan, and the figures they are estimated with (US federal rules)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.domain.tax_lot import Term

DEDUCTION_LIMIT: Final = Decimal(3_000)
"""Net loss a year that may be set against ordinary income (domain §4.3); half of it for separate returns."""


class LotMethod(StrEnum):
    """Which lots a sale consumes first; a custodian that does not let one choose applies FIFO."""

    FIFO = "FIFO"
    LIFO = "LIFO"
    HIFO = "HIFO"
    LOSS_FIRST = "LOSS_FIRST"
    MIN_TAX = "MIN_TAX"
    SPECIFIC = "SPECIFIC"


class AccountKind(StrEnum):
    """How an account is taxed: on each gain, or not while the money stays in it."""

    TAXABLE = "TAXABLE"
    IRA = "IRA"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxAccount:
    """An account the owner has declared; an Alpaca account is FIFO (design decision 6)."""

    account: str
    kind: AccountKind = AccountKind.TAXABLE
    lot_method: LotMethod = LotMethod.FIFO


class TransitionMode(StrEnum):
    """How an old account is led to new targets: at any cost, without short-term gains, or by buys only."""

    NOW = "NOW"
    AVOID_SHORT_TERM_GAINS = "AVOID_SHORT_TERM_GAINS"
    CASH_FLOWS_ONLY = "CASH_FLOWS_ONLY"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRates:
    """Marginal rates as fractions of a gain; the defaults are placeholders, the true ones the owner's.

    Ordinary income is taxed at the short-term rate.
    """

    short_term: Decimal = Decimal("0.35")
    long_term: Decimal = Decimal("0.15")

    def of(self, term: Term) -> Decimal:
        """Return the rate of a term."""
        return self.long_term if term is Term.LONG else self.short_term


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstituteSet:
    """What may be held in the place of a symbol, the best first; none of it is substantially identical."""

    symbol: str
    substitutes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IdenticalGroup:
    """Symbols that are substantially identical in the eyes of the wash-sale rule (IRC 1091)."""

    symbols: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxConfig:
    """What taxes may change about a plan (requirement 002); amounts in US dollars, parts as fractions.

    A `transition` takes the place of `avoid_short_term_gains`. Lots that turn long term within
    `deferral_days` wait while their symbol is not critical. A harvest needs both its minimum loss and its
    minimum part of the cost, after the costs of trading. `gain_warning` and `gain_cap` bound the year's net
    realised gain.
    """

    avoid_short_term_gains: bool = True
    harvest_losses: bool = True
    avoid_wash_sales: bool = True
    rates: TaxRates = field(default_factory=TaxRates)
    lot_method: LotMethod = LotMethod.FIFO
    transition: TransitionMode | None = None
    deferral_days: int = 0
    harvest_minimum: Decimal = Decimal(100)
    harvest_minimum_part: Decimal = Decimal("0.05")
    gain_warning: Decimal | None = None
    gain_cap: Decimal | None = None
    deduction_limit: Decimal = DEDUCTION_LIMIT
    match_earlier_purchases: bool = True
    """Whether shares bought within the window but before the lot that is sold replace it (disputed, §4.1)."""
    substitutes: tuple[SubstituteSet, ...] = ()
    identical: tuple[IdenticalGroup, ...] = ()
    accounts: tuple[TaxAccount, ...] = ()
    """Every account whose trades count for wash sales; the one at the broker need not be among them."""
    reinvested: tuple[str, ...] = ()
    """Symbols whose dividends buy more of them."""
    deposit_dates: tuple[date, ...] = ()
    """Days on which money comes in and is invested by the targets."""

    @property
    def spares_short_term_gains(self) -> bool:
        """Whether a sale stops before the first lot that would realise a short-term gain."""
        if self.transition is None:
            return self.avoid_short_term_gains
        return self.transition is not TransitionMode.NOW

    @property
    def sells_nothing(self) -> bool:
        """Whether drift is repaired by purchases alone."""
        return self.transition is TransitionMode.CASH_FLOWS_ONLY

    def identical_to(self, symbol: str) -> frozenset[str]:
        """Return a symbol together with all that is substantially identical to it."""
        return identical_symbols(self.identical, symbol)


def identical_symbols(groups: tuple[IdenticalGroup, ...], symbol: str) -> frozenset[str]:
    """Return a symbol together with the members of every group it is in."""
    return frozenset({symbol}).union(*(group.symbols for group in groups if symbol in group.symbols))
