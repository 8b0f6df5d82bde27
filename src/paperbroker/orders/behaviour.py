"""How an order or the market departs from its ordinary course, on request."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final, Protocol

from paperbroker.basics.money import ONE, cut


class CancelCourse(StrEnum):
    """What becomes of a request to cancel; the answer is 204 in every case."""

    CONFIRMED = "confirmed"
    STUCK = "stuck"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """The course of one order, given to it when it is taken.

    It trades nothing during its first `looks_to_wait` steps in an open market, and never more than `portion`
    of what it asks for. `is_rejected` rejects it on its first step. A cancellation that is stuck leaves it
    pending_cancel, still holding what it holds; one that is lost changes nothing.
    """

    looks_to_wait: int = 0
    portion: Decimal = ONE
    is_rejected: bool = False
    cancel: CancelCourse = CancelCourse.CONFIRMED

    def looked(self) -> Behaviour:
        """Count one step."""
        return replace(self, looks_to_wait=max(self.looks_to_wait - 1, 0))

    def most_shares(self, wanted: Decimal, step: Decimal) -> Decimal:
        """Cap the shares an order trades in all: `wanted` is what it asks for, `step` the least quantity."""
        return wanted if self.portion == ONE else cut(wanted * self.portion, step)


ORDINARY: Final = Behaviour()


@dataclass(frozen=True, slots=True)
class Halt:
    """Stop trading in a symbol."""

    symbol: str


@dataclass(frozen=True, slots=True)
class PriceJump:
    """Multiply the last price of a symbol by a positive factor."""

    symbol: str
    factor: Decimal


@dataclass(frozen=True, slots=True)
class CloseMarket:
    """Close the market, as a clock that is forced shut does."""


MarketAction = Halt | PriceJump | CloseMarket


class Behaviours(Protocol):
    """Where the desk asks what is to go differently; a call uses up what it returns."""

    def take_behaviour(self, symbol: str) -> Behaviour:
        """Give the course of an order that has just been taken, and count that order."""
        ...

    def take_actions(self) -> tuple[MarketAction, ...]:
        """Give what has become due in the market; ask after each order taken and before each step."""
        ...


class OrdinaryCourse:
    """`Behaviours` under which everything goes its ordinary way."""

    def take_behaviour(self, symbol: str) -> Behaviour:  # noqa: ARG002 - the protocol's signature
        """Give the ordinary course."""
        return ORDINARY

    def take_actions(self) -> tuple[MarketAction, ...]:
        """Give nothing."""
        return ()
