"""Orders for the same shares: a leg, the one for its rest, the one for the rest of that, and so on."""

from __future__ import annotations

from trimtab.domain.execution_config import ExecutionConfig
from trimtab.domain.leg import Leg, LegState
from trimtab.domain.money import ZERO

Legs = tuple[Leg, ...]


def originals(legs: Legs) -> Legs:
    """Return the legs that were approved, without those for a rest."""
    return tuple(leg for leg in legs if leg.residual_of is None)


def find_residual(leg: Leg, legs: Legs) -> Leg | None:
    """Return the leg for what this one has left unfilled, or None."""
    return next((each for each in legs if each.residual_of == leg.number), None)


def is_filled(leg: Leg, legs: Legs) -> bool:
    """Tell whether a leg and the ones for its rest have together traded all it was to trade."""
    if leg.state is LegState.FILLED:
        return True
    residual = find_residual(leg, legs)
    return residual is not None and residual.quantity == leg.missing_quantity and is_filled(residual, legs)


def may_be_repriced(leg: Leg, config: ExecutionConfig) -> bool:
    """Tell whether another order may follow this one, for what it leaves unfilled."""
    return leg.reprices < config.most_residuals


def awaits_residual(leg: Leg, legs: Legs) -> bool:
    """Tell whether a leg was cancelled for a new price, and there is no order for its rest yet."""
    is_cut_short = leg.state is LegState.CANCELLED and leg.is_repriced
    return is_cut_short and leg.missing_quantity > ZERO and find_residual(leg, legs) is None
