"""Run the exact ledger on a plan before anything is sent: what it realises and which losses do not count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

from trimtab.domain.tax_event import Acquisition, Sale, TaxEvent
from trimtab.domain.tax_ledger import LedgerState, TaxPosition
from trimtab.domain.tax_lot import EXACT
from trimtab.tax.replay import apply_events
from trimtab.tax.sales import ProposedSale


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedPurchase:
    """Shares to buy on a day in the account the plan trades in; the price is per share in US dollars."""

    symbol: str
    quantity: Decimal
    price: Decimal
    day: date


def foresee(
    position: TaxPosition, sales: Sequence[ProposedSale], purchases: Sequence[ProposedPurchase]
) -> LedgerState:
    """Tell what a plan would make of the ledger, the purchases of a day after its sales.

    Disposals, wash sales and findings are the plan's alone; among the wash sales may be such of an earlier
    loss that a purchase would take away. What is sold of a symbol in dispute is left out.
    """
    before = replace(position.state, disposals=(), wash_sales=(), findings=())
    events: list[TaxEvent] = [
        *(
            _sold(position, sale, number)
            for number, sale in enumerate(sales)
            if sale.symbol not in position.disputed
        ),
        *(_bought(position, purchase, number) for number, purchase in enumerate(purchases)),
    ]
    return apply_events(before, position.rules, sorted(events, key=lambda event: event.order))


def _sold(position: TaxPosition, sale: ProposedSale, number: int) -> Sale:
    return Sale(
        event_id=f"plan-sale-{number:06}",
        account=position.account,
        at=datetime.combine(sale.day, time(17), UTC),
        day=sale.day,
        symbol=sale.symbol,
        quantity=sale.quantity,
        proceeds=EXACT.multiply(sale.quantity, sale.price),
    )


def _bought(position: TaxPosition, purchase: ProposedPurchase, number: int) -> Acquisition:
    return Acquisition(
        event_id=f"plan-purchase-{number:06}",
        account=position.account,
        at=datetime.combine(purchase.day, time(18), UTC),
        day=purchase.day,
        symbol=purchase.symbol,
        quantity=purchase.quantity,
        cost=EXACT.multiply(purchase.quantity, purchase.price),
        acquired=purchase.day,
    )
