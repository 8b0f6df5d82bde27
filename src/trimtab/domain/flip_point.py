"""The exact change at which a plan would decide otherwise about one symbol."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class FlipKind(StrEnum):
    """What would have to change.

    PRICE is per share in the instrument's currency, DRIFT the tolerance of the symbol's own target. In base
    currency are AMOUNT, money paid in (out where negative), and MINIMUM, the least trade. DATE is the time of
    the plan, SETTING a rule or a fact.
    """

    PRICE = "PRICE"
    DRIFT = "DRIFT"
    AMOUNT = "AMOUNT"
    MINIMUM = "MINIMUM"
    DATE = "DATE"
    SETTING = "SETTING"


class FlipDirection(StrEnum):
    """Which way it would have to change; a setting is lifted."""

    UP = "UP"
    DOWN = "DOWN"
    LIFTED = "LIFTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlipPoint:
    """The first value, seen from where things stand, at which a symbol is traded otherwise.

    A setting's value is its name. No symbol means the plan as a whole.
    """

    symbol: str | None
    kind: FlipKind
    value: Decimal | datetime | str
    direction: FlipDirection
    text: str
