"""Substitutes: they are the owner's and count for no more than they may, and swaps are whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from trimtab.domain.money import SHARE_DUST, ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.request import Substitution, Swap
from trimtab.domain.trade import Side, Trade
from trimtab.planning.check.facts import Facts, step_of, value_of
from trimtab.planning.check.findings import SLACK, Finding, broken, exceeds
from trimtab.planning.check.limits import costs_of
from trimtab.planning.check.measures import swap_value


def check_substitutes(facts: Facts) -> Iterator[Finding]:
    """Find substitutes nobody named, with a target of their own, or that count for more than the target."""
    targets = {target.symbol: target.weight for target in facts.policy.targets.enabled}
    for pair in facts.request.substitutions:
        is_odd = not _is_named(facts, pair) or pair.symbol not in targets or pair.substitute in targets
        text = f"may not stand in for {pair.symbol}"
        yield from broken("substitute", pair.substitute, text, when=is_odd)
        yield from broken("substitute", pair.substitute, f"counts {pair.weight}", when=not pair.weight >= 0)
    for symbol in {pair.symbol for pair in facts.request.substitutions}:
        parts = [pair.weight for pair in facts.request.substitutions if pair.symbol == symbol]
        most = targets.get(symbol, ZERO) + SLACK
        yield from exceeds("substituted", symbol, amount=sum(parts, ZERO), most=most)


def check_swaps(facts: Facts, plan: Plan) -> Iterator[Finding]:
    """Find swaps between strangers, and swaps that are made in part only: costs and steps may be missing.

    A swap is no longer one where the owner has changed one of its trades.
    """
    swaps = facts.request.whole_swaps
    counts = Counter(symbol for swap in swaps for symbol in (swap.sold, swap.bought))
    trades = {(trade.symbol, trade.side): trade for trade in plan.trades}
    spared = costs_of(plan)
    for swap in swaps:
        is_odd = max(counts[swap.sold], counts[swap.bought]) > 1 or not _is_pair(facts, swap)
        yield from broken("swap", swap.sold, f"for {swap.bought} is none", when=is_odd)
        sale, purchase = trades.get((swap.sold, Side.SELL)), trades.get((swap.bought, Side.BUY))
        is_missing = sale is None or purchase is None
        yield from broken("swap", swap.sold, f"for {swap.bought} is not made", when=is_missing)
        sold, spent = sale.quantity if sale else ZERO, value_of(purchase) if purchase else ZERO
        yield from exceeds(
            "swap: sale", swap.sold, amount=swap.quantity - step_of_shares(facts, swap.sold), most=sold
        )
        least = swap_value(facts, swap) - spared - step_of(facts, swap.bought)
        least -= step_of(facts, swap.sold) + SLACK * facts.total
        yield from exceeds("swap: purchase", swap.bought, amount=least, most=spent)


def step_of_shares(facts: Facts, symbol: str) -> Decimal:
    """Tell what the smallest difference between two trades of a symbol is in shares."""
    price = facts.prices.get(symbol)
    return step_of(facts, symbol) / price if price else ZERO


def beside_swaps(facts: Facts, trade: Trade) -> Trade:
    """Return what a trade does beside the swap it is part of; nothing where only rounding is left."""
    moved = sum((_moved(facts, swap, trade) for swap in facts.request.swaps), ZERO)
    if not moved:
        return trade
    rest = trade.quantity - moved
    dust = step_of_shares(facts, trade.symbol) + SHARE_DUST
    return replace(trade, quantity=rest if rest > dust else ZERO)


def _moved(facts: Facts, swap: Swap, trade: Trade) -> Decimal:
    if trade.symbol == swap.sold and trade.side is Side.SELL:
        return swap.quantity
    if trade.symbol == swap.bought and trade.side is Side.BUY:
        return swap_value(facts, swap) / (trade.price * trade.fx_rate)
    return ZERO


def _is_named(facts: Facts, pair: Substitution) -> bool:
    tax = facts.policy.tax
    identical = {
        symbol for group in tax.identical if pair.symbol in group.symbols for symbol in group.symbols
    }
    named = {
        symbol for known in tax.substitutes if known.symbol == pair.symbol for symbol in known.substitutes
    }
    return pair.substitute in named - identical - {pair.symbol}


def _is_pair(facts: Facts, swap: Swap) -> bool:
    pairs = {(pair.symbol, pair.substitute) for pair in facts.request.substitutions}
    return (swap.sold, swap.bought) in pairs or (swap.bought, swap.sold) in pairs
