"""What can be held and traded: symbols, and how an instrument is sized."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from trimtab.domain.money import CENT, ONE, SHARE_DUST

CASH: Final = "$CASH"
"""The key of cash among symbols; the dollar sign keeps it apart from the stock with the ticker CASH."""

SYMBOL: Final = r"[A-Z]{1,5}(\.[A-Z])?"
_SYMBOL: Final = re.compile(SYMBOL, re.ASCII)
_HUNDREDTH_OF_A_CENT: Final = Decimal("0.0001")


def is_symbol(text: str) -> bool:
    """Tell whether a text is a US equity symbol: one to five capitals, optionally a class letter."""
    return _SYMBOL.fullmatch(text) is not None


def price_step(price: Decimal) -> Decimal:
    """Return the smallest difference between two limit prices, in US dollars (alpaca §6)."""
    return CENT if price >= ONE else _HUNDREDTH_OF_A_CENT


class QuantityUnit(StrEnum):
    """How a trade is cut: to whole shares, to nine places, or to cents of its amount (domain rule 10)."""

    WHOLE = "WHOLE"
    FRACTIONAL = "FRACTIONAL"
    NOTIONAL = "NOTIONAL"

    @property
    def step(self) -> Decimal:
        """The smallest difference between two quantities of this unit."""
        return ONE if self is QuantityUnit.WHOLE else SHARE_DUST


class AssetClass(StrEnum):
    """The classes an owner can put a target in; cash is a class of its own and no target's."""

    EQUITY = "EQUITY"
    BOND = "BOND"
    MONEY_MARKET = "MONEY_MARKET"
    REAL_ESTATE = "REAL_ESTATE"
    COMMODITY = "COMMODITY"
    CRYPTO = "CRYPTO"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One tradable thing as the broker describes it; the asset id survives a symbol change."""

    symbol: str
    asset_id: str
    name: str
    is_tradable: bool
    unit: QuantityUnit
    currency: str = "USD"
    asset_class: str = "EQUITY"
    daily_volume: Decimal | None = None
    """Shares traded on an ordinary day, for the estimate of impact."""
    daily_volatility: Decimal | None = None
    """Standard deviation of a day's return, a fraction."""
