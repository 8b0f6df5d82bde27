"""CASH_FLOW: invest new money with buys only, or raise money with sells only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from trimtab.domain.drift import DriftReport, DriftRow
from trimtab.domain.money import ZERO
from trimtab.domain.reasons import ReasonCode
from trimtab.domain.request import PlanRequest
from trimtab.planning.methods.destination import Move
from trimtab.planning.methods.lazy_rule import draw, feed
from trimtab.planning.methods.steps import step_value

Rows = tuple[DriftRow, ...]
Amounts = Mapping[str, Fraction]

_NOTHING: Final = Fraction(0)

_LEAST_SIGN: Final = Decimal("0.5")
"""Half a step stands for a share of less than one: it says which way, and is too small to trade."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """Who takes part in a flow, in values of base currency by symbol.

    `free` is what may be sold, `step` the value of the smallest quantity, `least` that of a worthwhile trade.
    """

    values: Amounts
    targets: Amounts
    free: Amounts
    step: Amounts
    least: Amounts


@dataclass(frozen=True, slots=True)
class _Draw:
    """How many whole steps to sell; `is_all` where the remainder is wanted, too, and is less than a step."""

    count: int
    is_all: bool


_Split = Callable[[Sequence[str]], dict[str, Fraction]]


def move_flow(request: PlanRequest, drift: DriftReport, rows: Rows) -> dict[str, Move]:
    """Invest or raise the amount of the flow by the lazy rule (domain §4.11), before costs.

    Shares too small to trade go to the others. Buys never exceed the amount; sells reach it within one step,
    or sell all that is free.
    """
    amount = Fraction(flow_amount(request, drift))
    if not request.cash_flow:
        amount = min(amount, _lacking(drift, rows))
    field = _survey(request, rows)
    if amount > 0:
        bought = _invest(amount, field)
        return {symbol: _buy(request, symbol, count) for symbol, count in bought.items()}
    sold = _raise(-amount, field)
    return {row.key: _sell(request, row, sold[row.key]) for row in rows if row.key in sold}


def flow_amount(request: PlanRequest, drift: DriftReport) -> Decimal:
    """Return what to invest, or as a negative amount what to raise, in base currency.

    Without an amount in the request: what cash has above its target and reserve, or lacks of its reserve.
    """
    if request.cash_flow:
        return request.cash_flow
    cash = drift.rows[-1]
    reserve = request.policy.constraints.cash_reserve(drift.total_value)
    surplus = cash.market_value - max(cash.target_weight * drift.total_value, reserve)
    return max(surplus, ZERO) + min(cash.market_value - reserve, ZERO)


def probe_flow(request: PlanRequest, drift: DriftReport, row: DriftRow) -> Move:
    """Measure a row's move if the whole flow were its own, as far as it is there to be sold."""
    amount = flow_amount(request, drift)
    return Move(row.key, max(amount, -row.market_value))


def _lacking(drift: DriftReport, rows: Iterable[DriftRow]) -> Fraction:
    """Sum up what rows lack of their targets: cash that is merely idle lifts nothing above its target."""
    total = Fraction(drift.total_value)
    ways = (Fraction(row.target_weight) * total - Fraction(row.market_value) for row in rows)
    return sum((max(way, _NOTHING) for way in ways), _NOTHING)


def _survey(request: PlanRequest, rows: Rows) -> _Field:
    snapshot = request.snapshot
    steps = {row.key: Fraction(step_value(snapshot, row.key)) for row in rows}
    known = tuple(row for row in rows if steps[row.key])
    return _Field(
        values={row.key: Fraction(row.market_value) for row in known},
        targets={row.key: Fraction(row.target_weight) for row in known},
        free={row.key: _free(request, row.key) for row in known},
        step={row.key: steps[row.key] for row in known},
        least={row.key: Fraction(request.least_trade(row.key)) for row in known},
    )


def _free(request: PlanRequest, symbol: str) -> Fraction:
    price = request.snapshot.base_price(symbol) or ZERO
    return Fraction(request.snapshot.holding(symbol).available_quantity) * Fraction(price)


def _invest(amount: Fraction, field: _Field) -> dict[str, int]:
    """Feed the amount in whole steps, and spend what cutting left over on the largest remainders first."""
    shares = _worthwhile(field, lambda symbols: feed(amount, *_of(field, symbols)))
    steps = {symbol: share // field.step[symbol] for symbol, share in shares.items()}
    left = amount - _worth(field, steps)
    for symbol in _by_remainder(field, shares):
        if steps[symbol] and field.step[symbol] <= left:
            steps[symbol] += 1
            left -= field.step[symbol]
    return steps


def _raise(amount: Fraction, field: _Field) -> dict[str, _Draw]:
    """Draw the amount in whole steps, and add steps by the largest remainders until it is reached."""
    shares = _worthwhile(field, lambda symbols: draw(amount, *_of(field, symbols), field.free))
    steps = {symbol: share // field.step[symbol] for symbol, share in shares.items()}
    lacking = amount - _worth(field, steps)
    for symbol in _by_remainder(field, shares):
        if lacking > 0 and (steps[symbol] + 1) * field.step[symbol] <= field.free[symbol]:
            steps[symbol] += 1
            lacking -= field.step[symbol]
    return {
        symbol: _Draw(
            count, is_all=shares[symbol] > count * field.step[symbol] and _is_last(field, symbol, count)
        )
        for symbol, count in steps.items()
    }


def _is_last(field: _Field, symbol: str, count: int) -> bool:
    return (count + 1) * field.step[symbol] > field.free[symbol]


def _worthwhile(field: _Field, split: _Split) -> dict[str, Fraction]:
    """Split among all, then without half of those whose share is too small to trade, until none is.

    When nothing would be left, the first split stands and says what was too small.
    """
    symbols = list(field.values)
    first = shares = split(symbols)
    while small := sorted(_too_small(field, shares), key=lambda symbol: (shares[symbol], symbol)):
        out = set(small[: (len(small) + 1) // 2])
        symbols = [symbol for symbol in symbols if symbol not in out]
        shares = split(symbols)
    return shares or first


def _too_small(field: _Field, shares: Amounts) -> list[str]:
    counts = {symbol: share // field.step[symbol] for symbol, share in shares.items()}
    return [
        symbol
        for symbol, count in counts.items()
        if not count or count * field.step[symbol] < field.least[symbol]
    ]


def _of(field: _Field, symbols: Sequence[str]) -> tuple[Amounts, Amounts]:
    return {s: field.values[s] for s in symbols}, {s: field.targets[s] for s in symbols}


def _worth(field: _Field, steps: Mapping[str, int]) -> Fraction:
    return sum((count * field.step[symbol] for symbol, count in steps.items()), _NOTHING)


def _by_remainder(field: _Field, shares: Amounts) -> list[str]:
    return sorted(shares, key=lambda symbol: (-(shares[symbol] % field.step[symbol]), symbol))


def _buy(request: PlanRequest, symbol: str, count: int) -> Move:
    change = (Decimal(count) or _LEAST_SIGN) * step_value(request.snapshot, symbol)
    return Move(symbol, change, code=ReasonCode.CASH_INVESTMENT)


def _sell(request: PlanRequest, row: DriftRow, drawn: _Draw) -> Move:
    """Sell a number of steps; what has no target goes with its remainder where that is wanted as well."""
    change = -(Decimal(drawn.count) or _LEAST_SIGN) * step_value(request.snapshot, row.key)
    is_exit = drawn.is_all and not row.target_weight
    return Move(row.key, change, is_exit=is_exit, code=ReasonCode.CASH_RAISED)
