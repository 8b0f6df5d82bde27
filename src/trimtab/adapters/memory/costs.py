"""What the shares of an account in memory have cost: bought together, sold the oldest first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal

from trimtab.adapters.memory.slips import SHARE_STEP
from trimtab.domain.money import ZERO, round_down


@dataclass(frozen=True, slots=True)
class Purchase:
    """Shares bought at one price in US dollars; without a price they were there from the beginning."""

    quantity: Decimal
    price: Decimal | None

    @property
    def cost(self) -> Decimal | None:
        """What all of them cost, where that is known."""
        return None if self.price is None else self.quantity * self.price


Purchases = tuple[Purchase, ...]


def known(purchases: Purchases, held: Decimal) -> Purchases:
    """Put shares that no purchase is known of before all others."""
    missing = held - _count(purchases)
    return (Purchase(missing, None), *purchases) if missing > ZERO else purchases


def less(purchases: Purchases, quantity: Decimal) -> Purchases:
    """Take shares away, the oldest first."""
    left: Purchases = ()
    for purchase in purchases:
        taken = min(purchase.quantity, quantity)
        quantity -= taken
        if purchase.quantity > taken:
            left = (*left, replace(purchase, quantity=purchase.quantity - taken))
    return left


def turned(purchases: Purchases, total: Decimal) -> Purchases:
    """Turn purchases into `total` shares that cost the same, cut to nine decimals in their order.

    One that is too small to keep any share passes its cost on to the next.
    """
    before = _count(purchases)
    left: Purchases = ()
    seen = given = ZERO
    cost: Decimal | None = ZERO
    for purchase in purchases:
        seen += purchase.quantity
        size = round_down(seen * total / before, SHARE_STEP) - given
        cost = None if cost is None or purchase.cost is None else cost + purchase.cost
        if size:
            left = (*left, Purchase(size, None if cost is None else cost / size))
            given, cost = given + size, ZERO
    return left


def average_cost(purchases: Purchases) -> Decimal | None:
    """Average the prices as the broker shows it, to nine decimals; None while one of them is not known."""
    costs = [purchase.cost for purchase in purchases if purchase.cost is not None]
    if not purchases or len(costs) < len(purchases):
        return None
    return (sum(costs, ZERO) / _count(purchases)).quantize(SHARE_STEP, rounding=ROUND_HALF_EVEN)


def _count(purchases: Purchases) -> Decimal:
    return sum((purchase.quantity for purchase in purchases), ZERO)
