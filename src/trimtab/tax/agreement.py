"""Compare the lots of an account with what its broker says is held, and what it has cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from trimtab.domain.holdings import Holding
from trimtab.domain.money import SHARE_DUST, ZERO, to_text
from trimtab.domain.reasons import Reason, ReasonCode
from trimtab.domain.tax_ledger import LedgerState
from trimtab.domain.tax_lot import EXACT, TaxLot, exact_sum

AVERAGE_STEP: Final = Decimal("0.0001")
"""How far two average costs may be apart: the broker keeps four decimals of a cost per share once a split or
a merger has divided it (its own examples of such entries), and sixteen of what it then divides itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A symbol of which the ledger and the broker say different things; average costs in US dollars a share.

    An average is None where nothing is held, or where the broker does not tell.
    """

    symbol: str
    ledger_quantity: Decimal
    broker_quantity: Decimal
    ledger_average: Decimal | None
    broker_average: Decimal | None
    reason: Reason

    @property
    def is_about_shares(self) -> bool:
        """Whether lots are missing or too many; a broker may count an average in its own way."""
        return self.ledger_quantity != self.broker_quantity


def compare_with_broker(
    state: LedgerState, account: str, holdings: Sequence[Holding]
) -> tuple[Disagreement, ...]:
    """List the symbols of an account, in order, of which quantity or average cost differ.

    Quantities have to be equal. Costs are compared as the broker counts them, without losses that a wash sale
    has moved, and only where quantities agree and the broker tells.
    """
    lots: dict[str, list[TaxLot]] = {}
    for lot in state.lots:
        if lot.account == account:
            lots.setdefault(lot.symbol, []).append(lot)
    held = {holding.symbol: holding for holding in holdings}
    symbols = sorted(lots.keys() | held.keys())
    compared = (_compare(symbol, lots.get(symbol, []), held.get(symbol)) for symbol in symbols)
    return tuple(found for found in compared if found is not None)


def average_cost(lots: Iterable[TaxLot]) -> Decimal | None:
    """Return what a share of some lots has cost in US dollars, to nine decimals; None without shares."""
    counted = list(lots)
    quantity = exact_sum(lot.quantity for lot in counted)
    if not quantity:
        return None
    average = EXACT.divide(exact_sum(lot.cost for lot in counted), quantity)
    return average.quantize(SHARE_DUST, rounding=ROUND_HALF_EVEN, context=EXACT)


def _compare(symbol: str, lots: Sequence[TaxLot], held: Holding | None) -> Disagreement | None:
    quantity, told = exact_sum(lot.quantity for lot in lots), held.quantity if held else ZERO
    average, shown = average_cost(lots), held.average_cost if held else None
    reason = _quantity_reason(symbol, quantity, told) or _cost_reason(symbol, average, shown)
    if reason is None:
        return None
    return Disagreement(
        symbol=symbol,
        ledger_quantity=quantity,
        broker_quantity=told,
        ledger_average=average,
        broker_average=shown,
        reason=reason,
    )


def _quantity_reason(symbol: str, quantity: Decimal, told: Decimal) -> Reason | None:
    if quantity == told:
        return None
    what = f"the {to_text(told - quantity)} that are missing" if quantity < told else "what is really held"
    text = f"{symbol}: there are lots for {to_text(quantity)} shares, the broker holds {to_text(told)}."
    return Reason(ReasonCode.QUANTITY_DIFFERS, f"{text} Import lots for {what}.")


def _cost_reason(symbol: str, average: Decimal | None, shown: Decimal | None) -> Reason | None:
    if average is None or shown is None or abs(average - shown) <= AVERAGE_STEP:
        return None
    # Alpaca averages the purchases of a day before it counts sales, so that its figure may differ for a
    # while without an error anywhere (its page on average entry prices).
    text = f"{symbol}: a share has cost {to_text(average)} by its lots, {to_text(shown)} by the broker."
    remedy = (
        "Import the lots, unless it was sold from several purchases of one day, which the broker averages."
    )
    return Reason(ReasonCode.AVERAGE_COST_DIFFERS, f"{text} {remedy}")
