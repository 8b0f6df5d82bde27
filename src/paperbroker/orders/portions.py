"""How much of a marketable order trades in one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import Final

from paperbroker.basics.money import ZERO, cut
from paperbroker.orders.order import Order


class FillMode(StrEnum):
    """How much of a marketable order trades in one step."""

    FULL = "full"
    PARTIAL = "partial"
    RANDOM = "random"
    NONE = "none"


_ONE_IN: Final = 10
_HUNDREDTHS: Final = 99
_Portion = Callable[[Order, Decimal, Decimal], Decimal]


def portion(mode: FillMode, order: Order, left: Decimal, step: Decimal) -> Decimal:
    """Count the shares that trade now, of those left, in multiples of the least quantity."""
    return _PORTIONS[mode](order, left, step)


def _by_chance(order: Order, left: Decimal, step: Decimal) -> Decimal:
    """Trade a random part one time in ten, as Alpaca's paper accounts do; order and progress are the dice."""
    dice = int.from_bytes(sha256(f"{order.id}:{order.filled_qty}".encode()).digest()[:8])
    hundredths, is_whole = divmod(dice, _ONE_IN)
    part = cut(left * (1 + hundredths % _HUNDREDTHS) / (_HUNDREDTHS + 1), step)
    return left if is_whole or not part else part


_PORTIONS: Final[Mapping[FillMode, _Portion]] = MappingProxyType(
    {
        FillMode.FULL: lambda _, left, __: left,
        FillMode.PARTIAL: lambda _, left, step: cut(left / 2, step),
        FillMode.RANDOM: _by_chance,
        FillMode.NONE: lambda _, __, ___: ZERO,
    }
)
