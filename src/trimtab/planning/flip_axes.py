"""Where a decision about a symbol may flip: along its price, its tolerance, or money paid in or out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from trimtab.domain.config import DriftMethod
from trimtab.domain.drift import DriftRow
from trimtab.domain.flip_point import FlipKind
from trimtab.domain.instruments import CASH
from trimtab.domain.money import CENT, ONE, ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.request import PlanRequest
from trimtab.planning.flip_search import Axis
from trimtab.planning.sizing import minimum_trade

_REACH: Final = 4
_SMALL_STEP: Final = Decimal("0.0001")


def start_of(kind: FlipKind, request: PlanRequest, symbol: str | None) -> Decimal | None:
    """Tell where a number stands now; None where it does not exist: no price, or no target of its own."""
    if kind is FlipKind.AMOUNT:
        return ZERO
    if kind is FlipKind.MINIMUM:
        return minimum_trade(request, symbol or CASH)
    if kind is FlipKind.PRICE:
        quote = request.snapshot.quote(symbol or CASH)
        return quote.price if quote else None
    policy = request.policy
    found = next((target for target in policy.targets.enabled if target.symbol == symbol), None)
    if found is None:
        return None
    return policy.drift.threshold if found.tolerance is None else found.tolerance


def step_of(kind: FlipKind, start: Decimal) -> Decimal:
    """Return the smallest change of a number: a tick, a cent, or a hundredth of a point of tolerance."""
    is_small = kind is FlipKind.DRIFT or (kind is FlipKind.PRICE and start < 1)
    return _SMALL_STEP if is_small else CENT


def axis_of(kind: FlipKind, sign: int, request: PlanRequest, plan: Plan, symbol: str | None) -> Axis | None:
    """Lay out the values at which a decision may flip, or None where there is no such number."""
    start = start_of(kind, request, symbol)
    if start is None:
        return None
    row = next((row for row in plan.drift.rows if row.key == symbol), None)
    guesses = tuple(_guesses(kind, request, plan, row)) if row else ()
    step, last = step_of(kind, start), _last(kind, sign, start, request)
    if kind is FlipKind.PRICE and sign == 1:
        last = max((last, *guesses)) + step
    return Axis(start=start, step=step, sign=sign, last=last, guesses=guesses)


def _last(kind: FlipKind, sign: int, start: Decimal, request: PlanRequest) -> Decimal:
    if kind is FlipKind.PRICE:
        return start * _REACH if sign == 1 else step_of(kind, start)
    if kind is FlipKind.DRIFT:
        return ONE if sign == 1 else ZERO
    snapshot = request.snapshot
    if kind is FlipKind.MINIMUM:
        return max(snapshot.total_value, start)
    return _REACH * max(abs(snapshot.total_value), ONE) if sign == 1 else -max(snapshot.cash, ZERO)


def _guesses(kind: FlipKind, request: PlanRequest, plan: Plan, row: DriftRow) -> Iterator[Decimal]:
    if kind is FlipKind.PRICE:
        return _price_guesses(request, plan, row)
    if kind is FlipKind.AMOUNT:
        return _amount_guesses(request, plan, row)
    if kind is FlipKind.MINIMUM:
        return (trade.value for trade in plan.trades if trade.symbol == row.key)
    return _tolerance_guesses(request, row)


def _price_guesses(request: PlanRequest, plan: Plan, row: DriftRow) -> Iterator[Decimal]:
    """Solve for the prices at which the weight meets an edge of its band, or its distance the minimum trade.

    With v the value of the holding and V that of all, v' = e (V - v) / (1 - e) weighs e.
    """
    quote = request.snapshot.quote(row.key)
    if quote is None or not row.market_value:
        return
    rest, target = plan.drift.total_value - row.market_value, row.target_weight
    least = minimum_trade(request, row.key)
    for edge in _edges(row):
        if edge < 1:
            yield quote.price * (edge * rest / (1 - edge)) / row.market_value
    if target < 1:
        for share in (target * rest - least, target * rest + least):
            yield quote.price * (share / (1 - target)) / row.market_value


def _amount_guesses(request: PlanRequest, plan: Plan, row: DriftRow) -> Iterator[Decimal]:
    """Solve for the deposits that dilute the weight to an edge of its band, or its distance to the minimum.

    The edges of the band of cash, which a deposit leaves first, are tried, too.
    """
    total, cash, least = plan.drift.total_value, plan.drift.row(CASH), minimum_trade(request, row.key)
    if row.target_weight:
        yield (row.market_value - least) / row.target_weight - total
        yield (row.market_value + least) / row.target_weight - total
    for edge in _edges(row):
        if edge:
            yield row.market_value / edge - total
    for edge in _edges(cash):
        if edge < 1:
            yield (edge * total - cash.market_value) / (1 - edge)


def _edges(row: DriftRow) -> tuple[Decimal, Decimal]:
    return row.target_weight - row.band.tolerance, row.target_weight + row.band.tolerance


def _tolerance_guesses(request: PlanRequest, row: DriftRow) -> Iterator[Decimal]:
    if request.policy.drift.method is not DriftMethod.RELATIVE:
        yield abs(row.drift)
    elif row.target_weight:
        yield abs(row.drift) / row.target_weight
