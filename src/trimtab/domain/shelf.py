"""Which instruments a mandate may use (requirement 003)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from trimtab.domain.money import ZERO


class ShelfStatus(StrEnum):
    """What may be done with an instrument (domain rule 24)."""

    APPROVED = "APPROVED"
    RESTRICTED = "RESTRICTED"
    SUSPENDED = "SUSPENDED"
    BANNED = "BANNED"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfEntry:
    """One instrument on the shelf; `minimum_trade` is in the instrument's own currency."""

    symbol: str
    status: ShelfStatus
    minimum_trade: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A product shelf at one version, in symbol order."""

    version: str
    entries: tuple[ShelfEntry, ...]

    def entry(self, symbol: str) -> ShelfEntry | None:
        """Find an instrument's entry, or None when it is not on the shelf."""
        return next((entry for entry in self.entries if entry.symbol == symbol), None)
