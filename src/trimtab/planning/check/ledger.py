"""Cash in every currency after every leg, in the order of sending: sells, exchanges, buys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from trimtab.domain.currency import CashBalance, FxTrade
from trimtab.domain.instruments import CASH
from trimtab.domain.money import CENT, ONE, ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.request import Repatriation
from trimtab.domain.trade import Side, Trade
from trimtab.planning.check.facts import Amounts, Facts, amount_of, signed, value_all
from trimtab.planning.check.findings import SLACK, Finding, broken, differs, exceeds


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One leg and the cash of every currency after it."""

    leg: str
    balances: Amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Every step of a plan; `sold` is the cash after the last sell, `end` after the last leg."""

    steps: tuple[Step, ...]
    sold: Amounts
    end: Amounts


def write_ledger(facts: Facts, plan: Plan) -> Ledger:
    """Book a plan's legs one after the other; costs are paid in base currency with their leg."""
    sells = [trade for trade in plan.trades if trade.side is Side.SELL]
    buys = [trade for trade in plan.trades if trade.side is Side.BUY]
    legs: tuple[Trade | FxTrade, ...] = (*sells, *plan.fx_trades, *buys)
    balances, steps = dict(facts.cash), []
    sold: Amounts = balances
    for leg in legs:
        balances = _booked(balances, leg, facts.snapshot.base_currency)
        steps.append(Step(leg=leg.trade_id if isinstance(leg, FxTrade) else leg.symbol, balances=balances))
        sold = balances if isinstance(leg, Trade) and leg.side is Side.SELL else sold
    return Ledger(steps=tuple(steps), sold=sold, end=balances)


def check_cash(facts: Facts, plan: Plan, ledger: Ledger) -> Iterator[Finding]:
    """Find overdrafts at any step, money that appears or vanishes, and buys that take more than they may."""
    before: Amounts = facts.cash
    for step in ledger.steps:
        for currency, amount in step.balances.items():
            least = min(before.get(currency, ZERO), ZERO)
            is_short = not amount >= least
            yield from broken("overdraft", currency, f"is {amount} after {step.leg}", when=is_short)
        before = step.balances
    base = facts.snapshot.base_currency
    yield from differs("cash after", base, expected=ledger.end[base], found=plan.cash_after)
    foreign = tuple(
        CashBalance(currency=currency, amount=amount)
        for currency, amount in sorted(ledger.end.items())
        if currency != base and amount
    )
    yield from differs("cash after", "foreign", expected=foreign, found=plan.foreign_cash_after)


def check_floor(facts: Facts, ledger: Ledger, floor: Decimal) -> Iterator[Finding]:
    """Find buys that are paid from what has to stay: below the floor nothing is spent (I-04)."""
    left, kept = (value_all({}, cash, {}, facts.rates)[CASH] for cash in (ledger.end, ledger.sold))
    least = min(floor, kept) - abs(floor) * SLACK
    yield from exceeds("cash floor", CASH, amount=least, most=left)


def check_exchanges(facts: Facts, plan: Plan) -> Iterator[Finding]:
    """Find exchanges at another rate, of another size, or that nothing asked for (domain rules 33 to 35)."""
    needs = _net_flows(facts, plan)
    seen = [fx.currency for fx in plan.fx_trades]
    yield from differs("exchanges once", "foreign", expected=len(set(seen)), found=len(seen))
    for fx in plan.fx_trades:
        yield from differs("exchange rate", fx.currency, expected=facts.rates.get(fx.currency), found=fx.rate)
        is_odd = fx.currency == facts.snapshot.base_currency or not fx.amount > 0 or bool(fx.amount % CENT)
        yield from broken("exchange", fx.currency, f"of {fx.amount} is none", when=is_odd)
        balance = needs.get(fx.currency, ZERO)
        rule = _purchase if fx.side is Side.BUY else _repatriation
        yield from rule(facts, fx, balance)


def check_dependencies(plan: Plan) -> Iterator[Finding]:
    """Find buys that do not wait for the exchange that pays for them, or that wait for another."""
    bought = {fx.currency: (fx.trade_id,) for fx in plan.fx_trades if fx.side is Side.BUY}
    for trade in plan.trades:
        expected = bought.get(trade.currency, ()) if trade.side is Side.BUY else ()
        yield from differs("depends on", trade.symbol, expected=expected, found=trade.depends_on)


def _booked(balances: Amounts, leg: Trade | FxTrade, base: str) -> dict[str, Decimal]:
    after = dict(balances)
    if isinstance(leg, FxTrade):
        change, price = signed(leg.side, leg.amount), -signed(leg.side, leg.amount * leg.rate)
    else:
        change, price = -signed(leg.side, amount_of(leg)), ZERO
        price -= leg.costs.spread + leg.costs.commission + leg.costs.impact
    after[leg.currency] = after.get(leg.currency, ZERO) + change
    after[base] += price
    return after


def _net_flows(facts: Facts, plan: Plan) -> dict[str, Decimal]:
    """Tell what the security trades leave of every currency, before any exchange."""
    balances = dict(facts.cash)
    for trade in plan.trades:
        balances = _booked(balances, trade, facts.snapshot.base_currency)
    return balances


def _purchase(facts: Facts, fx: FxTrade, balance: Decimal) -> Iterator[Finding]:
    wanted = max(-balance, ZERO) * (ONE + facts.request.options.fx_buffer_pct)
    is_off = not 0 <= fx.amount - wanted < CENT or not wanted
    yield from broken("exchange size", fx.currency, f"is {fx.amount}, needed are {wanted}", when=is_off)


def _repatriation(facts: Facts, fx: FxTrade, balance: Decimal) -> Iterator[Finding]:
    options = facts.request.options
    is_off = options.repatriation is Repatriation.OFF
    yield from broken("repatriation", fx.currency, "was not asked for", when=is_off)
    sweep = options.repatriation is Repatriation.SWEEP_ALL
    keep = ZERO if sweep else options.repatriation_threshold / fx.rate
    spare = balance - keep
    is_wrong = not 0 <= spare - fx.amount < CENT
    text = f"is {fx.amount}, above {keep} there are {spare}"
    yield from broken("exchange size", fx.currency, text, when=is_wrong)
