"""What the suite asks of an implementation: a prepared account, and a hand on its market."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final, Protocol

from trimtab.domain.money import ZERO
from trimtab.ports import Brokerage

MORNING: Final = "2026-11-20T15:00:00+00:00"
"""A Friday morning in New York, half an hour after the bell."""
EVENING: Final = "2026-11-20T22:00:00+00:00"
MONDAY: Final = "2026-11-23T15:00:00+00:00"

CASH: Final = Decimal("10000.00")
SHARES: Final = {"SPY": Decimal(10), "BRK.B": Decimal(2)}
PRICES: Final = {
    "SPY": Decimal(400),
    "TLT": Decimal("100.25"),
    "BRK.B": Decimal(300),
    "HALT": Decimal(50),
    "GONE": Decimal(5),
    "PNNY": Decimal("0.5025"),
    "HALF": Decimal("0.50"),
}
LISTED: Final = tuple(PRICES)
"""BRK.B trades in whole shares only, HALT does not trade, and GONE is no longer listed."""

NAMES: Final = {"BRK.B": "Class B Holdings"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What an account starts with, at `MORNING`."""

    cash: Decimal = CASH
    shares: Mapping[str, Decimal] = field(default_factory=lambda: dict(SHARES))
    spread_bps: Decimal = ZERO

    def with_shares(self, shares: Mapping[str, Decimal]) -> Opening:
        """Hold something else."""
        return replace(self, shares=shares)

    def with_cash(self, cash: str) -> Opening:
        """Have other cash."""
        return replace(self, cash=Decimal(cash))

    def with_spread(self, basis_points: str) -> Opening:
        """Put a distance between bid and ask."""
        return replace(self, spread_bps=Decimal(basis_points))


OPENING: Final = Opening()


class Harness(Protocol):
    """One implementation with an account that opened, its market open and orders filled in full."""

    @property
    def broker(self) -> Brokerage:
        """The implementation under test."""

    @property
    def unreachable(self) -> Brokerage:
        """The same account behind a line that is dead."""

    @property
    def locked_out(self) -> Brokerage:
        """The same account, asked for with a wrong secret."""

    def reset(self, opening: Opening) -> None:
        """Start again with another account."""

    def at(self, now: str) -> None:
        """Set the time; the calendar says whether the market is open. Times without an offset are UTC."""

    def fill(self, mode: str) -> None:
        """Let later steps fill "full", "partial" (half of what is left) or "none" of an order."""

    def move_price(self, symbol: str, price: str) -> None:
        """Set a price."""

    def close_day(self, day: str, symbol: str, price: str) -> None:
        """Let a day that is still to come end at a price."""

    def split(self, symbol: str, old_rate: str, new_rate: str) -> None:
        """Turn old shares into new ones."""

    def pay_dividend(self, symbol: str, rate: str) -> None:
        """Pay US dollars for every share held."""

    def rename(self, old: str, new: str) -> None:
        """Let an instrument go by another symbol."""

    def halt(self, *symbols: str) -> None:
        """Stop trading in these symbols and in no others."""

    def let_fills_win(self) -> None:
        """Let an order that is being cancelled trade once more first."""

    def misbehave(self, course: str) -> None:
        """Let the next order take a course: be rejected after all, or have its cancellation stuck or lost."""

    def restrict(self, restriction: str) -> None:
        """Let the broker block trading or the whole account, which starts again with it."""

    def drop_a_side(self, symbol: str) -> None:
        """Take one side of a quote away."""

    def stop_quoting(self, symbol: str) -> None:
        """Let a quote stand as it is."""

    def suspend(self) -> None:
        """Let the user suspend trading."""

    def lose_next_answer(self) -> None:
        """Let the next order be taken and its answer be lost."""

    def lose_next_order(self) -> None:
        """Let the next order be lost on its way."""

    def throttle(self) -> None:
        """Allow no more requests for a minute."""

    def relent(self) -> None:
        """Allow requests again."""


def instant(text: str) -> datetime:
    """Read a time; one without an offset is UTC."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
