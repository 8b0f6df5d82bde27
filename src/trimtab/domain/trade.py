"""One line of a plan: a trade with its reason, or a non-trade with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from trimtab.domain.costs import NO_COSTS, Costs
from trimtab.domain.money import ONE, ZERO
from trimtab.domain.reasons import Reason, ReasonCode


class Side(StrEnum):
    """Which way shares move; quantities are always positive."""

    BUY = "BUY"
    SELL = "SELL"


class Priority(StrEnum):
    """How urgent a trade is (requirement 001; domain rule 13)."""

    HIGH = "HIGH"
    MEDIUM = "MEDIUM"
    LOW = "LOW"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A proposed trade: shares of one symbol at a price in US dollars, before costs."""

    symbol: str
    side: Side
    quantity: Decimal
    price: Decimal
    reason: Reason
    priority: Priority
    held_quantity: Decimal = ZERO
    """Shares held before the trade."""
    notional: Decimal | None = None
    """The amount of an order that is sized in money, in the instrument's currency."""
    currency: str = "USD"
    fx_rate: Decimal = ONE
    """Base currency per unit of the instrument's currency."""
    costs: Costs = NO_COSTS
    depends_on: tuple[str, ...] = ()
    """Ids of the exchange trades that fund this one."""
    planned_quantity: Decimal | None = None
    """The shares of the plan by itself; None where its owner has changed nothing about the plan."""

    def resized(self, quantity: Decimal, notional: Decimal | None, costs: Costs) -> Trade:
        """Return the trade in another size, with what that costs."""
        # Written out: a plan sizes each of its trades a dozen times, and `replace` takes four times as long.
        return Trade(
            symbol=self.symbol,
            side=self.side,
            quantity=quantity,
            price=self.price,
            reason=self.reason,
            priority=self.priority,
            held_quantity=self.held_quantity,
            notional=notional,
            currency=self.currency,
            fx_rate=self.fx_rate,
            costs=costs,
            depends_on=self.depends_on,
            planned_quantity=self.planned_quantity,
        )

    @property
    def is_edited(self) -> bool:
        """Tell whether its owner has set the quantity."""
        return self.reason.code is ReasonCode.OWNER_EDIT

    @property
    def amount(self) -> Decimal:
        """What changes hands, in the instrument's currency; always positive."""
        return self.quantity * self.price if self.notional is None else self.notional

    @property
    def value(self) -> Decimal:
        """What changes hands, in base currency; always positive."""
        return self.amount * self.fx_rate

    @property
    def cash_effect(self) -> Decimal:
        """What the trade adds to cash in its currency before costs: positive for a sell."""
        return self.amount if self.side is Side.SELL else -self.amount

    @property
    def suggested_quantity(self) -> Decimal:
        """Shares held after the trade (requirement 001)."""
        change = self.quantity if self.side is Side.BUY else -self.quantity
        return self.held_quantity + change


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedTrade:
    """A symbol that is not traded, and why."""

    symbol: str
    reason: Reason
