"""How much prices have moved, alone and together: figures of daily log returns, in exact decimals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from itertools import pairwise
from typing import Final

from trimtab.domain.holdings import DailyBar
from trimtab.domain.money import ZERO

SESSIONS_A_YEAR: Final = Decimal(252)

_FIGURES: Final = Context(prec=28, rounding=ROUND_HALF_EVEN)
"""Fixed, so that equal prices give equal figures whatever the caller's context is."""

_RETURN_STEP: Final = Decimal("1E-18")
"""Short enough that hundreds of returns add up without rounding: equal returns do not vary at all."""

_CORRELATION_STEP: Final = Decimal("1E-12")

Returns = tuple[Decimal, ...]


def common_days(
    bars: Mapping[str, Sequence[DailyBar]], symbols: Sequence[str], before: date
) -> tuple[date, ...]:
    """List the days before a day on which each of some symbols has a close, in order."""
    days = [{bar.day for bar in bars.get(symbol, ()) if bar.day < before} for symbol in symbols]
    return tuple(sorted(set.intersection(*days))) if days else ()


def log_returns(bars: Sequence[DailyBar], days: Sequence[date]) -> Returns:
    """Return the natural logarithm of each close over the one before it, on some days in order."""
    closes = {bar.day: bar.close for bar in bars}
    with localcontext(_FIGURES):
        growth = (closes[day] / closes[earlier] for earlier, day in pairwise(days))
        return tuple(each.ln().quantize(_RETURN_STEP) for each in growth)


def mixed_returns(returns: Mapping[str, Returns], weights: Mapping[str, Decimal]) -> Returns:
    """Return the returns of a portfolio: each day the sum of weight times return."""
    with localcontext(_FIGURES):
        rows = ([weights[symbol] * each for each in returns[symbol]] for symbol in returns)
        return tuple(sum(day, ZERO).quantize(_RETURN_STEP) for day in zip(*rows, strict=True))


def volatility(returns: Returns) -> Decimal:
    """Return the sample standard deviation of daily returns over a year, a fraction; two returns at least."""
    with localcontext(_FIGURES):
        squares = sum((deviation**2 for deviation in _deviations(returns)), ZERO)
        return (squares / (len(returns) - 1) * SESSIONS_A_YEAR).sqrt()


def correlation(one: Returns, other: Returns) -> Decimal | None:
    """Return the correlation of two series of daily returns, -1 to 1; None where one never moves."""
    with localcontext(_FIGURES):
        ours, theirs = _deviations(one), _deviations(other)
        spread = (_product(ours, ours) * _product(theirs, theirs)).sqrt()
        return (_product(ours, theirs) / spread).quantize(_CORRELATION_STEP) if spread else None


def difference(before: Decimal, now: Decimal) -> Decimal:
    """Return how far apart two figures are."""
    with localcontext(_FIGURES):
        return abs(now - before)


def relative_difference(before: Decimal, now: Decimal) -> Decimal:
    """Return how far apart two figures are as a part of the first; from nothing to something is infinite."""
    distance = difference(before, now)
    if not distance or not before:
        return distance and Decimal("Infinity")
    with localcontext(_FIGURES):
        return distance / abs(before)


def _deviations(returns: Returns) -> Returns:
    mean = sum(returns, ZERO) / len(returns)
    return tuple(each - mean for each in returns)


def _product(ours: Returns, theirs: Returns) -> Decimal:
    return sum((one * other for one, other in zip(ours, theirs, strict=True)), ZERO)
