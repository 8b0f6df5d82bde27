"""Turn weights into aims that can be traded: whole shares as they are, everything else in whole cents."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from trimtab.domain.money import CENT, ZERO
from trimtab.domain.optimum import Aim
from trimtab.optimise.problem import Vector
from trimtab.optimise.question import Question, Way

_WHOLE: Final = 1e-9
"""This near to the end of its way, as a part of it, a symbol goes all of it."""


_DIGITS: Final = 6
"""Places of an amount that floats are good for; what is nearer to a cent than that is one."""


def aims_of(question: Question, weights: Vector, *, is_tight: bool = False) -> tuple[Aim, ...]:
    """Read from weights how far each symbol goes; what cannot be moved is named too, so that it says why not.

    Sales are cut up to the cent, so that they keep what they were meant to; tight ones are cut down.
    """
    return tuple(
        aim
        for way, weight in zip(question.ways, weights, strict=True)
        for aim in _aim(question, way, float(weight), is_tight=is_tight)
    )


def _aim(question: Question, way: Way, weight: float, *, is_tight: bool) -> Iterator[Aim]:
    if way.whole is None:
        yield Aim(symbol=way.symbol)
        return
    part = (weight - float(way.weight)) / question.part(way.reach)
    if part >= 1.0 - _WHOLE:
        yield Aim(symbol=way.symbol)
        return
    amount = _amount(way, round(Decimal(part) * abs(way.reach), _DIGITS), is_tight=is_tight)
    if amount > 0:
        yield Aim(symbol=way.symbol, change=amount if way.reach > 0 else -amount)


def _amount(way: Way, amount: Decimal, *, is_tight: bool) -> Decimal:
    if way.share_value:
        return round(amount / way.share_value) * way.share_value
    is_up = way.reach < 0 and not is_tight
    cents = amount.quantize(CENT, rounding=ROUND_CEILING if is_up else ROUND_FLOOR)
    # Cut to shares, an aim at the least trade itself would fall below it.
    is_least = abs(amount - way.least) < CENT
    return way.least + CENT if is_least else cents if amount >= CENT else ZERO
