"""Whether a plan makes a swap as it was meant: both trades in full, and with a loss where one is wanted."""

from __future__ import annotations

from trimtab.domain.money import ZERO
from trimtab.domain.plan import Plan
from trimtab.domain.request import PlanRequest, Swap
from trimtab.domain.trade import Side
from trimtab.planning.methods.steps import step_value
from trimtab.planning.tax_aware.forecast import Forecast


def is_harvest(swap: Swap, request: PlanRequest) -> bool:
    """Tell whether a swap leads from a symbol to its substitute, and not back."""
    return any((pair.symbol, pair.substitute) == (swap.sold, swap.bought) for pair in request.substitutions)


def is_whole(swap: Swap, request: PlanRequest, plan: Plan) -> bool:
    """Tell whether all of a swap is sold and as much bought, costs and the cutting to steps apart."""
    snapshot = request.snapshot
    price = snapshot.base_price(swap.sold) or ZERO
    sold = sum((trade.quantity for trade in plan.of_side(Side.SELL) if trade.symbol == swap.sold), ZERO)
    spent = sum((trade.value for trade in plan.of_side(Side.BUY) if trade.symbol == swap.bought), ZERO)
    is_sold = sold * price >= swap.quantity * price - step_value(snapshot, swap.sold)
    least = swap.quantity * price - plan.costs.total - step_value(snapshot, swap.bought)
    return is_sold and spent > 0 and spent >= least


def is_vain(swap: Swap, request: PlanRequest, foreseen: Forecast) -> bool:
    """Tell whether a harvest realises no loss that counts."""
    return is_harvest(swap, request) and foreseen.of(swap.sold).net >= 0
