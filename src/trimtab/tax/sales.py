"""What a sale would realise by the lots it consumes; an estimate, before wash sales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from trimtab.domain.tax_config import AccountKind, TaxRates
from trimtab.domain.tax_ledger import TaxPosition
from trimtab.domain.tax_lot import EXACT, TaxLot, Term, exact_sum
from trimtab.domain.tax_preview import LotUse, SaleTax
from trimtab.tax.lot_order import SaleTerms, order_lots
from trimtab.tax.shares import take_shares
from trimtab.tax.term import days_to_long_term, long_term_from


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedSale:
    """Shares to sell on a day in the account the plan trades in; the price is per share in US dollars."""

    symbol: str
    quantity: Decimal
    price: Decimal
    day: date


def tax_of_sale(position: TaxPosition, sale: ProposedSale) -> SaleTax:
    """Tell what a sale would realise under the account's lot method, and what waiting would change.

    Lots are sold as `lots_in_order` has them. Losses count at the rate of their term, like gains; waiting
    means to sell the same shares at the same price once the last short-term gain among them has turned long.
    An IRA realises nothing.
    """
    taken = take_shares(lots_in_order(position, sale), sale.quantity)
    parts = taken.parts if is_taxed(position) else ()
    uses = tuple(use_lot(part, sale.price, sale.day) for part in parts)
    wait_until = _day_gains_are_long(parts, uses)
    rates = position.rules.rates
    tax_now = exact_sum(linear_tax(use, rates) for use in uses)
    later = (use_lot(part, sale.price, wait_until or sale.day) for part in parts)
    return SaleTax(
        symbol=sale.symbol,
        quantity=sale.quantity,
        proceeds=EXACT.multiply(sale.quantity, sale.price),
        uses=uses,
        uncovered_quantity=taken.missing,
        tax_now=tax_now,
        tax_if_waited=exact_sum(linear_tax(use, rates) for use in later) if wait_until else tax_now,
        wait_until=wait_until,
    )


def lots_in_order(position: TaxPosition, sale: ProposedSale) -> tuple[TaxLot, ...]:
    """List the lots of a symbol in the order the account's method consumes them."""
    rules = position.rules
    terms = SaleTerms(price=sale.price, day=sale.day, rates=rules.rates)
    return order_lots(position.lots(sale.symbol), rules.account(position.account).lot_method, terms)


def is_taxed(position: TaxPosition) -> bool:
    """Tell whether gains in the account the plan trades in are taxed."""
    return position.rules.account(position.account).kind is AccountKind.TAXABLE


def use_lot(part: TaxLot, price: Decimal, day: date) -> LotUse:
    """Tell what selling all of a part of a lot would realise."""
    days_left = days_to_long_term(part.held_from, day)
    return LotUse(
        lot_id=part.lot_id,
        quantity=part.quantity,
        acquired=part.acquired,
        term=Term.SHORT if days_left else Term.LONG,
        gain=EXACT.subtract(EXACT.multiply(part.quantity, price), part.basis),
        days_to_long_term=days_left,
    )


def linear_tax(use: LotUse, rates: TaxRates) -> Decimal:
    """Tax a gain at the rate of its term; a loss saves as much (domain §5.2)."""
    return EXACT.multiply(use.gain, rates.of(use.term))


def _day_gains_are_long(parts: Sequence[TaxLot], uses: Sequence[LotUse]) -> date | None:
    used = zip(parts, uses, strict=True)
    turning = (
        long_term_from(part.held_from) for part, use in used if use.term is Term.SHORT and use.gain > 0
    )
    return max(turning, default=None)
