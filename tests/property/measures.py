"""What properties measure on a plan, computed apart from the planner."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from trimtab.domain.currency import FxTrade
from trimtab.domain.drift import DriftReport
from trimtab.domain.instruments import CASH
from trimtab.domain.plan import Plan
from trimtab.domain.request import PlanRequest
from trimtab.domain.trade import Side, Trade

ZERO = Decimal(0)
DUST = Decimal("1E-9")


def balances(request: PlanRequest) -> dict[str, Decimal]:
    """Cash by currency before any trade."""
    account = request.snapshot
    return {account.base_currency: account.cash} | {
        cash.currency: cash.amount for cash in account.foreign_cash
    }


def legs(made: Plan) -> Iterator[tuple[str, dict[str, Decimal]]]:
    """What each leg adds to which currency, in the order of sending: sells, exchanges, buys (rule 32)."""
    for sell in made.of_side(Side.SELL):
        yield sell.symbol, moved(sell)
    for fx in made.fx_trades:
        yield fx.trade_id, exchanged(fx)
    for buy in made.of_side(Side.BUY):
        yield buy.symbol, moved(buy)


def moved(trade: Trade) -> dict[str, Decimal]:
    """What a security trade adds to its currency, and its costs to base currency."""
    change = {trade.currency: trade.cash_effect}
    change["USD"] = change.get("USD", ZERO) - trade.costs.total
    return change


def exchanged(fx: FxTrade) -> dict[str, Decimal]:
    """What an exchange adds to either currency."""
    sign = 1 if fx.side is Side.BUY else -1
    return {fx.currency: sign * fx.amount, "USD": -sign * fx.amount * fx.rate}


def ledger(request: PlanRequest, made: Plan) -> Iterator[dict[str, Decimal]]:
    """Cash by currency after each leg."""
    now = balances(request)
    yield dict(now)
    for _, change in legs(made):
        now = {name: now.get(name, ZERO) + change.get(name, ZERO) for name in now.keys() | change.keys()}
        yield dict(now)


def total_cash(request: PlanRequest, cash: dict[str, Decimal]) -> Decimal:
    """All cash in base currency."""
    return sum((amount * (request.snapshot.rate(name) or ZERO) for name, amount in cash.items()), ZERO)


def bought(made: Plan) -> Decimal:
    """The value of all purchases, in base currency."""
    return sum((trade.value for trade in made.of_side(Side.BUY)), ZERO)


def sold(made: Plan) -> Decimal:
    """The value of all sales, in base currency."""
    return sum((trade.value for trade in made.of_side(Side.SELL)), ZERO)


def traded_value(made: Plan) -> Decimal:
    """The value of all trades, in base currency."""
    return bought(made) + sold(made)


def misplaced(report: DriftReport, goal: DriftReport) -> Decimal:
    """How much value is away from where the first valuation wants it, both ways together."""
    wanted = {row.key: row.target_weight * goal.total_value for row in goal.rows}
    values = {row.key: row.market_value for row in report.rows}
    keys = wanted.keys() | values.keys()
    return sum((abs(values.get(key, ZERO) - wanted.get(key, ZERO)) for key in keys), ZERO)


def rounding(request: PlanRequest) -> Decimal:
    """What cutting to steps may misplace, both ways together: a share, a billionth or a cent by symbol."""
    account = request.snapshot
    steps = (
        (account.base_price(known.symbol) or ZERO) * max(known.unit.step, DUST) + Decimal("0.01")
        for known in account.instruments
    )
    return 2 * sum(steps, Decimal("0.01") * (1 + len(account.fx_rates)))


def symbols_of(made: Plan) -> list[str]:
    """Every held or wanted symbol, cash left out."""
    return sorted(row.key for row in made.drift.rows if row.key != CASH)
