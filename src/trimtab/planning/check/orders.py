"""Each trade by itself: its price, its size, its costs, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from typing import Final

from trimtab.domain.instruments import CASH, Instrument, QuantityUnit
from trimtab.domain.money import CENT, SHARE_DUST, ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.trade import Side, Trade
from trimtab.planning.check.facts import Facts, estimate, value_of
from trimtab.planning.check.findings import SLACK, Finding, broken, differs, exceeds

COST_ROUNDING: Final = Decimal("0.000002")
"""Estimated costs are rounded up to a millionth, the root inside them to the digits there are."""


def check_orders(facts: Facts, plan: Plan) -> Iterator[Finding]:
    """Find trades that are not what the snapshot, the instrument and the minimum allow."""
    for trade in plan.trades:
        instrument = facts.instruments.get(trade.symbol)
        quote = facts.quotes.get(trade.symbol)
        if instrument is None or quote is None or trade.symbol == CASH:
            yield from broken("known", trade.symbol, "has no instrument or price, or is cash", when=True)
            continue
        yield from differs("price", trade.symbol, expected=quote.price, found=trade.price)
        yield from _currency(facts, trade, instrument)
        yield from _size(facts, trade, instrument)
        yield from _worth(facts, trade)
        yield from _costs(facts, trade, instrument)
        yield from broken("words", trade.symbol, "is traded without a reason", when=not trade.reason.text)


def minimum_of(facts: Facts, symbol: str) -> Decimal:
    """Return the least value of a trade in base currency: the largest of three (domain rule 8)."""
    entry, known = facts.entries.get(symbol), facts.instruments.get(symbol)
    counts = entry is not None and known is not None and facts.request.options.suppress_dust_trades
    shelf = (
        entry.minimum_trade * facts.rates.get(known.currency, ZERO) if entry and known and counts else ZERO
    )
    return max(facts.policy.costs.minimum_trade, facts.request.minimum_trade, shelf)


def _currency(facts: Facts, trade: Trade, instrument: Instrument) -> Iterator[Finding]:
    yield from differs("currency", trade.symbol, expected=instrument.currency, found=trade.currency)
    rate = facts.rates.get(instrument.currency)
    yield from differs("rate", trade.symbol, expected=rate, found=trade.fx_rate)
    yield from differs("held", trade.symbol, expected=facts.quantity(trade.symbol), found=trade.held_quantity)


def _size(facts: Facts, trade: Trade, instrument: Instrument) -> Iterator[Finding]:
    is_sell, available = trade.side is Side.SELL, facts.available(trade.symbol)
    yield from broken(
        "quantity", trade.symbol, f"is {trade.quantity}, not positive", when=not trade.quantity > 0
    )
    if is_sell:
        yield from exceeds("oversell", trade.symbol, amount=trade.quantity, most=available)
    if is_sell and trade.notional is None and trade.quantity == available:
        return
    is_money = instrument.unit is QuantityUnit.NOTIONAL
    fault = _money_fault(trade) if is_money else _share_fault(trade, instrument)
    yield from broken("rounding", trade.symbol, fault, when=bool(fault))


def _share_fault(trade: Trade, instrument: Instrument) -> str:
    step = Decimal(1) if instrument.unit is QuantityUnit.WHOLE else SHARE_DUST
    if trade.notional is not None:
        return f"is sized in money, but {instrument.unit.value}"
    return f"{trade.quantity} is no multiple of {step}" if trade.quantity % step else ""


def _money_fault(trade: Trade) -> str:
    if trade.notional is None:
        return "is sized in shares, but NOTIONAL"
    if trade.notional % CENT:
        return f"{trade.notional} is no number of cents"
    shares = (trade.notional / trade.price).quantize(SHARE_DUST, rounding=ROUND_DOWN)
    return "" if shares == trade.quantity else f"{trade.quantity} shares are not {trade.notional} in money"


def _worth(facts: Facts, trade: Trade) -> Iterator[Finding]:
    value, least = value_of(trade), minimum_of(facts, trade.symbol)
    yield from broken("minimum", trade.symbol, f"{value} is less than {least}", when=value < least)
    costs = trade.costs.spread + trade.costs.commission + trade.costs.impact
    is_waste = trade.side is Side.SELL and costs > value
    yield from broken("waste", trade.symbol, f"brings {value} and costs {costs}", when=is_waste)


def _costs(facts: Facts, trade: Trade, instrument: Instrument) -> Iterator[Finding]:
    wanted = estimate(facts, instrument, trade.quantity, value_of(trade))
    pairs = (
        ("spread", wanted.spread, trade.costs.spread),
        ("commission", wanted.commission, trade.costs.commission),
        ("impact", wanted.impact, trade.costs.impact),
    )
    for kind, amount, found in pairs:
        is_off = not -SLACK <= found - amount <= COST_ROUNDING
        yield from broken(f"cost of {kind}", trade.symbol, f"is {found}, not {amount}", when=is_off)
