"""Bounded departures from the base weights: tilts, exits on signals, stops (requirements 000, 002)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from trimtab.domain.money import ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A score of one symbol, and the price below which it is to be sold; None means no such price."""

    symbol: str
    score: Decimal | None = None
    stop_price: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tilt:
    """A wish to hold more or less of a symbol than its base weight, in fractions of portfolio value."""

    symbol: str
    change: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Tactics:
    """What TACTICAL_REBALANCING adds to the base weights; a tilt never passes `max_tilt` either way.

    A score below `exit_below` sells the whole position, as does a price at or below its stop price.
    """

    tilts: tuple[Tilt, ...] = ()
    signals: tuple[Signal, ...] = ()
    max_tilt: Decimal = Decimal("0.05")
    exit_below: Decimal = ZERO
