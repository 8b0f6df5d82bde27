"""What is kept of a household's taxes between two looks: the ledger, how far it was read, and its years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trimtab.domain.money import ZERO
from trimtab.domain.tax_ledger import LedgerFinding, TaxLedger


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedLosses:
    """Losses carried into a year, as the owner has entered them; positive US dollars."""

    year: int
    carried_short: Decimal = ZERO
    carried_long: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxYear:
    """A calendar year in a few figures, all in US dollars; taxes on them are estimates.

    `short_term` and `long_term` are the net gains that count, `disallowed` the losses that wash sales took
    away. Losses carried into the year are positive; without the owner's word the year before leaves them. The
    bounds are the policy's, for the year that is not over.
    """

    year: int
    short_term: Decimal
    long_term: Decimal
    disallowed: Decimal
    disposal_count: int
    carried_short: Decimal = ZERO
    carried_long: Decimal = ZERO
    is_carried_entered: bool = False
    gain_warning: Decimal | None = None
    gain_cap: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadUntil:
    """The day (UTC) on which a broker's account was read last."""

    account: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxBook:
    """A ledger with what belongs to it; `findings` are entries of the broker that could not be read."""

    ledger: TaxLedger
    read_until: tuple[ReadUntil, ...] = ()
    carried: tuple[CarriedLosses, ...] = ()
    findings: tuple[LedgerFinding, ...] = ()
    years: tuple[TaxYear, ...] = ()

    @property
    def broker_accounts(self) -> tuple[str, ...]:
        """The accounts that a broker reports itself."""
        return tuple(read.account for read in self.read_until)

    def last_read(self, account: str) -> date | None:
        """Tell when an account was read last, or None when it never was."""
        return next((read.day for read in self.read_until if read.account == account), None)
