"""What tax-aware planning stands on: the request, the lots that can be relied upon, prices and the day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from trimtab.domain.currency import BASE_CURRENCY
from trimtab.domain.instruments import CASH
from trimtab.domain.money import ZERO, round_down
from trimtab.domain.plan import Plan
from trimtab.domain.request import PlanRequest
from trimtab.domain.tax_config import TaxConfig, identical_symbols
from trimtab.domain.tax_ledger import TaxPosition
from trimtab.domain.tax_lot import exact_sum
from trimtab.domain.tax_preview import LotUse
from trimtab.domain.trade import Side, Trade
from trimtab.domain.trade_day import trade_day
from trimtab.tax.sales import ProposedSale, is_taxed, lots_in_order, use_lot

FREE_AFTER: Final = timedelta(days=31)
"""The first day after a sale at a loss on which the same may be bought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A request without any directives, and what its tax position says of what is held.

    `uses` are what selling all shares of a symbol would realise, lot by lot in the order they are consumed;
    `uncovered` are symbols whose lots are not known in full, or are in dispute. `prices` are US dollars.
    """

    request: PlanRequest
    position: TaxPosition
    day: date
    prices: Mapping[str, Decimal]
    uses: Mapping[str, tuple[LotUse, ...]]
    uncovered: frozenset[str]

    @property
    def config(self) -> TaxConfig:
        """What the owner lets taxes change."""
        return self.request.policy.tax

    @property
    def is_taxed(self) -> bool:
        """Whether the account realises gains and losses at all."""
        return is_taxed(self.position)

    def sale(self, symbol: str, quantity: Decimal) -> ProposedSale:
        """Propose to sell shares today."""
        return ProposedSale(symbol=symbol, quantity=quantity, price=self.prices[symbol], day=self.day)

    def in_steps(self, symbol: str, quantity: Decimal) -> Decimal:
        """Cut a quantity to what can be traded of a symbol; nothing of one that is not described."""
        known = self.request.snapshot.instrument(symbol)
        return round_down(quantity, known.unit.step) if known else ZERO

    def can_buy_for(self, symbol: str, value: Decimal) -> bool:
        """Tell whether an amount in US dollars buys a step of a symbol, and its least trade."""
        price = self.prices.get(symbol)
        bought = self.in_steps(symbol, value / price) * price if price else ZERO
        return bought > 0 and bought >= self.request.least_trade(symbol)

    def identical_to(self, symbol: str) -> frozenset[str]:
        """Return a symbol together with all that is substantially identical to it."""
        return identical_symbols(self.position.rules.identical, symbol)

    def most_before(self, symbol: str, stop: Callable[[LotUse], bool]) -> tuple[Decimal, LotUse] | None:
        """Find the first lot that `stop` refuses and how many shares are sold before it; None for none."""
        before = ZERO
        for use in self.uses.get(symbol, ()):
            if stop(use):
                return before, use
            before += use.quantity
        return None


def stand_on(request: PlanRequest, position: TaxPosition) -> Ground:
    """Gather what planning needs; lots count only where they add up to the shares that are held.

    Without US dollars as base currency nothing is relied upon.
    """
    day, snapshot = trade_day(request.snapshot.as_of), request.snapshot
    prices = {quote.symbol: snapshot.base_price(quote.symbol) for quote in snapshot.quotes}
    known = {symbol: price for symbol, price in prices.items() if price is not None}
    uncovered = _uncovered(request, position)
    sold = [held.symbol for held in snapshot.holdings if held.symbol in known.keys() - uncovered]
    return Ground(
        request=request,
        position=position,
        day=day,
        prices=known,
        uses={symbol: _uses(position, symbol, known[symbol], day) for symbol in sold},
        uncovered=uncovered,
    )


def sales_of(plan: Plan) -> tuple[Trade, ...]:
    """List the sales of a plan in the order they are sent."""
    return plan.of_side(Side.SELL)


def exits_of(plan: Plan, request: PlanRequest) -> frozenset[str]:
    """Name what has no place in the targets, nor counts together with what has: no tax puts its sale off."""
    kept = {symbol for pair in request.substitutions for symbol in (pair.symbol, pair.substitute)} | {CASH}
    return frozenset(row.key for row in plan.drift.rows if not row.target_weight and row.key not in kept)


def _uncovered(request: PlanRequest, position: TaxPosition) -> frozenset[str]:
    if not is_taxed(position):
        return frozenset()
    is_foreign = request.snapshot.base_currency != BASE_CURRENCY
    return frozenset(
        held.symbol
        for held in request.snapshot.holdings
        if is_foreign
        or held.symbol in position.disputed
        or exact_sum(lot.quantity for lot in position.lots(held.symbol)) != held.quantity
    )


def _uses(position: TaxPosition, symbol: str, price: Decimal, day: date) -> tuple[LotUse, ...]:
    if not is_taxed(position):
        return ()
    sale = ProposedSale(symbol=symbol, quantity=ZERO, price=price, day=day)
    return tuple(use_lot(lot, price, day) for lot in lots_in_order(position, sale))
