"""The smallest deposit that restores balance without any sale."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil

from trimtab.domain.instruments import CASH
from trimtab.domain.money import CENT, ZERO
from trimtab.domain.request import PlanRequest
from trimtab.planning.goals import set_goals
from trimtab.planning.universe import find_universe


def smallest_deposit(request: PlanRequest) -> Decimal | None:
    """Return the smallest deposit that lets buys alone bring every weight to its goal, up to the cent.

    The holding with the largest value per target decides; the cash reserve has to be there as well. None when
    no deposit can do it: something is held whose target is zero, has no price, or no weights fit the caps.
    """
    goals = set_goals(_without_reserve(request), find_universe(request))
    if goals.obstacle or request.snapshot.unpriced_symbols:
        return None
    values = {symbol: value for symbol, value in request.snapshot.market_values.items() if value > 0}
    held = {symbol: value for symbol, value in values.items() if symbol != CASH}
    if any(not goals.weights.get(symbol) for symbol in held):
        return None
    wholes = [Fraction(value) / Fraction(goals.weights[symbol]) for symbol, value in held.items()]
    lacking = max(wholes, default=Fraction(0)) - Fraction(request.snapshot.total_value)
    reserve = _lacking_reserve(request)
    return None if reserve is None else _up_to_cents(max(lacking, reserve, Fraction(0)))


def _without_reserve(request: PlanRequest) -> PlanRequest:
    """Take the targets as they will be once the deposit has filled the reserve."""
    open_ = replace(request.policy.constraints, cash_reserve_amount=ZERO, cash_reserve_weight=ZERO)
    return replace(request, policy=replace(request.policy, constraints=open_))


def _lacking_reserve(request: PlanRequest) -> Fraction | None:
    """Solve for the deposit after which cash is at its reserve; part of it raises the reserve itself."""
    constraints = request.policy.constraints
    cash = Fraction(request.snapshot.market_values[CASH])
    part = Fraction(constraints.cash_reserve_weight)
    of_weight = part * Fraction(request.snapshot.total_value) - cash
    of_amount = Fraction(constraints.cash_reserve_amount) - cash
    if part < 1:
        return max(of_weight / (1 - part), of_amount)
    return None if of_weight > 0 else of_amount


def _up_to_cents(amount: Fraction) -> Decimal:
    return ceil(amount / Fraction(CENT)) * CENT
