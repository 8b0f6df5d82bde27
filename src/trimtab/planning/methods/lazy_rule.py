"""The lazy rule: new money goes to whatever lacks most, and money is taken from whatever has too much.

Source: Mao's lazy rule (domain §4.11), in exact rationals. Amounts are values in base currency by symbol;
what lacks most has the smallest value per target.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

Amounts = Mapping[str, Fraction]

_NOTHING: Final = Fraction(0)


def feed(amount: Fraction, values: Amounts, targets: Amounts) -> dict[str, Fraction]:
    """Share out an amount: first to the smallest value per target, until it ties with the next.

    Those that tie grow in proportion to their targets. The shares add up to the amount; without any target
    above zero there are none.
    """
    wanted = [symbol for symbol in targets if targets[symbol] > 0]
    if not wanted:
        return {}
    level = _level(amount, values, {symbol: targets[symbol] for symbol in wanted})
    shares = {symbol: level * targets[symbol] - values[symbol] for symbol in wanted}
    return {symbol: share for symbol, share in shares.items() if share > 0}


def draw(amount: Fraction, values: Amounts, targets: Amounts, free: Amounts) -> dict[str, Fraction]:
    """Take an amount: first what has no target, then the largest value per target until it ties.

    No more than what is free is taken of any, so that the shares add up to the amount or to all that is free.
    Only symbols with a target take part, be it zero.
    """
    unwanted = {symbol: free[symbol] for symbol in targets if free[symbol] > 0 and not targets[symbol]}
    worth = sum(unwanted.values(), _NOTHING)
    if amount <= worth:
        return {symbol: part * amount / worth for symbol, part in unwanted.items() if amount > 0}
    giving = {symbol: free[symbol] for symbol in targets if free[symbol] > 0 and targets[symbol]}
    return unwanted | _draw_level(amount - worth, values, targets, giving)


def _draw_level(amount: Fraction, values: Amounts, targets: Amounts, free: Amounts) -> dict[str, Fraction]:
    """Lower the level that all values per target are cut to, past those that have no more to give."""
    taken: dict[str, Fraction] = {}
    giving = dict(free)
    while giving:
        # The mirror image: values below zero are fed.
        wanted = {symbol: targets[symbol] for symbol in giving}
        shares = feed(amount, {symbol: -values[symbol] for symbol in giving}, wanted)
        spent = {symbol: giving.pop(symbol) for symbol, share in shares.items() if share >= giving[symbol]}
        if not spent:
            return taken | shares
        taken |= spent
        amount -= sum(spent.values(), _NOTHING)
    return taken


def _level(amount: Fraction, values: Amounts, targets: Amounts) -> Fraction:
    """Find the value per target that the amount lifts the lowest ones to."""
    filled, width = amount, _NOTHING
    for symbol in sorted(targets, key=lambda symbol: values[symbol] / targets[symbol]):
        if width and values[symbol] * width >= filled * targets[symbol]:
            break
        filled += values[symbol]
        width += targets[symbol]
    return filled / width
