"""Keep the cash of every step: what each leg takes or brings, and what is left."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from trimtab.domain.currency import CashBalance, FxTrade
from trimtab.domain.money import ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.snapshot import Snapshot
from trimtab.domain.trade import Side, Trade
from trimtab.domain.what_if import LedgerStep

Leg = Trade | FxTrade


def legs_in_order(plan: Plan) -> tuple[Leg, ...]:
    """Put a plan's legs in the order they are carried out: sales, exchanges, purchases (domain rule 32)."""
    return (*plan.of_side(Side.SELL), *plan.fx_trades, *plan.of_side(Side.BUY))


def keep_ledger(snapshot: Snapshot, legs: Iterable[Leg]) -> tuple[LedgerStep, ...]:
    """Write down the cash after each leg, by currency; costs are paid in base currency with their trade."""
    base = snapshot.base_currency
    balances = {cash.currency: cash.amount for cash in snapshot.foreign_cash} | {base: snapshot.cash}
    steps: list[LedgerStep] = []
    for number, leg in enumerate(legs, start=1):
        cost = leg.costs.total if isinstance(leg, Trade) else ZERO
        for currency, change in (*_changes(leg, base), (base, -cost)):
            balances[currency] = balances.get(currency, ZERO) + change
        steps.append(_step(number, leg, cost, balances, base))
    return tuple(steps)


def _changes(leg: Leg, base: str) -> tuple[tuple[str, Decimal], ...]:
    if isinstance(leg, Trade):
        return ((leg.currency, leg.cash_effect),)
    sign = 1 if leg.side is Side.BUY else -1
    return ((leg.currency, sign * leg.amount), (base, -sign * leg.base_amount))


def _step(number: int, leg: Leg, cost: Decimal, balances: dict[str, Decimal], base: str) -> LedgerStep:
    currency, change = _changes(leg, base)[0]
    foreign = sorted(balances.keys() - {base})
    return LedgerStep(
        number=number,
        leg=leg.symbol if isinstance(leg, Trade) else leg.trade_id,
        side=leg.side,
        currency=currency,
        change=change,
        cost=cost,
        cash=balances[base],
        foreign_cash=tuple(CashBalance(currency=each, amount=balances[each]) for each in foreign),
    )
